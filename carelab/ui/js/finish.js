// The foot of a notebook: what is still unanswered, and the hand-in file or the way on to the exercises.

function render({ model, el }) {
  el.classList.add("carelab");
  el.lang = "en-GB";
  keepKeys(el);
  const practice = model.get("practice");
  const speaker = makeSpeaker();
  const list = h("div", { class: "cl-open" });
  const said = h("p", { class: "cl-status", hidden: true });
  function draw() {
    const open = model.get("unanswered");
    list.replaceChildren(...(open.length
      ? [h("p", {}, `${open.length} ${open.length === 1 ? "question has" : "questions have"} no answer yet:`), h("ul", {}, open.map((q) => h("li", {}, h("a", { href: `#${formId(q.id)}`, onclick: (event) => goTo(event, q.id) }, q.ask))))]
      : [h("p", {}, practice ? "You have tried every check in this lesson." : "Every question has an answer.")]));
  }
  function goTo(event, question) {
    event.preventDefault();
    const form = document.getElementById(formId(question));
    form?.scrollIntoView({ block: "start" });
    form?.querySelector("input, select, textarea, button")?.focus({ preventScroll: true });
  }
  function heard(message) {
    if (message.type !== "handed_in") return;
    said.hidden = false;
    said.dataset.state = message.made ? "saved" : "not_saved";
    said.textContent = message.text;
    speaker.say(message.text);
  }
  model.on("change:unanswered", draw);
  model.on("msg:custom", heard);
  draw();
  const next = h("p", {});
  whenShown(el, () => {
    if (practice && model.get("sibling")) next.replaceChildren(otherNotebook(notebookPath(el, model.get("notebook")), "Go on to the exercises", "notebooks", "exercises") || "");
  });
  const make = practice ? null : h("button", { type: "button", class: "cl-button cl-check", onclick: () => model.send({ type: "hand_in" }) }, "Make my hand-in file");
  el.replaceChildren(h("section", { class: "cl-finish", "aria-label": practice ? "What is left" : "Before you hand in" },
    list, next, make ? h("p", {}, make) : null, said, speaker.region));
  return () => { model.off("change:unanswered", draw); model.off("msg:custom", heard); };
}

export default { render };
