// What a model comes to: in words, as headline figures, as charts of which one is shown at a time, and as a table behind a button.

const TONES = { good: " ✓ fine", look: " ? look", warn: " ! warning", plain: "" };
const was = (before) => (before ? h("span", { class: "cl-was" }, `before: ${before}`) : null);

// { node, brief, show }: the whole, its two main figures for a small screen, and show(view).
function drawModelResult(title) {
  const reading = h("p", { class: "cl-reading" });
  const notices = h("ul", { class: "cl-notices" });
  const figures = h("dl", { class: "cl-figures" });
  const brief = h("div", { class: "cl-brief", "aria-hidden": "true" }); // read out with the figures themselves
  const charts = drawCharts();
  const table = h("div", { class: "cl-scroll", tabindex: "0", role: "region", "aria-label": `${title}: the numbers`, hidden: true });
  const more = h("button", { type: "button", class: "cl-button", "aria-expanded": "false", onclick: () => {
    table.hidden = !table.hidden;
    more.setAttribute("aria-expanded", String(!table.hidden));
    more.textContent = table.hidden ? "Show the numbers as a table" : "Hide the table";
  } }, "Show the numbers as a table");

  const figureOf = (f) => h("div", { class: `cl-figure cl-${f.tone}` }, h("dt", {}, f.label), h("dd", {}, f.text, TONES[f.tone] ? h("span", { class: "cl-tone" }, TONES[f.tone]) : null, was(f.was)));
  const cell = (text, before, n) => (n ? h("td", {}, text, was(before)) : h("th", { scope: "row" }, text, was(before)));
  return {
    brief,
    more,
    table,
    node: h("div", { class: "cl-result-of-model" }, h("div", { class: "cl-insight" }, reading, figures), notices, charts.node),
    show(view) {
      reading.textContent = view.reading;
      notices.replaceChildren(...view.notices.map((n) => h("li", {}, h("span", { class: "cl-mark", "aria-hidden": "true" }, "!"), n)));
      const many = view.figures.length;
      figures.style.setProperty("--cl-many", many < 6 ? many : Math.ceil(many / 2));
      figures.replaceChildren(...view.figures.map(figureOf));
      brief.replaceChildren(...view.figures.slice(0, 2).map((f) => h("span", { class: `cl-${f.tone}` }, h("small", {}, f.label), h("b", {}, f.text), was(f.was))));
      charts.show(view.charts);
      const { caption, columns, rows, was: before } = view.table;
      table.replaceChildren(h("table", {}, h("caption", {}, caption), h("thead", {}, h("tr", {}, columns.map((c) => h("th", { scope: "col" }, c)))),
        h("tbody", {}, rows.map((row, r) => h("tr", {}, row.map((text, n) => cell(text, before[r]?.[n], n)))))));
    },
  };
}

// Several charts stand in one place: a button for each, named by the first words of its title, shows it.
function drawCharts() {
  const buttons = h("div", { class: "cl-choose", role: "group", "aria-label": "Which chart to show" });
  const node = h("div", { class: "cl-charts" }, buttons);
  const frames = [];
  let at = 0;
  function turn(to) {
    at = to;
    frames.forEach(({ figure, button }, n) => {
      figure.dataset.shown = String(n === at);
      button.setAttribute("aria-pressed", String(n === at));
    });
  }
  function makeFrame(n) {
    const name = h("p", { class: "cl-charttitle" });
    const picture = h("div", { class: "cl-chart" });
    const says = h("figcaption", {});
    const button = h("button", { type: "button", class: "cl-button", onclick: () => turn(n) });
    buttons.append(button);
    const figure = h("figure", {}, name, picture, says);
    node.append(figure);
    return { name, picture, says, button, figure };
  }
  return {
    node,
    show(charts) {
      charts.forEach((chart, n) => {
        const frame = (frames[n] ??= makeFrame(n));
        frame.name.textContent = chart.title;
        frame.button.textContent = chart.title.split(/[,:?;]/)[0];
        frame.button.setAttribute("aria-label", chart.title);
        frame.picture.innerHTML = chart.svg;
        for (const drawn of frame.picture.children) drawn.setAttribute("aria-label", chart.title); // what it says stands in the caption
        frame.says.replaceChildren(chart.says, chart.before ? h("span", { class: "cl-unseen" }, ` ${chart.before}`) : "");
      });
      buttons.hidden = charts.length < 2;
      turn(at);
    },
  };
}
