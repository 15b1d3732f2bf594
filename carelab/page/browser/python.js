// Python in this browser: a worker runs it. `python_server.js` exports the same name for a server, which runs one process a page.

import { allNotebooks } from "./store.js";

// Why the questions cannot start, in words; nothing where they can.
export function unable() {
  if (!window.isSecureContext) return "The questions cannot start: this address begins with http://. Ask your tutor for one that begins with https://.";
  return navigator.locks && window.indexedDB ? "" : "The questions cannot start: this browser is too old. Use a newer one.";
}

// Start Python for a page. Returns the function that sends it a message; what it says goes to `hear`.
// `begun` is a promise of the answers that are kept; messages of this visit have numbers from `first`.
export function startPython({ course, here, first, begun, hear }) {
  const worker = new Worker(here(course.worker), { type: "module" });
  worker.onmessage = ({ data }) => hear(data);
  worker.onerror = (event) => hear({ do: "failed", start: true, text: event.message });
  begun.then(async ({ answers }) => {
    const others = (await allNotebooks().catch(() => [])).filter((name) => name.startsWith("notebooks/"));
    const { notebook, unit, cells } = course;
    worker.postMessage({ start: { notebook, unit, cells, others, first, answers, file: here(`${unit}/exercises/${unit}.ipynb`), pyodide: here(course.pyodide), runtime: here(course.runtime), python: here(course.python), standIn: here(course.standIn) } });
  });
  return (message) => worker.postMessage(message);
}
