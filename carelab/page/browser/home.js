// The course's home: one way on, what is done of each unit, the search over all units, and the student's work as one file.

import { allFeedback, marksOf, numberOf, openFeedback, takeFeedbackFiles } from "./feedback.js";
import { day, h, progressOf, when } from "./parts.js";
import { NOTHING_KEPT, note, whereKept } from "./store.js";
import { workButtons } from "./work.js";

const course = JSON.parse(document.getElementById("course").textContent);
const units = Object.entries(course.units);
const byId = (id) => document.getElementById(id);

async function draw() {
  const far = Object.fromEntries(await Promise.all(units.map(async ([unit, { asked }]) => [unit, await progressOf(unit, asked)])));
  const marked = Object.fromEntries((await allFeedback()).map((one) => [one.unit, one]));
  for (const item of document.querySelectorAll("[data-unit]")) {
    const { unit } = item.dataset;
    const { answered, of, receipt, changed } = far[unit];
    const again = marked[unit] && receipt && receipt.at > (marked[unit].marked ?? marked[unit].at); // handed in since it was marked
    const made = receipt ? [`Hand-in file made on ${day(receipt.at)}`, changed.length ? "changed since" : ""] : [];
    const words = again ? [...made, `marked before: ${marksOf(marked[unit])}`] : marked[unit] ? [marksOf(marked[unit])] : receipt ? made : answered ? [`${answered} of ${of} answered`] : ["Not started"];
    const state = item.querySelector(".state");
    state.textContent = words.filter(Boolean).join("; ");
    state.dataset.state = marked[unit] && !again ? "marked" : receipt ? "made" : answered ? "begun" : "new";
    showFeedbackDoor(item, unit, marked[unit]);
    if (answered) state.append(h("span", { class: "mini", "aria-hidden": "true" }, h("b", { style: `width: ${(100 * answered) / of}%` })));
  }
  const made = Object.values(far).filter(({ receipt }) => receipt).length;
  byId("made").textContent = `Hand-in files made: ${made} of ${units.filter(([, { asked }]) => asked.length).length}`;
  showDue(units.filter(([unit, { due }]) => due && !far[unit].receipt && !marked[unit]));
  const last = await note("last");
  if (last) goOn(last, far);
}

// The way to a unit's feedback, among its other doors.
function showFeedbackDoor(item, unit, feedback) {
  item.querySelector(".to-feedback")?.remove();
  if (feedback) item.querySelector(".doors").append(h("a", { class: "to-feedback", href: `${unit}/exercises/index.html#feedback` }, "Feedback", h("span", { class: "unseen" }, ` on unit ${numberOf(unit)}`)));
}

// What is due next of the units that are not handed in, and what was due already. The dates are the class's, in UK time.
function showDue(open) {
  const now = new Date().toISOString();
  const before = (one, two) => Date.parse(one[1].due[0]) - Date.parse(two[1].due[0]);
  const next = open.filter(([, { due }]) => Date.parse(due[0]) >= Date.parse(now)).sort(before)[0];
  byId("next-due").textContent = next ? `Next due: unit ${next[1].number}, ${next[1].due[1]}` : "";
  for (const item of document.querySelectorAll("[data-unit]")) {
    const due = item.querySelector(".due");
    if (!due) continue;
    const own = open.find(([unit]) => unit === item.dataset.unit);
    due.hidden = !own;
    due.dataset.late = String(Boolean(own) && Date.parse(own[1].due[0]) < Date.parse(now));
    if (due.dataset.late === "true") due.textContent = `Was due on ${own[1].due[1]}. If you have more time, go by what your tutor said.`;
  }
}

