// One question as a form: legend, how it is marked, the kind's own controls, what was saved, and in a lesson a Check button.

const KINDS = {
  choice: (q, change) => drawChoice(q, change, false),
  choices: (q, change) => drawChoice(q, change, true),
  sort: drawSort, match: drawMatch, order: drawOrder, number: drawNumber, table: drawTable, plan: drawPlan, scenario: drawScenario, reflection: drawReflection,
};
const MARKS = { right: "✓", wrong: "✗", missing: "○", note: "→" };
const STATES = { right: "Right", wrong: "Not this", missing: "Missing", note: "" };
const OUTCOMES = { right: "Right.", partly: "Nearly there.", wrong: "Not yet.", "not attempted": "Answer first, then check." };

function render({ model, el }) {
  const q = model.get("question");
  el.classList.add("carelab");
  el.lang = "en-GB";
  keepKeys(el);

  const status = h("p", { class: "cl-status", role: "status" });
  const result = h("div", { class: "cl-result", role: "status" });
  let last = "";
  function show({ state, at, text }) {
    const left = state === "saved" || state === "empty" ? kind.left() : "";
    const said = text || (state === "saved" ? `Saved ${clock(at)}.` : state === "empty" ? "Not answered yet." : "");
    const whole = `${said} ${left}`.trim();
    status.dataset.state = state;
    if (whole !== last) { status.textContent = whole; last = whole; }
  }

  const saver = makeSaver(model, show);
  const kind = KINDS[q.kind](q, (value) => { result.replaceChildren(); saver.change(value); });
  const check = model.get("practice") ? h("button", { type: "button", class: "cl-button cl-check", onclick: () => model.send({ type: "check" }) }, "Check my answer") : null;

  const fieldset = h("fieldset", { class: "carelab-form", "data-kind": q.kind, "data-question": q.id },
    h("legend", { class: "cl-ask" }, q.ask), h("p", { class: "cl-how" }, q.how_marked), kind.node, status, check, result);
  el.replaceChildren(fieldset);

  const showSaved = () => show(model.get("saved_at") ? { state: "saved", at: model.get("saved_at") } : { state: "empty" });
  const showMet = () => kind.met?.(model.get("met"));
  kind.set(model.get("answer"));
  showSaved();
  showMet();

  function showResult(message) {
    if (message.type !== "checked") return;
    const items = { ...(q.options || {}), ...(q.cards || {}), ...(q.left || {}), ...(q.steps || {}) };
    result.dataset.outcome = message.outcome;
    result.replaceChildren(h("p", { class: "cl-outcome" }, OUTCOMES[message.outcome] || ""),
      h("ul", {}, message.reasons.map((r) => h("li", { class: `cl-${r.state}` }, h("span", { class: "cl-mark", "aria-hidden": "true" }, MARKS[r.state]),
        h("span", {}, items[r.item] ? h("strong", {}, `${items[r.item]} `) : null, STATES[r.state] && items[r.item] ? `${STATES[r.state]}. ` : "", r.text)))));
  }
  // Another window, or the kernel on a fresh run, has newer values.
  function follow() {
    if (status.dataset.state === "saving" || status.dataset.state === "not_saved") return;
    if (!el.contains(document.activeElement)) kind.set(model.get("answer"));
    showSaved();
  }
  model.on("msg:custom", showResult);
  model.on("change:answer", follow);
  model.on("change:met", showMet);

  const waiting = saver.waiting();
  if (waiting !== undefined) {
    kind.set(waiting);
    saver.change(waiting);
  }
  return () => {
    saver.stop();
    model.off("msg:custom", showResult);
    model.off("change:answer", follow);
    model.off("change:met", showMet);
  };
}

export default { render };
