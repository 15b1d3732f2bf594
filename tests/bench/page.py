"""The website's page in Chromium, beside an equal notebook under stock Voilà with ipywidgets, against the aims.

``page.py --models`` names the model whose view takes Python the longest, and leaves the rest out.
"""

from __future__ import annotations

import contextlib
import gzip
import importlib
import json
import os
import pkgutil
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbformat import v4
from playwright.sync_api import BrowserContext, Page, TimeoutError, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "site"))
sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from chromium import FLAGS, chromium_path
from web_host import WebHost, web_host

from carelab import sims
from carelab.sims.model import Slider, starting_values
from grader.course import Course
from grader.site import build_site

ROOT = Path(__file__).parents[2]
UNIT, MODELS = "08-budgeting", "11-operations"
SLOWEST = '.cl-model:has(:text-is("Shelf"))'
"""The model whose view takes Python the longest, as ``--models`` found."""
VISITS, PRESSES, FIRST_PRESSES = 5, 60, 10
WATCH = """
(() => {
  const wanted = %s;
  window.reached = {};
  const look = () => {
    for (const [name, css] of Object.entries(wanted)) {
      const found = name in reached ? null : document.querySelector(css);
      if (found && (name === "live" || found.getClientRects().length)) reached[name] = performance.now();
    }
    requestAnimationFrame(look);
  };
  look();
})();
"""
OURS = {"words": "h1", "answerable": "[data-question] input", "live": "#loading[data-state=ready]"}
STOCK = {"words": ".jp-RenderedMarkdown h1", "answerable": ".widget-radio-box input", "live": ".noUi-handle"}
SAID = """(css) => {
  window.saved = null;
  let pressed = null;
  document.addEventListener("keydown", (event) => { pressed = event.timeStamp; window.saved = null; }, true);
  const said = document.querySelector(css);
  new MutationObserver(() => {
    if (pressed === null || !/^Saved/.test(said.textContent)) return;
    window.saved = performance.now() - pressed;
    pressed = null;
  }).observe(said, { childList: true, characterData: true, subtree: true });
}"""
PAINTED = """(picture) => {
  window.painted = null;
  let pressed = 0;
  document.addEventListener("keydown", (event) => { pressed = event.timeStamp; window.painted = null; }, true);
  new MutationObserver(() => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { window.painted = { took: performance.now() - pressed, at: performance.now() }; };
    channel.port2.postMessage(0);
  })).observe(picture, { childList: true, characterData: true, attributes: true, subtree: true });
}"""
STOCK_START = """import json, os
from pathlib import Path
import ipywidgets as widgets
from IPython.display import display

answers = {}

def ask(name, options):
    chosen, said = widgets.RadioButtons(options=options, value=None), widgets.HTML("Not answered yet.")
    said.add_class("said")
    def keep(change):
        answers[name] = change["new"]
        with open("answers.json", "w") as file:
            json.dump(answers, file)
            file.flush()
            os.fsync(file.fileno())
        said.value = f"Saved {name} {change['new']}"
    chosen.observe(keep, "value")
    display(chosen, said)"""
STOCK_MODEL = """import matplotlib.pyplot as plt

def draw(beds):
    fig, axes = plt.subplots(figsize=(6, 3))
    axes.bar(range(24), [(n * beds) % 37 for n in range(24)])
    plt.show()

display(widgets.interactive(draw, beds=widgets.IntSlider(20, 0, 300, description="Beds")))"""
Figures = dict[str, list[float]]


