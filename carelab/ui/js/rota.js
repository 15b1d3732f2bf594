// A rota: a table of people and days with a list of shifts in each cell, and what it comes to: hours, rest, cover.

const ROTA_MARKS = { even: "✓", under: "○", over: "✗", amiss: "✗" };

function drawRota(t, plan) {
  const days = Object.entries(t.days);
  const shifts = Object.entries(t.shifts);
  let touched = null; // the last cell that was changed: its counts are read out

  const lists = {};
  const hours = {};
  const notes = {};
  const cover = {};

  const cell = (person, name, day, label) => {
    const away = t.away[person][day];
    const list = h("select", { "aria-label": `${name}, ${label}${away ? ` (${away})` : ""}`, onchange: () => {
      touched = { person, day, shifts: [plan.rows()[person]?.[day], list.value].filter(Boolean) };
      tint(list);
      plan.enter(person, day, list.value, true);
    } }, h("option", { value: "" }, "Off"), shifts.map(([id, shift]) => h("option", { value: id }, shift.label)));
    lists[`${person} ${day}`] = list;
    return h("td", { role: "cell", "data-label": label }, list, away ? h("span", { class: "cl-away", "aria-hidden": "true" }, away) : null);
  };
  const tint = (list) => list.classList.toggle("cl-on", list.value !== "");

  const columns = (first, last) => h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, h("th", { scope: "col", role: "columnheader" }, first),
    days.map(([, label]) => h("th", { scope: "col", role: "columnheader" }, label)), last ? h("th", { scope: "col", role: "columnheader" }, last) : null));

  const people = Object.entries(t.people).map(([person, { name, about }]) => {
    hours[person] = h("td", { role: "cell", class: "cl-counted", "data-label": "Hours" });
    notes[person] = h("span", { class: "cl-wrongs" });
    return h("tr", { role: "row", "data-item": person },
      h("th", { scope: "row", role: "rowheader" }, h("span", { class: "cl-name" }, name), " ", h("span", { class: "cl-about" }, about), notes[person]),
      days.map(([day, label]) => cell(person, name, day, label)), hours[person]);
  });

  const covers = shifts.map(([shift, { label, hours: times, needs }]) => h("tr", { role: "row" },
    h("th", { scope: "row", role: "rowheader" }, h("span", { class: "cl-name" }, label), " ", h("span", { class: "cl-about" }, `${times}. ${needs}.`)),
    days.map(([day, words]) => (cover[`${shift} ${day}`] = h("td", { role: "cell", class: "cl-counted", "data-label": words })))));

  function count(state, said) {
    return [h("span", { class: `cl-mark cl-${state}`, "aria-hidden": "true" }, ROTA_MARKS[state]), h("span", {}, said)];
  }

  function showLive(found) {
    if (!found?.people) return;
    for (const [person, one] of Object.entries(found.people)) {
      hours[person].replaceChildren(...count(one.state, one.hours));
      notes[person].replaceChildren(...one.notes.map((note) => h("span", { class: "cl-wrongnote" }, `✗ ${note}`)));
    }
    for (const [shift, each] of Object.entries(found.cover)) for (const [day, one] of Object.entries(each)) cover[`${shift} ${day}`].replaceChildren(...count(one.state, one.said));
  }

  // What the last change came to, in one breath: the person's hours, what is wrong with them, and the cover of the shifts it touched.
  function spoken(found) {
    if (!touched || !found?.people) return "";
    const { person, day } = touched;
    const one = found.people[person];
    const shown = [...new Set(touched.shifts)].map((shift) => `${t.days[day]} ${t.shifts[shift].label}: ${found.cover[shift][day].said}.`);
    return [`${t.people[person].name}: ${one.hours}.`, ...one.notes, ...shown].join(" ");
  }

  const node = h("div", { class: "cl-part cl-rota", style: `--cl-days: ${days.length}` },
    h("p", { class: "cl-parthead" }, t.label),
    h("p", { class: "cl-hint" }, `For each person and day choose a shift, or leave it at Off. ${t.rest}`),
    h("table", { class: "cl-week", role: "table" }, h("caption", {}, "Who works when"), columns("Name", "Hours"), h("tbody", { role: "rowgroup" }, people)),
    h("table", { class: "cl-week cl-cover", role: "table" }, h("caption", {}, "People on each shift"), columns("Shift"), h("tbody", { role: "rowgroup" }, covers)));

  return {
    node,
    draw: () => {
      touched = null;
      for (const [key, list] of Object.entries(lists)) {
        const [person, day] = key.split(" ");
        list.value = plan.rows()[person]?.[day] ?? "";
        tint(list);
      }
    },
    live: showLive,
    left: (found) => [spoken(found), found?.left ? `${found.left} ${found.left === 1 ? "place" : "places"} still to fill.` : ""].filter(Boolean).join(" "),
  };
}
