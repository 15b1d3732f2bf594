// The frame of a page: contents with ticks, where the reader left off, a lesson one step at a time, and reading aloud.

import { h, when } from "./parts.js";
import { keepNote, note } from "./store.js";

const main = document.getElementById("main");
const cells = document.getElementById("rendered_cells");
const headings = () => [...cells.querySelectorAll("h2[id]")];
const questionOf = (id) => document.getElementById(`cl-question-${id}`);
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// Tick the questions that have an answer, under the heading that they belong to.
export function contents(asked, open) {
  const waiting = new Set(open);
  const list = document.getElementById("contents");
  for (const item of list.children) item.querySelectorAll(".ticks, ol").forEach((old) => old.remove());
  const own = new Map();
  for (const one of asked) {
    const form = questionOf(one.id);
    const above = form && headings().findLast((heading) => heading.compareDocumentPosition(form) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (above) own.set(above.id, [...(own.get(above.id) ?? []), one]);
  }
  for (const item of list.children) {
    const link = item.querySelector("a");
    const questions = own.get(decodeURIComponent(link.hash.slice(1))) ?? [];
    if (!questions.length) continue;
    const done = questions.filter(({ id }) => !waiting.has(id)).length;
    link.append(h("span", { class: "ticks" }, done === questions.length ? " ✓ answered" : questions.length === 1 ? " not answered" : ` ${done} of ${questions.length}`));
    if (questions.length > 1) {
      item.append(h("ol", {}, ...questions.map(({ id, ask }) => h("li", {}, h("a", { href: `#cl-question-${id}` }, ask, h("span", { class: "ticks" }, waiting.has(id) ? "" : " ✓ answered"))))));
    }
  }
}

// A lesson's sections, each with the cells from its heading to the next; what comes before the first belongs to the first step.
let steps = [];
let at = 0;
const walking = () => document.getElementById("walk")?.getAttribute("aria-pressed") === "true";

function walkable(notebook) {
  const button = document.getElementById("walk");
  if (!button || headings().length < 2) return;
  for (const cell of cells.children) {
    const heading = cell.querySelector("h2[id]");
    if (heading && (steps.length > 1 || steps[0]?.heading)) steps.push({ heading, cells: [cell] });
    else if (heading) steps = [{ heading, cells: [...(steps[0]?.cells ?? []), cell] }];
    else if (steps.length) steps.at(-1).cells.push(cell);
    else steps = [{ heading: null, cells: [cell] }];
  }
  button.closest(".walk").hidden = false;
  button.addEventListener("click", () => {
    const on = !walking();
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? "All on one page" : "One step at a time";
    if (on) at = Math.max(0, steps.findLastIndex(({ heading }) => heading.getBoundingClientRect().top < 160));
    showStep();
    keepNote(`walk:${notebook}`, on);
    if (on) toStep(at, false);
  });
  document.getElementById("step-on").addEventListener("click", () => toStep(at + 1));
  document.getElementById("step-back").addEventListener("click", () => toStep(at - 1));
  note(`walk:${notebook}`).then((on) => { if (on) { button.click(); uncover(location.hash); } });
}

function showStep() {
  const on = walking();
  steps.forEach((step, n) => step.cells.forEach((cell) => cell.classList.toggle("away", on && n !== at)));
  const says = on ? `Step ${at + 1} of ${steps.length}: ${steps[at].heading.textContent}` : `${steps.length} steps, all on one page`;
  document.getElementById("step").textContent = says;
  document.querySelector(".stepnav").hidden = !on;
  document.querySelector(".onward").classList.toggle("away", on && at < steps.length - 1);
  document.getElementById("step-back").disabled = at === 0;
  document.getElementById("step-on").disabled = at === steps.length - 1;
}

function toStep(n, focus = true) {
  at = Math.min(Math.max(n, 0), steps.length - 1);
  showStep();
  const heading = steps[at].heading;
  heading.tabIndex = -1;
  if (focus) heading.focus({ preventScroll: true });
  main.scrollIntoView();
}

// A link to a part of another step shows that step first.
function uncover(hash) {
  const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!target || !walking()) return target;
  const there = steps.findIndex((step) => step.cells.some((cell) => cell.contains(target)));
  if (there >= 0 && there !== at) { at = there; showStep(); }
  return target;
}

