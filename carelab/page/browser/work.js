// The student's work as one file: to keep, to open on another computer, and to clear from this one.

import { merged } from "./merge.js";
import { allNotebooks, allNotes, alone, answersOf, clearAll, keepAnswers, whenCleared } from "./store.js";

const said = document.getElementById("said");
const say = (text) => { said.textContent = text; };

// Everything as one file: the answers, and what could not be read and was put aside. Returns its name and its text.
async function copyOfWork() {
  const files = {};
  for (const notebook of await allNotebooks()) {
    const text = await answersOf(notebook);
    try { files[notebook] = JSON.parse(text); } catch { files[notebook] = text; }
  }
  const at = new Date().toISOString();
  return { name: `care-lab-my-work-${at.slice(0, 10)}.json`, text: JSON.stringify({ carelab: "work", schema: 1, at, files, kept: await allNotes("kept:") }) };
}

// Join a file that `copyOfWork` made to what is here. Returns what came of it in words.
async function joinWork(file) {
  let whole;
  try { whole = JSON.parse(await file.text()); } catch { whole = null; }
  if (whole?.carelab !== "work" || typeof whole.files !== "object") return `${file.name} is not a copy of your work. It is called care-lab-my-work, then a date.`;
  let count = 0;
  const left = [];
  const figures = [];
  for (const [notebook, there] of Object.entries(whole.files)) {
    if (!isAnswers(notebook, there)) { left.push(notebook); continue; }
    await alone(notebook, async () => {
      const kept = await answersOf(notebook);
      const here = kept === undefined ? null : JSON.parse(kept);
      if (here && Object.keys(here.answers).length && here.variant !== there.variant) figures.push(notebook);
      await keepAnswers(notebook, JSON.stringify(merged(here, there)));
      count += 1;
    });
  }
  document.dispatchEvent(new Event("carelab:kept"));
  const named = (notebooks) => notebooks.map((name) => `unit ${Number(name.match(/\/(\d*)/)?.[1])}`).join(", ");
  return [
    `Your work of ${count} ${count === 1 ? "part" : "parts"} is here now. Where both had an answer, the newer one counts, and the other is kept.`,
    figures.length ? `Look again at ${named(figures)}: the two had different figures. The one with more answers counts, and the other's answers are kept.` : "",
    left.length ? `${left.length} ${left.length === 1 ? "part" : "parts"} of the file could not be used.` : "",
  ].filter(Boolean).join(" ");
}

// As carelab/answers/book.py reads an answer file.
function isAnswers(notebook, file) {
  const unit = notebook.match(/^(?:notebooks|exercises)\/([\w-]+)$/)?.[1];
  const whole = (number, least, most) => Number.isInteger(number) && number >= least && number <= most;
  return Boolean(unit) && file?.schema === 1 && file.assignment === unit && whole(file.variant ?? 1, 1, 999) && whole(file.seed ?? 0, 0, 2 ** 31 - 1)
    && typeof file.answers === "object" && Object.values(file.answers ?? []).every((answer) => typeof answer?.kind === "string" && typeof (answer.at ?? "") === "string");
}

async function keep() {
  const { name, text } = await copyOfWork();
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  say(`A copy of your work is in your downloads: ${name}`);
}

// Join the buttons of the page to the file.
export function workButtons() {
  document.getElementById("keep").addEventListener("click", () => keep().catch((error) => say(`The copy could not be made: ${error.message}`)));
  document.getElementById("open").addEventListener("change", (event) => {
    const [file] = event.target.files;
    if (file) joinWork(file).then(say).catch((error) => say(`${file.name} could not be opened: ${error.message}`));
  });
  document.getElementById("clear").addEventListener("click", async () => {
    if (!confirm("Everything that you answered in this browser goes. Have you handed in, or kept a copy? Press OK to clear it all.")) return;
    try { await clearAll(); } catch (error) { say(`Not everything could be cleared: ${error.message}`); return; }
    location.reload();
  });
  whenCleared(() => location.reload());
}
