// A plan: parts to fill in, and rules that light up as they are met. A part is a table with typed boxes (its rows given, picked or
// added), or one with a form of its own, such as a rota. Each is drawn by (part, plan) into { node, draw, left, live, blanks }: `draw` shows
// what is stored, `live` what it comes to, `left` says in words what is still to do, `blanks` counts the rows that are not filled in.

const PARTS = { table: drawPart, rota: drawRota, timeline: drawTimeline };
const NEEDS = { must: "Must", core: "Core", should: "Should" };
// How a rule stands: its mark, its word, its class. Shape and words say what colour says.
const STANDINGS = {
  met: ["✓", "Met.", "cl-met"], part: ["◐", "Part met.", "cl-part-met"], not: ["✗", "Not met yet.", "cl-unmet"],
  open: ["○", "Not checked yet.", "cl-open"],
};

function drawPlan(q, change, { status, leave }) {
  let value = {};
  let counts = {}; // part → what it comes to
  let doubted = ""; // what is asked of the number that was typed last
  const rules = h("ul", { class: "cl-rules" });
  const later = h("ul", { class: "cl-rules cl-later" });

  function pruned() {
    const kept = {};
    for (const [table, rows] of Object.entries(value)) {
      const found = Object.entries(rows).filter(([row, cells]) => Object.keys(cells).length || isPicked(table, row));
      if (found.length) kept[table] = Object.fromEntries(found);
    }
    return Object.keys(kept).length ? kept : null;
  }
  const isPicked = (table, row) => q.tables.find((t) => t.id === table).mode === "pick" && row in (value[table] || {});

  function enter(table, row, column, entry, atOnce) {
    value[table] ??= {};
    value[table][row] ??= {};
    if (entry === "" || entry === null || entry === false) delete value[table][row][column];
    else value[table][row][column] = entry;
    change(pruned(), atOnce ? 0 : 500);
  }

  const tables = q.tables.map((t) => PARTS[t.part](t, {
    status, leave,
    doubted: (says) => { doubted = says; },
    rows: () => value[t.id] || {},
    enter: (row, column, entry, atOnce) => enter(t.id, row, column, entry, atOnce),
    // A whole column at once: row → what goes into it.
    fill: (column, entries) => {
      value[t.id] ??= {};
      for (const [row, entry] of Object.entries(entries)) (value[t.id][row] ??= {})[column] = entry;
      change(pruned());
    },
    pick: (row, on) => { value[t.id] ??= {}; if (on) value[t.id][row] ??= {}; else delete value[t.id][row]; change(pruned()); },
    // A new row stays on the screen alone until something stands in it.
    add: (row) => { value[t.id] ??= {}; value[t.id][row] ??= {}; },
  }));

  // A rule that earns has a state, or is a principle that is checked when the plan is marked; a note is said while it holds.
  const marked = q.shown.filter((rule) => rule.need !== "note" && rule.live);
  const principles = q.shown.filter((rule) => !rule.live);
  const worded = (rule, state) => h("span", {}, h("strong", {}, `${NEEDS[rule.need]}: `), rule.text, state ? h("span", { class: "cl-word" }, ` ${state}`) : null);
  later.append(...principles.map((rule) => h("li", { class: "cl-open" }, h("span", { class: "cl-mark", "aria-hidden": "true" }, "→"), worded(rule))));
  function showMet(met) {
    const notes = q.shown.filter((rule) => rule.need === "note" && met?.[rule.id]?.state === "met");
    rules.replaceChildren(...notes.map((rule) => h("li", { class: "cl-open" },
      h("span", { class: "cl-mark", "aria-hidden": "true" }, "→"), h("span", {}, h("strong", {}, "Note: "), rule.text))));
    rules.prepend(...marked.map((rule) => {
      const now = pruned() ? met?.[rule.id] : null;
      const [mark, word, name] = STANDINGS[now?.state ?? "open"];
      return h("li", { class: name }, h("span", { class: "cl-mark", "aria-hidden": "true" }, mark), worded(rule, [word, now?.said].filter(Boolean).join(" ")));
    }));
  }
  showMet(null);

  // Beside the plan where there is room for it: the running totals, and the rules that are checked as one goes.
  const totals = h("dl", { class: "cl-tallies" });
  const day = drawDay(q);
  function showBeside(found) {
    totals.replaceChildren(...(found?.tallies ?? []).map((tally) => h("div", {}, h("dt", {}, tally.label), h("dd", {}, tally.said))));
    day.show(found?.day);
  }
  const rulebox = (...inside) => h("div", { class: "cl-rulebox" }, inside);
  const checked = marked.length ? rulebox(h("p", { class: "cl-hint" }, "Checked as you go:"), rules) : null;
  const after = principles.length ? rulebox(h("p", { class: "cl-hint" }, "Checked when your plan is marked:"), later) : null;
  const broad = (t) => t.part !== "table" || t.columns.length + Object.keys(t.facts).length > 2;
  const aside = q.tallies || checked ? h("div", { class: "cl-beside" }, q.tallies ? totals : null, checked) : null;
  return {
    node: h("div", { class: `cl-plan${aside || q.tables.some(broad) ? " cl-roomy" : ""}` },
      h("div", { class: "cl-planned" }, h("div", { class: "cl-main" }, day.node, tables.map((t) => t.node)), aside), after),
    set: (stored) => { value = structuredClone(stored || {}); tables.forEach((t) => t.draw()); },
    met: showMet,
    news: () => doubted,
    live: (found, beside) => { counts = found || {}; tables.forEach((t, at) => t.live?.(counts[q.tables[at].id])); showBeside(beside); },
    left: (met) => {
      const states = pruned() && met ? marked.map((rule) => met[rule.id]?.state) : [];
      const lights = states.length ? `${states.filter((state) => state === "met").length} of ${states.length} ${states.length === 1 ? "rule" : "rules"} met.` : "";
      const blanks = tables.map((t) => t.blanks?.() ?? [[], 0]);
      const blank = blanks.flatMap(([names]) => names);
      const all = blanks.reduce((sum, [, count]) => sum + count, 0);
      const named = all > 3 && blank.length < 3 ? `: ${blank.map((name) => `“${name}”`).join(" and ")}` : "";
      const rows = blank.length ? `${blank.length} of ${all} ${all === 1 ? "row" : "rows"} still to fill in${named}.` : "";
      return [...tables.map((t, at) => t.left(counts[q.tables[at].id])), rows, lights].filter(Boolean).join(" ");
    },
  };
}