// Open the tutor's feedback from a file that was chosen, or dropped anywhere on the page.
async function open(file) {
  const said = byId("feedback-said");
  try {
    const { units: opened, said: words } = await openFeedback(file);
    said.textContent = words;
    await draw();
    const go = byId("feedback-go");
    const last = opened.filter((unit) => course.units[unit]).at(-1);
    go.hidden = !last;
    if (!last) return;
    go.href = `${last}/exercises/index.html#feedback`;
    go.textContent = `See unit ${numberOf(last)}`;
  } catch (error) { said.textContent = `${file.name} could not be opened: ${error.message}`; }
}
function feedbackCard() {
  const card = byId("feedback");
  const carried = (event) => event.dataTransfer?.types.includes("Files");
  byId("open-feedback").addEventListener("change", ({ target }) => { if (target.files[0]) open(target.files[0]); target.value = ""; });
  document.addEventListener("dragover", (event) => { if (carried(event)) { event.preventDefault(); card.classList.add("dropping"); } });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) card.classList.remove("dropping"); });
  document.addEventListener("drop", (event) => {
    card.classList.remove("dropping");
    if (!carried(event)) return;
    event.preventDefault();
    open(event.dataTransfer.files[0]);
  });
}

// The one way on: the first open question of the exercises that were open last, or the hand-in, or the next unit.
async function goOn(last, far) {
  const [place, unit] = last.notebook.split("/");
  if (!course.units[unit]) return;
  const { number, title } = course.units[unit];
  const { open, answered, of, receipt, changed } = far[unit];
  const following = units[units.findIndex(([name]) => name === unit) + 1];
  let way;
  if (place === "notebooks") {
    const kept = await note(`place:${last.notebook}`);
    way = { says: kept ? `Lesson: ${kept.words}` : "The lesson", words: `unit ${number}, lesson`, href: `${unit}/lesson/index.html${kept ? `#${encodeURIComponent(kept.id)}` : ""}` };
  } else if (open.length && !(receipt && !changed.length)) {
    way = { says: `Exercises: ${open[0].ask}`, words: `unit ${number}, ${open[0].label}`, href: `${unit}/exercises/index.html#cl-question-${open[0].id}` };
  } else if (!receipt || changed.length || !following) {
    way = { says: receipt ? "You've changed something since you made your file." : "Every question has an answer.", words: `unit ${number}, check and hand in`, href: `${unit}/exercises/index.html#hand-in` };
  } else {
    way = { says: `Your file is made. Next comes unit ${following[1].number}: ${following[1].title}.`, words: `unit ${following[1].number}, lesson`, href: `${following[0]}/lesson/index.html` };
  }
  byId("continue-when").textContent = `Where you left off, ${when(last.at)}`;
  byId("continue-title").textContent = `Unit ${number}: ${title}`;
  byId("continue-says").textContent = way.says;
  byId("continue-progress").hidden = place === "notebooks" || !of;
  document.querySelector("#continue .track b").style.width = `${of ? (100 * answered) / of : 0}%`;
  document.querySelector("#continue-progress .small").textContent = `${answered} of ${of} answered`;
  byId("go").textContent = `Continue: ${way.words} →`;
  byId("go").href = way.href;
  document.querySelector(`[data-unit="${unit}"]`)?.classList.add("now");
}

// The search: every word typed has to be in the heading, its key words or its unit's title; headings come first.
let index = null;
async function search() {
  const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  index ??= fetch(course.search).then((got) => got.json());
  const all = words.length ? await index : [];
  const rank = ([, title]) => (words.every((word) => title.toLowerCase().includes(word)) ? 0 : 1);
  const found = all.filter((one) => words.every((word) => `${one[1]} ${one[3]}`.toLowerCase().includes(word))).sort((a, b) => rank(a) - rank(b));
  byId("found-says").textContent = !words.length ? "" : found.length > 12 ? `${found.length} places; the first 12 are below` : found.length === 1 ? "1 place" : found.length ? `${found.length} places` : "Nothing found. Try one word, or a shorter one.";
  byId("found").replaceChildren(...found.slice(0, 12).map(([where, title, href]) => h("li", {}, h("a", { href }, h("b", {}, title), h("span", { class: "soft small" }, where)))));
}

byId("search").addEventListener("input", search);
byId("search").form.addEventListener("submit", (event) => { event.preventDefault(); byId("found").querySelector("a")?.focus(); });
document.querySelector(".find").addEventListener("toggle", (event) => { if (event.target.open) byId("search").focus(); });
workButtons();
feedbackCard();
document.addEventListener("carelab:kept", draw);
takeFeedbackFiles().catch(() => {}).then(draw).then(whereKept).catch(() => NOTHING_KEPT).then((words) => { byId("kept").textContent = words; });
