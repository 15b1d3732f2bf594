// The foot of the exercises on the website: what is blank, the hand-in file, a receipt that stays, and what changed after it.

import { day, clock, h, listed, progressOf, when } from "./parts.js";

const course = JSON.parse(document.getElementById("course").textContent);
const plain = (label) => label.replace("question ", "");

// Keep what a hand-in file held, with a number of its own bytes, by which a tutor can tell one file from another.
export async function receiptOf({ name, data, sum }, values) {
  const bytes = new Uint8Array(sum ?? await crypto.subtle.digest("SHA-256", data));
  const letters = [...bytes.slice(0, 6)].map((byte) => "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"[byte % 32]).join("");
  const answered = course.asked.filter(({ id }) => id in values).length;
  return { name, number: `U${parseInt(course.unit, 10)}-${letters.slice(0, 3)}-${letters.slice(3)}`, at: new Date().toISOString(), bytes: data.length, answered, of: course.asked.length, values };
}

function blanks(open, of) {
  const answered = of - open.length;
  const ring = h("div", { class: "ring", role: "img", "aria-label": `${answered} of ${of} answered`, style: `--p: ${of ? (100 * answered) / of : 0}` }, h("span", { "aria-hidden": "true" }, h("b", {}, String(answered)), `of ${of}`));
  const title = open.length === 0 ? "Every question has an answer" : open.length === 1 ? "1 question has no answer yet" : `${open.length} questions have no answer yet`;
  const says = open.length ? "A blank earns nothing, so have a go. You can also hand in as it is." : "Read them through once more if you like. You can hand in again later.";
  const list = h("ul", { class: "blank-list plain" }, ...open.map(({ id, ask, label }) =>
    h("li", {}, h("a", { href: `#cl-question-${id}` }, h("b", {}, label.startsWith("“") ? "–" : plain(label)), h("span", {}, ask.replace(/^\d+[a-z]?\. /, "")), h("span", { class: "answer-it" }, "Answer it →")))));
  return h("section", { class: "card" }, h("div", { class: "ringed" }, ring, h("div", {}, h("h3", {}, title), h("p", { class: "soft" }, says))), open.length ? h("p", { class: "only-small" }, h("a", { href: "#make" }, "Hand in as it is")) : null, open.length ? list : null);
}

function receiptCard({ number, at, answered, of, name, bytes }, changed) {
  const rows = [["Receipt", number], ["Time", `${day(at)}, ${clock(at)}`], ["Answers", `${answered} of ${of}`], ["File", `${name}, ${Math.max(1, Math.round(bytes / 1024))} kB, in your downloads`]];
  return h("section", { class: "receipt", "aria-label": "Receipt" }, h("h3", {}, changed ? `Your last file, made ${when(at)}` : "✓ Your hand-in file is made"),
    h("div", {}, h("dl", {}, ...rows.flatMap(([what, value]) => [h("dt", {}, what), h("dd", {}, value ?? "–")])),
      changed ? null : h("p", {}, "Now upload it where your tutor asks for it. The receipt stays here."),
      h("button", { type: "button", class: "btn", onclick: () => print() }, "Print this page and the receipt")));
}

function render({ model, el }) {
  const forms = new Map(course.asked.map((one) => [one.id, one]));
  const left = h("div", {});
  const right = h("div", { class: "stack" });
  const said = h("p", { role: "status", class: "said" });
  const make = h("button", { type: "button", class: "btn main", onclick: () => { said.textContent = "Making your file…"; model.send({ type: "hand_in" }); } }, "Make my hand-in file");
  const step = (title, ...what) => h("li", {}, h("div", {}, h("b", {}, title), ...what));
  const steps = h("section", { class: "card", id: "make" }, h("h3", {}, "Hand in"), h("ol", { class: "big-steps" },
    step("Make your file", h("p", { class: "soft" }, "It's small, and it goes to your downloads."), make, said),
    step("Give it to your tutor", h("p", { class: "soft" }, `Upload it where your tutor asks for it, under unit ${parseInt(course.unit, 10)}.`)),
    step("Keep your receipt", h("p", { class: "soft" }, "It stays on this page."))));
  const notice = h("div", { role: "status" });
  async function draw() {
    const { receipt, changed } = await progressOf(course.unit, course.asked);
    left.replaceChildren(blanks(model.get("unanswered").map(({ id }) => forms.get(id)).filter(Boolean), forms.size));
    notice.replaceChildren(...(changed.length
      ? [h("p", { class: "notice" }, h("b", {}, "You have changed something since. "), `Your file was made ${when(receipt.at)}. These are different now: ${listed(changed.map(({ label }) => label))}. Make a new file, and hand that in.`)] : []));
    right.replaceChildren(...(receipt && !changed.length ? [receiptCard(receipt, false), steps] : receipt ? [steps, receiptCard(receipt, true)] : [steps]));
  }
  const heard = (message) => { if (message.type === "handed_in") said.textContent = message.made ? "Your file is in your downloads." : message.text; };
  model.on("change:unanswered", draw);
  model.on("msg:custom", heard);
  document.addEventListener("carelab:kept", draw);
  el.replaceChildren(h("section", { id: "hand-in", class: "handin", tabindex: "-1", "aria-labelledby": "hand-in-title" }, h("h2", { id: "hand-in-title" }, "Check and hand in"), notice, h("div", { class: "hand" }, left, right)));
  draw();
}

export default { render };
