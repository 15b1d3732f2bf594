// Feedback on a unit's own pages: a summary at the top of the exercises, and each verdict beside its own question. Nothing of it is
// there before the student opens the file. Everything is put in as words, so that no markup in a comment has an effect.

import { feedbackOf, figure, marksOf, numberOf, takeFeedbackFiles } from "./feedback.js";
import { same } from "./merge.js";
import { h } from "./parts.js";
import { answersOf } from "./store.js";

const SIGNS = { right: "✓", partly: "◐", wrong: "✗", "not attempted": "○", "by hand": "✎", "no mark": "…" };
const MANY = 3; // more reasons than these are folded up
const marks = ({ mark, points }) => (mark === null ? `not marked yet, of ${figure(points)}` : `${figure(mark)} of ${figure(points)} ${points === 1 ? "mark" : "marks"}`);
const lines = (texts) => texts.filter((text) => text.trim()).map((text) => h("p", {}, text));
const bullets = (items) => h("ul", {}, ...items.map((item) => h("li", {}, item)));

// A sentence to read again, as a link that lands on it.
function toSentence(course, { unit, anchor, heading, text }) {
  const said = `“${text}”`;
  const where = unit ? ` (unit ${numberOf(unit)}${heading ? `, under “${heading}”` : ""})` : "";
  if (!unit || !anchor) return h("span", {}, said, h("span", { class: "soft" }, where));
  return h("span", {}, h("a", { href: `${course.root}${unit}/lesson/index.html#${anchor}` }, said), h("span", { class: "soft" }, where));
}
const toQuestion = (question, ...said) => h("a", { href: `#cl-question-${question}` }, ...said);

function byTutor({ comment, rubric, earlier }) {
  if (!comment.length && !rubric.length && !earlier) return null;
  return h("div", { class: "tutor" },
    earlier ? h("p", {}, h("b", {}, `Your tutor has marked an earlier answer of yours: ${earlier} marks. `), "You changed it before you handed in again, so that mark isn't counted. Your tutor will look at the new one.") : null,
    comment.length ? h("h3", {}, earlier ? "Your tutor's comment on your earlier answer" : "From your tutor") : null, ...lines(comment),
    rubric.length ? h("h3", {}, "What your tutor looked for") : null,
    rubric.length ? bullets(rubric.map(({ line, level }) => h("span", {}, line, level === null ? "" : h("b", {}, ` ${figure(level)} of 3`)))) : null);
}

// What stands beside one question. Its line `changed` is filled where the answer is another one now.
function verdict(course, one) {
  const reasons = one.reasons.length ? bullets(one.reasons) : null;
  const folded = one.reasons.length > MANY ? h("details", {}, h("summary", {}, `Why: ${one.reasons.length} reasons`), reasons) : reasons;
  return h("div", { class: "verdict", id: `feedback-on-${one.id}`, "data-outcome": one.outcome, role: "group", "aria-label": `Feedback on question ${one.number}` },
    h("p", { class: "state" }, h("b", {}, `${one.mark === null ? "…" : SIGNS[one.outcome]} ${one.words}`), " ", h("span", {}, marks(one))),
    h("p", { class: "changed", hidden: true }),
    byTutor(one),
    folded,
    one.read_again.length ? h("h3", {}, "Read again in the lesson") : null,
    one.read_again.length ? bullets(one.read_again.map((each) => toSentence(course, each))) : null);
}

function points(items) {
  return bullets(items.map(({ question, number, ask, marks: earned, why }) => h("span", {}, toQuestion(question, h("b", {}, `${number}. ${ask}`)), h("span", { class: "soft" }, ` ${earned}.`), why ? ` ${why}` : "")));
}

function card(name, title, ...what) {
  return h("section", { class: `card ${name}`, "aria-labelledby": `feedback-${name}` }, h("h3", { id: `feedback-${name}` }, title), ...what);
}

