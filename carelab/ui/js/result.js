// The result of a check: a few words for the whole, and a line for each part. Shape and words say what colour says.

const MARKS = { right: "✓", part: "◐", wrong: "✗", missing: "○", note: "→" };
const STATES = { right: "Right", wrong: "Not this", missing: "Missing", note: "" };
const RULE_STATES = { right: "Met", part: "Part met", wrong: "Not met", missing: "Missing", note: "" };

// The lines of a result as a list. `items`: the words of what a line is about, by id.
function drawReasons(reasons, items, states = STATES) {
  return h("ul", {}, reasons.map((r) => h("li", { class: `cl-${r.state}` }, h("span", { class: "cl-mark", "aria-hidden": "true" }, MARKS[r.state]),
    h("span", {}, items[r.item] ? h("strong", {}, `${items[r.item]} `) : null, states[r.state] && r.item ? `${states[r.state]}. ` : "", r.text))));
}

// Show a "checked" message in `result` and have `speaker` read it out.
function drawResult(result, speaker, message, items, states = STATES) {
  result.dataset.outcome = message.outcome;
  result.replaceChildren(h("p", { class: "cl-outcome" }, message.says), message.reasons.length ? drawReasons(message.reasons, items, states) : "");
  speaker.say(message.reasons.length ? `${message.says} The reasons are below the button.` : message.says);
}
