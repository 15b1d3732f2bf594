// The browser's own database, IndexedDB: what is written is on disk when the promise resolves.

export const FILES = "files"; // "exercises/08-budgeting" → the text of answers.json
export const WAITING = "waiting"; // [notebook, sequence] → a message that Python has not had yet
export const NOTES = "notes"; // anything else: where the student was, receipts

let name = "carelab";
// Two people may use one address, each below a path of their own: their databases have other names.
export const nameDatabase = (other) => { name = other; };

let spares = async () => new Map();
// What a new database begins with: `given` resolves to a map from each notebook to the text of its answers.
export const beginWith = (given) => { spares = given; };

// A database that is new is made twice: the second time with the answers in it, so that no kill leaves it without them.
function opened(files = null) {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(name, 1);
    let isNew = false;
    asked.onupgradeneeded = () => {
      isNew = true;
      if (files === null) { asked.transaction.abort(); return; }
      for (const store of [FILES, WAITING, NOTES]) asked.result.createObjectStore(store);
      for (const [notebook, text] of files) asked.transaction.objectStore(FILES).put(text, notebook);
    };
    asked.onsuccess = () => {
      asked.result.onclose = () => { base = null; }; // the browser took it away: the next call opens it again
      done(asked.result);
    };
    asked.onerror = () => {
      if (isNew && files === null) spares().then(opened).then(done, failed);
      else failed(asked.error);
    };
  });
}

let base = null;
const db = () => (base ??= opened().catch((error) => { base = null; throw error; }));

export async function read(store, act) {
  const found = act((await db()).transaction(store).objectStore(store));
  return new Promise((done, failed) => {
    found.onsuccess = () => done(found.result);
    found.onerror = () => failed(found.error);
  });
}

// Resolves when what was written is on disk.
export async function write(store, act) {
  const change = (await db()).transaction(store, "readwrite", { durability: "strict" });
  act(...[store].flat().map((name) => change.objectStore(name)));
  return new Promise((done, failed) => {
    change.oncomplete = () => done();
    change.onabort = change.onerror = () => failed(change.error ?? new Error("the browser gave no reason"));
  });
}

// Messages that wait for Python, oldest first: of those about one question only the newest. Once it is taken over, all of them go.
const ofNotebook = (notebook) => IDBKeyRange.bound([notebook, 0], [notebook, Number.MAX_SAFE_INTEGER]);
export async function waiting(notebook) {
  const all = await read(WAITING, (store) => store.getAll(ofNotebook(notebook)));
  return [...new Map(all.map((one) => [one.question, one])).values()].sort((a, b) => a.number - b.number);
}
export const keepWaiting = (notebook, ...messages) => write(WAITING, (store) => messages.forEach((one) => store.put(one, [notebook, one.number])));
export const forgetWaiting = (notebook, message) => write(WAITING, (store) => forget(store, notebook, message));
export function forget(store, notebook, { number, question }) {
  store.openCursor(ofNotebook(notebook)).onsuccess = ({ target: { result: at } }) => {
    if (!at) return;
    if (at.value.question === question && at.value.number <= number) at.delete();
    at.continue();
  };
}
