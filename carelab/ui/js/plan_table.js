// The plain part of a plan: a table whose rows are given, picked or added, with running totals and scores.

const BOX = ":is(input, select, textarea)";
const THEN = "When, and with whom"; // the heading of the columns that wait for a choice

function drawPart(t, plan) {
  const node = h("div", { class: "cl-part" });
  const totals = {};
  let counted = null;
  let touched = null; // the row whose score has just changed: it is read out
  const scores = {}; // row → where its score stands

  // Fields that would not fit side by side stand one row of the plan at a time. Money that is added up keeps its table.
  const summed = t.columns.some((c) => c.type === "money" || c.start_from);
  const wide = !summed && (t.columns.length > 4 || t.columns.some((c) => c.type === "long") || t.columns.filter((c) => c.type === "text").length > 2);
  const scale = (column) => t.columns.find((c) => c.id === column)?.type === "scale";
  function enter(row, column, ...entry) {
    touched = scale(column) ? row : null;
    plan.enter(row, column, ...entry);
    const idle = waiting.filter((c) => waits(row, c) && plan.rows()[row]?.[c.id] !== undefined);
    idle.forEach((c) => plan.enter(row, c.id, "", true));
    if (idle.length) draw(`[data-item="${row}"] ${BOX}`);
    else unfold[row]?.();
    showOpen();
  }
  // The last few rows that are still open are easy to miss: they are shown.
  function showOpen() {
    const [names, all] = blanks();
    const few = names.length <= all / 3;
    for (const row of node.querySelectorAll(".cl-grid tbody tr")) row.classList.toggle("cl-open-row", few && names.includes(t.rows[row.dataset.item]));
  }
  const box = makeBox({ ...plan, enter }, retotal);

  const afterScore = (column) => t.score?.after === column.id;
  const scored = (row) => (scores[row] = h("span", { class: "cl-score" }));
  // A column that waits for a choice in another is asked for once that choice is made; those that wait share a cell.
  const waits = (row, c) => c.only_if && plan.rows()[row]?.[c.only_if[0]] !== c.only_if[1];
  const waiting = t.columns.filter((c) => c.only_if);
  const unfold = {}; // row → what shows the columns that no longer wait
  function then(row, name) {
    const parts = waiting.map((c) => [c, h("div", { class: "cl-waited" }, h("span", { "aria-hidden": "true" }, c.label), box(row, c, name))]);
    const none = h("span", { class: "cl-word" });
    unfold[row] = () => {
      parts.forEach(([c, part]) => { part.hidden = Boolean(waits(row, c)); });
      none.textContent = parts.some(([, part]) => !part.hidden) ? "" : plan.rows()[row]?.[waiting[0].only_if[0]] ? "nothing more" : "choose first";
    };
    unfold[row]();
    return h("td", { class: "cl-thens", "data-label": THEN }, parts.map(([, part]) => part), none);
  }
  const about = (row) => (t.about[row] ? h("span", { class: "cl-about" }, t.about[row]) : null);

  const fields = (row, name) => h("div", { class: "cl-fields" },
    t.columns.map((c) => [h("div", { class: `cl-field cl-is-${c.type}` }, h("span", { "aria-hidden": "true" }, c.label), box(row, c, name)),
      afterScore(c) ? h("p", { class: "cl-field" }, h("span", {}, t.score.label), scored(row)) : null]).flat());

  function showScores() {
    for (const [row, cell] of Object.entries(scores)) cell.textContent = counted?.scores?.[row] ?? "not yet";
  }

  function retotal() {
    for (const [column, cell] of Object.entries(totals)) {
      const numbers = [...node.querySelectorAll(`input[data-column="${column}"]`)].map((i) => typedNumber(i.value) ?? 0);
      cell.textContent = figure(Math.round(numbers.reduce((a, b) => a + b, 0) * 100) / 100, "£");
    }
  }

  function fixed() {
    return wide ? cards() : grid();
  }

  function cards() {
    const rows = Object.entries(t.rows).map(([row, name]) => h("fieldset", { class: "cl-card cl-wide", "data-item": row }, h("legend", {}, name),
      about(row), known(row) ? h("p", { class: "cl-hint" }, known(row)) : null, fields(row, name)));
    return [h("p", { class: "cl-parthead" }, t.label), ...rows];
  }

  const said = (fact, row) => { const value = fact.values[row]; return typeof value === "number" ? figure(value, fact.unit) : value ?? "–"; };
  const known = (row) => Object.values(t.facts).map((f) => `${f.label}: ${said(f, row)}.`).join(" ");

  function grid() {
    const facts = Object.entries(t.facts);
    const aside = (f) => (Object.values(f.values).every((v) => typeof v === "number") ? "cl-right" : null);
    const starts = t.columns.filter((c) => c.start_from);
    const asked = t.columns.filter((c) => !c.only_if);
    const head = h("tr", {}, h("th", { scope: "col" }, t.label), facts.map(([, f]) => h("th", { scope: "col", class: aside(f) }, f.label)), asked.map((c) => [h("th", { scope: "col" }, c.label), afterScore(c) ? h("th", { scope: "col" }, t.score.label) : null]).flat(), waiting.length ? h("th", { scope: "col" }, THEN) : null);
    const lines = Object.entries(t.rows).map(([row, name]) => h("tr", { "data-item": row }, h("th", { scope: "row" }, Object.keys(t.about).length ? [h("b", {}, name), " ", about(row)].filter(Boolean) : name),
      facts.map(([, f]) => h("td", { class: ["cl-fact", aside(f), said(f, row).length < 12 && "cl-short", said(f, row) === "–" && "cl-none"].filter(Boolean).join(" "), "data-label": f.label }, said(f, row))),
      asked.map((c) => [h("td", { "data-label": c.label }, box(row, c, name)), afterScore(c) ? h("td", { "data-label": t.score.label }, scored(row)) : null]).flat(), waiting.length ? then(row, name) : null));
    const money = t.columns.filter((c) => c.type === "money");
    money.forEach((c) => { totals[c.id] = h("td", { class: "cl-total", "data-label": `Total ${c.label.toLowerCase()}` }); });
    const foot = money.length ? h("tfoot", {}, h("tr", {}, h("th", { scope: "row" }, "Total"),
      facts.map(([, f]) => { const all = f.unit === "£" ? Object.values(f.values).filter((v) => typeof v === "number") : []; return h("td", { class: "cl-right", "data-label": f.label }, all.length ? figure(all.reduce((a, b) => a + b, 0), "£") : ""); }),
      asked.map((c) => [totals[c.id] ?? h("td", {}), afterScore(c) ? h("td", {}) : null]).flat(), waiting.length ? h("td", {}) : null)) : null;
    const copy = starts.map((c) => h("button", { type: "button", class: "cl-button", onclick: () => {
      plan.fill(c.id, t.facts[c.start_from].values);
      draw();
      node.querySelector(BOX)?.focus();
    } }, `Copy “${t.facts[c.start_from].label}” into “${c.label}”`));
    return [copy.length ? h("p", {}, copy) : null, h("table", { class: "cl-grid" }, h("thead", {}, head), h("tbody", {}, lines), foot)];
  }

  function pick() {
    const used = Object.keys(plan.rows()).length;
    const rows = Object.entries(t.rows).map(([row, name]) => {
      const on = row in plan.rows();
      const tick = h("input", { type: "checkbox", checked: on, "aria-disabled": !on && used >= t.most ? "true" : null, onchange: () => {
        if (tick.checked && used >= t.most) { tick.checked = false; return; }
        plan.pick(row, tick.checked);
        draw();
        node.querySelector(`[data-item="${row}"] input`).focus();
      } });
      return h("div", { class: `cl-pickrow${wide ? " cl-wide" : ""}`, "data-item": row }, h("label", { class: "cl-option" }, tick, h("span", {}, name, known(row) ? [" ", h("span", { class: "cl-hint cl-known" }, known(row))] : null)),
        on && t.columns.length ? fields(row, name) : null);
    });
    return [h("p", { class: "cl-parthead" }, t.label), h("p", { class: "cl-hint" }, `Pick ${t.least === t.most ? t.most : t.least ? `${t.least} to ${t.most}` : `up to ${t.most}`}. ${used} of ${t.most} picked.`), ...rows];
  }

  function free() {
    const names = Object.keys(plan.rows());
    const next = Array.from({ length: t.most }, (_, i) => `r${i + 1}`).find((r) => !names.includes(r));
    const rows = names.map((row, i) => h("fieldset", { class: `cl-card${wide ? " cl-wide" : ""}`, "data-item": row }, h("legend", {}, `Row ${i + 1}`),
      fields(row, `Row ${i + 1}`),
      h("button", { type: "button", class: "cl-button", onclick: () => { plan.pick(row, false); draw(); node.querySelector(".cl-add").focus(); } }, `Take out row ${i + 1}`)));
    const add = h("button", { type: "button", class: "cl-button cl-add", "aria-disabled": next ? null : "true", onclick: () => {
      if (!next) return;
      plan.add(next);
      draw();
      node.querySelector(`[data-item="${next}"] ${BOX}`)?.focus();
    } }, "Add a row");
    return [h("p", { class: "cl-parthead" }, t.label), ...rows, add];
  }

  function draw(focus) {
    for (const kept of [totals, scores, unfold]) for (const name of Object.keys(kept)) delete kept[name];
    node.replaceChildren(...{ fixed, pick, free }[t.mode]().filter(Boolean));
    retotal();
    showScores();
    showOpen();
    if (focus) node.querySelector(focus)?.focus();
  }
  draw();
  return {
    node, draw,
    live: (found) => { counted = found; showScores(); },
    left: () => [spoken(), t.mode === "pick" ? `${Object.keys(plan.rows()).length} of ${t.most} picked.` : ""].filter(Boolean).join(" "),
    blanks,
  };

  function spoken() {
    const score = counted?.scores?.[touched];
    return score ? `${t.rows[touched] ?? `Row ${Object.keys(plan.rows()).indexOf(touched) + 1}`}: ${t.score.label.toLowerCase()} ${score}.` : "";
  }

  // In a table whose rows are given: the names of those that have something left to fill in, and how many rows there are.
  function blanks() {
    if (t.mode !== "fixed") return [[], 0];
    const needed = t.columns.filter((c) => c.type === "money" || c.type === "number" || c.type === "choice" || c.type === "scale");
    const rows = Object.entries(t.rows);
    const open = (row) => needed.some((c) => plan.rows()[row]?.[c.id] === undefined && !waits(row, c));
    return [rows.filter(([row]) => open(row)).map(([, name]) => name), needed.length ? rows.length : 0];
  }
}
