// Python in a worker: runs the notebook's cells, and the answer file's own code on every answer. What Python says of a save reaches
// the page only when the answers are on disk in IndexedDB. Answers that were given before Python is there wait in IndexedDB, where the
// page puts them.

import { forgetSnapshots, startInterpreter } from "./interpreter.js";
import { alone, answersOf, forgetWaiting, keepAnswers, keepNote, waiting } from "./store.js";

let course = null;
let python = null; // resolves to Pyodide once the cells have run
let line = Promise.resolve(); // what was heard, one at a time
let spoken = []; // what Python has said and the page has not heard yet

const REST_MS = 100; // between two pieces of work that nobody waits for

const folder = () => `/home/student/${course.notebook}`;
const file = () => `${folder()}/answers.json`;
const tell = (what) => postMessage(what);

// Run `act` in Python on the newest answers, and let the page hear what came of it once they are on disk. `message` is what it hears.
function withAnswers(py, act, message = null) {
  return alone(course.notebook, async () => {
    const there = () => (py.FS.analyzePath(file()).exists ? py.FS.readFile(file(), { encoding: "utf8" }) : null);
    const put = (text) => { if (text !== null) py.FS.writeFile(file(), text); else if (there() !== null) py.FS.unlink(file()); };
    let before = null;
    let denied = null;
    try { before = (await answersOf(course.notebook)) ?? null; } catch (error) { denied = error; before = there(); }
    put(before);
    act();
    const after = there();
    const said = spoken.splice(0).map((text) => JSON.parse(text));
    try {
      if (after !== before) {
        if (denied) throw denied; // what cannot be read is not written over
        await keepUnreadable(py);
        await keepAnswers(course.notebook, after, message);
      } else if (message) {
        await forgetWaiting(course.notebook, message);
      }
    } catch (error) {
      put(before);
      tell({ do: "storage", text: String(error?.message ?? error) });
      said.forEach((one) => tell(one.content?.type === "saved" ? notKept(one) : one));
      return;
    }
    said.forEach(tell);
  });
}

// An answer file that Python could not read was moved aside: it is kept in this browser too.
async function keepUnreadable(py) {
  for (const name of py.FS.readdir(folder()).filter((one) => one.startsWith("answers-kept-"))) {
    await keepNote(`kept:${course.notebook}/${name}`, py.FS.readFile(`${folder()}/${name}`, { encoding: "utf8" }));
    py.FS.unlink(`${folder()}/${name}`);
  }
}

const notKept = (one) => ({ ...one, content: { type: "not_saved", again: true, sequence: one.content.sequence,
  text: "Not saved. This browser could not keep your answer: its storage may be full or turned off. Leave this page open." } });

async function start(asked) {
  course = asked;
  const py = await startInterpreter(course);
  py.FS.mkdirTree(folder());
  py.FS.chdir(folder());
  if (course.answers) py.FS.writeFile(file(), JSON.stringify(course.answers)); // for when this browser keeps none
  py.registerJsModule("carelab_page", { post: (text) => spoken.push(text) });
  py.runPython("import carelab_page, stand_in; stand_in.post_to(carelab_page.post)");
  await otherAnswers(py);
  const run = py.pyimport("stand_in").run;
  for (const [at, source] of course.cells) {
    await withAnswers(py, () => { spoken.push(JSON.stringify({ do: "cell", at })); run(source); });
  }
  tell({ do: "ready" });
  for (const message of await waiting(course.notebook).catch(() => [])) {
    if (message.number >= course.first) continue; // of this visit: it is in the line, and comes next
    await hear(py, message).catch((error) => console.error(error)); // of a question that is no more: it stays where it is
  }
  return py;
}

// While the student reads, models work out what is likely to be asked of them, a piece at a time between two messages.
function workAhead(py) {
  setTimeout(() => {
    line = line.then(() => { if (py.pyimport("stand_in").work_ahead()) workAhead(py); }).catch((error) => console.error(error));
  }, REST_MS);
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

async function hear(py, message) {
  const { content } = JSON.parse(message.text);
  if (content.type === "hand_in") await putNotebook(py);
  const waited = message.number < course.first ? Date.now() - message.number : undefined; // since an earlier visit
  await withAnswers(py, () => py.pyimport("stand_in").hear_json(message.text, message.question, waited), message.question ? message : null);
  if (content.type === "hand_in") handIn(py);
}

// The notebook as it was handed out goes into the hand-in file beside the answers.
async function putNotebook(py) {
  const found = await fetch(course.file).catch(() => null);
  if (found?.ok) py.FS.writeFile(`${folder()}/${course.unit}.ipynb`, new Uint8Array(await found.arrayBuffer()));
}

// The file for the student, and the answers that are in it.
function handIn(py) {
  const path = `${folder()}/${course.unit}-handin.zip`;
  if (!py.FS.analyzePath(path).exists) return;
  tell({ do: "download", name: `${course.unit}-handin.zip`, data: py.FS.readFile(path), answers: py.FS.readFile(file(), { encoding: "utf8" }) });
  py.FS.unlink(path);
}

async function failed(error, start) {
  await forgetSnapshots(course); // the next page starts without one
  tell({ do: "failed", start, text: String(error?.stack ?? error) });
}

onmessage = ({ data }) => {
  if (data.start) {
    python = start(data.start);
    python.then(workAhead, (error) => failed(error, true));
    return;
  }
  line = line.then(async () => hear(await python, data)).catch((error) => failed(error, false));
};
