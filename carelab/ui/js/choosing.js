// Kinds answered by choosing: choice, choices, match. Each draws itself and returns { node, set, left }:
// set(value) shows a stored answer, left() says in words what is still to do.

function drawChoice(q, change, several) {
  const name = unique(q.id);
  const boxes = Object.entries(q.options).map(([id, text]) => {
    const input = h("input", { type: several ? "checkbox" : "radio", name, value: id, onchange: () => change(read()) });
    return { id, input, row: h("label", { class: "cl-option", "data-item": id }, input, h("span", { "data-verdict": id }, text)) };
  });
  const drawn = q.tables?.length ? drawTickTables(q, boxes) : boxes.map((b) => b.row);
  const ticked = () => boxes.filter((b) => b.input.checked).map((b) => b.id);
  const read = () => (several ? (ticked().length ? ticked() : null) : ticked()[0] ?? null);
  return {
    node: h("div", { class: q.tables?.length ? "cl-ticktables cl-roomy" : "cl-options" }, drawn),
    set: (value) => boxes.forEach((b) => { b.input.checked = value !== null && (several ? value.includes(b.id) : value === b.id); }),
    left: () => (q.tables?.length && ticked().length ? `${ticked().length} ticked: ${ticked().length === 1 ? "row" : "rows"} ${inWords(ticked().map((id) => Object.keys(q.options).indexOf(id) + 1))}.` : ""),
  };
}

const inWords = (list) => (list.length < 2 ? list.join("") : `${list.slice(0, -1).join(", ")} and ${list.at(-1)}`);

// Tables whose rows are the options: the box stands in its row, and a press anywhere in the row ticks it.
function drawTickTables(q, boxes) {
  const numbers = Object.keys(q.options);
  // An empty cell belongs to the one before it.
  const joined = (cells) => cells.flatMap((text, at) => {
    const empty = cells.slice(at + 1).findIndex((next) => next !== "");
    return text === "" ? [] : [[text, empty < 0 ? cells.length - at : empty + 1, at]];
  });
  const row = (table, [id, cells]) => {
    const { input } = boxes.find((b) => b.id === id);
    input.setAttribute("aria-label", q.options[id]);
    return h("tr", { role: "row", "data-item": id, onclick: (event) => { if (!event.target.closest("label")) input.click(); } },
      h("th", { scope: "row", role: "rowheader" }, h("label", {}, input, h("span", {}, `${numbers.indexOf(id) + 1}`))),
      joined(cells).map(([text, span, at], n, all) => h("td", { role: "cell", class: text.length < 16 ? "cl-short" : null, colspan: span > 1 ? span : null, "data-label": table.columns[at], "data-verdict": n === all.length - 1 ? id : null }, text)));
  };
  return q.tables.map((table) => h("div", { class: "cl-ticktable" }, h("table", { role: "table" },
    h("caption", {}, h("strong", {}, table.caption), table.about ? h("span", {}, table.about) : null),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ["Tick", ...table.columns].map((text) => h("th", { scope: "col", role: "columnheader" }, text)))),
    h("tbody", { role: "rowgroup" }, Object.entries(table.rows).map((entry) => row(table, entry))))));
}

function drawMatch(q, change) {
  let value = {};
  const lines = Object.entries(q.left).map(([left, text]) => {
    const id = unique(`${q.id}-${left}`);
    const list = h("select", { id, onchange: () => {
      value = { ...value };
      if (list.value) value[left] = list.value; else delete value[left];
      spell.show();
      change(Object.keys(value).length ? value : null);
    } }, h("option", { value: "" }, "Choose…"), Object.entries(q.right).map(([right, label]) => h("option", { value: right }, label)));
    const spell = spellOut(list);
    const show = () => { list.value = value[left] ?? ""; spell.show(); };
    return { left, show, node: h("div", { class: "cl-line", "data-item": left }, h("label", { for: id, "data-verdict": left }, text), h("div", {}, list, spell.node)) };
  });
  const missing = () => lines.filter((l) => !(l.left in value)).length;
  return {
    node: h("div", { class: "cl-lines" }, lines.map((l) => l.node)),
    set: (stored) => {
      value = { ...(stored || {}) };
      lines.forEach((l) => l.show());
    },
    left: () => (missing() ? `${missing()} of ${lines.length} lines still to pair.` : ""),
  };
}
