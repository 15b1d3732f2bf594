// A list that is put in order: each item is moved with its buttons, or dragged. `moved(ids)` hears each new order.

function drawMoves(items, moved) {
  let order = Object.keys(items);
  const list = h("ol", { class: "cl-steps" });
  const spoken = h("p", { class: "cl-spoken", role: "status" });

  function move(item, to) {
    const from = order.indexOf(item);
    if (to < 0 || to >= order.length || to === from) return false;
    order.splice(from, 1);
    order.splice(to, 0, item);
    draw();
    spoken.textContent = `${items[item]}: now ${to + 1} of ${order.length}.`;
    moved([...order]);
    return true;
  }
  function step(item, by) {
    const to = order.indexOf(item) + by;
    if (move(item, to)) list.children[to].querySelector(by < 0 ? ".cl-up" : ".cl-down").focus();
  }

  // While one item is dragged, those that it passes make room for it.
  function makeRoom(from, to, height) {
    [...list.children].forEach((row, at) => {
      if (at === from) return;
      const by = at > from && at <= to ? -height : at < from && at >= to ? height : 0;
      row.style.transform = by ? `translateY(${by}px)` : "";
    });
  }
  function makeRow(item, at) {
    const button = (by, word, mark, edge) => h("button", {
      type: "button", class: by < 0 ? "cl-up" : "cl-down", "aria-disabled": edge ? "true" : null,
      "aria-label": `Move ${word}: ${items[item]}`, onclick: () => step(item, by),
    }, mark);
    const grip = makeGrip();
    const row = h("li", { "data-item": item },
      grip, h("span", { class: "cl-place", "aria-hidden": "true" }, `${at + 1}`),
      h("span", { class: "cl-text", "data-verdict": item }, items[item]),
      h("span", { class: "cl-moves" }, button(-1, "up", "↑", at === 0), button(1, "down", "↓", at === order.length - 1)));
    let to = at;
    makeDraggable(row, grip, {
      over: () => {
        const middle = row.getBoundingClientRect().top + row.offsetHeight / 2;
        const start = list.getBoundingClientRect().top;
        to = [...list.children].filter((other) => other !== row && start + other.offsetTop + other.offsetHeight / 2 < middle).length;
        makeRoom(at, to, row.offsetHeight + parseFloat(getComputedStyle(row).marginBottom));
      },
      drop: () => { if (!move(item, to)) draw(); },
      back: () => { draw(); spoken.textContent = `${items[item]}: put back, ${at + 1} of ${order.length}.`; },
    });
    return row;
  }
  function draw() {
    list.replaceChildren(...order.map(makeRow));
  }
  draw();
  return { node: h("div", {}, list, spoken), show: (stored) => { order = [...stored]; draw(); } };
}

function drawOrder(q, change) {
  let answered = false;
  const list = drawMoves(q.steps, (order) => { answered = true; change(order); });
  return {
    node: list.node,
    set: (stored) => { answered = Boolean(stored); list.show(stored || Object.keys(q.steps)); },
    left: () => (answered ? "" : "Move a step to start."),
  };
}
