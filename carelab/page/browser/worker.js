// Python in a worker: runs the notebook's cells, and the answer file's own code on every answer. What Python says of a save reaches
// the page only when the answers are on disk in IndexedDB. Messages that come before Python is there wait in IndexedDB.

import { alone, answersOf, forgetWaiting, keepAnswers, keepWaiting, waiting } from "./store.js";

let course = null;
let python = null; // resolves to Pyodide once the cells have run
let line = Promise.resolve(); // what was heard, one at a time
let spoken = []; // what Python has said and the page has not heard yet
let live = false;
const first = Date.now();
let number = first;

const folder = () => `/home/student/${course.notebook}`;
const file = () => `${folder()}/answers.json`;
const tell = (what) => postMessage(what);

// Run `act` in Python on the newest answers, and let the page hear what came of it once they are on disk.
function withAnswers(py, act) {
  return alone(course.notebook, async () => {
    const before = (await answersOf(course.notebook)) ?? null;
    if (before !== null) py.FS.writeFile(file(), before);
    act();
    const after = py.FS.analyzePath(file()).exists ? py.FS.readFile(file(), { encoding: "utf8" }) : null;
    const said = spoken.splice(0).map((text) => JSON.parse(text));
    try {
      if (after !== null && after !== before) await keepAnswers(course.notebook, after);
    } catch (error) {
      tell({ do: "storage", text: String(error?.message ?? error) });
      if (before !== null) py.FS.writeFile(file(), before); else py.FS.unlink(file());
      for (const one of said) if (one.do !== "custom" || one.content?.type !== "saved") tell(one);
      for (const one of said) if (one.content?.type === "saved") tell(notKept(one));
      return;
    }
    said.forEach(tell);
  });
}

const notKept = (one) => ({ ...one, content: { type: "not_saved", again: true, sequence: one.content.sequence,
  text: "Not saved. This browser could not keep your answer: its storage may be full or turned off. Leave this page open." } });

async function start(asked) {
  course = asked;
  const { loadPyodide } = await import(course.pyodide);
  const [py, packed, stand] = await Promise.all([
    loadPyodide({ indexURL: course.runtime }), fetch(course.python).then((r) => r.arrayBuffer()), fetch(course.standIn).then((r) => r.text())]);
  py.unpackArchive(packed, "zip", { extractDir: "/lib/carelab" });
  py.runPython("import sys; sys.path.insert(0, '/lib/carelab')");
  py.FS.mkdirTree(folder());
  py.FS.mkdirTree("/lib/stand_in");
  py.FS.writeFile("/lib/stand_in/stand_in.py", stand);
  py.FS.chdir(folder());
  py.registerJsModule("carelab_page", { post: (text) => spoken.push(text) });
  py.runPython(`sys.path.insert(0, '/lib/stand_in'); import carelab_page, stand_in; stand_in.install(carelab_page.post)`);
  await otherAnswers(py);
  const run = py.pyimport("stand_in").run;
  for (const [at, source] of course.cells) {
    await withAnswers(py, () => { spoken.push(JSON.stringify({ do: "cell", at })); run(source); });
  }
  tell({ do: "ready" });
  for (const { number: kept, question, text } of await waiting(course.notebook)) {
    if (kept < first) await hear(py, question, text, kept); // left by an earlier visit; those of this one are in the line
  }
  return py;
}

// A lesson asks what was missed in other lessons: their answer files are put beside this one.
async function otherAnswers(py) {
  for (const notebook of course.others) {
    const text = await answersOf(notebook);
    if (text === undefined || notebook === course.notebook) continue;
    py.FS.mkdirTree(`/home/student/${notebook}`);
    py.FS.writeFile(`/home/student/${notebook}/answers.json`, text);
  }
}

async function hear(py, question, text, kept) {
  const { content } = JSON.parse(text);
  if (content?.type === "hand_in") await putNotebook(py);
  await withAnswers(py, () => py.pyimport("stand_in").hear_json(text, question));
  await forgetWaiting(course.notebook, kept);
  if (content?.type === "hand_in") handIn(py);
}

// The notebook as it was handed out goes into the hand-in file beside the answers.
async function putNotebook(py) {
  const found = await fetch(course.file).catch(() => null);
  if (found?.ok) py.FS.writeFile(`${folder()}/${course.unit}.ipynb`, new Uint8Array(await found.arrayBuffer()));
}

function handIn(py) {
  const path = `${folder()}/${course.unit}-handin.zip`;
  if (!py.FS.analyzePath(path).exists) return;
  tell({ do: "download", name: `${course.unit}-handin.zip`, data: py.FS.readFile(path) });
  py.FS.unlink(path);
}

onmessage = ({ data }) => {
  if (data.start) {
    python = start(data.start).then((py) => { live = true; return py; });
    python.catch((error) => tell({ do: "failed", text: String(error?.stack ?? error) }));
    return;
  }
  const kept = ++number;
  const answer = data.question && !live ? keepWaiting(course.notebook, kept, data).catch(() => {}) : null;
  line = line.then(async () => {
    await answer;
    await hear(await python, data.question, data.text, kept);
  }).catch((error) => tell({ do: "failed", text: String(error?.stack ?? error) }));
};
