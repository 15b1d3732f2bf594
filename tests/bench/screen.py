"""What a student waits for: an answer to be saved, a model to redraw, a notebook to come alive. Stock ipywidgets beside it."""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat import v4
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from chromium import chromium_path
from view_course import REAL, REPOSITORY
from view_pages import VIEWS, ViewName, open_notebook

from carelab.page import Server, make_working_copy, running, serving

PRESSES = 120
OPENINGS = 5
STOCK = "97-stock"
STOCK_CODE = """import matplotlib.pyplot as plt
from ipywidgets import IntSlider, interact

def draw(beds):
    fig, axes = plt.subplots(figsize=(6, 3))
    axes.bar(range(24), [(n * beds) % 37 for n in range(24)])
    plt.show()

interact(draw, beds=IntSlider(20, 0, 100, description="Beds"));"""
WATCH_SAVED = """
window.took = [];
let pressed = null;
document.addEventListener("keydown", (event) => { pressed = event.timeStamp; }, true);
const status = document.querySelector('[data-question="%s"] .cl-status');
new MutationObserver(() => {
  if (pressed === null || !status.textContent.startsWith("Saved")) return;
  window.took.push(performance.now() - pressed);
  pressed = null;
}).observe(status, { childList: true, characterData: true, subtree: true });
"""
WATCH_DRAWN = """
window.last = null;
let pressed = 0;
document.addEventListener("keydown", (event) => { pressed = event.timeStamp; window.last = null; }, true);
new MutationObserver(() => { window.last = performance.now() - pressed; window.at = performance.now(); })
  .observe(document.querySelector('%s'), { childList: true, characterData: true, attributes: true, subtree: true });
"""
QUIET_MS = 250
"""After so long without a change of the page, a model has redrawn."""
WATCH_RUN = """
window.alive = null;
for (const old of document.querySelectorAll('%(live)s')) old.dataset.old = "";
let chosen = 0;
window.addEventListener("pointerup", (event) => { chosen = event.timeStamp; }, true);
new MutationObserver(() => {
  if (document.querySelectorAll('%(live)s:not([data-old])').length >= %(many)d) window.alive ??= performance.now() - chosen;
}).observe(document.querySelector('.jp-Notebook'), { childList: true, subtree: true });
"""


