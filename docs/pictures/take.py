"""Takes the pictures of the documents from a built website, and prints what docs/comparison.md says of its pages in numbers.

``.venv/bin/carelab site --out site && .venv/bin/python docs/pictures/take.py site``
"""

from __future__ import annotations

import functools
import http.server
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "tests" / "browser"))
from chromium import FLAGS, chromium_path  # noqa: E402

WIDE, PHONE = {"width": 1366, "height": 768}, {"width": 400, "height": 800}
LESSON, EXERCISES = "08-budgeting/lesson/index.html", "08-budgeting/exercises/index.html"
READY = "#loading[data-state=ready]"
MEASURE = """() => {
  const seen = (e) => e.getClientRects().length && getComputedStyle(e).visibility === "visible";
  const inMain = (css) => [...document.querySelectorAll("main")].flatMap((m) => [...m.querySelectorAll(css)]).filter(seen);
  const lines = [];
  for (const p of inMain("p, li, .cl-ask, legend, dd")) {
    if (p.querySelector("p, li, div, table, input, button")) continue;
    const range = document.createRange();
    const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
    let line = 0, bottom = null;
    for (let text = walk.nextNode(); text; text = walk.nextNode())
      for (let i = 0; i < text.length; i++) {
        range.setStart(text, i); range.setEnd(text, i + 1);
        const box = range.getBoundingClientRect();
        if (!box.width) continue;
        if (bottom !== null && box.bottom > bottom + 8) { lines.push(line); line = 0; }
        bottom = box.bottom; line += 1;
      }
  }
  lines.sort((a, b) => a - b);
  const drawn = (e) => e.getBoundingClientRect().width > 2 && !e.closest("svg");
  const ownWords = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  const sizes = inMain("*").filter((e) => drawn(e) && ownWords(e)).map((e) => parseFloat(getComputedStyle(e).fontSize));
  const target = (e) => {
    const boxes = [e, ...(e.labels ?? [])].map((one) => one.getBoundingClientRect());
    return Math.min(Math.max(...boxes.map((b) => b.width)), Math.max(...boxes.map((b) => b.height)));
  };
  const targets = inMain("button, input, select, textarea, summary, .btn").filter(drawn).map(target);
  const first = inMain("[data-question] :is(input, button, select), .cl-model :is(input, button), a.btn")[0];
  return {
    "characters in a line, longest": lines.at(-1), "nine lines of ten have at most": lines[Math.floor(lines.length * 0.9)],
    "smallest text, px": Math.min(...sizes), "smallest control, px": Math.round(Math.min(...targets)),
    "half of the controls are at least, px": Math.round(targets.sort((a, b) => a - b)[Math.floor(targets.length / 2)]),
    "first control, px from the top": first && Math.round(first.getBoundingClientRect().top + scrollY),
    "height, px": document.documentElement.scrollHeight,
  };
}"""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this computer and give its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()


def take(page: Page, name: str) -> None:
    """Save what the window shows."""
    page.wait_for_timeout(600)
    page.screenshot(path=HERE / f"{name}.png")


def main(folder: Path) -> None:
    """Take every picture and print every number."""
    path = chromium_path()
    with served(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)

        def opened(path: str, size: dict[str, int] = WIDE, scheme: str = "light") -> Page:
            page = browser.new_context(locale="en-GB", viewport=size, color_scheme=scheme).new_page()
            page.goto(address + path)
            if path != "index.html":
                page.wait_for_selector(READY, state="attached", timeout=120_000)
            page.wait_for_timeout(1_000)
            return page

        for path in ("index.html", "04-leadership-roles/lesson/index.html", LESSON, EXERCISES):
            for size in (WIDE, PHONE):
                sys.stdout.write(f"{path} at {size['width']}: {opened(path, size).evaluate(MEASURE)}\n")
        take(opened("index.html"), "home")
        take(opened("04-leadership-roles/lesson/index.html"), "lesson")
        page = opened(LESSON, scheme="dark")
        page.locator(".cl-model").first.evaluate("(model) => scrollTo(0, model.getBoundingClientRect().top + scrollY - 80)")
        take(page, "model-dark")
        page = opened(EXERCISES, PHONE)
        page.locator("[data-question]").first.evaluate("(form) => scrollTo(0, form.getBoundingClientRect().top + scrollY - 16)")
        take(page, "question-phone")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
