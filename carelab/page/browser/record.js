// The record to print: each unit's answers and receipts, as this browser knows them.

import { feedbackOf, marksOf } from "./feedback.js";
import { day, progressOf } from "./parts.js";

const course = JSON.parse(document.getElementById("course").textContent);
const byId = (id) => document.getElementById(id);

async function draw() {
  let sum = 0;
  for (const row of document.querySelectorAll("[data-unit]")) {
    const { answered, of, receipt, changed } = await progressOf(row.dataset.unit, course.units[row.dataset.unit].asked);
    sum += answered;
    const [count, made, number, marks] = row.querySelectorAll("td");
    count.textContent = `${answered} of ${of}`;
    made.textContent = receipt ? `${day(receipt.at)}${changed.length ? ", changed since" : ""}` : "–";
    number.textContent = receipt?.number ?? "–";
    const feedback = await feedbackOf(row.dataset.unit);
    marks.textContent = feedback ? `${marksOf(feedback)}${feedback.marked ? `, ${day(feedback.marked)}` : ""}` : "–";
  }
  byId("sum").textContent = `Answers in all: ${sum}`;
}

byId("on").textContent = `Printed on ${new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })}.`;
byId("name").addEventListener("input", () => { byId("named").textContent = byId("name").value; });
byId("print").addEventListener("click", () => print());
draw();
