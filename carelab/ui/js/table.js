// A table to work with: find, filter, sort, group and total on screen, by mouse or keyboard. One page of it is drawn at a time.

const PAGE = 12;

// Where a table may be answered with code instead: how, and that the better answer counts.
function withCode(q) {
  if (!q.variable) return null;
  return h("p", { class: "cl-hint" }, ...(onPage()
    ? ["You can answer here, or with code in JupyterLab. The better answer counts."]
    : ["Answer here. Or answer with code: in the cell below, set ", h("code", {}, q.variable), ", run it, and save the notebook. The better answer counts."]));
}

function drawTable(q, change, context) {
  const { caption, columns, rows } = q.table;
  const data = makeTableData(q.table);
  const { amounts, groups, show } = data;
  const state = { only: {}, find: "", sort: "", down: false, group: [], page: 0 };

  const summary = h("p", { class: "cl-hint cl-summary" });
  const body = h("div", { class: "cl-scroll", tabindex: "0", role: "region", "aria-label": caption });
  const pager = h("div", { class: "cl-pager", role: "group", "aria-label": "Pages of the table" });
  const heading = (n) => (n === "#rows" ? "Rows" : columns[n]);
  const numeric = (n) => n === "#rows" || amounts.includes(n);

  function drawHead(heads) {
    return h("tr", {}, heads.map((n) => h("th", { scope: "col", class: numeric(n) ? "cl-right" : null, "aria-sort": state.sort === n ? (state.down ? "descending" : "ascending") : null },
      h("button", { type: "button", "data-head": n, onclick: () => {
        state.down = state.sort === n ? !state.down : numeric(n);
        state.sort = n;
        draw(`Sorted by ${heading(n)}, ${state.down ? "largest or last" : "smallest or first"} first.`);
        body.querySelector(`[data-head="${n}"]`)?.focus();
      } }, heading(n), h("span", { "aria-hidden": "true" }, state.sort === n ? (state.down ? "\u00a0▼" : "\u00a0▲") : "\u00a0↕")))));
  }
  function drawFoot(heads, list, sums) {
    return h("tr", {}, heads.map((n, i) => (amounts.includes(n)
      ? h("td", { class: "cl-right" }, show(n, sums[n]))
      : i === 0 ? h("th", { scope: "row" }, `Total of ${figure(list.length)} rows`) : h("td", {}))));
  }
  function drawPager(pages) {
    const said = `Page ${state.page + 1} of ${pages}`;
    const pageButton = (to, text) => {
      const off = to < 0 || to >= pages || to === state.page;
      return h("button", { type: "button", class: "cl-button", "data-page": text, "aria-disabled": off ? "true" : null, onclick: () => {
        if (off) return;
        state.page = to;
        draw(`Page ${to + 1} of ${pages}.`);
        pager.querySelector(`[data-page="${text}"]`)?.focus();
      } }, text);
    };
    const ends = pages > 3;
    pager.replaceChildren(...(pages < 2 ? [] : [ends && pageButton(0, "First rows"), pageButton(state.page - 1, "Earlier rows"), h("span", {}, said), pageButton(state.page + 1, "Later rows"), ends && pageButton(pages - 1, "Last rows")].filter(Boolean)));
  }

  // Draw what stands now, and return what the table comes to, in words.
  function paint() {
    const { list, sums, heads, lines } = data.view(state);
    const pages = Math.max(1, Math.ceil(lines.length / PAGE));
    state.page = Math.min(state.page, pages - 1);
    const part = lines.slice(state.page * PAGE, (state.page + 1) * PAGE);
    const cells = part.map((line) => h("tr", {}, line.map((v, i) => h("td", { class: numeric(heads[i]) ? "cl-right" : null }, show(heads[i], v)))));
    body.replaceChildren(h("table", {}, h("caption", {}, caption), h("thead", {}, drawHead(heads)), h("tbody", {}, cells), h("tfoot", {}, drawFoot(heads, list, sums))));
    drawPager(pages);
    const totals = amounts.map((n) => `Total ${columns[n].toLowerCase()}: ${show(n, sums[n])}.`).join(" ");
    summary.textContent = `${figure(list.length)} of ${figure(rows.length)} rows${state.group.length ? `, in ${figure(lines.length)} groups` : ""}. ${totals}`;
    return summary.textContent;
  }
  // Draw again and have it read out, once things are quiet: `news`, or what the table comes to.
  const draw = (news) => { const comes = paint(); context.say(news || comes); };
  const again = (act) => { act(); state.page = 0; draw(); };

  const tool = (label, control) => { const id = unique("tool"); control.id = id; return h("div", { class: "cl-tool" }, h("label", { for: id }, label), control); };
  const pick = (first, options, act) => {
    const list = h("select", { onchange: () => again(() => act(list.value)) }, h("option", { value: "" }, first), options.map(([v, t]) => h("option", { value: v }, t)));
    return list;
  };
  const find = h("input", { type: "search", autocomplete: "off", maxlength: 60, oninput: () => again(() => { state.find = find.value; }) });
  const filters = groups.map((n) => tool(`Show only: ${columns[n]}`, pick("All", data.different[n].map((v) => [String(v), String(v)]), (v) => { state.only[n] = v; })));
  const choices = groups.map((n) => [n, columns[n]]);
  const grouping = [
    tool("Total for each", pick("No groups", choices, (v) => { state.group[0] = v; state.group = state.group.filter(Boolean); })),
    tool("…and each", pick("No more", choices, (v) => { state.group = [state.group[0], v].filter(Boolean).filter((n, i, all) => all.indexOf(n) === i); })),
  ];
  paint();

  const number = drawNumber(q, change, context);
  return {
    node: h("div", {}, h("div", { class: "cl-tools" }, rows.length > PAGE ? tool("Find in the table", find) : null, filters, groups.length ? grouping : null), summary, body, pager, withCode(q), number.node),
    set: number.set,
    news: number.news,
    left: number.left,
  };
}
