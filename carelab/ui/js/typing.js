// Kinds answered by typing: number and reflection.

function drawNumber(q, change) {
  const id = unique(q.id);
  const hint = q.hint ? h("p", { class: "cl-hint", id: `${id}-hint` }, q.hint) : null;
  const pounds = q.unit === "£";
  const input = h("input", {
    id, type: "text", inputmode: "decimal", autocomplete: "off", class: "cl-number",
    "aria-label": `Your answer${q.unit ? `, in ${pounds ? "pounds" : q.unit === "%" ? "per cent" : q.unit}` : ""}`,
    "aria-describedby": hint ? `${id}-hint` : null,
    oninput: () => later(input.value), onchange: () => later.now(input.value),
  });
  let last = "";
  const later = settled((text) => {
    if (text.trim() === last) return;
    last = text.trim();
    change(last === "" ? null : last);
  }, 500);
  const unit = (side) => h("span", { class: "cl-unit", "aria-hidden": "true" }, side);
  return {
    node: h("div", {}, hint, h("div", { class: "cl-box" }, pounds ? unit("£") : null, input, q.unit && !pounds ? unit(q.unit) : null)),
    set: (value) => {
      last = value === null ? "" : typeof value === "number" ? String(value) : value;
      if (typedNumber(input.value) !== value) input.value = typeof value === "number" ? value.toLocaleString("en-GB", { maximumFractionDigits: 6 }) : last;
    },
    left: () => "",
  };
}

function drawReflection(q, change) {
  const id = unique(q.id);
  const count = h("p", { class: "cl-hint", id: `${id}-count` });
  const words = () => box.value.split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w)).length;
  const recount = () => { count.textContent = `${words()} words. Aim for ${q.least_words} to ${q.most_words}.`; };
  const later = settled(() => change(box.value.trim() ? box.value : null), 700);
  const box = h("textarea", {
    id, rows: 8, maxlength: 6000, "aria-label": "Your answer", "aria-describedby": `${id}-count`, spellcheck: "true", lang: "en-GB",
    oninput: () => { recount(); later(); }, onchange: () => later.now(),
  });
  const rubric = h("ul", { class: "cl-rubric" }, Object.values(q.rubric).map((line) => h("li", {}, line, h("span", {}, " (0 to 3)"))));
  recount();
  return {
    node: h("div", {}, h("p", { class: "cl-hint" }, "Your tutor looks for:"), rubric, box, count),
    set: (value) => { if (document.activeElement !== box) box.value = value ?? ""; recount(); },
    left: () => (words() && words() < q.least_words ? `${q.least_words - words()} words to go.` : ""),
  };
}
