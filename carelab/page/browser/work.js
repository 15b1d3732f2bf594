// The student's work as one file: to keep, to open on another computer, and to clear from this one.

import { allNotebooks, alone, answersOf, clearAll, keepAnswers } from "./store.js";

const said = document.getElementById("said");
const say = (text) => { said.textContent = text; };

// One file with everything: to keep, or to take to another computer.
async function keep() {
  const files = {};
  for (const notebook of await allNotebooks()) files[notebook] = JSON.parse(await answersOf(notebook));
  const at = new Date().toISOString();
  const address = URL.createObjectURL(new Blob([JSON.stringify({ carelab: "work", schema: 1, at, files })], { type: "application/json" }));
  Object.assign(document.createElement("a"), { href: address, download: `care-lab-my-work-${at.slice(0, 10)}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  say(`A copy of your work is in your downloads: care-lab-my-work-${at.slice(0, 10)}.json`);
}

// Join a file to what is here, question by question: the newer answer wins, and the other stays in the file as `earlier`.
export function merged(here, there) {
  if (!here) return there;
  const answers = { ...here.answers };
  for (const [question, other] of Object.entries(there.answers ?? {})) {
    const own = answers[question];
    const newer = !own || (other.at ?? "") > (own.at ?? "") ? other : own;
    const older = newer === own ? other : own;
    const kept = [...(own?.earlier ?? []), ...(other.earlier ?? [])];
    if (older && older.value !== null && JSON.stringify(older.value) !== JSON.stringify(newer.value)) kept.push({ value: older.value, at: older.at });
    const once = kept.filter((one, n) => JSON.stringify(one.value) !== JSON.stringify(newer.value) && kept.findIndex((two) => JSON.stringify(two) === JSON.stringify(one)) === n);
    answers[question] = { ...newer, ...(once.length ? { earlier: once.slice(-5) } : {}) };
  }
  return { ...here, answers };
}

async function open(file) {
  let whole;
  try { whole = JSON.parse(await file.text()); } catch { whole = null; }
  if (whole?.carelab !== "work" || typeof whole.files !== "object") {
    say(`${file.name} is not a copy of your work. It is called care-lab-my-work, then a date.`);
    return;
  }
  let count = 0;
  for (const [notebook, there] of Object.entries(whole.files)) {
    if (!/^(notebooks|exercises)\/[\w-]+$/.test(notebook) || typeof there?.answers !== "object") continue;
    await alone(notebook, async () => {
      const kept = await answersOf(notebook);
      const here = kept === undefined ? null : JSON.parse(kept);
      const blank = here && Object.keys(here.answers).length === 0; // opened, and never answered
      await keepAnswers(notebook, JSON.stringify(merged(blank ? null : here, there)));
      count += 1;
    });
  }
  say(`Your work of ${count} ${count === 1 ? "part" : "parts"} is here now. Where both had an answer, the newer one counts, and the other is kept.`);
}

// Join the buttons of the page to the file.
export function workButtons() {
  document.getElementById("keep").addEventListener("click", () => keep().catch((error) => say(`The copy could not be made: ${error.message}`)));
  document.getElementById("open").addEventListener("change", (event) => {
    const [file] = event.target.files;
    if (file) open(file).catch((error) => say(`${file.name} could not be opened: ${error.message}`));
  });
  document.getElementById("clear").addEventListener("click", async () => {
    if (!confirm("Everything that you answered in this browser goes. Have you handed in, or kept a copy? Press OK to clear it all.")) return;
    await clearAll();
    location.reload();
  });
}
