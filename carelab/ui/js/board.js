// Cards to sort into columns. Each card is a group of radio buttons, one for each column: Tab goes from card to card in an order
// that never changes, and the arrow keys move a card. Dragging a card, or tapping it and then a column, presses the same buttons.

const LEAST_COLUMN = 9; // rem: with less room for a column, the columns stand below one another

function drawSort(q, change, { say }) {
  let value = {};
  let held = null; // the card that is picked up: it has the focus
  let byPointer = false; // the last thing pressed was no key
  let news = "";

  const board = h("div", { class: "cl-board", onmousedown: (event) => { if (!event.target.closest("input, label")) event.preventDefault(); } });
  board.addEventListener("pointerdown", () => { byPointer = true; }, true);
  board.addEventListener("keydown", (event) => { byPointer = false; if (event.key === "Escape") held?.release(); }, true);

  const tray = { head: h("p", { class: "cl-columnhead cl-traysays" }), floor: h("div", { class: "cl-floor cl-tray", "aria-hidden": "true" }) };
  const columns = Object.entries(q.columns).map(([column, label]) => {
    const put = () => { if (held) choose(held, column); };
    return {
      column, label,
      floor: h("div", { class: "cl-floor", "aria-hidden": "true", onclick: put }),
      head: h("p", { class: "cl-columnhead", onclick: put }, h("strong", {}, label), h("span", {})),
      put: h("div", { class: "cl-put", "aria-hidden": "true", onclick: put }, h("span", {}, "Put it here")),
    };
  });
  const cards = Object.entries(q.cards).map(makeCard);

  function makeCard([card, text]) {
    const name = unique(`${q.id}-${card}`);
    const inputs = columns.map(({ column }) => h("input", { type: "radio", name, value: column, onchange: () => choose(made, column) }));
    const grip = makeGrip();
    const node = h("fieldset", { class: "cl-card cl-chip", "data-item": card, onclick: (event) => {
      if (event.target.closest("input, label")) return;
      if (held === made) made.release(); else made.take();
    } }, h("legend", { "data-verdict": card }, text), grip,
      h("div", { class: "cl-segments" }, columns.map(({ label }, at) => h("label", { class: "cl-segment" }, inputs[at], h("span", {}, label)))));
    const made = {
      card, text, inputs, node,
      take: () => (inputs.find((i) => i.checked) ?? inputs[0]).focus({ preventScroll: true }),
      release: () => node.contains(document.activeElement) && document.activeElement.blur(),
    };
    node.addEventListener("focusin", () => { hold(made); if (!byPointer) reveal(made); });
    node.addEventListener("focusout", () => hold(null));
    const lit = (under) => columns.forEach((c) => c.put.classList.toggle("cl-over", c === under));
    makeDraggable(node, grip, {
      over: (x, y) => { board.dataset.holding = "drag"; lit(columnAt(x, y)); },
      drop: (x, y) => { const under = columnAt(x, y); lit(null); hold(held); if (under) choose(made, under.column, true); },
      back: () => { lit(null); hold(held); say(`${text}: put back.`); },
    });
    return made;
  }

  function columnAt(x, y) {
    return columns.find(({ floor }) => {
      const box = floor.getBoundingClientRect();
      return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    });
  }
  function hold(made) {
    held = made;
    cards.forEach((c) => c.node.classList.toggle("cl-held", c === made));
    if (made) board.dataset.holding = "card"; else delete board.dataset.holding;
  }

  // Bring a card into sight where it comes to rest: while it moves there, the browser would look for it where it is drawn.
  const stopMoving = () => cards.forEach((c) => c.node.getAnimations().forEach((animation) => animation.cancel()));
  function reveal(made) {
    stopMoving();
    made.node.scrollIntoView({ block: "nearest" });
  }

  // Put a card into a column, and keep it in sight. Who taps goes on with the next card that has no column.
  function choose(made, column, dragged = false) {
    const tapped = byPointer && !dragged;
    const moved = value[made.card] !== column;
    if (moved) news = `${made.text}: now in ${q.columns[column]}.`;
    value = { ...value, [made.card]: column };
    const next = tapped ? cards.find((c) => !(c.card in value)) : made;
    show(() => {
      if (tapped) (next ? next.take() : made.release());
      if (!dragged) reveal(next ?? made);
    });
    if (moved) change(value);
  }

  function show(then = () => {}) {
    cards.forEach((c) => c.inputs.forEach((i) => { i.checked = value[c.card] === i.value; }));
    const before = cards.map((c) => c.node.getBoundingClientRect());
    stopMoving();
    place();
    then();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    cards.forEach((c, at) => {
      const box = c.node.getBoundingClientRect();
      const [x, y] = [before[at].left - box.left, before[at].top - box.top];
      if ((x || y) && before[at].width && !c.node.classList.contains("cl-dragged")) c.node.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], { duration: 160, easing: "ease-out" });
    });
  }

  // Give each card its cell of the grid. The document keeps its order, and so does Tab.
  function place() {
    const wide = board.dataset.layout === "wide";
    const cell = (node, row, column, rows = 1) => { node.style.gridRow = `${row} / span ${rows}`; node.style.gridColumn = column; };
    const loose = cards.filter((c) => !(c.card in value));
    const number = (list) => `${list.length || "no"} ${list.length === 1 ? "card" : "cards"}`;
    let row = 1;
    const across = wide ? columns.length : 1;
    tray.head.replaceChildren(h("strong", {}, "To sort"), h("span", {}, number(loose)));
    tray.head.hidden = tray.floor.hidden = !loose.length;
    if (loose.length) {
      const rows = Math.ceil(loose.length / across);
      cell(tray.floor, row, "1 / -1", rows + 1);
      cell(tray.head, row, "1 / -1");
      loose.forEach((c, n) => cell(c.node, row + 1 + Math.floor(n / across), `${1 + (n % across)}`));
      row += rows + 1;
    }
    const lists = columns.map(({ column }) => cards.filter((c) => value[c.card] === column));
    const most = Math.max(...lists.map((list) => list.length));
    columns.forEach((c, n) => {
      const list = lists[n];
      const rows = (wide ? most : list.length) + 2;
      const where = wide ? `${n + 1}` : "1";
      c.head.lastChild.textContent = number(list);
      cell(c.floor, row, where, rows);
      cell(c.head, row, where);
      list.forEach((card, m) => cell(card.node, row + 1 + m, where));
      cell(c.put, row + 1 + list.length, where, wide ? most - list.length + 1 : 1);
      if (!wide) row += rows;
    });
    cards.forEach((c) => c.node.classList.toggle("cl-next", c === loose[0]));
    board.classList.toggle("cl-sorted", !loose.length);
  }

  board.style.setProperty("--cl-columns", columns.length);
  board.append(...columns.map((c) => c.floor), tray.floor, tray.head, ...columns.map((c) => c.head), ...cards.map((c) => c.node), ...columns.map((c) => c.put));
  new ResizeObserver(() => {
    const rem = parseFloat(getComputedStyle(board).fontSize);
    const layout = board.clientWidth / columns.length >= LEAST_COLUMN * rem ? "wide" : "stacked";
    if (board.dataset.layout === layout) return;
    board.dataset.layout = layout;
    place();
  }).observe(board);
  place();
  const missing = () => cards.filter((c) => !(c.card in value)).length;
  return {
    node: h("div", { class: columns.length > 3 ? "cl-roomy" : null },
      h("p", { class: "cl-hint" }, "Drag a card to its column. Or tap the card, then the column. By keyboard: Tab goes to a card, Space and the arrow keys move it."), board),
    set: (stored) => { value = { ...(stored || {}) }; news = ""; show(() => held && reveal(held)); },
    left: () => (missing() ? `${missing()} of ${cards.length} cards still to place.` : ""),
    news: () => news,
  };
}