def late(took: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(took, n=20)[-1]


def median(took: list[float]) -> float:
    return statistics.median(took)


class Compressing(contextlib.AbstractContextManager["Compressing"]):
    """Adds up what a host that compresses would send of the files that were asked for."""

    def __init__(self, host: WebHost) -> None:
        self._host, self.sent, self.whole = host, 0, 0

    def __enter__(self) -> Compressing:
        self._host.asked.clear()
        return self

    def __exit__(self, *_: object) -> None:
        for path in set(self._host.asked):
            data = (self._host.find(path) or (b"", ""))[0]
            self.whole += len(data)
            self.sent += min(len(data), len(gzip.compress(data, 6)))


def visited(context: BrowserContext, address: str) -> tuple[Page, dict[str, float]]:
    """Open an address, and return the milliseconds from there to each mark."""
    page = context.new_page()
    page.goto(address, wait_until="commit")
    page.wait_for_function("window.reached?.live && window.reached.answerable && window.reached.words", timeout=120_000)
    return page, page.evaluate("window.reached")


def pressed(page: Page, key: Callable[[int], str], check: str, took: str) -> list[float]:
    """Press keys one by one, each once ``check`` holds for the one before, and return what ``took`` says of each.

    Stock widgets lose a key that comes while the kernel's echo is on its way: such a press is left out.
    """
    found = []
    for n in range(PRESSES):
        page.keyboard.press(key(n))
        with contextlib.suppress(TimeoutError):
            page.wait_for_function(check, timeout=5_000)
            found.append(float(page.evaluate(took)))
        page.wait_for_timeout(150)
    return found[FIRST_PRESSES:]


def saved(page: Page, choice: str, said: str) -> list[float]:
    """Choose one of two answers after the other by arrow keys, and return the milliseconds to the word *Saved*."""
    page.evaluate(SAID, said)
    page.locator(choice).first.focus()
    return pressed(page, lambda n: ("ArrowUp", "ArrowDown")[n % 2] if n else "Space", "() => window.saved", "window.saved")


def repainted(page: Page, handle: str, picture: str) -> list[float]:
    """Move a slider to one new value after the other, and return the milliseconds to the last repaint of the picture."""
    page.locator(picture).first.evaluate(PAINTED)
    page.locator(handle).first.focus()
    check = "() => window.painted && performance.now() - window.painted.at > 250"
    return pressed(page, lambda _: "ArrowRight", check, "window.painted.took")


def our_figures(browser: Any, site: Path) -> tuple[Figures, int, int]:
    """Measure the website; return the figures, and the bytes of a first visit with compression and without."""
    figures: Figures = {}

    def note(visit: str, marks: dict[str, float]) -> None:
        for name, took in marks.items():
            figures.setdefault(f"{visit} {name}", []).append(took)

    with web_host(site) as host:
        for _ in range(VISITS):
            context = browser.new_context(service_workers="block")
            context.add_init_script(WATCH % json.dumps(OURS))
            with Compressing(host) as bytes_of_a_visit:
                note("first", visited(context, f"{host.address}{UNIT}/exercises/index.html")[1])
            context.close()
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        context.add_init_script(WATCH % json.dumps(OURS))
        page, _ = visited(context, f"{host.address}{UNIT}/exercises/index.html")
        page.evaluate("navigator.serviceWorker.ready")
        page.close()
        for _ in range(VISITS):
            page, marks = visited(context, f"{host.address}{UNIT}/exercises/index.html")
            note("later", marks)
            page.close()
        page, _ = visited(context, f"{host.address}{UNIT}/exercises/index.html")
        asked = page.locator('[data-question]:has(input[type="radio"])').first.get_attribute("data-question")
        figures["saved"] = saved(page, f"[data-question={asked}] input[type=radio]", f"[data-question={asked}] .cl-status")
        page.close()
        page, _ = visited(context, f"{host.address}{MODELS}/lesson/index.html")
        figures["repaint"] = repainted(page, f"{SLOWEST} input[type=range]", f"{SLOWEST} .cl-charts")
        context.close()
    return figures, bytes_of_a_visit.sent, bytes_of_a_visit.whole


def stock_notebook(folder: Path) -> Path:
    """Write the words of the same exercises, with a stock widget for each question and a stock model."""
    own = nbformat.read(ROOT / "release" / UNIT / f"{UNIT}.ipynb", as_version=4)
    cells, number = [v4.new_code_cell(STOCK_START)], 0
    for cell in own.cells:
        if cell.cell_type == "markdown":
            cells.append(v4.new_markdown_cell(cell.source))
        elif number < 11:
            number += 1
            cells.append(v4.new_code_cell(f"ask('q{number}', ['Put it off', 'Ask first', 'Do it now', 'Say no'])"))
    made = v4.new_notebook(cells=[*cells, v4.new_code_cell(STOCK_MODEL)])
    made.metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    nbformat.write(made, folder / "stock.ipynb")
    return folder / "stock.ipynb"


@contextlib.contextmanager
def voila(notebook: Path) -> Iterator[str]:
    """Serve a notebook with Voilà as it comes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "voila", notebook.name, "--no-browser", f"--port={port}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(
        command, cwd=notebook.parent, env={**os.environ, "JUPYTER_CONFIG_DIR": str(notebook.parent)}, **quiet
    ) as served:
        try:
            address = f"http://127.0.0.1:{port}/"
            for _ in range(600):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.1)
            yield address
        finally:
            served.terminate()


def stock_figures(browser: Any, notebook: Path) -> Figures:
    """Measure stock Voilà."""
    figures: Figures = {}
    with voila(notebook) as address:
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        context.set_default_timeout(120_000)
        context.add_init_script(WATCH % json.dumps(STOCK))
        for n in range(VISITS + 1):
            page, marks = visited(context, address)
            for name, took in marks.items():
                figures.setdefault(f"{'later' if n else 'first'} {name}", []).append(took)
            page.close()
        page, _ = visited(context, address)
        figures["saved"] = saved(page, ".widget-radio-box input", ".said .widget-html-content")
        figures["repaint"] = repainted(page, ".noUi-handle", ".widget-interact .widget-output")
        context.close()
    return figures


LINES = (
    ("words readable, first visit", "first words", median, 500),
    ("forms answerable, first visit", "first answerable", median, 1_000),
    ("Python live, first visit", "first live", median, 3_500),
    ("words readable, later", "later words", median, 500),
    ("forms answerable, later", "later answerable", median, 1_000),
    ("Python live, later", "later live", median, 2_500),
    ("key press to Saved, p95", "saved", late, 60),
    ("key press to repaint, slowest model, p95", "repaint", late, 50),
)


def slowest() -> list[tuple[float, str]]:
    """Return the milliseconds that each model takes for a new value of its slowest slider, and its title, slowest first."""
    found = []
    for one in pkgutil.iter_modules(sims.__path__):
        model = getattr(importlib.import_module(f"carelab.sims.{one.name}"), "MODEL", None)
        for slider in (control for control in getattr(model, "controls", ()) if isinstance(control, Slider)):
            took = []
            for n in range(12):
                began = time.process_time()
                model.run({**starting_values(model.controls), slider.id: min(slider.high, slider.low + n * slider.step)})
                took.append((time.process_time() - began) * 1000)
            found.append((median(took), f"{model.title}: {slider.label}"))
    return sorted(found, reverse=True)


def main() -> None:
    """Print the table."""
    if "--models" in sys.argv:
        sys.stdout.writelines(f"{took:8.1f} ms  {name}\n" for took, name in slowest()[:10])
        return
    chromium = chromium_path()
    with tempfile.TemporaryDirectory() as made, sync_playwright() as play:
        folder = Path(made)
        for unit in (UNIT, MODELS):
            for place in ("source", "release", "notebooks"):
                shutil.copytree(
                    ROOT / place / unit, folder / "course" / place / unit, ignore=shutil.ignore_patterns("answers.json", ".*")
                )
        build_site(Course.at(folder / "course"), folder / "site")
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        ours, sent, whole = our_figures(browser, folder / "site")
        stock = stock_figures(browser, stock_notebook(folder))
        browser.close()
    sys.stdout.write(f"{'':42}{'page':>9}{'aim':>9}{'Voilà':>9}{'ratio':>7}\n")
    for name, key, measure, aim in LINES:
        mine, theirs = measure(ours[key]), measure(stock[key])
        missed = "  above the aim" if mine > aim else ""
        sys.stdout.write(f"{name:42}{mine:>6,.0f} ms{aim:>6,} ms{theirs:>6,.0f} ms{theirs / mine:>7.1f}{missed}\n")
    sys.stdout.write(
        f"{'bytes of a first visit, compressed':42}{sent / 1e6:>6.1f} MB{8:>6} MB (uncompressed {whole / 1e6:.1f} MB)\n"
    )
    sys.stdout.write(f"Load while this ran: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n")


if __name__ == "__main__":
    main()
