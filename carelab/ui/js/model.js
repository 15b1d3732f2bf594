// A teaching model: controls, headline figures, what happened in words, charts, and the table behind a button.

function render({ model, el }) {
  const head = model.get("head");
  el.classList.add("carelab");
  el.lang = "en-GB";
  keepKeys(el);
  let values = { ...model.get("values") };
  let waiting = false;
  let again = false;

  // One run at a time: while one is under way, only the newest setting waits.
  function run() {
    if (waiting) { again = true; return; }
    waiting = true;
    model.send({ type: "run", values });
  }
  const set = (id, value) => { values = { ...values, [id]: value }; run(); };

  const controls = head.controls.map((c) => ({ c, ...CONTROLS[c.kind](c, set) }));
  const reading = h("p", { class: "cl-reading", role: "status" });
  const notices = h("ul", { class: "cl-notices" });
  const figures = h("dl", { class: "cl-figures" });
  const charts = h("div", { class: "cl-charts" });
  const table = h("div", { class: "cl-scroll", tabindex: "0", role: "region", "aria-label": `${head.title}: the numbers`, hidden: true });
  const more = h("button", { type: "button", class: "cl-button", "aria-expanded": "false", onclick: () => {
    table.hidden = !table.hidden;
    more.setAttribute("aria-expanded", String(!table.hidden));
    more.textContent = table.hidden ? "Show the numbers as a table" : "Hide the table";
  } }, "Show the numbers as a table");
  const reset = h("button", { type: "button", class: "cl-button", onclick: () => { values = { ...head.start }; controls.forEach((x) => x.show(values[x.c.id])); run(); } }, "Start again");

  const frames = [];
  function draw() {
    const view = model.get("view");
    reading.textContent = view.reading;
    notices.replaceChildren(...view.notices.map((n) => h("li", {}, h("span", { class: "cl-mark", "aria-hidden": "true" }, "!"), n)));
    figures.replaceChildren(...view.figures.map((f) => h("div", { class: `cl-figure cl-${f.tone}` }, h("dt", {}, f.label), h("dd", {}, f.text, TONES[f.tone] ? h("span", { class: "cl-tone" }, TONES[f.tone]) : null))));
    view.charts.forEach((chart, i) => {
      frames[i] ??= charts.appendChild(h("figure", {}, h("div", { class: "cl-chart", tabindex: "0", role: "region", "aria-label": chart.title }), h("figcaption", {})));
      frames[i].firstChild.innerHTML = chart.svg;
      frames[i].lastChild.textContent = chart.says;
    });
    table.replaceChildren(h("table", {}, h("caption", {}, view.table.caption), h("thead", {}, h("tr", {}, view.table.columns.map((c) => h("th", { scope: "col" }, c)))),
      h("tbody", {}, view.table.rows.map((r) => h("tr", {}, r.map((v, i) => (i ? h("td", {}, v) : h("th", { scope: "row" }, v))))))));
  }
  function arrived() {
    draw();
    waiting = false;
    if (again) { again = false; run(); }
  }
  model.on("change:view", draw);
  const done = (message) => { if (message.type === "ran") arrived(); };
  model.on("msg:custom", done);

  el.replaceChildren(h("section", { class: "cl-model", "aria-label": head.title },
    h("p", { class: "cl-modeltitle" }, head.title), h("p", { class: "cl-invented" }, head.invented),
    h("div", { class: "cl-controls" }, controls.map((x) => x.node)), figures, reading, notices, charts, h("p", { class: "cl-buttons" }, more, reset), table));
  draw();
  return () => { model.off("change:view", draw); model.off("msg:custom", done); };
}

const TONES = { good: " ✓ fine", look: " ? look", warn: " ! warning", plain: "" };

const CONTROLS = {
  slider(c, set) {
    const id = unique(c.id);
    const pounds = c.unit === "£";
    const both = { min: c.low, max: c.high, step: c.step, "aria-describedby": c.help ? `${id}-help` : null };
    const range = h("input", { ...both, type: "range", id, "aria-valuetext": figure(c.start, c.unit), oninput: () => move(Number(range.value)) });
    const box = h("input", { ...both, type: "number", "aria-label": `${c.label}, exact number`, onchange: () => move(Math.min(c.high, Math.max(c.low, Number(box.value) || c.low))) });
    function show(value) { range.value = value; box.value = value; range.setAttribute("aria-valuetext", figure(value, c.unit)); }
    function move(value) { show(value); set(c.id, value); }
    show(c.start);
    return { show, node: h("div", { class: "cl-control" }, h("label", { for: id }, c.label), c.help ? h("p", { class: "cl-hint", id: `${id}-help` }, c.help) : null,
      h("div", { class: "cl-slide" }, range, h("span", { class: "cl-box" }, pounds ? h("span", { class: "cl-unit", "aria-hidden": "true" }, "£") : null, box, c.unit && !pounds ? h("span", { class: "cl-unit", "aria-hidden": "true" }, c.unit) : null))) };
  },
  pick(c, set) {
    const id = unique(c.id);
    const options = Object.entries(c.options);
    if (options.length > 5) {
      const list = h("select", { id, onchange: () => set(c.id, list.value) }, options.map(([v, t]) => h("option", { value: v }, t)));
      const show = (value) => { list.value = value; };
      show(c.start);
      return { show, node: h("div", { class: "cl-control" }, h("label", { for: id }, c.label), c.help ? h("p", { class: "cl-hint" }, c.help) : null, list) };
    }
    const inputs = options.map(([value, text]) => {
      const input = h("input", { type: "radio", name: id, value, onchange: () => set(c.id, value) });
      return { value, input, row: h("label", { class: "cl-segment" }, input, h("span", {}, text)) };
    });
    const show = (value) => inputs.forEach((i) => { i.input.checked = i.value === value; });
    show(c.start);
    return { show, node: h("fieldset", { class: "cl-control cl-card" }, h("legend", {}, c.label), c.help ? h("p", { class: "cl-hint" }, c.help) : null, h("div", { class: "cl-segments" }, inputs.map((i) => i.row))) };
  },
  switch(c, set) {
    const input = h("input", { type: "checkbox", onchange: () => set(c.id, input.checked) });
    const show = (value) => { input.checked = Boolean(value); };
    show(c.start);
    return { show, node: h("div", { class: "cl-control" }, h("label", { class: "cl-option" }, input, h("span", {}, c.label)), c.help ? h("p", { class: "cl-hint" }, c.help) : null) };
  },
};

export default { render };
