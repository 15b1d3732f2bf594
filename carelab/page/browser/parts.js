// Small parts that several pages share: elements, times in words, and how far a unit is.

import { answersOf, note } from "./store.js";

export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

export const day = (iso) => new Date(iso).toLocaleDateString("en-GB", { day: "numeric", month: "long" });
export const clock = (iso) => new Date(iso).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
export const when = (iso) => (new Date(iso).toDateString() === new Date().toDateString() ? `today at ${clock(iso)}` : `on ${day(iso)} at ${clock(iso)}`);
export const listed = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);

// The values of a notebook's answers, by question.
const valuesOf = async (notebook) => valuesIn(await answersOf(notebook));
export function valuesIn(text) {
  let kept = {};
  try { kept = JSON.parse(text).answers ?? {}; } catch { /* none, or Python will say that they cannot be read */ }
  return Object.fromEntries(Object.entries(kept).filter(([, one]) => (one?.value ?? null) !== null).map(([id, one]) => [id, JSON.stringify(one.value)]));
}

// How far a unit's exercises are: the open questions, the receipt, and the questions that changed since that.
export async function progressOf(unit, asked) {
  const notebook = `exercises/${unit}`;
  const [values, receipt] = await Promise.all([valuesOf(notebook), note(`receipt:${notebook}`)]);
  const open = asked.filter(({ id }) => !(id in values));
  const changed = receipt?.values ? asked.filter(({ id }) => values[id] !== receipt.values[id]) : [];
  return { of: asked.length, answered: asked.length - open.length, open, receipt, changed };
}
