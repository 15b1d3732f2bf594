// What practice says of the last try: how much is right, a verdict on each row, a hint or reasons, and the answer on request.

const VERDICTS = { right: "Right", wrong: "Not right", missing: "Not chosen" };
const STAY = ["choice", "scenario"]; // kinds whose verdict on a row stays true, whatever is chosen afterwards

// What a value says of one row, so that a row that was changed since the check loses its verdict.
function ofRow(q, value, item) {
  if (q.kind === "order") return value?.indexOf(item);
  if (q.kind === "choices") return Boolean(value?.includes(item));
  return q.kind === "sort" || q.kind === "match" ? value?.[item] : value;
}

// Put a verdict on each row of `node` that has one: a shape and a word, inside the row's own label.
function markRows(q, node, coached, value) {
  node.querySelectorAll(".cl-verdict").forEach((old) => old.remove());
  node.querySelectorAll("[data-verdict]").forEach((spot) => {
    const item = spot.dataset.verdict;
    const row = spot.closest("[data-item]") ?? spot;
    const same = STAY.includes(q.kind) || ofRow(q, value, item) === ofRow(q, coached.value, item);
    const state = same ? coached.rows?.[item] : undefined;
    row.toggleAttribute("data-judged", Boolean(state));
    if (!state) return;
    row.dataset.judged = state;
    spot.append(h("span", { class: "cl-verdict", "data-state": state }, h("span", { "aria-hidden": "true" }, ` ${MARKS[state]} `), h("span", {}, VERDICTS[state])));
  });
}

// How many parts are right, as a row of marks beside the words that say so.
function pips(says) {
  const [, on, of] = says.match(/^(\d+) of (\d+) /) ?? says.match(/^All ((\d+)) /) ?? [];
  return of > 1 && of <= 16 ? h("span", { class: "cl-pips", "aria-hidden": "true" }, Array.from({ length: Number(of) }, (_, n) => h("i", { class: n < on ? "cl-on" : null }))) : null;
}

// A part of the form: { node, draw, speak }. `draw(coached, value)` shows the last try beside the value that is there now.
function drawCoaching(q, node, speaker, send) {
  const items = { ...(q.options || {}), ...(q.cards || {}), ...(q.left || {}), ...(q.steps || {}) };
  const states = q.kind === "plan" ? RULE_STATES : { ...STATES, right: "", note: "" };
  const outcome = h("p", { class: "cl-outcome" });
  const stale = h("p", { class: "cl-hint" });
  const lines = h("div", {});
  const show = h("button", { type: "button", class: "cl-button cl-show", onclick: () => send("show") }, "Show me the answer");
  const answerHead = h("p", { class: "cl-outcome", tabindex: "-1" }, "The answer");
  const answer = h("div", { class: "cl-shown" }, answerHead, h("div", {}));
  const result = h("div", { class: "cl-result", hidden: true }, outcome, lines, stale, show, answer);

  function draw(coached, value) {
    markRows(q, node, coached, value);
    result.hidden = !coached.says;
    if (!coached.says) return;
    const tried = coached.outcome !== "not attempted";
    const changed = tried && JSON.stringify(value) !== JSON.stringify(coached.value);
    result.dataset.outcome = coached.outcome;
    outcome.replaceChildren(coached.says, pips(coached.says) ?? "");
    stale.textContent = changed ? "You’ve changed your answer since then. Check it again." : tried && coached.outcome !== "right" && !coached.answer.length ? "Change your answer, then check it again." : "";
    stale.hidden = !stale.textContent;
    lines.replaceChildren(coached.lines.length && !coached.answer.length ? drawReasons(coached.lines, items, states) : "");
    show.hidden = !coached.can_show;
    answer.hidden = !coached.answer.length;
    answer.lastChild.replaceChildren(drawReasons(coached.answer, items, q.kind.startsWith("choice") ? { right: "Yes", wrong: "No", note: "" } : {}));
  }
  function speak(coached, shown) {
    if (shown) { answerHead.focus(); return; }
    const said = coached.lines.map((r) => `${items[r.item] ? `${items[r.item]}: ` : ""}${r.text}`).join(" ");
    const more = coached.can_show ? " You can now press Show me the answer." : "";
    speaker.say(`${coached.says} ${said.length <= 300 ? said : "The reasons are below the button."}${more}`.trim());
  }
  return { node: result, draw, speak };
}
