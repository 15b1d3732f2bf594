// The foot of a notebook: what is still unanswered, and the hand-in file.

function render({ model, el }) {
  el.classList.add("carelab");
  el.lang = "en-GB";
  keepKeys(el);
  const list = h("div", { role: "status" });
  const said = h("p", { class: "cl-status", role: "status" });
  const practice = model.get("practice");
  function draw() {
    const open = model.get("unanswered");
    list.replaceChildren(...(open.length
      ? [h("p", {}, `${open.length} ${open.length === 1 ? "question has" : "questions have"} no answer yet:`), h("ul", {}, open.map((q) => h("li", {}, q)))]
      : [h("p", {}, practice ? "You have tried every check in this lesson." : "Every question has an answer.")]));
  }
  const heard = (message) => { if (message.type === "handed_in") said.textContent = message.text; };
  model.on("change:unanswered", draw);
  model.on("msg:custom", heard);
  draw();
  el.replaceChildren(h("section", { class: "cl-finish", "aria-label": practice ? "What is left" : "Before you hand in" }, list,
    practice ? null : h("p", {}, h("button", { type: "button", class: "cl-button cl-check", onclick: () => model.send({ type: "hand_in" }) }, "Make my hand-in file")), said));
  return () => { model.off("change:unanswered", draw); model.off("msg:custom", heard); };
}

export default { render };
