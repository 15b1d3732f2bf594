// A day as a bar: the tasks that are done in person, one after another, and the moments at which others are checked.

function drawDay(q) {
  if (!q.day) return { node: null, show: () => {} };
  const bar = h("div", { class: "cl-daybar", role: "img" });
  const marks = h("div", { class: "cl-barmarks", "aria-hidden": "true" });
  const key = (kind, text) => h("span", {}, h("i", { class: `cl-${kind}` }), text);
  const percent = (share) => `${100 * share}%`;
  function show(found) {
    const spans = found?.spans ?? [];
    bar.setAttribute("aria-label", spans.length ? `Your day so far. ${spans.map((s) => s.said).join("; ")}.` : "Your day so far: nothing has a time yet.");
    bar.replaceChildren(...spans.map((s) => h("span", { class: `cl-${s.kind}${s.amiss ? " cl-amiss" : ""}`, title: s.said, style: `left: ${percent(s.at)}; width: ${percent(Math.min(s.long, 1 - s.at))}` }, s.name)));
    marks.replaceChildren(...(found?.marks ?? []).map((text) => h("span", {}, text)));
  }
  return { node: h("div", { class: "cl-day" }, bar, marks, h("p", { class: "cl-key", "aria-hidden": "true" }, key("own", "you do it"), key("check", "you check it"), key("amiss", "not possible like this"))), show };
}