// Go to the address's own part, which may be drawn only when Python is there.
let arrived = false;
function toHash() {
  const target = uncover(location.hash);
  arrived = Boolean(target) || location.hash.length < 2;
  if (!target) return;
  target.scrollIntoView();
  if (location.hash.startsWith("#cl-question-")) target.querySelector("input, select, textarea, button")?.focus({ preventScroll: true });
}

// Keep which heading or question is at the top of the window, and offer the way back to it at the next visit.
async function resumable(notebook) {
  const kept = await note(`place:${notebook}`);
  const target = kept && document.getElementById(kept.id);
  if (target && !location.hash) {
    const offer = document.getElementById("resume");
    const go = h("a", { href: `#${encodeURIComponent(kept.id)}`, onclick: () => { offer.hidden = true; } }, `Go on where you left off: ${kept.words}`);
    offer.replaceChildren(go, ` (${when(kept.at)})`);
    offer.hidden = false;
  }
  let soon = 0;
  addEventListener("scroll", () => {
    clearTimeout(soon);
    soon = setTimeout(() => {
      const marks = [...cells.querySelectorAll("h2[id], [id^='cl-question-']")].filter((one) => one.getClientRects().length);
      const last = marks.findLast((one) => one.getBoundingClientRect().top < innerHeight / 2);
      if (!last || scrollY < 300) return;
      const words = (last.querySelector("legend, .cl-ask") ?? last).textContent.trim();
      keepNote(`place:${notebook}`, { id: last.id, words: words.length > 70 ? `${words.slice(0, 70)}…` : words, at: new Date().toISOString() });
    }, 400);
  }, { passive: true });
}

// Read aloud from what is at the top of the window, with a voice that this computer has; no words leave it.
function readable() {
  const button = document.getElementById("aloud");
  const speech = window.speechSynthesis;
  const voice = () => { const own = speech.getVoices().filter((one) => one.localService && one.lang.startsWith("en")); return own.find((one) => one.lang === "en-GB") ?? own[0]; };
  if (!speech) return;
  const offer = () => { button.hidden = !voice(); };
  speech.addEventListener("voiceschanged", offer);
  offer();
  let line = [];
  function stop() {
    line = [];
    speech.cancel();
    cells.querySelectorAll(".reading").forEach((one) => one.classList.remove("reading"));
    button.setAttribute("aria-pressed", "false");
    button.querySelector("span").textContent = "Read aloud";
  }
  function next() {
    cells.querySelectorAll(".reading").forEach((one) => one.classList.remove("reading"));
    const part = line.shift();
    if (!part) { stop(); return; }
    part.classList.add("reading");
    part.scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
    const said = new SpeechSynthesisUtterance(part.innerText);
    const current = () => part.classList.contains("reading");
    Object.assign(said, { voice: voice(), lang: "en-GB", onend: () => { if (current()) next(); }, onerror: () => { if (current()) stop(); } });
    speech.speak(said);
  }
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") { stop(); return; }
    const parts = [...cells.querySelectorAll("h1, h2, h3, p, li, tr, legend, label")].filter((one) => one.getClientRects().length && one.innerText.trim() && !one.querySelector("p, li, legend"));
    line = parts.filter((one) => one.getBoundingClientRect().bottom > 80);
    button.setAttribute("aria-pressed", "true");
    button.querySelector("span").textContent = "Stop reading";
    next();
  });
  addEventListener("pagehide", stop);
}

// Python has drawn the rest.
export function frameLive() {
  if (!arrived) toHash();
}

// Start the frame once the page's first state is drawn.
export function frame(notebook) {
  walkable(notebook);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (!link) return;
    uncover(link.hash);
    link.closest("details.menu")?.removeAttribute("open");
  }, true);
  addEventListener("hashchange", toHash);
  toHash();
  resumable(notebook);
  readable();
}