function summary(course, found) {
  const { earned, possible, waiting, next_step: step } = found;
  const known = earned !== null && possible;
  const ring = known ? h("div", { class: "ring", role: "img", "aria-label": marksOf(found), style: `--p: ${(100 * earned) / possible}` }, h("span", { "aria-hidden": "true" }, h("b", {}, figure(earned)), `of ${figure(possible)}`)) : null;
  const asked = new Map(found.questions.map((one) => [one.id, one]));
  const numbers = (ids) => ids.filter((id) => asked.has(id)).flatMap((id, n) => [n ? ", " : "", toQuestion(id, asked.get(id).number)]);
  const more = found.points - (possible ?? 0);
  return h("section", { id: "feedback", class: "feedback", tabindex: "-1", "aria-labelledby": "feedback-title" },
    h("div", { class: "ringed" }, ring, h("div", {},
      h("p", { class: "soft" }, `Feedback for ${found.student.name || found.student.id}${found.marked_words ? `, marked on ${found.marked_words}` : ""}`),
      h("h2", { id: "feedback-title" }, "Your feedback: ", marksOf(found)),
      waiting.length ? h("p", {}, waiting.length === 1 ? "Question " : "Questions ", ...numbers(waiting), waiting.length === 1 ? " isn't" : " aren't", ` marked yet. ${figure(more)} more ${more === 1 ? "mark" : "marks"} can be earned there.`) : null,
      found.times.length ? h("p", {}, found.times.join(" ")) : null,
      h("p", { id: "feedback-away", hidden: true }, "The answers that were marked aren't here. ", h("a", { href: `${course.root}index.html#mine` }, "Open my work"), " brings them from a copy."))),
    found.notes.length ? h("div", { class: "notice" }, h("b", {}, "About the file that you handed in:"), bullets(found.notes)) : null,
    h("div", { class: "threes" },
      found.went_well.length ? card("well", "What went well", points(found.went_well)) : null,
      found.work_on.length || found.blank.length ? card("work", "What to work on", points(found.work_on), found.blank.length ? h("p", {}, h("b", {}, "Left blank: "), ...numbers(found.blank), ". A blank earns nothing, so have a go.") : null) : null,
      step ? card("next", "Your next step", h("p", {}, step.text), step.read ? h("p", { class: "sentence" }, toSentence(course, step.read)) : null, asked.has(step.question) ? h("p", {}, toQuestion(step.question, `Go to question ${asked.get(step.question).number}`)) : null) : null));
}

// Say of an answer that it is another one than was marked.
function changedWords(one, found, answers) {
  const own = answers?.answers?.[one.id]?.value ?? null;
  if (own === null) return "";
  if (found.variant !== null && (answers.variant ?? 1) !== found.variant) return "The figures on this page are others than those of the work that was marked. The verdict is about that work.";
  return !same(own, one.value) ? "You've changed this answer since it was marked. The verdict is about the answer before." : "";
}

// Draw the feedback on this page's unit, where there is some. Called again, it adds what could not be placed before, and says which
// answers are others now.
export async function showFeedback(course, live) {
  await takeFeedbackFiles();
  const found = await feedbackOf(course.unit);
  if (!found) return;
  const tabs = document.querySelector(".tabs");
  if (tabs && !tabs.querySelector(".to-feedback")) tabs.append(h("a", { class: "to-feedback", href: `${course.root}${course.unit}/exercises/index.html#feedback` }, "Feedback"));
  if (course.practice) return;
  const answers = await readable(course.notebook);
  const main = document.getElementById("rendered_cells");
  if (!document.getElementById("feedback")) main.before(summary(course, found));
  const own = answers?.answers ?? {};
  document.getElementById("feedback-away").hidden = found.questions.some(({ id }) => (own[id]?.value ?? null) !== null);
  const alone = []; // their forms are not on this page: questions with code
  for (const one of found.questions.filter(({ id }) => id)) {
    const form = document.getElementById(`cl-question-${one.id}`);
    const made = document.getElementById(`feedback-on-${one.id}`) ?? verdict(course, one);
    if (!form) alone.push(h("div", {}, h("h3", {}, `${one.number}. ${one.ask}`), made));
    else if (!made.isConnected) (form.closest(".jp-OutputArea-output") ?? form).after(made);
    const changed = made.querySelector(".changed");
    changed.textContent = changedWords(one, found, answers);
    changed.hidden = !changed.textContent;
  }
  document.getElementById("feedback-rest")?.remove();
  if (alone.length && live) document.getElementById("feedback").append(h("details", { id: "feedback-rest" }, h("summary", {}, "Questions that are not on this page"), ...alone));
}

async function readable(notebook) {
  try { return JSON.parse(await answersOf(notebook)); } catch { return null; }
}
