// A plan: parts to fill in, and rules that light up as they are met. A part is a table with typed boxes (its rows given, picked or
// added), or one with a form of its own, such as a rota. Each is drawn by (part, plan) into { node, draw, left, live }: `draw` shows
// what is stored, `live` what it comes to, `left` says in words what is still to do.

const PARTS = { table: drawPart, rota: drawRota };

function drawPlan(q, change, { status, leave }) {
  let value = {};
  let counts = {}; // part → what it comes to
  const rules = h("ul", { class: "cl-rules" });

  function pruned() {
    const kept = {};
    for (const [table, rows] of Object.entries(value)) {
      const found = Object.entries(rows).filter(([row, cells]) => Object.keys(cells).length || isPicked(table, row));
      if (found.length) kept[table] = Object.fromEntries(found);
    }
    return Object.keys(kept).length ? kept : null;
  }
  const isPicked = (table, row) => q.tables.find((t) => t.id === table).mode === "pick" && row in (value[table] || {});

  function enter(table, row, column, entry, atOnce) {
    value[table] ??= {};
    value[table][row] ??= {};
    if (entry === "" || entry === null || entry === false) delete value[table][row][column];
    else value[table][row][column] = entry;
    change(pruned(), atOnce ? 0 : 500);
  }

  const tables = q.tables.map((t) => PARTS[t.part](t, {
    status, leave,
    rows: () => value[t.id] || {},
    enter: (row, column, entry, atOnce) => enter(t.id, row, column, entry, atOnce),
    // A whole column at once: row → what goes into it.
    fill: (column, entries) => {
      value[t.id] ??= {};
      for (const [row, entry] of Object.entries(entries)) (value[t.id][row] ??= {})[column] = entry;
      change(pruned());
    },
    pick: (row, on) => { value[t.id] ??= {}; if (on) value[t.id][row] ??= {}; else delete value[t.id][row]; change(pruned()); },
    // A new row stays on the screen alone until something stands in it.
    add: (row) => { value[t.id] ??= {}; value[t.id][row] ??= {}; },
  }));

  function showMet(met) {
    rules.replaceChildren(...q.shown.map((rule) => {
      const state = pruned() ? met?.[rule.id] ?? null : null;
      const word = state === null ? "Not checked yet" : state ? "Met" : "Not met yet";
      return h("li", { class: state === null ? "cl-open" : state ? "cl-met" : "cl-unmet" },
        h("span", { class: "cl-mark", "aria-hidden": "true" }, state === null ? "○" : state ? "✓" : "✗"),
        h("span", {}, h("strong", {}, `${rule.need === "must" ? "Must" : "Should"}: `), rule.text, h("span", { class: "cl-word" }, ` ${word}.`)));
    }));
  }
  showMet(null);
  return {
    node: h("div", {}, tables.map((t) => t.node), q.shown.length ? h("div", { class: "cl-rulebox" }, h("p", { class: "cl-hint" }, "Rules that are checked as you go:"), rules) : null),
    set: (stored) => { value = structuredClone(stored || {}); tables.forEach((t) => t.draw()); },
    met: showMet,
    live: (found) => { counts = found || {}; tables.forEach((t, at) => t.live?.(counts[q.tables[at].id])); },
    left: (met) => {
      const states = pruned() && met ? q.shown.map((rule) => met[rule.id]) : [];
      const lights = states.length ? `${states.filter(Boolean).length} of ${states.length} rules met.` : "";
      return [...tables.map((t, at) => t.left(counts[q.tables[at].id])), lights].filter(Boolean).join(" ");
    },
  };
}

