// Dragging by mouse, pen or finger. Nothing here is needed to answer: every card and step has form controls of its own.

const DRAG_FROM = 6; // pixels that a pointer moves before it drags, so that a press is still a press
const EDGE = 56; // pixels from the top or foot of the window within which it scrolls while something is dragged

// The part of the page that scrolls where `node` is: in JupyterLab the notebook, on a page the window.
function scrollerOf(node) {
  for (let at = node.parentElement; at; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return document.scrollingElement;
}

// Make `node` draggable: anywhere by mouse, by its `grip` with a finger, which elsewhere scrolls the page. `over(x, y)` hears where
// the pointer is, `drop(x, y)` where it is let go, and `back()` that the drag was given up, by Escape or by the browser.
function makeDraggable(node, grip, { over, drop, back }) {
  node.addEventListener("pointerdown", (down) => {
    if (down.button !== 0 || down.target.closest("input, label, button, select")) return;
    if (down.pointerType === "touch" && !grip.contains(down.target)) return;
    const place = node.getBoundingClientRect();
    const held = { x: down.clientX - place.left, y: down.clientY - place.top };
    const now = { x: down.clientX, y: down.clientY };
    const by = { x: 0, y: 0 };
    const scroller = scrollerOf(node);
    const listening = new AbortController();
    const listen = (name, act) => window.addEventListener(name, act, { signal: listening.signal, capture: true });
    let dragged = false;

    function follow() {
      const { left, top } = node.getBoundingClientRect();
      by.x += now.x - held.x - left;
      by.y += now.y - held.y - top;
      node.style.transform = `translate(${by.x}px, ${by.y}px)`;
      over(now.x, now.y);
    }
    function scroll() {
      if (!dragged) return;
      const past = now.y < EDGE ? now.y - EDGE : now.y > innerHeight - EDGE ? now.y - innerHeight + EDGE : 0;
      if (past) { scroller.scrollTop += past / 4; follow(); }
      requestAnimationFrame(scroll);
    }
    function end(act) {
      listening.abort();
      if (!dragged) return;
      dragged = false;
      node.classList.remove("cl-dragged");
      node.style.transform = "";
      const still = (event) => { event.stopPropagation(); event.preventDefault(); }; // the click that ends a drag presses nothing
      window.addEventListener("click", still, { capture: true, once: true });
      setTimeout(() => window.removeEventListener("click", still, true), 0);
      act();
    }

    listen("pointermove", (move) => {
      if (move.pointerId !== down.pointerId) return;
      now.x = move.clientX;
      now.y = move.clientY;
      if (!dragged && Math.hypot(now.x - down.clientX, now.y - down.clientY) < DRAG_FROM) return;
      move.preventDefault();
      if (!dragged) { dragged = true; node.classList.add("cl-dragged"); requestAnimationFrame(scroll); }
      follow();
    });
    listen("pointerup", (up) => { if (up.pointerId === down.pointerId) end(() => drop(up.clientX, up.clientY)); });
    listen("pointercancel", () => end(back));
    listen("keydown", (event) => {
      if (event.key !== "Escape" || !dragged) return;
      event.preventDefault();
      event.stopPropagation();
      end(back);
    });
  });
}

const makeGrip = () => h("span", { class: "cl-grip", "aria-hidden": "true" }, "⋮⋮");
