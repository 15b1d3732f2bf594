// A teaching model: what to try and the controls, and beside them what they come to, in sight while a control is moved.

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
  const reset = h("button", { type: "button", class: "cl-button", onclick: () => { values = { ...head.start }; controls.forEach((x) => x.show(values[x.c.id])); run(); } }, "Start again");
  const tasks = drawTasks(head.tasks);
  const result = drawModelResult(head.title);
  const speaker = makeSpeaker();

  const draw = () => result.show(model.get("view"));
  function arrived(fresh) {
    standWhole(result.node);
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
    h("div", { class: "cl-deck" },
      h("div", { class: "cl-decide" }, h("div", { class: "cl-strip" }, result.brief, tasks.count, reset), tasks.node, h("div", { class: "cl-controls" }, controls.map((x) => x.node)),
        h("p", { class: "cl-invented cl-builtin" }, h("strong", {}, "What is built in: "), head.built_in), h("div", { class: "cl-buttons" }, result.more)),
      result.node),
    result.table, speaker.region));
  draw();
  tick();
  return () => { model.off("change:view", draw); model.off("change:done", tick); model.off("msg:custom", done); };
}

// Scroll back as far as a result that has grown at the end of its model needs to be whole again.
function standWhole(result) {
  const { position, top } = getComputedStyle(result);
  const at = result.getBoundingClientRect();
  const hidden = parseFloat(top) - at.top;
  const room = innerHeight - at.bottom;
  if (position === "sticky" && hidden > 0 && room > 0) scrollBy({ top: -Math.min(hidden, room), behavior: "instant" });
}

// What to try, each ticked once it is done: { node, count, show, words }.
function drawTasks(tasks) {
  const rows = tasks.map((task, n) => {
    const mark = h("span", { class: "cl-mark", "aria-hidden": "true" });
    const state = h("strong", {});
    const then = h("span", { class: "cl-then" });
    return { task, n, mark, state, then, row: h("li", { "data-task": task.id }, mark, h("span", {}, state, task.text, then)) };
  });
  const count = h("span", { class: "cl-count" });
  return {
    count,
    node: tasks.length ? h("div", { class: "cl-tasklist" }, h("p", { class: "cl-parthead" }, "Try it"), h("ol", {}, rows.map((r) => r.row))) : null,
    show: (done) => {
      count.textContent = tasks.length ? `${done.length} of ${tasks.length} tasks done` : "";
      const next = rows.find((r) => !done.includes(r.task.id));
      rows.forEach((r) => {
        const is = done.includes(r.task.id);
        r.row.dataset.done = String(is);
        r.row.dataset.next = String(r === next);
        r.mark.textContent = is ? "✓" : String(r.n + 1);
        r.state.textContent = is ? "Done. " : "";
        r.then.textContent = is ? r.task.then : "";
      });
    },
    words: (fresh) => rows.filter((r) => fresh.includes(r.task.id)).map((r) => `Done: ${r.task.text} ${r.task.then}`),
  };
}

export default { render };
