// The unit's words to know, where they are: at its first place in each section a word opens its meaning.

import { h } from "./parts.js";

const NOT_IN = "h1, h2, h3, h4, a, button, code, pre, th, label, .meaning";
let number = 0;

// The word as it may stand in a sentence: without a leading "to", with a plural's s; of an abbreviation the letters as they are.
function found(word) {
  const bare = word.replace(/\(.*?\)/g, "").replace(/^to /i, "").trim();
  const letters = bare.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
  return new RegExp(`(?<![\\p{L}\\p{N}-])${letters}s?(?![\\p{L}\\p{N}-])`, bare === bare.toUpperCase() ? "u" : "iu");
}

// A word as a button, and its meaning, which the browser itself opens, closes with Escape or a press elsewhere, and leaves.
function wordButton(text, word, meaning) {
  const id = `meaning-${++number}`;
  const button = h("button", { type: "button", class: "word", popovertarget: id, "aria-label": `${text}: what it means` }, text);
  const opened = h("span", { id, class: "meaning", popover: "auto", role: "note", tabindex: "-1", autofocus: true }, h("b", {}, word), h("span", {}, ` ${meaning}`));
  opened.addEventListener("toggle", (event) => {
    if (event.newState !== "open") return;
    const at = button.getBoundingClientRect();
    const { offsetWidth: wide, offsetHeight: high } = opened;
    opened.style.left = `${Math.max(8, Math.min(at.left, document.documentElement.clientWidth - wide - 8))}px`;
    opened.style.top = `${at.bottom + high + 8 < innerHeight ? at.bottom + 6 : Math.max(8, at.top - high - 6)}px`;
  });
  return [button, opened];
}

// Whether the letters at `from` to `to` in `node` are only part of a word, like the R of "**R**ecommendation".
function partOfWord(node, from, to) {
  const block = node.parentElement.closest("p, li, td, dd, blockquote") ?? node.parentElement;
  const around = document.createRange();
  around.setStart(block, 0);
  around.setEnd(node, from);
  const before = around.toString();
  around.setEnd(block, block.childNodes.length);
  around.setStart(node, to);
  return /[\p{L}\p{N}-]$/u.test(before) || /^[\p{L}\p{N}-]/u.test(around.toString());
}

function mark(cell, open) {
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT, (node) => (node.parentElement.closest(NOT_IN) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const hits = open.map((one) => ({ one, hit: one.pattern.exec(node.data) })).filter(({ hit }) => hit && !partOfWord(node, hit.index, hit.index + hit[0].length));
    if (!hits.length) continue;
    const { one, hit } = hits.reduce((a, b) => (b.hit.index < a.hit.index || (b.hit.index === a.hit.index && b.hit[0].length > a.hit[0].length) ? b : a));
    const rest = node.splitText(hit.index).splitText(hit[0].length);
    rest.previousSibling.replaceWith(...wordButton(hit[0], one.word, one.meaning));
    open.splice(open.indexOf(one), 1);
    texts.currentNode = rest.previousSibling;
  }
}

// Do so in all Markdown cells in `cells`. `words`: [word, meaning] pairs.
export function wordsToKnow(cells, words) {
  if (!words?.length || !("popover" in HTMLElement.prototype)) return;
  const all = words.map(([word, meaning]) => ({ word, meaning, pattern: found(word) }));
  let open = [...all];
  for (const cell of cells.querySelectorAll(".jp-RenderedMarkdown")) {
    if (cell.querySelector("h2")) open = [...all];
    if (cell.querySelector("h2")?.textContent.trim() === "Words to know") open = [];
    if (open.length) mark(cell, open);
  }
}
