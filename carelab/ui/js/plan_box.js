// One box of a plan, in the form that its column asks for: text, lines, figures, a date, a list or a tick.

// `plan` hears what is entered; `typed` is called after each key in a box for figures.
function makeBox(plan, typed = () => {}) {
  // `name` says aloud which row the box belongs to.
  return function box(row, column, name) {
    const stored = plan.rows()[row]?.[column.id];
    const label = `${name}: ${column.label}`;
    if (column.type === "choice") return picked(label, Object.entries(column.options), stored ?? "", (value) => plan.enter(row, column.id, value, true), column.then);
    if (column.type === "scale") {
      const steps = column.scale.map((text, at) => [String(at + 1), text]);
      return picked(label, steps, stored === undefined ? "" : String(stored), (value) => plan.enter(row, column.id, value === "" ? "" : Number(value), true));
    }
    if (column.type === "tick") {
      const tick = h("input", { type: "checkbox", "aria-label": label, checked: stored === true, onchange: () => plan.enter(row, column.id, tick.checked, true) });
      return tick;
    }
    if (column.type === "long") return lines(row, column, label, stored ?? "");
    return column.type === "text" ? sentence(row, column, label, stored ?? "") : line(row, column, label, stored);
  };

  // `then`: what follows each option, said as soon as it is chosen.
  function picked(label, options, value, enter, then = {}) {
    const next = h("p", { class: "cl-hint cl-next", role: "status" });
    const tell = () => { next.textContent = then[list.value] ?? ""; next.hidden = !next.textContent; };
    const list = h("select", { "aria-label": label, onchange: () => { spell.show(); tell(); enter(list.value); } },
      h("option", { value: "" }, "Choose…"), options.map(([v, text]) => h("option", { value: v }, text)));
    const spell = spellOut(list);
    list.value = value;
    tell();
    return h("div", {}, list, spell.node, Object.keys(then).length ? next : null);
  }

  function lines(row, column, label, stored) {
    const id = unique(`${row}-${column.id}`);
    const count = h("p", { class: "cl-hint", id });
    const area = h("textarea", { rows: 2, maxlength: 6000, "aria-label": label, "aria-describedby": `${id} ${plan.status}`, spellcheck: "true", lang: "en-GB",
      oninput: () => { recount(); plan.enter(row, column.id, area.value.trim(), false); }, onchange: plan.leave });
    function recount() {
      const words = area.value.split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w)).length;
      const most = column.most_words;
      const over = most && words > most ? ` ${words - most} too many.` : "";
      count.textContent = `${words} ${words === 1 ? "word" : "words"}.${most ? ` At most ${most}.` : ""}${over}`;
    }
    area.value = stored;
    recount();
    return h("div", { class: "cl-lines" }, area, count);
  }

  // One line that grows: a sentence is in sight whole on a narrow screen too.
  function sentence(row, column, label, stored) {
    const area = h("textarea", { rows: 1, class: "cl-sentence", maxlength: 600, autocomplete: "off", "aria-label": label, "aria-describedby": plan.status,
      onkeydown: (event) => { if (event.key === "Enter") event.preventDefault(); },
      oninput: () => {
        if (/[\r\n]/.test(area.value)) area.value = area.value.replace(/\s*[\r\n]+\s*/g, " ");
        plan.enter(row, column.id, area.value.trim(), false);
        typed();
      },
      onchange: plan.leave });
    area.value = stored;
    return area;
  }

  function line(row, column, label, stored) {
    const numeric = column.type === "money" || column.type === "number";
    const unit = column.type === "money" ? "£" : column.unit;
    const input = h("input", {
      type: column.type === "date" ? "date" : "text", inputmode: numeric ? "decimal" : null, autocomplete: "off", "aria-label": label,
      class: numeric ? "cl-number" : null, maxlength: 20, "aria-describedby": plan.status, "data-column": column.id,
      oninput: () => { asked?.clear(); plan.enter(row, column.id, input.value.trim(), false); typed(); check(); },
      onchange: () => { asked?.look(input.value); plan.doubted(asked?.says() ?? ""); plan.leave(); },
    });
    const asked = numeric ? makeDoubt(unit === "£" || unit === "%" ? unit : "", (number) => { input.value = written(number); check(); input.focus(); typed(); plan.enter(row, column.id, number, true); }) : null;
    function check() {
      const bad = numeric && input.value.trim() !== "" && typedNumber(input.value) === null;
      input.setAttribute("aria-invalid", bad ? "true" : "false");
    }
    input.value = stored === undefined ? "" : numeric && typeof stored === "number" ? written(stored) : stored;
    check();
    if (!numeric) return input;
    const beside = (text) => h("span", { class: "cl-unit", "aria-hidden": "true" }, text);
    return h("div", {}, h("span", { class: "cl-box" }, unit === "£" ? beside("£") : null, input, unit && unit !== "£" ? beside(unit.startsWith("£") ? `× ${unit}` : unit) : null), asked.node);
  }
}
