// A question that is answered with code: what to make, what is made so far, and a button that looks. The code is in the cell below.

function render({ model, el }) {
  const q = model.get("question");
  const practice = model.get("practice");
  el.classList.add("carelab");
  el.lang = "en-GB";
  keepKeys(el);
  const speaker = makeSpeaker();
  const list = h("ul", { class: "cl-values" });
  const result = h("div", { class: "cl-result" });

  function draw() {
    const made = model.get("made");
    list.replaceChildren(...Object.entries(q.values).map(([name, words]) => h("li", { class: made[name] ? "cl-made" : "cl-missing" },
      h("span", { class: "cl-mark", "aria-hidden": "true" }, made[name] ? "●" : "○"),
      h("span", {}, h("code", {}, name), `: ${words}${q.any_order.includes(name) ? ", in any order" : ""}. `,
        h("span", { class: "cl-state" }, made[name] ? `Made: ${made[name]}.` : "Not made yet.")))));
  }
  function heard(message) {
    if (message.type === "checked") drawResult(result, speaker, message, Object.fromEntries(Object.keys(q.values).map((name) => [name, name])));
    if (message.type === "looked") speaker.say(summary());
  }
  function summary() {
    const made = model.get("made");
    const left = Object.keys(q.values).filter((name) => !made[name]);
    return left.length ? `Not made yet: ${left.join(", ")}.` : "Every value is made. Nothing here says if it is right.";
  }
  // JupyterLab leaves code cells out of the order of Tab, so a keyboard needs another way there. Escape leads out again.
  function goToCell() {
    const own = el.closest(".jp-Cell");
    let next = own?.nextElementSibling;
    while (next && !next.matches(".jp-CodeCell")) next = next.nextElementSibling;
    next?.querySelector(".cm-content")?.focus();
  }
  const where = onPage()
    ? [h("p", { class: "cl-status", "data-state": "elsewhere" }, "This question is answered with code, in JupyterLab. This page shows no code.")]
    : [h("p", { class: "cl-hint" }, "Write in the cell below, run it with Shift and Enter, and leave it with Escape. Your code is kept in this notebook: save it with Ctrl+S (on a Mac, Cmd+S)."),
      h("p", {}, h("button", { type: "button", class: "cl-button", onclick: goToCell }, "Go to the code cell"), " ",
        h("button", { type: "button", class: "cl-button cl-check", onclick: () => model.send({ type: "look" }) }, "Check my values"))];

  el.replaceChildren(questionFrame(q, practice, h("p", {}, "Values to make:"), list, ...where, result, speaker.region));
  draw();
  const follow = () => { result.replaceChildren(); draw(); };
  model.on("change:made", follow);
  model.on("msg:custom", heard);
  return () => { model.off("change:made", follow); model.off("msg:custom", heard); };
}

export default { render };
