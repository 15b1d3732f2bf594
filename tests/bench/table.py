"""How soon a table of 5,000 rows repaints after a key press, beside all of its rows drawn anew, by hand and as pandas HTML."""

from __future__ import annotations

import json
import random
import statistics
import sys
from pathlib import Path

import pandas as pd
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from chromium import chromium_path

from carelab.questions import Table
from carelab.ui.form import Form, style

ROWS = 5_000
TYPED = "larkfield 17"
WATCH = """
window.took = [];
document.addEventListener("keydown", (event) => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => window.took.push(performance.now() - event.timeStamp);
  requestAnimationFrame(() => channel.port2.postMessage(0));
}, true);
"""
NAIVE = """
const rows = %s;
const find = document.getElementById("find");
const place = document.getElementById("place");
find.addEventListener("input", () => {
  const kept = rows.filter((r) => r.join(" ").toLowerCase().includes(find.value));
  const cell = (v) => { const made = document.createElement("td"); made.append(v); return made; };
  const table = document.createElement("table");
  table.append(...kept.map((r) => { const line = document.createElement("tr"); line.append(...r.map(cell)); return line; }));
  place.replaceChildren(table);
});
"""
PANDAS = """
const written = %s;
const find = document.getElementById("find");
find.addEventListener("input", () => { document.getElementById("place").innerHTML = written[find.value] || ""; });
"""


def rows() -> list[list[str | float]]:
    """Return an invented ledger."""
    chance = random.Random(1)
    homes, types = ["Larkfield", "Elm House", "The Mill"], ["Food", "Agency", "Energy", "Repairs", "Training"]
    return [
        [f"{chance.choice(homes)} {n % 400}", chance.choice(types), f"Month {n % 12 + 1}", chance.randint(10, 9_000)]
        for n in range(ROWS)
    ]


def table() -> Table:
    """Return the question whose table is measured."""
    columns = {"home": "Home", "type": "Type", "month": "Month", "spent": "Spent"}
    return Table(id="q1", ask="What was spent?", caption="An invented ledger", columns=columns, rows=rows(), money=["spent"])


def widget_page() -> str:
    """Return the page that draws the question with the form's own code."""
    state = {"question": table().form(), "practice": False, "answer": None, "saved_at": "", "met": {}, "live": {}, "unit": "x"}
    code = Form._esm.replace("export default { render };", "window.draw = render;")
    model = "({ get: (name) => state[name], on() {}, off() {}, send() {}, widget_manager: {} })"
    start = f"const state = {json.dumps(state)}; window.draw({{ model: {model}, el: document.getElementById('place') }});"
    return f"<style>{style()}</style><div id=place></div><script type=module>{code}\n{start}</script>"


def page_of(code: str) -> str:
    """Return a page with a box to type in, and what is typed filters."""
    return f"<input id=find><div id=place></div><script type=module>{code}</script>"


def pressed(page: Page, keys: list[str]) -> list[float]:
    """Press keys one by one, and return the milliseconds from each to the repaint after it."""
    page.evaluate("window.took.length = 0")
    for n, key in enumerate(keys, 1):
        page.keyboard.press(key)
        page.wait_for_function(f"window.took.length >= {n}")
    found: list[float] = page.evaluate("window.took")
    return found


def said(name: str, took: list[float]) -> float:
    """Print the median and the 95th percentile, and return the latter."""
    late = statistics.quantiles(took, n=20)[-1]
    sys.stdout.write(f"{name}: median {statistics.median(took):.0f} ms, p95 {late:.0f} ms ({len(took)} key presses)\n")
    return late


def main() -> None:
    """Print both, and their ratio."""
    typing = [*TYPED, *["Backspace"] * len(TYPED)]
    found_at = chromium_path()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found_at)
        page = browser.new_page(viewport={"width": 1366, "height": 768})

        def show(content: str) -> None:
            page.set_content(f"<script>{WATCH}</script>{content}")

        show(widget_page())
        page.get_by_label("Find in the table").focus()
        found = pressed(page, typing)
        page.get_by_label("Show only: Type").focus()
        chosen = pressed(page, ["ArrowDown"] * 5 + ["ArrowUp"] * 5)
        page.get_by_role("button", name="Spent").focus()
        sort = pressed(page, ["Enter"] * 10)
        page.get_by_role("button", name="Later rows").focus()
        turned = pressed(page, ["Enter"] * 10)
        page.get_by_label("Total for each").focus()
        grouped = pressed(page, ["ArrowDown", "ArrowUp"] * 5)
        for name, took in (("find", found), ("filter", chosen), ("sort", sort), ("page", turned), ("group", grouped)):
            said(f"{ROWS:,} rows, {name}", took)
        ours = said(f"{ROWS:,} rows, all of these", [*found, *chosen, *sort, *turned, *grouped])

        show(page_of(NAIVE % json.dumps(rows())))
        page.locator("#find").focus()
        naive = said("every row drawn anew, find", pressed(page, typing))

        frame = pd.DataFrame(rows(), columns=["home", "type", "month", "spent"])
        words = frame.astype(str).agg(" ".join, axis=1).str.lower()
        starts = [TYPED[:n] for n in range(len(TYPED) + 1)]
        written = {start: frame[words.str.contains(start, regex=False)].to_html() for start in starts}
        show(page_of(PANDAS % json.dumps(written)))
        page.locator("#find").focus()
        stock = said("pandas' own HTML, find (without the time that the kernel takes to write it)", pressed(page, typing))
        browser.close()
    sys.stdout.write(f"ratio of p95: every row drawn anew {naive / ours:.1f}, pandas' HTML {stock / ours:.1f}\n")


if __name__ == "__main__":
    main()
