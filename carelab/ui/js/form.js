// One question as a form: legend, how it is marked, the kind's own controls, what was saved, and in a lesson a Check button.
// A kind is drawn by (question, change, { status, leave, say }) into { node, set, left, news, met, live }: `status` is the id of the
// line that says what was saved, `set` shows a stored answer, `left` says in words what is still to do, `news` what is only read
// out with it, `met` shows rules that are met, `live` shows what a plan comes to.

const KINDS = {
  choice: (q, change) => drawChoice(q, change, false),
  choices: (q, change) => drawChoice(q, change, true),
  sort: drawSort, match: drawMatch, order: drawOrder, number: drawNumber, table: drawTable, plan: drawPlan, scenario: drawScenario, reflection: drawReflection,
};
const TYPED = 'textarea, input[type="text"], input[type="date"]';

function render({ model, el }) {
  const q = model.get("question");
  el.classList.add("carelab");
  el.lang = "en-GB";
  keepKeys(el);

  const statusId = unique("status");
  const status = h("p", { class: "cl-status", id: statusId });
  const speaker = makeSpeaker();

  function show({ state, at, text, quiet, lost, again }) {
    if (!again) {
      const left = state === "saved" || state === "empty" ? kind.left(model.get("met")) : "";
      const said = text || (state === "saved" ? `Saved ${clock(at)}.` : state === "empty" ? "Not answered yet." : "");
      status.dataset.state = state;
      status.replaceChildren(`${said} ${left}`.trim(), ...(lost && onPage() ? [" ", h("button", { type: "button", class: "cl-button", onclick: () => location.reload() }, "Reload the page")] : []));
    }
    if (!quiet) speaker.say([status.firstChild.textContent, state === "not_saved" ? "" : kind.news?.()].filter(Boolean).join(" "));
  }

  // Two windows answered the same question: say what the other one said, and let the student go back to it.
  const elsewhere = h("div", { class: "cl-elsewhere" });
  function tell(other) {
    const text = `You had answered “${other.words}” in another window at ${clock(other.at)}. This newer answer is now saved; the other is kept.`;
    const use = () => {
      elsewhere.replaceChildren();
      kind.set(other.value);
      change(other.value);
      (el.querySelector("fieldset input:checked, fieldset select, fieldset input, fieldset textarea, fieldset button"))?.focus();
    };
    elsewhere.replaceChildren(h("p", {}, text), h("button", { type: "button", class: "cl-button", onclick: use }, "Use the other one"));
    speaker.say(`${text} To go back to it, press the button Use the other one.`);
  }

  const saver = makeSaver(model, show, tell, el);
  let value = model.get("answer");
  const change = (next, wait) => { value = next; saver.change(next, wait); showCoached(); };
  const kind = KINDS[q.kind](q, change, { status: statusId, leave: saver.leave, say: speaker.say });
  const check = model.get("checks") ? h("button", { type: "button", class: "cl-button cl-check", onclick: () => model.send({ type: "check" }) }, "Check my answer") : null;
  const coaching = model.get("checks") ? drawCoaching(q, kind.node, speaker, (type) => model.send({ type })) : null;

  const paper = h("div", { class: "cl-paper" });
  el.replaceChildren(questionFrame(q, model.get("practice"), kind.node, h("div", { class: "cl-foot" }, check, status), elsewhere, coaching?.node, speaker.region), paper);

  const showCoached = () => keepInSight(() => coaching?.draw(model.get("coached"), value));
  const showSaved = () => show({ state: model.get("saved_at") ? "saved" : "empty", at: model.get("saved_at"), quiet: true });
  const showMet = () => kind.met?.(model.get("met"));
  const showLive = () => keepInSight(() => kind.live?.(model.get("live"), model.get("beside")));
  const showPaper = () => { paper.innerHTML = model.get("paper"); };
  kind.set(model.get("answer"));
  showPaper();
  showLive();
  showSaved();
  showMet();

  const speakCoached = (message) => { if (message.type === "coached") { value = model.get("answer"); showCoached(); coaching.speak(model.get("coached"), message.shown); } };
  showCoached();
  // Another window, or the kernel on a fresh run, has newer values. What is being typed here is left alone.
  function follow() {
    if (status.dataset.state === "saving" || status.dataset.state === "not_saved") return;
    if (el.contains(document.activeElement) && document.activeElement.matches(TYPED)) {
      show({ state: "elsewhere", text: "This answer was changed in another window. If you go on typing here, this one will be kept." });
      return;
    }
    value = model.get("answer");
    kind.set(value);
    showSaved();
    showCoached();
  }
  model.on("msg:custom", speakCoached);
  model.on("change:coached", showCoached);
  model.on("change:answer", follow);
  model.on("change:met", showMet);
  model.on("change:live", showLive);
  model.on("change:beside", showLive);
  model.on("change:paper", showPaper);

  const waiting = saver.waiting();
  if (waiting !== undefined) {
    kind.set(waiting);
    change(waiting);
  }
  return () => {
    saver.stop();
    model.off("msg:custom", speakCoached);
    model.off("change:coached", showCoached);
    model.off("change:answer", follow);
    model.off("change:met", showMet);
    model.off("change:live", showLive);
    model.off("change:beside", showLive);
    model.off("change:paper", showPaper);
  };
}

export default { render };
