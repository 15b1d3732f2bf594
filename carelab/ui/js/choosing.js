// Kinds answered by choosing: choice, choices, match. Each draws itself and returns { node, set, left }:
// set(value) shows a stored answer, left() says in words what is still to do.

function drawChoice(q, change, several) {
  const name = unique(q.id);
  const boxes = Object.entries(q.options).map(([id, text]) => {
    const input = h("input", { type: several ? "checkbox" : "radio", name, value: id, onchange: () => change(read()) });
    return { id, input, row: h("label", { class: "cl-option", "data-item": id }, input, h("span", { "data-verdict": id }, text)) };
  });
  const ticked = () => boxes.filter((b) => b.input.checked).map((b) => b.id);
  const read = () => (several ? (ticked().length ? ticked() : null) : ticked()[0] ?? null);
  return {
    node: h("div", { class: "cl-options" }, boxes.map((b) => b.row)),
    set: (value) => boxes.forEach((b) => { b.input.checked = value !== null && (several ? value.includes(b.id) : value === b.id); }),
    left: () => "",
  };
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
