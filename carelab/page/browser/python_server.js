// Python on the server that the page came from, one process a page, over a WebSocket. Served as `python.js`.

import { forgetWaiting, keepWaiting, waiting } from "./store.js";

const LOST = "Care Lab cannot be reached. Leave this page open: what you answer now waits in this browser, and is saved when Care Lab is back. If you closed it, open it again.";
const SOON_MS = 500;
const LATER_MS = 4000;

// Why the questions cannot start, in words; nothing where they can.
export const unable = () => (window.indexedDB ? "" : "The questions cannot start: this browser is too old. Use a newer one.");

// Start Python for a page. Returns the function that sends it a message; what it says goes to `hear`.
export function startPython({ course, here, first, hear }) {
  const address = here(`api/live/${course.notebook}`).replace(/^http/, "ws");
  const unheard = new Map(); // answers that Python is not known to have taken, by number
  const queue = []; // other messages, from before Python is there
  let socket = null;
  let live = false;
  let hearing = Promise.resolve(); // what Python said, one after another
  let wait = SOON_MS;

  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const own = {
    // An answer was taken. Only when nothing older waits in this browser is the page told that it is saved: else a kill could leave the
    // older one here, and the next visit would put it in the place of the newer one.
    heard({ number, question }) {
      if (!question) return null;
      for (const one of [...unheard.values()]) if (one.question === question && one.number <= number) unheard.delete(one.number);
      return forgetWaiting(course.notebook, { number, question }).catch(() => {});
    },
    download: (made) => hear({ ...made, data: bytes(made.data), sum: bytes(made.sum) }),
    ready(message, connection) {
      hear(message);
      wait = SOON_MS;
      replay(connection);
    },
  };
  const next = (act) => { hearing = hearing.then(act).catch((error) => console.error(error)); };

  function connect() {
    const connection = socket = new WebSocket(address);
    socket.onmessage = ({ data }) => {
      const said = JSON.parse(data);
      next(() => (own[said.do] ?? hear)(said, connection));
    };
    socket.onclose = () => {
      live = false;
      next(() => {
        hear({ do: "lost", text: LOST });
        keepWaiting(course.notebook, ...unheard.values()).catch(() => {});
        setTimeout(connect, wait);
        wait = Math.min(2 * wait, LATER_MS);
      });
    };
  }

  // What waited, of this visit and of earlier ones, in the order in which it was answered.
  async function replay(connection) {
    const kept = (await waiting(course.notebook).catch(() => [])).map((one) => (one.number < first ? { ...one, waited: Date.now() - one.number } : one));
    if (socket !== connection || connection.readyState !== WebSocket.OPEN) return;
    const all = new Map([...kept, ...unheard.values()].map((message) => [message.number, message]));
    live = true;
    for (const message of [...all.values()].sort((a, b) => a.number - b.number)) send(message);
    for (const message of queue.splice(0)) send(message);
  }

  function send(message) {
    if (message.question) unheard.set(message.number, message);
    if (live) socket.send(JSON.stringify(message));
    else if (!message.question) queue.push(message);
  }

  addEventListener("pagehide", () => { socket.onclose = null; socket.close(); });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) connect(); });
  connect();
  return send;
}
