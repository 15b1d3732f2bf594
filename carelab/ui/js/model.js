// A teaching model: tasks, controls, headline figures, what happened in words, charts, and the table behind a button.

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

  const tasks = drawTasks(head.tasks);

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
  function arrived(fresh) {
    draw();
    const view = model.get("view");
    speaker.say([...tasks.words(fresh), view.reading, ...view.notices].join(" "));
    waiting = false;
    if (again) { again = false; run(); }
  }
  const tick = () => tasks.show(model.get("done"));
  model.on("change:view", draw);
  model.on("change:done", tick);
  const done = (message) => { if (message.type === "ran") arrived(message.done); };
  model.on("msg:custom", done);

  el.replaceChildren(h("section", { class: "cl-model", "aria-label": head.title },
    h("p", { class: "cl-modeltitle" }, head.title), h("p", { class: "cl-invented" }, head.invented),
    tasks.node, h("div", { class: "cl-controls" }, controls.map((x) => x.node)), h("div", { class: "cl-insight" }, figures, reading), notices, charts,
    h("p", { class: "cl-invented" }, h("strong", {}, "What is built in: "), head.built_in), h("div", { class: "cl-buttons" }, more, reset), table, speaker.region));
  draw();
  tick();
  return () => { model.off("change:view", draw); model.off("change:done", tick); model.off("msg:custom", done); };
}

// What to try, each ticked once it is done: { node, show, words }.
function drawTasks(tasks) {
  const rows = tasks.map((task) => {
    const mark = h("span", { class: "cl-mark", "aria-hidden": "true" });
    const state = h("strong", {});
    const then = h("span", { class: "cl-then" });
    return { task, mark, state, then, row: h("li", { "data-task": task.id }, mark, h("span", {}, state, task.text, then)) };
  });
  return {
    node: tasks.length ? h("div", { class: "cl-tasklist" }, h("p", { class: "cl-parthead" }, "Try it"), h("ol", {}, rows.map((r) => r.row))) : null,
    show: (done) => rows.forEach((r) => {
      const is = done.includes(r.task.id);
      r.row.dataset.done = String(is);
      r.mark.textContent = is ? "✓" : "○";
      r.state.textContent = is ? "Done. " : "";
      r.then.textContent = is ? r.task.then : "";
    }),
    words: (fresh) => rows.filter((r) => fresh.includes(r.task.id)).map((r) => `Done: ${r.task.text} ${r.task.then}`),
  };
}

const TONES = { good: " ✓ fine", look: " ? look", warn: " ! warning", plain: "" };

export default { render };
