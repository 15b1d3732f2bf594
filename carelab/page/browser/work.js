// The student's work as one file: to keep, and to open on another computer.

import { allFeedback, joinFeedback } from "./feedback.js";
import { allNotebooks, allNotes, answersOf, join } from "./store.js";

const said = document.getElementById("said");
const say = (text) => { said.textContent = text; };

// Everything as one file: the answers, what could not be read and was put aside, and the feedback. Returns its name and its text.
async function copyOfWork() {
  const files = {};
  await Promise.all((await allNotebooks()).map(async (notebook) => {
    const text = await answersOf(notebook);
    try { files[notebook] = JSON.parse(text); } catch { files[notebook] = text; }
  }));
  const at = new Date().toISOString();
  return { name: `care-lab-my-work-${at.slice(0, 10)}.json`, text: JSON.stringify({ carelab: "work", schema: 1, at, files, kept: await allNotes("kept:"), feedback: await allFeedback() }) };
}

// Join a file that `copyOfWork` made to what is here. Returns what came of it in words.
async function joinWork(file) {
  let whole;
  try { whole = JSON.parse(await file.text()); } catch { whole = null; }
  if (whole?.carelab !== "work" || typeof whole.files !== "object") return `${file.name} is not a copy of your work. It is called care-lab-my-work, then a date.`;
  const { joined, figures, unusable } = await join(whole.files);
  const feedback = await joinFeedback(whole.feedback);
  document.dispatchEvent(new Event("carelab:kept"));
  const named = (notebooks) => notebooks.map((name) => `unit ${Number(name.match(/\/(\d*)/)?.[1])}`).join(", ");
  return [
    `Your work of ${joined} ${joined === 1 ? "part" : "parts"} is here now. Where both had an answer, the newer one counts, and the other is kept.`,
    figures.length ? `Look again at ${named(figures)}: the two had different figures. The one with more answers counts, and the other's answers are kept.` : "",
    unusable.length ? `${unusable.length} ${unusable.length === 1 ? "part" : "parts"} of the file could not be used.` : "",
    feedback,
  ].filter(Boolean).join(" ");
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
}
