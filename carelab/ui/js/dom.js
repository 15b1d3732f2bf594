// Small helpers for building accessible HTML. No framework: real elements, made by hand.

// h("label", { class: "x", for: id }, "text", child): an element with attributes and children.
// Attributes whose name starts with "on" are listeners; false and null are left out.
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

let uniqueCount = 0;
const unique = (stem) => `cl-${stem}-${++uniqueCount}-${Math.random().toString(36).slice(2, 7)}`;

// Where a question's form stands in the document.
const formId = (question) => `cl-question-${question}`;

// The time of an ISO moment as the student's own clock shows it: 10:42.
function clock(iso) {
  const at = new Date(iso);
  return isNaN(at) ? "" : at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

// Makers of figures, by the fewest decimal places: to make one takes far longer than to use it.
const FIGURES = [0, 1, 2].map((least) => new Intl.NumberFormat("en-GB", { minimumFractionDigits: least, maximumFractionDigits: 2 }));

// A number as a reader in England expects it: £9,600, 59.7%, 18 days. `least`: the fewest decimal places, up to 2.
function figure(number, unit, least = 0) {
  const text = FIGURES[unit === "£" && !Number.isInteger(number) ? 2 : least].format(Math.abs(number));
  const sign = number < 0 ? "−" : "";
  if (unit === "£") return `${sign}£${text}`;
  return unit === "%" || !unit ? `${sign}${text}${unit || ""}` : `${sign}${text} ${unit}`;
}

// Read a number as people type it; null when it is not one. The same rule as `typed_number` of carelab/questions/reading.py, which
// reads it again before it is saved; a test holds the two together.
const TYPED_NUMBER = /^([+-]?) ?£? ?([+-]?) ?((?:[0-9]{1,3}([, ])[0-9]{3}(?:\4[0-9]{3})*|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+) ?[%£]?$/;
const LARGEST_NUMBER = 1e12;
function typedNumber(text) {
  const found = text.replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xFEE0)).replace(/[−–‒]/g, "-").trim().replace(/\s+/g, " ").match(TYPED_NUMBER);
  if (!found || (found[1] && found[2])) return null;
  const number = Number(found[3].replace(/[, ]/g, "")) * ((found[1] || found[2]) === "-" ? -1 : 1);
  return Math.abs(number) <= LARGEST_NUMBER ? number : null;
}

// What was typed and may have been meant in another way: { ask, other }, `other` being the number that it would then be, or null
// where there is only something to know. Null where there is no doubt.
function doubt(text, unit) {
  const number = typedNumber(text);
  const typed = text.trim();
  if (number === null) return null;
  const ask = (other) => ({ ask: `You typed ${typed}. It’s read as ${figure(number, unit)}. Did you mean ${figure(other, unit)}?`, other });
  const thousands = typed.match(/^\D*([1-9]\d{0,2})\.(\d{3})\D*$/);
  if (thousands) return ask(Math.sign(number) * Number(thousands[1] + thousands[2]));
  if (unit === "%" && !/[%％]/.test(typed) && number !== 0 && Math.abs(number) < 1) return ask(Math.round(number * 1e8) / 1e6);
  const other = unit === "£" ? /[%％]/ : unit === "%" ? /£/ : null;
  return other?.test(typed) ? { ask: `You typed ${typed}. The answer is in ${unit === "£" ? "pounds" : "per cent"}, so it’s read as ${figure(number, unit)}.`, other: null } : null;
}

// The place below a box where that is asked: { node, look, says }. `take(number)` hears the number that was meant instead.
function makeDoubt(unit, take) {
  const node = h("div", { class: "cl-doubt" });
  let says = "";
  const clear = () => { says = ""; node.replaceChildren(); };
  function look(text) {
    const found = doubt(text, unit);
    clear();
    if (!found) return;
    says = found.ask;
    const button = (words, act) => h("button", { type: "button", class: "cl-button", onclick: () => { clear(); act(); } }, words);
    node.append(h("p", {}, found.ask), ...(found.other === null ? [] : [h("div", { class: "cl-buttons" },
      button(`Yes, ${figure(found.other, unit)}`, () => take(found.other)), button(`No, ${figure(typedNumber(text), unit)}`, () => take(typedNumber(text))))]));
  }
  return { node, look, clear, says: () => says };
}

// A number as it stands in a box, to the last place that was typed.
const written = (number) => number.toLocaleString("en-GB", { maximumFractionDigits: 6 });

// JupyterLab takes arrow keys, Enter and letters typed in an output for itself. Keep what is typed in a form inside it.
function keepKeys(element) {
  element.addEventListener("keydown", (event) => event.stopPropagation());
  element.addEventListener("contextmenu", (event) => event.stopPropagation());
  element.setAttribute("data-lm-suppress-shortcuts", "true");
}

// Draw something by `draw`; when that moves the control that has the focus, keep it in sight if it was.
function keepInSight(draw) {
  const focused = document.activeElement?.closest(".carelab") ? document.activeElement : null;
  const before = focused?.getBoundingClientRect();
  draw();
  const seen = before && before.bottom > 0 && before.top < innerHeight;
  if (seen && focused.getBoundingClientRect().top !== before.top) focused.scrollIntoView({ block: "nearest" });
}

// Call `act` once the calls to the returned function have stopped for `wait` milliseconds.
function settled(act, wait) {
  let timer = null;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), wait);
  };
}

// A region that a screen reader reads out. It waits until things are quiet, so that many changes in a row are spoken as one.
function makeSpeaker() {
  const QUIET_MS = 600;
  const region = h("p", { class: "cl-spoken", role: "status" });
  const speak = settled((text) => {
    region.textContent = "";
    requestAnimationFrame(() => { region.textContent = text; });
  }, QUIET_MS);
  return { region, say: (text) => { if (text) speak(text); } };
}

// A closed list cuts long texts off: where what is chosen does not fit, it is spelt out under the list, at any width and size
// of text. A screen reader has it from the list.
function spellOut(list) {
  const ARROW = 28; // pixels that the list's own arrow takes, and a little more
  const node = h("p", { class: "cl-whole-text", "aria-hidden": "true" });
  const pen = document.createElement("canvas").getContext("2d");
  function fits(text) {
    const style = getComputedStyle(list);
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    pen.letterSpacing = style.letterSpacing === "normal" ? "0px" : style.letterSpacing;
    pen.wordSpacing = style.wordSpacing;
    return pen.measureText(text).width <= list.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - ARROW;
  }
  function show() {
    const text = list.value ? list.selectedOptions[0].text : "";
    node.textContent = list.clientWidth > 0 && !fits(text) ? text : "";
  }
  new ResizeObserver(show).observe(list);
  return { node, show };
}

// The frame of every question: what is asked, and how it is marked, which a screen reader tells with the group.
function questionFrame(q, practice, ...parts) {
  const how = unique("how");
  return h("fieldset", { class: "carelab-form", id: formId(q.id), "data-kind": q.kind, "data-question": q.id, "aria-describedby": how },
    h("legend", { class: "cl-ask" }, q.ask), h("p", { class: "cl-how", id: how }, practice ? q.how : q.how_marked), ...parts);
}
