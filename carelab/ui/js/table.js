// A table to work with: filter, sort, group and total on screen, by mouse or keyboard, up to 5,000 rows.

const PAGE = 12;
const MOST_CHOICES = 24;

// Where a table may be answered with code instead: how, and that the better answer counts.
function withCode(q) {
  if (!q.variable) return null;
  return h("p", { class: "cl-hint" }, ...(onPage()
    ? ["You can answer here, or with code in JupyterLab. The better answer counts."]
    : ["Answer here. Or answer with code: in the cell below, set ", h("code", {}, q.variable), ", run it, and save the notebook. The better answer counts."]));
}

function drawTable(q, change, context) {
  const { caption, columns, rows, money, totals } = q.table;
  const names = Object.keys(columns);
  const at = Object.fromEntries(names.map((n, i) => [n, i]));
  const isNumber = (n) => rows.every((r) => typeof r[at[n]] === "number");
  const values = (n) => [...new Set(rows.map((r) => r[at[n]]))].sort((a, b) => (a > b ? 1 : a < b ? -1 : 0));
  const amounts = names.filter((n) => isNumber(n) && (totals.includes(n) || values(n).length > MOST_CHOICES));
  const groups = names.filter((n) => !amounts.includes(n) && values(n).length <= MOST_CHOICES);
  const show = (n, v) => (typeof v === "number" ? figure(v, money.includes(n) ? "£" : "") : v);
  const state = { only: {}, sort: "", down: false, group: [], page: 0 };

  const spoken = h("p", { class: "cl-hint", role: "status" });
  const body = h("div", { class: "cl-scroll", tabindex: "0", role: "region", "aria-label": caption });
  const pager = h("div", { class: "cl-pager" });

  const kept = () => rows.filter((r) => Object.entries(state.only).every(([n, v]) => v === "" || String(r[at[n]]) === v));
  const total = (list, n) => Math.round(list.reduce((sum, r) => sum + r[at[n]], 0) * 100) / 100;

  // The rows as shown, each { cells: [text or number], total: bool }, with their headings.
  function shown() {
    const list = kept();
    let heads = names;
    let lines = list;
    if (state.group.length) {
      const found = new Map();
      for (const row of list) {
        const label = state.group.map((n) => row[at[n]]);
        const key = JSON.stringify(label);
        if (!found.has(key)) found.set(key, { label, rows: [] });
        found.get(key).rows.push(row);
      }
      heads = [...state.group, "#rows", ...amounts];
      lines = [...found.values()].map((g) => [...g.label, g.rows.length, ...amounts.map((n) => total(g.rows, n))]);
    }
    const column = heads.indexOf(state.sort);
    if (column >= 0) lines = [...lines].sort((a, b) => (a[column] > b[column] ? 1 : a[column] < b[column] ? -1 : 0) * (state.down ? -1 : 1));
    return { list, heads, lines };
  }

  function draw() {
    const { list, heads, lines } = shown();
    const pages = Math.max(1, Math.ceil(lines.length / PAGE));
    state.page = Math.min(state.page, pages - 1);
    const heading = (n) => (n === "#rows" ? "Rows" : columns[n]);
    const numeric = (n) => n === "#rows" || amounts.includes(n);
    const head = h("tr", {}, heads.map((n) => h("th", { scope: "col", class: numeric(n) ? "cl-right" : null, "aria-sort": state.sort === n ? (state.down ? "descending" : "ascending") : null },
      h("button", { type: "button", onclick: () => { state.down = state.sort === n ? !state.down : numeric(n); state.sort = n; draw(); focusHead(n); }, "data-head": n },
        heading(n), h("span", { "aria-hidden": "true" }, state.sort === n ? (state.down ? " ▼" : " ▲") : " ↕")))));
    const part = lines.slice(state.page * PAGE, (state.page + 1) * PAGE);
    const cells = part.map((line) => h("tr", {}, line.map((v, i) => h("td", { class: numeric(heads[i]) ? "cl-right" : null }, show(heads[i], v)))));
    const foot = h("tr", {}, heads.map((n, i) => (amounts.includes(n)
      ? h("td", { class: "cl-right" }, show(n, total(list, n)))
      : i === 0 ? h("th", { scope: "row" }, `Total of ${list.length} rows`) : h("td", {}))));
    body.replaceChildren(h("table", {}, h("caption", {}, caption), h("thead", {}, head), h("tbody", {}, cells), h("tfoot", {}, foot)));
    const turn = (by, text) => h("button", { type: "button", class: "cl-button", "aria-disabled": state.page + by < 0 || state.page + by >= pages ? "true" : null,
      onclick: () => { const to = state.page + by; if (to >= 0 && to < pages) { state.page = to; draw(); pager.children[by < 0 ? 0 : 2].focus(); } } }, text);
    pager.replaceChildren(...(pages > 1 ? [turn(-1, "Earlier rows"), h("span", {}, `Page ${state.page + 1} of ${pages}`), turn(1, "Later rows")] : []));
    spoken.textContent = `${list.length} of ${rows.length} rows${state.group.length ? `, in ${lines.length} groups` : ""}. ` +
      amounts.map((n) => `Total ${columns[n].toLowerCase()}: ${show(n, total(list, n))}.`).join(" ");
  }
  const focusHead = (n) => body.querySelector(`[data-head="${n}"]`)?.focus();

  const tool = (label, control) => { const id = unique("tool"); control.id = id; return h("div", { class: "cl-tool" }, h("label", { for: id }, label), control); };
  const pick = (first, options, act) => {
    const list = h("select", { onchange: () => { act(list.value); state.page = 0; draw(); } }, h("option", { value: "" }, first), options.map(([v, t]) => h("option", { value: v }, t)));
    return list;
  };
  const filters = groups.map((n) => tool(`Show only: ${columns[n]}`, pick("All", values(n).map((v) => [String(v), String(v)]), (v) => { state.only[n] = v; })));
  const choices = groups.map((n) => [n, columns[n]]);
  const grouping = [
    tool("Total for each", pick("No groups", choices, (v) => { state.group[0] = v; state.group = state.group.filter(Boolean); })),
    tool("…and each", pick("No more", choices, (v) => { state.group = [state.group[0], v].filter(Boolean).filter((n, i, all) => all.indexOf(n) === i); })),
  ];
  draw();

  const number = drawNumber(q, change, context);
  return {
    node: h("div", {}, h("div", { class: "cl-tools" }, filters, groups.length ? grouping : null), spoken, body, pager, withCode(q), number.node),
    set: number.set,
    left: number.left,
  };
}
