// Answers in this browser: one file a notebook, in IndexedDB, written with strict durability, and a spare of it. Everything that
// reads and writes a notebook's answers runs in one turn of the browser's own lock, so that two tabs never write over each other.
// `store_server.js` exports the same names for a server that keeps the answers in a folder.

import { FILES, NOTES, WAITING, beginWith, forget, read, write } from "./database.js";
import { isAnswers, merged } from "./merge.js";
import { clearSpares, keepSpare, spares } from "./spare.js";

export { forgetWaiting, keepWaiting, waiting } from "./database.js";

export const CANNOT_KEEP = "This browser cannot keep your answers: its storage is full or turned off. Make room, or use another browser, before you go on.";
export const NOTHING_KEPT = "This browser keeps no answers: its storage is turned off, or the window is private.";

beginWith(spares);

export const answersOf = (notebook) => read(FILES, (store) => store.get(notebook));
export const allNotebooks = () => read(FILES, (store) => store.getAllKeys());
// With the answers goes the message that they came from, if it waited.
export const keepAnswers = (notebook, text, message) => Promise.all([keepSpare(notebook, text), write([FILES, WAITING], (files, waits) => {
  files.put(text, notebook);
  if (message) forget(waits, notebook, message);
})]);
export const note = (name) => read(NOTES, (store) => store.get(name));
export const allNotes = (prefix) => read(NOTES, (store) => store.getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`)));
export const keepNote = (name, value) => write(NOTES, (store) => store.put(value, name));

// Run `act` while no other tab works on this notebook's answers, and none clears them.
export const alone = (notebook, act, given = {}) => navigator.locks.request("carelab", { ...given, mode: "shared" }, () =>
  navigator.locks.request(`carelab:${notebook}`, given, act));
// Resolves to the function that ends a turn which `ask` asks for; fails after `wait` milliseconds.
const begun = (ask, wait) => new Promise((begin, failed) => {
  ask(() => new Promise((end) => begin(end)), { signal: AbortSignal.timeout(wait) }).catch(failed);
});
// The same as `alone` for a kernel of JupyterLab.
export const turn = (notebook, wait) => begun((act, given) => alone(notebook, act, given), wait);

// Delete everything, while no tab works on answers: it would write back what it read. A tab that hangs is not waited for. Resolves
// to the function that lets other tabs go on.
export async function clearAll() {
  const end = await begun((act, given) => navigator.locks.request("carelab", given, act), 5_000).catch(() => () => {});
  try {
    await clearSpares();
    await write([FILES, WAITING, NOTES], (...stores) => stores.forEach((store) => store.clear()));
  } catch (error) { end(); throw error; }
  return end;
}

// The answers of this browser, and what the page draws before Python is there: a promise of messages, null where nothing fits.
// For marked work that was never opened, the answers are an empty file with one of the unit's variants. `denied`: nothing is kept.
export async function first(course, here) {
  navigator.storage?.persist?.();
  const variant = 1 + Math.floor(Math.random() * course.states.length);
  const made = course.practice ? null : { schema: 1, assignment: course.unit, variant, seed: course.seeds[variant - 1], answers: {} };
  let answers = made;
  let denied = false;
  try {
    answers = await alone(course.notebook, async () => {
      const kept = await answersOf(course.notebook);
      if (kept === undefined && made) await keepAnswers(course.notebook, JSON.stringify(made));
      return kept === undefined ? made : readable(kept);
    });
  } catch { denied = true; }
  // What the build worked out for this variant and order of options. Another order, from another device, waits for Python.
  const at = answers === null ? 0 : course.seeds.findIndex((seed, n) => seed === answers.seed && n + 1 === answers.variant);
  return { answers, denied, said: at < 0 ? null : fetch(here(course.states[at])).then((got) => got.json()) };
}

// What Python will say of an answer file that cannot be read is not for here: the page waits for it.
function readable(text) {
  try { return JSON.parse(text); } catch { return { variant: 0 }; }
}

// Join the answers of a copy to those that are here. Returns how many notebooks were joined, those with other figures, and those
// that could not be used.
export async function join(files) {
  let joined = 0;
  const unusable = [];
  const figures = [];
  for (const [notebook, there] of Object.entries(files)) {
    if (!isAnswers(notebook, there)) { unusable.push(notebook); continue; }
    await alone(notebook, async () => {
      const here = await usable(notebook);
      if (here && Object.keys(here.answers).length && here.variant !== there.variant) figures.push(notebook);
      await keepAnswers(notebook, JSON.stringify(merged(here, there)));
      joined += 1;
    });
  }
  return { joined, figures, unusable };
}

// The answers that are here; null for none. What cannot be read is put aside, as Python does it.
async function usable(notebook) {
  const kept = await answersOf(notebook);
  if (kept === undefined) return null;
  const here = readable(kept);
  if (isAnswers(notebook, here)) return here;
  await keepNote(`kept:${notebook}/answers-kept-${new Date().toISOString().replace(/\D/g, "")}.json`, kept);
  return null;
}

// Feedback files that lie where the answers are kept; in a browser there are none but those that the student opens.
export const feedbackFiles = async () => [];

// Where answers are kept, and for how long.
export const whereKept = async () => (await navigator.storage?.persisted?.()
  ? "This browser keeps your answers until you clear them."
  : "This browser may delete your answers when it needs room, or after a week without a visit; a private window forgets them when you close it. Keep a copy of your work.");
