// The tutor's feedback as the student opens it: one file with all units so far, kept unit by unit, of which the newer counts.
// Nothing of a file is trusted: what is kept is made anew from words, numbers and lists of them, and is only ever shown as words.

import { allNotes, feedbackFiles, keepNote, note } from "./store.js";

const LARGEST = 20_000_000; // bytes of a file
const UNIT = /^\d\d(-[a-z0-9]+)+$/;
const ID = /^[\w-]{1,80}$/;
const OUTCOMES = ["right", "partly", "wrong", "not attempted", "by hand", "no mark"];

const words = (value) => (typeof value === "string" ? value.slice(0, 10_000) : "");
const number = (value) => (typeof value === "number" && Number.isFinite(value) ? value : null);
const list = (value, each) => (Array.isArray(value) ? value.slice(0, 300).map(each) : []);
const id = (value) => (ID.test(value) ? value : "");

export const numberOf = (unit) => Number(unit.slice(0, 2));
export const figure = (value) => value.toLocaleString("en-GB", { maximumFractionDigits: 2 });

// The marks of a unit, or of a question, in words: an unknown is never a nought.
export function marksOf({ earned, possible, waiting }) {
  if (earned === null || possible === null) return "With your tutor";
  return `${figure(earned)} of ${figure(possible)} ${possible === 1 ? "mark" : "marks"}${waiting.length ? " so far" : ""}`;
}

const passage = (one) => ({ unit: UNIT.test(one?.unit) ? one.unit : "", anchor: id(one?.anchor), heading: words(one?.heading), text: words(one?.text) });
const point = (one) => ({ question: id(one?.question), number: words(one?.number), ask: words(one?.ask), marks: words(one?.marks), why: words(one?.why) });
const question = (one) => ({
  id: id(one?.id),
  number: words(one?.number),
  ask: words(one?.ask),
  value: one?.value ?? null,
  outcome: OUTCOMES.includes(one?.outcome) ? one.outcome : "no mark",
  words: words(one?.words),
  mark: number(one?.mark),
  points: number(one?.points) ?? 0,
  reasons: list(one?.reasons, words),
  read_again: list(one?.read_again, passage),
  rubric: list(one?.rubric, (each) => ({ line: words(each?.line), level: number(each?.level) })),
  comment: list(one?.comment, words),
  earlier: words(one?.earlier),
});

// One unit of a file as it is kept, under the file's own names; null where it is none.
function unitOf(unit, about, student) {
  if (!UNIT.test(unit) || !Array.isArray(about?.questions) || !Date.parse(about.at)) return null;
  const step = about.next_step;
  return {
    unit,
    student,
    at: new Date(about.at).toISOString(),
    marked: Date.parse(about.marked) ? new Date(about.marked).toISOString() : null,
    marked_words: words(about.marked_words),
    title: words(about.title),
    variant: number(about.variant),
    earned: number(about.earned),
    possible: number(about.possible),
    points: number(about.points) ?? 0,
    waiting: list(about.waiting, id),
    times: list(about.times, words),
    notes: list(about.notes, words),
    went_well: list(about.went_well, point),
    work_on: list(about.work_on, point),
    blank: list(about.blank, id),
    next_step: step ? { text: words(step.text), read: step.read ? passage(step.read) : null, question: id(step.question) } : null,
    questions: list(about.questions, question),
  };
}

export const feedbackOf = (unit) => note(`feedback:${unit}`);
export const allFeedback = () => allNotes("feedback:");

// Keep what a file holds. Returns why it cannot be used, or the units that are new, those of which a newer one is here, and how
// many could not be used.
async function take(text) {
  let whole;
  try { whole = JSON.parse(text); } catch { return { why: "none" }; }
  if (whole?.carelab === "work") return { why: "work" };
  if (whole?.carelab !== "feedback" || typeof whole.units !== "object" || whole.units === null) return { why: "none" };
  if (whole.schema !== 1) return { why: "newer" };
  const student = studentOf(whole);
  return keepUnits(student, Object.entries(whole.units).map(([unit, about]) => unitOf(unit, about, student)));
}

const studentOf = (about) => ({ id: words(about?.student?.id), name: words(about?.student?.name) });

// Keep units of one student's feedback, or return why not.
async function keepUnits(student, units) {
  const kept = await allFeedback();
  const other = kept.find((one) => one.student.id !== student.id && one.student.name !== student.name);
  if (other) return { why: "other", here: other.student.name, there: student.name };
  const found = { units: [], older: [], unusable: 0 };
  for (const made of units) {
    const before = kept.find((one) => one.unit === made?.unit);
    if (!made) found.unusable += 1;
    else if (before && Date.parse(before.at) > Date.parse(made.at)) found.older.push(made.unit);
    else {
      if (before?.at !== made.at) await keepNote(`feedback:${made.unit}`, made);
      found.units.push(made.unit);
    }
  }
  return found;
}

// Take in the feedback that a copy of the student's work holds: a list as `allFeedback` gives it. Returns what went wrong in words.
export async function joinFeedback(units) {
  const made = list(units, (one) => unitOf(one?.unit, one, studentOf(one)));
  const student = made.find((one) => one)?.student;
  if (!student) return made.length ? "The feedback in it could not be used." : "";
  const { why, here, there, unusable } = await keepUnits(student, made.map((one) => (one?.student.id === student.id ? one : null)));
  if (why) return `The feedback in it is for ${there}, and feedback for ${here} is open here, so it was left out.`;
  return unusable ? `Feedback on ${unusable} ${unusable === 1 ? "unit" : "units"} in it could not be used.` : "";
}

const named = (units) => `unit${units.length === 1 ? "" : "s"} ${units.map(numberOf).join(", ").replace(/, (\d+)$/, " and $1")}`;
const WHY = {
  none: ({ name }) => `${name} is not a feedback file. The file is called care-lab-feedback.json, and your tutor sends it with your marks.`,
  work: ({ name }) => `${name} is a copy of your work. Open it with the button Open my work.`,
  newer: ({ name }) => `${name} is of a newer version of the course. Reload this page, then open the file again.`,
  other: ({ name, here, there }) => `${name} is for ${there}. Feedback for ${here} is open in this place. Finish and clear this computer first, so that nobody's marks are mixed up.`,
};

// Open a file that the student chose or dropped. Returns what came of it in words, and the units that are new.
export async function openFeedback(file) {
  const found = file.size > LARGEST ? { why: "none" } : await take(await file.text());
  if (found.why) return { units: [], said: WHY[found.why]({ name: file.name, ...found }) };
  const said = [
    found.units.length ? `Your feedback on ${named(found.units)} is here.` : "",
    found.older.length ? `Newer feedback on ${named(found.older)} was here already, so that stays.` : "",
    found.unusable ? `${found.unusable} ${found.unusable === 1 ? "part" : "parts"} of the file could not be used.` : "",
  ].filter(Boolean).join(" ");
  return { units: found.units, said: said || `${file.name} holds no feedback yet.` };
}

// Take in the files that the store itself has: on a server, those that lie in the student's own folder.
export async function takeFeedbackFiles() {
  for (const text of await feedbackFiles()) await take(text);
}
