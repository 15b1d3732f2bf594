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
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

let base = null;
const db = () => (base ??= opened());

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
  act(change.objectStore(store));
  return new Promise((done, failed) => {
    change.oncomplete = () => done();
    change.onabort = change.onerror = () => failed(change.error ?? new Error("the browser gave no reason"));
  });
}

export const answersOf = (notebook) => read(FILES, (store) => store.get(notebook));
export const allNotebooks = () => read(FILES, (store) => store.getAllKeys());
export const keepAnswers = (notebook, text) => write(FILES, (store) => store.put(text, notebook));
export const note = (name) => read(NOTES, (store) => store.get(name));
export const keepNote = (name, value) => write(NOTES, (store) => store.put(value, name));

// Messages that wait for Python, oldest first.
const ofNotebook = (notebook) => IDBKeyRange.bound([notebook, 0], [notebook, Number.MAX_SAFE_INTEGER]);
export const waiting = (notebook) => read(WAITING, (store) => store.getAll(ofNotebook(notebook)));
export const keepWaiting = (notebook, number, { question, text }) =>
  write(WAITING, (store) => store.put({ number, question, text }, [notebook, number]));
export const forgetWaiting = (notebook, number) => write(WAITING, (store) => store.delete([notebook, number]));

// Everything of this browser: for "Finish and clear this computer".
export async function clearAll() {
  for (const store of [FILES, WAITING, NOTES]) await write(store, (one) => one.clear());
}

// Run `act` while no other tab works on this notebook's answers.
export const alone = (notebook, act) => navigator.locks.request(`carelab:${notebook}`, act);
