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

  const controls = head.controls.map((c) => ({ c, ...CONTROLS[c.kind](c, set, values[c.id]) }));
  const speaker = makeSpeaker();
  const reading = h("p", { class: "cl-reading" });
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
  function makeFrame() {
    const title = h("p", { class: "cl-charttitle" });
    const picture = h("div", { class: "cl-chart" });
    const says = h("figcaption", {});
    charts.append(h("figure", {}, title, picture, says));
    return { title, picture, says };
  }
  function draw() {
    const view = model.get("view");
    reading.textContent = view.reading;
    notices.replaceChildren(...view.notices.map((n) => h("li", {}, h("span", { class: "cl-mark", "aria-hidden": "true" }, "!"), n)));
    figures.replaceChildren(...view.figures.map((f) => h("div", { class: `cl-figure cl-${f.tone}` }, h("dt", {}, f.label), h("dd", {}, f.text, TONES[f.tone] ? h("span", { class: "cl-tone" }, TONES[f.tone]) : null))));
    view.charts.forEach((chart, i) => {
      const frame = (frames[i] ??= makeFrame());
      frame.title.textContent = chart.title;
      frame.picture.innerHTML = chart.svg;
      for (const drawn of frame.picture.children) drawn.setAttribute("aria-label", chart.title); // what it says stands in the caption
      frame.says.textContent = chart.says;
    });
    table.replaceChildren(h("table", {}, h("caption", {}, view.table.caption), h("thead", {}, h("tr", {}, view.table.columns.map((c) => h("th", { scope: "col" }, c)))),
      h("tbody", {}, view.table.rows.map((r) => h("tr", {}, r.map((v, i) => (i ? h("td", {}, v) : h("th", { scope: "row" }, v))))))));
  }
  function arrived() {
    draw();
    const view = model.get("view");
    speaker.say([view.reading, ...view.notices].join(" "));
    waiting = false;
    if (again) { again = false; run(); }
  }
  model.on("change:view", draw);
  const done = (message) => { if (message.type === "ran") arrived(); };
  model.on("msg:custom", done);

  el.replaceChildren(h("section", { class: "cl-model", "aria-label": head.title },
    h("p", { class: "cl-modeltitle" }, head.title), h("p", { class: "cl-invented" }, head.invented),
    h("div", { class: "cl-controls" }, controls.map((x) => x.node)), figures, reading, notices, charts, h("div", { class: "cl-buttons" }, more, reset), table, speaker.region));
  draw();
  return () => { model.off("change:view", draw); model.off("msg:custom", done); };
}

const TONES = { good: " ✓ fine", look: " ? look", warn: " ! warning", plain: "" };

export default { render };
