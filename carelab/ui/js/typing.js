// Kinds answered by typing: number and reflection. `change(value, wait)` saves after a rest, `leave()` when the box is left.

function drawNumber(q, change, { status, leave }) {
  const id = unique(q.id);
  const hint = q.hint ? h("p", { class: "cl-hint", id: `${id}-hint` }, q.hint) : null;
  const pounds = q.unit === "£";
  const aloud = q.unit && (pounds ? "in pounds" : q.unit === "%" ? "per cent" : `in ${q.unit}`);
  let last = "";
  const input = h("input", {
    id, type: "text", inputmode: "decimal", autocomplete: "off", class: "cl-number", maxlength: 30,
    "aria-describedby": [hint ? `${id}-hint` : "", status].filter(Boolean).join(" "),
    oninput: typed, onchange: () => { asked.look(input.value); tidy(); mend(); leave(); },
  });
  const asked = makeDoubt(q.unit, (number) => { input.value = last = written(number); mend(); input.focus(); change(number); });
  function typed() {
    const text = input.value.trim();
    if (text === last) return;
    last = text;
    asked.clear();
    if (typedNumber(text) !== null || !text) mend();
    change(text === "" ? null : text, 500);
  }
  // The unit stands beside the box, so "64 %" becomes "64" when the box is left.
  function tidy() {
    const number = typedNumber(input.value);
    if (number !== null) last = input.value = written(number);
  }
  const mend = () => input.setAttribute("aria-invalid", String(last !== "" && typedNumber(last) === null));
  const unit = (side) => h("span", { class: "cl-unit", "aria-hidden": "true" }, side);
  return {
    node: h("div", {}, hint, h("div", { class: "cl-answer" },
      h("label", { for: id }, "Your answer", aloud ? h("span", { class: "cl-spoken" }, `, ${aloud}`) : null),
      h("span", { class: "cl-box" }, pounds ? unit("£") : null, input, q.unit && !pounds ? unit(q.unit) : null), h("span", { "data-verdict": "" })), asked.node),
    news: asked.says,
    set: (value) => {
      last = value === null ? "" : typeof value === "number" ? written(value) : value;
      if (typedNumber(input.value) !== value || value === null) input.value = last;
      mend();
    },
    left: () => "",
  };
}

function drawReflection(q, change, { status, leave }) {
  const id = unique(q.id);
  const count = h("p", { class: "cl-hint", id: `${id}-count` });
  const words = () => box.value.split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w)).length;
  const recount = () => { count.textContent = `${words()} ${words() === 1 ? "word" : "words"}. Aim for ${q.least_words} to ${q.most_words}.`; };
  const box = h("textarea", {
    id, rows: 9, maxlength: 6000, "aria-describedby": `${id}-count ${status}`, spellcheck: "true", lang: "en-GB",
    oninput: () => { recount(); change(box.value.trim() ? box.value : null, 700); }, onchange: leave,
  });
  const rubric = h("ul", { class: "cl-rubric" }, Object.values(q.rubric).map((line) => h("li", {}, line, h("span", {}, " (0\u00a0to\u00a03)"))));
  recount();
  return {
    node: h("div", {}, h("p", { class: "cl-hint" }, "Your tutor looks for:"), rubric, h("label", { class: "cl-label", for: id }, "Your answer"), box, count),
    set: (value) => { if (box.value !== (value ?? "")) box.value = value ?? ""; recount(); },
    left: () => (words() && words() < q.least_words ? `${q.least_words - words()} words to go.` : ""),
  };
}