function drawPart(t, plan) {
  const node = h("div", { class: `cl-part cl-${t.mode}` });
  const totals = {};

  // One box. `name` says aloud which row and column it is.
  function box(row, column, name) {
    const stored = plan.rows()[row]?.[column.id];
    const label = `${name}: ${column.label}`;
    const numeric = column.type === "money" || column.type === "number";
    if (column.type === "choice") {
      const list = h("select", { "aria-label": label, onchange: () => plan.enter(row, column.id, list.value, true) },
        h("option", { value: "" }, "Choose…"), Object.entries(column.options).map(([v, text]) => h("option", { value: v }, text)));
      list.value = stored ?? "";
      return list;
    }
    if (column.type === "tick") {
      const tick = h("input", { type: "checkbox", "aria-label": label, checked: stored === true, onchange: () => plan.enter(row, column.id, tick.checked, true) });
      return tick;
    }
    const input = h("input", {
      type: column.type === "date" ? "date" : "text", inputmode: numeric ? "decimal" : null, autocomplete: "off", "aria-label": label,
      class: numeric ? "cl-number" : null, maxlength: numeric ? 20 : 600, "aria-describedby": plan.status, "data-column": column.id,
      oninput: () => { plan.enter(row, column.id, input.value.trim(), false); retotal(); check(input, numeric); },
      onchange: plan.leave,
    });
    input.value = stored === undefined ? "" : numeric && typeof stored === "number" ? stored.toLocaleString("en-GB", { maximumFractionDigits: 6 }) : stored;
    check(input, numeric);
    return numeric && column.type === "money" ? h("span", { class: "cl-box" }, h("span", { class: "cl-unit", "aria-hidden": "true" }, "£"), input) : input;
  }

  function check(input, numeric) {
    const bad = numeric && input.value.trim() !== "" && typedNumber(input.value) === null;
    input.setAttribute("aria-invalid", bad ? "true" : "false");
  }

  function retotal() {
    for (const [column, cell] of Object.entries(totals)) {
      const numbers = [...node.querySelectorAll(`input[data-column="${column}"]`)].map((i) => typedNumber(i.value) ?? 0);
      cell.textContent = figure(Math.round(numbers.reduce((a, b) => a + b, 0) * 100) / 100, "£");
    }
  }

  function fixed() {
    const facts = Object.entries(t.facts);
    const starts = t.columns.filter((c) => c.start_from);
    const head = h("tr", {}, h("th", { scope: "col" }, t.label), facts.map(([, f]) => h("th", { scope: "col", class: "cl-right" }, f.label)), t.columns.map((c) => h("th", { scope: "col" }, c.label)));
    const lines = Object.entries(t.rows).map(([row, name]) => h("tr", { "data-item": row }, h("th", { scope: "row" }, name),
      facts.map(([, f]) => h("td", { class: "cl-right", "data-label": f.label }, typeof f.values[row] === "number" ? figure(f.values[row], "£") : f.values[row] ?? "–")),
      t.columns.map((c) => h("td", { "data-label": c.label }, box(row, c, name)))));
    const money = t.columns.filter((c) => c.type === "money");
    money.forEach((c) => { totals[c.id] = h("td", { class: "cl-total", "data-label": `Total ${c.label.toLowerCase()}` }); });
    const foot = money.length ? h("tfoot", {}, h("tr", {}, h("th", { scope: "row" }, "Total"),
      facts.map(([, f]) => { const all = Object.values(f.values).filter((v) => typeof v === "number"); return h("td", { class: "cl-right", "data-label": f.label }, all.length ? figure(all.reduce((a, b) => a + b, 0), "£") : ""); }),
      t.columns.map((c) => totals[c.id] ?? h("td", {})))) : null;
    const copy = starts.map((c) => h("button", { type: "button", class: "cl-button", onclick: () => {
      plan.fill(c.id, t.facts[c.start_from].values);
      draw();
      node.querySelector("input")?.focus();
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
      return h("div", { class: "cl-pickrow", "data-item": row }, h("label", { class: "cl-option" }, tick, h("span", {}, name)),
        on && t.columns.length ? h("div", { class: "cl-fields" }, t.columns.map((c) => h("div", { class: "cl-field" }, h("span", { "aria-hidden": "true" }, c.label), box(row, c, name)))) : null);
    });
    return [h("p", { class: "cl-parthead" }, t.label), h("p", { class: "cl-hint" }, `Pick up to ${t.most}. ${used} of ${t.most} picked.`), ...rows];
  }

  function free() {
    const names = Object.keys(plan.rows());
    const next = Array.from({ length: t.most }, (_, i) => `r${i + 1}`).find((r) => !names.includes(r));
    const rows = names.map((row, i) => h("fieldset", { class: "cl-card", "data-item": row }, h("legend", {}, `Row ${i + 1}`),
      h("div", { class: "cl-fields" }, t.columns.map((c) => h("div", { class: "cl-field" }, h("span", { "aria-hidden": "true" }, c.label), box(row, c, `Row ${i + 1}`)))),
      h("button", { type: "button", class: "cl-button", onclick: () => { plan.pick(row, false); draw(); node.querySelector(".cl-add").focus(); } }, `Take out row ${i + 1}`)));
    const add = h("button", { type: "button", class: "cl-button cl-add", "aria-disabled": next ? null : "true", onclick: () => {
      if (!next) return;
      plan.add(next);
      draw();
      node.querySelector(`[data-item="${next}"] input, [data-item="${next}"] select`)?.focus();
    } }, "Add a row");
    return [h("p", { class: "cl-parthead" }, t.label), ...rows, add];
  }

  function draw() {
    for (const name of Object.keys(totals)) delete totals[name];
    node.replaceChildren(...{ fixed, pick, free }[t.mode]().filter(Boolean));
    retotal();
  }
  draw();
  return {
    node, draw,
    left: () => {
      if (t.mode === "pick") return `${Object.keys(plan.rows()).length} of ${t.most} picked.`;
      if (t.mode === "free") return "";
      const needed = t.columns.filter((c) => c.type === "money" || c.type === "number" || c.type === "choice");
      const blank = Object.keys(t.rows).filter((row) => needed.some((c) => plan.rows()[row]?.[c.id] === undefined)).length;
      return blank ? `${blank} of ${Object.keys(t.rows).length} rows still to fill in.` : "";
    },
  };
}