def late(took: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(took, n=20)[-1]


def say(what: str, took: list[float], unit: str = "ms", aim: str = "") -> None:
    """Print the median, and the 95th percentile; of a few times only, the longest."""
    longest = f"longest {max(took):,.0f}" if len(took) < 20 else f"p95 {late(took):,.0f}"
    figures = f"median {statistics.median(took):,.0f} {unit}, {longest} {unit}"
    sys.stdout.write(f"{what}: {figures} ({len(took)} times){aim and f'; aim: {aim}'}\n")
    sys.stdout.flush()


def saved(page: Page) -> list[float]:
    """Press arrow keys in a question with one answer, and return the milliseconds from each press to the word *Saved*."""
    question = page.locator('.carelab:has(input[type="radio"]) [data-question], [data-question]:has(input[type="radio"])').first
    page.evaluate(WATCH_SAVED % question.get_attribute("data-question"))
    question.locator("input[type=radio]").first.focus()
    page.keyboard.press("Space")
    for n in range(1, PRESSES):
        page.wait_for_function(f"window.took.length >= {n}")
        page.keyboard.press("ArrowDown")
    page.wait_for_function(f"window.took.length >= {PRESSES}")
    took: list[float] = page.evaluate("window.took")
    return took[20:]


def redrawn(page: Page, control: str, picture: str) -> list[float]:
    """Press arrow keys on a slider, and return the milliseconds from each press to the last change of the picture."""
    page.evaluate(WATCH_DRAWN % picture)
    page.locator(control).first.focus()
    page.keyboard.press("Home")
    page.wait_for_timeout(1_000)
    took = []
    for n in range(PRESSES):
        page.keyboard.press("ArrowLeft" if n % 2 else "ArrowRight")
        page.wait_for_function(f"window.last !== null && performance.now() - window.at > {QUIET_MS}")
        took.append(float(page.evaluate("window.last")))
    return took[20:]


def run_all(page: Page, live: str) -> float:
    """Choose Run, Run All Cells, and return the milliseconds until everything that was live is live anew."""
    many = page.locator(live).count()
    page.evaluate(WATCH_RUN % {"live": live, "many": many})
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function("window.alive !== null")
    return float(page.evaluate("window.alive"))


def opened(new_page: Callable[[], Page], view: ViewName, server: Server, root: Path, path: str, ready: str = "") -> list[float]:
    """Open a notebook in a new window several times, and return the milliseconds until everything in it is live."""
    took = []
    for _ in range(OPENINGS + 1):
        page = new_page()
        began = time.perf_counter()
        open_notebook(page, view, server, root, path, ready)
        took.append((time.perf_counter() - began) * 1000)
        page.close()
    return took[1:]  # the first fills the browser's cache


def shown(page: Page, address: str, picture: str) -> float:
    """Return the milliseconds until a picture of the page at an address is there."""
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(picture).first.wait_for(state="attached")
    took = (time.perf_counter() - began) * 1000
    page.close()
    return took


def make_course(folder: Path) -> Path:
    """Make a student's folder with a real unit and a stock notebook, and return it."""
    for place in ("notebooks", "release"):
        shutil.copytree(REPOSITORY / place / REAL, folder / place / REAL, ignore=shutil.ignore_patterns("answers.json", ".*"))
    root = make_working_copy(folder, REAL).root
    notebook = v4.new_notebook(cells=[v4.new_code_cell(STOCK_CODE)])
    notebook.metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    (root / STOCK).mkdir()
    nbformat.write(notebook, root / STOCK / f"{STOCK}.ipynb")
    return root


def main() -> None:
    """Print every figure, ours and stock's in turn."""
    exercises, lesson = f"exercises/{REAL}/{REAL}.ipynb", f"notebooks/{REAL}/{REAL}.ipynb"
    stock = f"{STOCK}/{STOCK}.ipynb"
    picture, handle = ".jp-OutputArea-output img", ".noUi-handle"
    found_at = chromium_path()
    with tempfile.TemporaryDirectory() as made, sync_playwright() as play:
        root = make_course(Path(made))
        browser = play.chromium.launch(executable_path=found_at, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(locale="en-GB", viewport={"width": 1366, "height": 768})
        context.set_default_timeout(60_000)
        with serving(root) as server:
            for view in VIEWS:
                page = context.new_page()
                open_notebook(page, view, server, root, exercises)
                say(f"Key press to Saved, {view}", saved(page), aim="p95 60 ms")
                page.close()
            for view in VIEWS:
                page = context.new_page()
                open_notebook(page, view, server, root, lesson)
                ours = redrawn(page, ".cl-model input[type=range]", ".cl-model .cl-charts")
                say(f"Key press to a model redrawn, {view}", ours, aim="p95 50 ms")
                if view == "lab":
                    ours_in_lab = ours
                    say(
                        "Run All to everything live, lesson", [run_all(page, ".carelab") for _ in range(OPENINGS)], aim="2,500 ms"
                    )
                page.close()
            page = context.new_page()
            open_notebook(page, "lab", server, root, stock, ready=".jp-Notebook .jp-CodeCell")
            page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
            page.locator(".jp-CodeCell").first.click()
            page.get_by_role("menuitem", name="Run", exact=True).click()
            page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
            page.locator(picture).first.wait_for(state="attached")
            theirs = redrawn(page, handle, ".jp-Cell-outputArea")
            say("  the same of stock interact with matplotlib, lab", theirs)
            sys.stdout.write(f"  ratio of p95, stock to ours, both in JupyterLab: {late(theirs) / late(ours_in_lab):.1f}\n")
            stock_run = [run_all(page, picture) for _ in range(OPENINGS)]
            say("  Run All of stock's one cell", stock_run)
            page.close()
            page = context.new_page()
            open_notebook(page, "lab", server, root, exercises)
            say("Run All to everything live, exercises", [run_all(page, ".carelab") for _ in range(OPENINGS)], aim="2,500 ms")
            page.close()
            for path, name in ((lesson, "lesson"), (exercises, "exercises")):
                say(
                    f"The {name} opened as a page, everything live",
                    opened(context.new_page, "page", server, root, path),
                    aim="4,000 ms",
                )
        settings = ["--ServerApp.jpserver_extensions={'voila.server_extension': True}"]
        with running(root, settings, os.environ, Path(made) / "voila.log") as voila:
            address = f"http://127.0.0.1:{voila.port}/voila/render/{stock}?token={voila.token}"
            say("  stock's one cell opened with Voilà", [shown(context.new_page(), address, picture) for _ in range(OPENINGS)])
        browser.close()


if __name__ == "__main__":
    main()
