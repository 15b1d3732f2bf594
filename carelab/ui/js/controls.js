// The controls of a teaching model. Each is drawn by (control, set, value) into { node, show }.

const help = (c, id) => (c.help ? h("p", { class: "cl-hint", id: `${id}-help` }, c.help) : null);
const helped = (c, id) => (c.help ? `${id}-help` : null);

const CONTROLS = {
  slider(c, set, value) {
    const id = unique(c.id);
    const pounds = c.unit === "£";
    const both = { min: c.low, max: c.high, step: c.step, "aria-describedby": helped(c, id) };
    const fit = (number) => Math.min(c.high, Math.max(c.low, Number.isFinite(number) ? number : c.low));
    const range = h("input", { ...both, type: "range", id, oninput: () => move(Number(range.value)) });
    const box = h("input", { ...both, type: "number", "aria-label": `${c.label}, exact number`, onchange: () => move(fit(box.valueAsNumber)) });
    function show(to) { range.value = to; box.value = to; range.setAttribute("aria-valuetext", figure(to, c.unit)); }
    function move(to) { show(to); set(c.id, to); }
    show(value);
    return { show, node: h("div", { class: "cl-control" }, h("label", { for: id }, c.label), help(c, id),
      h("div", { class: "cl-slide" }, range, h("span", { class: "cl-box" }, pounds ? h("span", { class: "cl-unit", "aria-hidden": "true" }, "£") : null, box, c.unit && !pounds ? h("span", { class: "cl-unit", "aria-hidden": "true" }, c.unit) : null))) };
  },
  pick(c, set, value) {
    const id = unique(c.id);
    const options = Object.entries(c.options);
    const wordy = options.reduce((all, [, text]) => all + text.length, 0) > 70;
    if (wordy || options.length > 5) {
      const list = h("select", { id, "aria-describedby": helped(c, id), onchange: () => { spell.show(); set(c.id, list.value); } }, options.map(([v, t]) => h("option", { value: v }, t)));
      const spell = spellOut(list);
      const show = (to) => { list.value = to; spell.show(); };
      show(value);
      return { show, node: h("div", { class: "cl-control" }, h("label", { for: id }, c.label), help(c, id), list, spell.node) };
    }
    const inputs = options.map(([v, text]) => {
      const input = h("input", { type: "radio", name: id, value: v, onchange: () => set(c.id, v) });
      return { v, input, row: h("label", { class: "cl-segment" }, input, h("span", {}, text)) };
    });
    const show = (to) => inputs.forEach((i) => { i.input.checked = i.v === to; });
    show(value);
    return { show, node: h("fieldset", { class: "cl-control cl-pick", "aria-describedby": helped(c, id) }, h("legend", {}, c.label), help(c, id), h("div", { class: "cl-segments" }, inputs.map((i) => i.row))) };
  },
  switch(c, set, value) {
    const id = unique(c.id);
    const input = h("input", { type: "checkbox", "aria-describedby": helped(c, id), onchange: () => set(c.id, input.checked) });
    const show = (to) => { input.checked = Boolean(to); };
    show(value);
    return { show, node: h("div", { class: "cl-control" }, h("label", { class: "cl-option" }, input, h("span", {}, c.label)), help(c, id)) };
  },
  order(c, set, value) {
    const id = unique(c.id);
    const list = drawMoves(c.items, (order) => set(c.id, order));
    list.show(value);
    return { show: list.show, node: h("fieldset", { class: "cl-control cl-pick cl-whole", "aria-describedby": helped(c, id) }, h("legend", {}, c.label), help(c, id), list.node) };
  },
  steps(c, set, value) {
    const id = unique(c.id);
    const items = Object.keys(c.items);
    let moves = [];
    const place = h("p", { class: "cl-how" });
    const list = h("ul", { class: "cl-turns" });
    const back = h("button", { type: "button", class: "cl-button", onclick: () => { change(moves.slice(0, -1)); focusOn(0); } }, "Take back the last one");
    const focusOn = (at) => (list.querySelectorAll("button")[at] ?? back).focus();
    const waiting = () => {
      const left = items.filter((item) => !moves.some(([met]) => met === item));
      return c.in_order ? left.slice(0, 1) : left;
    };
    function change(to) { moves = to; draw(); set(c.id, moves); }
    function choose(item, choice, row, column) {
      change([...moves, [item, choice]]);
      const rows = waiting().length;
      focusOn(Math.min(row, rows - 1) * Object.keys(c.choices).length + column);
    }
    function draw() {
      place.textContent = moves.length === items.length ? `All ${items.length} done.` : `${moves.length + 1} of ${items.length}`;
      back.disabled = moves.length === 0;
      list.replaceChildren(...waiting().map((item, row) => h("li", { "data-item": item },
        h("p", { class: "cl-turn" }, c.items[item]),
        h("div", { class: "cl-buttons", role: "group", "aria-label": c.items[item] }, Object.entries(c.choices).map(([choice, text], column) =>
          h("button", { type: "button", class: "cl-button", "data-choice": choice, "aria-label": `${text}: ${c.items[item]}`, onclick: () => choose(item, choice, row, column) }, text))))));
    }
    const show = (to) => { moves = [...to]; draw(); };
    show(value);
    return { show, node: h("fieldset", { class: "cl-control cl-pick cl-whole", "aria-describedby": helped(c, id) }, h("legend", {}, c.label), help(c, id), place, list, h("div", { class: "cl-buttons" }, back)) };
  },
};
