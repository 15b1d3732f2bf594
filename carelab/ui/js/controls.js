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
    const share = (c.start - c.low) / (c.high - c.low);
    const start = h("p", { class: "cl-startmark", "aria-hidden": "true", style: `--cl-at: ${share}` }, h("span", {}, `start: ${figure(c.start, c.unit)}`));
    const node = h("div", { class: "cl-control cl-slider" }, h("div", {}, h("label", { for: id }, c.label), help(c, id)),
      h("span", { class: "cl-box" }, pounds ? h("span", { class: "cl-unit", "aria-hidden": "true" }, "£") : null, box, c.unit && !pounds ? h("span", { class: "cl-unit", "aria-hidden": "true" }, c.unit) : null), range, start);
    function show(to) {
      range.value = to;
      box.value = to;
      range.setAttribute("aria-valuetext", figure(to, c.unit));
      node.dataset.moved = String(to !== c.start);
    }
    function move(to) { show(to); set(c.id, to); }
    show(value);
    return { show, node };
  },
  pick(c, set, value) {
    const id = unique(c.id);
    const options = Object.entries(c.options);
    if (c.kind === "amount") options.sort(([a], [b]) => a - b); // JavaScript puts whole numbers before fractions
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
  amount(c, set, value) {
    const drawn = CONTROLS.pick(c, (id, chosen) => set(id, Number(chosen)), String(value));
    return { node: drawn.node, show: (to) => drawn.show(String(to)) };
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
    let picked = null;
    const place = h("p", { class: "cl-how" });
    const list = h("div", { class: "cl-items" });
    const buttons = Object.entries(c.choices).map(([choice, text]) => {
      const button = h("button", { type: "button", class: "cl-button", "data-choice": choice, onclick: () => choose(choice, button) }, text);
      return { text, button };
    });
    const choosing = h("div", { class: "cl-buttons" }, buttons.map((b) => b.button));
    const back = h("button", { type: "button", class: "cl-button cl-back", onclick: () => { change(moves.slice(0, -1)); (list.querySelector("input") ?? buttons[0].button).focus(); } }, "Take back the last one");
    const waiting = () => items.filter((item) => !moves.some(([met]) => met === item));
    function change(to) { moves = to; draw(); set(c.id, moves); }
    function choose(choice, button) {
      change([...moves, [picked, choice]]);
      const next = moves.length === items.length ? back : list.querySelector("input") ?? button;
      next.focus();
    }
    function pick(item) {
      picked = item;
      buttons.forEach(({ text, button }) => {
        button.disabled = item === undefined;
        button.setAttribute("aria-label", item === undefined ? text : `${text}: ${c.items[item]}`);
      });
      const row = list.querySelector(`[data-item="${item}"]`);
      if (row) row.after(choosing); else list.append(choosing); // what to do stands under what it is done with
    }
    const option = (item) => h("label", { class: "cl-option", "data-item": item },
      h("input", { type: "radio", name: id, value: item, checked: item === picked || null, onchange: () => pick(item) }), h("span", {}, c.items[item]));
    function draw() {
      const left = waiting();
      place.textContent = left.length ? `${moves.length + 1} of ${items.length}` : `All ${items.length} done.`;
      back.disabled = moves.length === 0;
      picked = left[0];
      list.replaceChildren(...(c.in_order ? left.slice(0, 1).map((item) => h("p", { class: "cl-item", "data-item": item }, c.items[item])) : left.map(option)));
      pick(picked);
    }
    const show = (to) => { moves = [...to]; draw(); };
    show(value);
    return { show, node: h("fieldset", { class: "cl-control cl-pick cl-whole", "aria-describedby": helped(c, id) }, h("legend", {}, c.label), help(c, id), place, list,
      h("div", { class: "cl-buttons" }, back)) };
  },
};
