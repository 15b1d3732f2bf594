// The result of a check: one word for the whole, and a reason for each part. Shape and words say what colour says.

const MARKS = { right: "✓", wrong: "✗", missing: "○", note: "→" };
const STATES = { right: "Right", wrong: "Not this", missing: "Missing", note: "" };
const RULE_STATES = { right: "Met", wrong: "Not met", missing: "Missing", note: "" };
const OUTCOMES = { right: "Right.", partly: "Nearly there.", wrong: "Not yet.", "not attempted": "Answer first, then check." };

// Show a "checked" message in `result` and have `speaker` read it out. `items`: the words of what a reason is about, by id.
function drawResult(result, speaker, message, items, states = STATES) {
  const outcome = OUTCOMES[message.outcome] || "";
  result.dataset.outcome = message.outcome;
  result.replaceChildren(h("p", { class: "cl-outcome" }, outcome),
    message.reasons.length ? h("ul", {}, message.reasons.map((r) => h("li", { class: `cl-${r.state}` }, h("span", { class: "cl-mark", "aria-hidden": "true" }, MARKS[r.state]),
      h("span", {}, items[r.item] ? h("strong", {}, `${items[r.item]} `) : null, states[r.state] && r.item ? `${states[r.state]}. ` : "", r.text)))) : "");
  speaker.say(message.reasons.length ? `${outcome} The reasons are below the button.` : outcome);
}
