// Answers in this browser: one file a notebook, in IndexedDB, written with strict durability. Everything that reads and writes a
// notebook's answers runs in one turn of the browser's own lock, so that two tabs never write over each other.

const NAME = "carelab";
const FILES = "files"; // "exercises/08-budgeting" → the text of answers.json
const WAITING = "waiting"; // [notebook, sequence] → a message that Python has not had yet
const NOTES = "notes"; // anything else: where the student was, receipts

function opened() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      for (const store of [FILES, WAITING, NOTES]) asked.result.createObjectStore(store);
    };
    asked.onsuccess = () => {
      asked.result.onclose = () => { base = null; }; // the browser took it away: the next call opens it again
      done(asked.result);
    };
    asked.onerror = () => failed(asked.error);
  });
}

let base = null;
const db = () => (base ??= opened().catch((error) => { base = null; throw error; }));

async function read(store, act) {
  const found = act((await db()).transaction(store).objectStore(store));
  return new Promise((done, failed) => {
    found.onsuccess = () => done(found.result);
    found.onerror = () => failed(found.error);
  });
}

// Resolves when what was written is on disk.
async function write(store, act) {
  const change = (await db()).transaction(store, "readwrite", { durability: "strict" });
  act(...[store].flat().map((name) => change.objectStore(name)));
  return new Promise((done, failed) => {
    change.oncomplete = () => done();
    change.onabort = change.onerror = () => failed(change.error ?? new Error("the browser gave no reason"));
  });
}

export const answersOf = (notebook) => read(FILES, (store) => store.get(notebook));
export const allNotebooks = () => read(FILES, (store) => store.getAllKeys());
// With the answers goes the message that they came from, if it waited.
export const keepAnswers = (notebook, text, message) => write([FILES, WAITING], (files, waits) => {
  files.put(text, notebook);
  if (message) forget(waits, notebook, message);
});
export const note = (name) => read(NOTES, (store) => store.get(name));
export const allNotes = (prefix) => read(NOTES, (store) => store.getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`)));
export const keepNote = (name, value) => write(NOTES, (store) => store.put(value, name));

// Messages that wait for Python, oldest first. Once one is taken over, those about the same question that came before it go too.
const ofNotebook = (notebook) => IDBKeyRange.bound([notebook, 0], [notebook, Number.MAX_SAFE_INTEGER]);
export const waiting = (notebook) => read(WAITING, (store) => store.getAll(ofNotebook(notebook)));
export const keepWaiting = (notebook, message) => write(WAITING, (store) => store.put(message, [notebook, message.number]));
export const forgetWaiting = (notebook, message) => write(WAITING, (store) => forget(store, notebook, message));
function forget(store, notebook, { number, question }) {
  store.openCursor(ofNotebook(notebook)).onsuccess = ({ target: { result: at } }) => {
    if (!at) return;
    if (at.value.question === question && at.value.number <= number) at.delete();
    at.continue();
  };
}

// Everything of this browser goes at once, and every open page of the course starts anew: for "Finish and clear this computer".
const CLEARED = "carelab-cleared";
export async function clearAll() {
  await write([FILES, WAITING, NOTES], (...stores) => stores.forEach((store) => store.clear()));
  for (const kept of [localStorage, sessionStorage]) kept.clear();
  new BroadcastChannel(CLEARED).postMessage("");
}
export function whenCleared(act) {
  new BroadcastChannel(CLEARED).onmessage = () => { sessionStorage.clear(); act(); };
}

// Run `act` while no other tab works on this notebook's answers.
export const alone = (notebook, act) => navigator.locks.request(`carelab:${notebook}`, act);
