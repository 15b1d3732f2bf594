// Kinds answered by choosing: choice, choices, sort, match, order. Each draws itself and returns { node, set, left }:
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

function drawSort(q, change) {
  let value = {};
  const cards = Object.entries(q.cards).map(([card, text]) => {
    const name = unique(`${q.id}-${card}`);
    const inputs = Object.entries(q.columns).map(([column, label]) => {
      const input = h("input", { type: "radio", name, value: column, onchange: () => {
        value = { ...value, [card]: column };
        change(value);
      } });
      return { column, input, row: h("label", { class: "cl-segment" }, input, h("span", {}, label)) };
    });
    const node = h("fieldset", { class: "cl-card", "data-item": card },
      h("legend", { "data-verdict": card }, text), h("div", { class: "cl-segments" }, inputs.map((i) => i.row)));
    return { card, inputs, node };
  });
  const missing = () => cards.filter((c) => !(c.card in value)).length;
  return {
    node: h("div", { class: "cl-cards" }, cards.map((c) => c.node)),
    set: (stored) => {
      value = { ...(stored || {}) };
      cards.forEach((c) => c.inputs.forEach((i) => { i.input.checked = value[c.card] === i.column; }));
    },
    left: () => (missing() ? `${missing()} of ${cards.length} cards still to place.` : ""),
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

function drawOrder(q, change) {
  let answered = false;
  const list = drawMoves(q.steps, (order) => { answered = true; change(order); });
  return {
    node: list.node,
    set: (stored) => { answered = Boolean(stored); list.show(stored || Object.keys(q.steps)); },
    left: () => (answered ? "" : "Move a step to start."),
  };
}

// A list whose items are moved up and down with buttons. `moved(ids)` hears each new order.
function drawMoves(items, moved) {
  let order = Object.keys(items);
  const list = h("ol", { class: "cl-steps" });
  const spoken = h("p", { class: "cl-spoken", role: "status" });
  function move(item, by) {
    const from = order.indexOf(item);
    const to = from + by;
    if (to < 0 || to >= order.length) return;
    order.splice(from, 1);
    order.splice(to, 0, item);
    draw();
    list.children[to].querySelector(by < 0 ? ".cl-up" : ".cl-down").focus();
    spoken.textContent = `${items[item]}: now ${to + 1} of ${order.length}.`;
    moved([...order]);
  }
  function draw() {
    list.replaceChildren(...order.map((item, at) => {
      const button = (by, word, mark, edge) => h("button", {
        type: "button", class: by < 0 ? "cl-up" : "cl-down", "aria-disabled": edge ? "true" : null,
        "aria-label": `Move ${word}: ${items[item]}`, onclick: () => move(item, by),
      }, mark);
      return h("li", { "data-item": item },
        h("span", { class: "cl-place", "aria-hidden": "true" }, `${at + 1}`),
        h("span", { class: "cl-text", "data-verdict": item }, items[item]),
        h("span", { class: "cl-moves" }, button(-1, "up", "↑", at === 0), button(1, "down", "↓", at === order.length - 1)));
    }));
  }
  draw();
  return { node: h("div", {}, list, spoken), show: (stored) => { order = [...stored]; draw(); } };
}
