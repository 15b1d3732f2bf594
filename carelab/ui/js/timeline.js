// A timeline: a table of tasks with the week in which each starts, when it runs in words, and as a bar for those who see it.

function drawTimeline(t, plan) {
  const box = makeBox(plan);
  const tasks = Object.entries(t.tasks);
  const body = h("tbody", { role: "rowgroup" });
  const ends = h("p", { class: "cl-ends" });
  let parts = {}; // task → the places where what it comes to is shown
  let counted = null;
  let touched = null; // the last task that was changed: what it comes to is read out

  const head = h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ["Task", ...t.columns.map((c) => c.label), `When, out of ${t.weeks} weeks`].map((label) => h("th", { scope: "col", role: "columnheader" }, label))));

  const line = ([task, { label, about }]) => {
    const place = parts[task] = { runs: h("span", { class: "cl-runs" }), notes: h("span", { class: "cl-wrongs" }), bar: h("span", { class: "cl-run", hidden: true }) };
    return h("tr", { role: "row", "data-item": task },
      h("th", { scope: "row", role: "rowheader" }, h("span", { class: "cl-name" }, label), " ", h("span", { class: "cl-about" }, about), place.notes),
      t.columns.map((c) => h("td", { role: "cell", "data-label": c.label, oninput: () => { touched = task; } }, box(task, c, label))),
      h("td", { role: "cell", class: "cl-span", "data-label": "When" }, place.runs, h("span", { class: "cl-track", "aria-hidden": "true" }, place.bar)));
  };

  function showLive(found) {
    counted = found;
    if (!found?.tasks) return;
    for (const [task, one] of Object.entries(found.tasks)) {
      const { runs, notes, bar } = parts[task];
      runs.textContent = one.said;
      notes.replaceChildren(...one.notes.map((note) => h("span", { class: "cl-wrongnote" }, `✗ ${note}`)));
      bar.hidden = one.first === null;
      if (one.first === null) continue;
      const last = Math.min(one.last, t.weeks);
      bar.style.left = `${(100 * (one.first - 1)) / t.weeks}%`;
      bar.style.width = `${(100 * (last - one.first + 1)) / t.weeks}%`;
      bar.classList.toggle("cl-amiss", one.notes.length > 0);
    }
    ends.textContent = found.said;
  }

  function spoken(found) {
    const one = touched && found?.tasks?.[touched];
    return one ? [`${t.tasks[touched].label}: ${one.said.toLowerCase()}.`, ...one.notes].join(" ") : "";
  }

  function draw() {
    touched = null;
    parts = {};
    body.replaceChildren(...tasks.map(line));
    showLive(counted);
  }
  draw();
  return {
    node: h("div", { class: "cl-part cl-timeline", style: `--cl-weeks: ${t.weeks}` }, h("p", { class: "cl-parthead" }, t.label),
      h("p", { class: "cl-hint" }, `Say in which of the ${t.weeks} weeks each task starts.`),
      h("table", { class: "cl-tasks", role: "table" }, h("caption", {}, "What happens when"), head, body), ends),
    draw,
    live: showLive,
    left: (found) => [spoken(found), found?.left ? `${found.left} ${found.left === 1 ? "task" : "tasks"} still to place.` : found?.said].filter(Boolean).join(" "),
  };
}
