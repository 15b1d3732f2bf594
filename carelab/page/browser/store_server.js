// Answers in the student's folder, through the server that the page came from. Served as `store.js`: it exports the same names.

import { nameDatabase } from "./database.js";

export { forgetWaiting, keepWaiting, waiting } from "./database.js";

const course = JSON.parse(document.getElementById("course").textContent);
const api = new URL(`${course.root}api/`, location.href);
nameDatabase(`carelab ${api.pathname}`);

export const CANNOT_KEEP = "Care Lab cannot be reached, so nothing more is kept for now. If you closed it, open it again.";
export const NOTHING_KEPT = CANNOT_KEEP;

async function ask(path, method = "GET", body = undefined) {
  const got = await fetch(new URL(path, api), {
    method, body: body === undefined ? undefined : JSON.stringify(body), cache: "no-store",
    headers: { "Content-Type": "application/json", "X-XSRFToken": course.xsrf },
  });
  const found = await got.json().catch(() => ({}));
  if (!got.ok) throw new Error(found.message || `the server said ${got.status}`);
  return found;
}

// What is asked for in one turn of the page goes in one request.
let wanted = null;
function work(kind, name) {
  wanted ??= { names: new URLSearchParams(), found: Promise.resolve().then(() => { const { names } = wanted; wanted = null; return ask(`work?${names}`); }) };
  wanted.names.append(kind, name);
  return wanted.found;
}
export const answersOf = async (notebook) => (await work("answers", notebook)).answers[notebook] ?? undefined;
export const note = async (name) => (await work("note", name)).notes[name] ?? undefined;
export const allNotebooks = () => ask("notebooks");
export const allNotes = (prefix) => ask(`notes?${new URLSearchParams({ prefix })}`);
export const keepNote = (name, value) => ask("notes", "PUT", { name, value });
export const feedbackFiles = () => ask("feedback");
export const join = (files) => ask("join", "POST", files);

// The answers that the student has, and what was worked out before of what the notebook shows.
export async function first() {
  const { answers, said } = await ask(`first/${course.notebook}`).catch(() => ({ answers: null, said: null }));
  return { answers, denied: false, said };
}

// Where answers are kept, and for how long.
export const whereKept = async () => `Your answers are files in the folder ${course.work}. They stay there until you delete them.`;
