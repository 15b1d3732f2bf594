// The head of a notebook: any notice about the answer file, and the links to the other view and the unit's other notebook.

function render({ model, el }) {
  el.classList.add("carelab");
  el.lang = "en-GB";
  keepKeys(el);
  const practice = model.get("practice");
  const links = h("p", { class: "cl-links" });
  function drawLinks() {
    const path = notebookPath(el, model.get("notebook"));
    const other = !model.get("sibling") ? null : practice
      ? otherNotebook(path, "Go to the exercises", "notebooks", "exercises")
      : otherNotebook(path, "Go to the lesson", "exercises", "notebooks");
    links.replaceChildren(...[other, otherView(path)].filter(Boolean));
  }
  const notice = h("div", { class: "cl-notice", role: "alert", hidden: true });
  function draw() {
    const text = model.get("notice");
    notice.hidden = !text;
    notice.replaceChildren(...(text ? [h("p", {}, h("strong", {}, "Please read: "), text)] : []));
  }
  el.replaceChildren(h("div", { class: "cl-head" },
    h("p", {}, practice ? "Practice: nothing here counts towards a mark." : "Your answers save themselves as you go."),
    links, notice));
  draw();
  whenShown(el, drawLinks);
  model.on("change:notice", draw);
  return () => model.off("change:notice", draw);
}

export default { render };
