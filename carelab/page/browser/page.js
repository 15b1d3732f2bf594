// A notebook as a page: its forms and models are drawn at once, from a state that was worked out before and the answers that are
// kept; Python then takes over. One model for each widget, as anywidget gives it to `render`.

import { showFeedback } from "./feedback_page.js";
import { contents, frame, frameLive } from "./frame.js";
import { receiptOf } from "./handin.js";
import { valuesIn } from "./parts.js";
import { startPython, unable } from "./python.js";
import { CANNOT_KEEP, first as begin, keepNote, keepWaiting } from "./store.js";
import { wordsToKnow } from "./words.js";

const course = JSON.parse(document.getElementById("course").textContent);
const here = (name) => new URL(course.root + name, location.href).href;
const said = document.getElementById("loading");
const kernel = { status: "starting", connectionStatus: "connected" };
const models = {};
const first = Date.now(); // messages of this visit have numbers from here
let number = first; // of the last message: the time at which it was sent
let toPython = null; // sends a message

function makeModel(id, kind, state) {
  const heard = {};
  const fire = (name, ...given) => (heard[name] ?? []).slice().forEach((act) => act(...given));
  const question = kind === "Form" ? state.question.id : undefined;
  return {
    kind,
    state,
    shown: false,
    get: (name) => state[name] ?? null,
    set: (name, value) => { state[name] = value; },
    save_changes() {},
    on: (name, act) => (heard[name] ??= []).push(act),
    off: (name, act) => { heard[name] = (heard[name] ?? []).filter((one) => one !== act); },
    send: (content) => send({ number: number = Math.max(number + 1, Date.now()), question: content.type === "answer" ? question : undefined, text: JSON.stringify({ id, content }) }),
    widget_manager: { kernel },
    take(changes) {
      const new_ = Object.keys(changes).filter((name) => JSON.stringify(changes[name] ?? null) !== JSON.stringify(state[name] ?? null));
      for (const name of new_) state[name] = changes[name];
      for (const name of new_) fire(`change:${name}`);
      if (new_.length) fire("change");
    },
    hear: (content) => fire("msg:custom", content, []),
  };
}

// An answer that is given before Python is there is kept at once, so that it is not lost with the page.
function send(message) {
  if (message.question && kernel.status === "starting") keepWaiting(course.notebook, message).catch(act.storage);
  toPython(message);
}

// Draw a widget into its cell; the module of each kind is fetched once.
function show(id, cell) {
  const model = models[id];
  if (model.shown) return null;
  model.shown = true;
  const el = document.createElement("div");
  el.className = "jp-OutputArea-output";
  cell.append(el);
  return import(here(course.widgets[model.kind])).then((made) => made.default.render({ model, el }));
}

const cellAt = (at) => document.querySelector(`[data-cell="${at}"]`);
let cell = null;
const drawn = new Set(); // cells that are filled already
const act = {
  cell: ({ at }) => { cell = cellAt(at); },
  open: ({ id, kind, state }) => { if (models[id]) models[id].take(state); else models[id] = makeModel(id, kind, state); },
  update: ({ id, state }) => models[id].take(state),
  custom: ({ id, content }) => {
    if (content.type === "saved" && said.dataset.state === "storage") state("ready", "Your answers are being kept again.");
    models[id].hear(content);
    if (content.type === "saved") document.dispatchEvent(new Event("carelab:kept"));
  },
  show: ({ id }) => show(id, cell),
  html: ({ html }) => { if (!drawn.has(cell.dataset.cell)) cell.insertAdjacentHTML("beforeend", html); },
  download: (made) => {
    const { name, data } = made;
    const address = URL.createObjectURL(new Blob([data], { type: "application/zip" }));
    const link = Object.assign(document.createElement("a"), { href: address, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    handedIn(made).catch(act.storage);
  },
  storage: () => state("storage", CANNOT_KEEP),
  ready: () => {
    kernel.status = "idle";
    if (said.dataset.state !== "storage") state("ready", "Your page is ready.");
    progress();
    feedback();
    for (const { dataset } of document.querySelectorAll("[data-cell]")) drawn.add(dataset.cell);
    performance.mark("live");
  },
  // The connection to Python is gone for now: what is answered meanwhile waits, as it does before Python is there.
  lost: ({ text }) => { kernel.status = "starting"; state("lost", text); },
  failed: ({ start, text }) => { if (start) kernel.status = "dead"; state("failed", "Part of this page did not start. Reload the page. If it happens again, tell your tutor."); console.error(text); },
};
function state(name, text) {
  said.dataset.state = name;
  said.textContent = text;
}

// Keep a receipt for a hand-in file, with the answers that it held.
async function handedIn(made) {
  await keepNote(`receipt:${course.notebook}`, await receiptOf(made, valuesIn(made.answers)));
  document.dispatchEvent(new Event("carelab:kept"));
}

// How many questions have an answer, in the header, and which, in the contents.
function progress() {
  const waiting = Object.values(models).find((model) => model.kind === "Finish")?.get("unanswered");
  if (!waiting) return;
  const open = waiting.map(({ id }) => id).filter((id) => course.asked.some((one) => one.id === id));
  document.getElementById("progress").textContent = `${course.asked.length - open.length} of ${course.asked.length} answered`;
  contents(course.asked, open);
}

// Draw what was worked out before, with the answers that are kept.
async function drawFirst({ answers, said: found }) {
  const shown = [];
  if (!found || cell) return; // there is nothing, or Python was first
  for (const one of found) {
    if (one.do === "cell") cell = cellAt(one.at);
    else if (one.do === "html") cell.insertAdjacentHTML("beforeend", one.html);
    else if (one.do === "show") shown.push(show(one.id, cell));
    else if (one.do === "open") models[one.id] = makeModel(one.id, one.kind, one.kind === "Finish" ? withOpen(one, answers) : withAnswer(one, answers));
    if (cell) drawn.add(cell.dataset.cell);
  }
  await Promise.all(shown);
  performance.mark("answerable");
  progress();
}

function withAnswer({ kind, state: first }, answers) {
  const kept = kind === "Form" ? answers?.answers?.[first.question.id] : undefined;
  return kept?.value === undefined || kept.value === null ? first : { ...first, answer: kept.value, saved_at: kept.at };
}

function withOpen({ state: first }, answers) {
  return { ...first, unanswered: first.unanswered.filter(({ id }) => (answers?.answers?.[id]?.value ?? null) === null) };
}

// The tutor's feedback, beside each question; again when an answer is kept, which may be another than was marked.
const feedback = () => showFeedback(course, kernel.status === "idle").catch((error) => console.error(error));
document.addEventListener("carelab:kept", feedback);

function hear(message) {
  act[message.do](message);
  if (message.do === "update" && "unanswered" in message.state) progress();
}

async function start() {
  const why = unable();
  if (why) return state("failed", why);
  wordsToKnow(document.getElementById("rendered_cells"), course.words);
  const begun = begin(course, here);
  toPython = startPython({ course, here, first, begun, hear });
  const { answers, denied, said: worked } = await begun;
  if (denied) act.storage(); // the page works, and says of each answer that it is not kept
  await drawFirst({ answers, said: await worked });
  await feedback();
  frame(course.notebook);
  keepNote("last", { notebook: course.notebook, title: document.title, at: new Date().toISOString() }).catch(act.storage);
  if (course.serviceWorker) navigator.serviceWorker?.register(here(course.serviceWorker)).catch(() => {});
}

start().catch((error) => act.failed({ text: String(error.stack ?? error) }));
