// What a table shows: which rows are kept, in which groups and order, and their totals. Pure; draws nothing. Up to 5,000 rows.

const MOST_CHOICES = 24;

// view(state) → { list, heads, lines }: the rows kept, and the lines to show (rows, or groups with totals) under their headings.
// What did not change since the last view is not worked out again, so that sorting does not filter and paging does neither.
function makeTableData({ columns, rows, money, totals }) {
  const names = Object.keys(columns);
  const at = Object.fromEntries(names.map((n, i) => [n, i]));
  const different = Object.fromEntries(names.map((n) => [n, [...new Set(rows.map((r) => r[at[n]]))].sort(inOrder)]));
  const isNumber = (n) => rows.every((r) => typeof r[at[n]] === "number");
  const amounts = names.filter((n) => isNumber(n) && (totals.includes(n) || different[n].length > MOST_CHOICES));
  const groups = names.filter((n) => !amounts.includes(n) && different[n].length <= MOST_CHOICES);
  // The figures of a column have the same number of decimal places, so that they can be compared down the page.
  const decimals = (v) => (typeof v === "number" ? (String(Math.round(v * 100) / 100).split(".")[1] ?? "").length : 0);
  const places = Object.fromEntries(names.map((n) => [n, rows.reduce((most, r) => Math.max(most, decimals(r[at[n]])), 0)]));
  const show = (n, v) => (typeof v === "number" ? figure(v, money.includes(n) ? "£" : "", n in places ? (money.includes(n) && places[n] ? 2 : places[n]) : 0) : v);
  const total = (list, n) => Math.round(list.reduce((sum, r) => sum + r[at[n]], 0) * 100) / 100;

  let words = null;
  function keep({ only, find }) {
    const wanted = Object.entries(only).filter(([, v]) => v !== "").map(([n, v]) => [at[n], v]);
    const typed = find.trim().toLowerCase();
    if (typed) words = words || rows.map((r) => names.map((n, i) => `${show(n, r[i])} ${r[i]}`).join(" ").toLowerCase());
    return rows.filter((r, i) => wanted.every(([c, v]) => String(r[c]) === v) && (!typed || words[i].includes(typed)));
  }
  function gather(list, group) {
    const found = new Map();
    for (const row of list) {
      const label = group.map((n) => row[at[n]]);
      const key = JSON.stringify(label);
      if (!found.has(key)) found.set(key, { label, rows: [] });
      found.get(key).rows.push(row);
    }
    return [...found.values()].map((g) => [...g.label, g.rows.length, ...amounts.map((n) => total(g.rows, n))]);
  }
  function order(lines, column, down) {
    return column < 0 ? lines : [...lines].sort((a, b) => inOrder(a[column], b[column]) * (down ? -1 : 1));
  }

  const kept = remembered((state) => JSON.stringify([state.only, state.find.trim()]), (state) => {
    const list = keep(state);
    return { list, sums: Object.fromEntries(amounts.map((n) => [n, total(list, n)])) };
  });
  const grouped = remembered((state) => JSON.stringify([state.only, state.find.trim(), state.group]), (state) => (
    state.group.length ? gather(kept(state).list, state.group) : kept(state).list));
  const lines = remembered((state) => JSON.stringify(state), (state, heads) => order(grouped(state), heads.indexOf(state.sort), state.down));
  function view({ page, ...state }) {
    const heads = state.group.length ? [...state.group, "#rows", ...amounts] : names;
    return { ...kept(state), heads, lines: lines(state, heads) };
  }
  return { names, amounts, groups, different, show, view };
}

const inOrder = (a, b) => (a > b ? 1 : a < b ? -1 : 0);

// A function that works its answer out anew only when the key of what it is asked changes.
function remembered(keyOf, work) {
  let known = null;
  let answer = null;
  return (state, ...more) => {
    const key = keyOf(state);
    if (key !== known) { answer = work(state, ...more); known = key; }
    return answer;
  };
}
