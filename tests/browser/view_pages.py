"""What a test needs of the screen, by the student's words for it: the two views, a form, what is on disk, the kernel."""

import json
import re
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import psutil
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from carelab.page import Server
from carelab.page.pages import ORIGINS, PLACES

ViewName = Literal["lab", "page"]
VIEWS: tuple[ViewName, ...] = ("lab", "page")
SAVED = re.compile(r"^Saved \d\d:\d\d\.")
NOT_SAVED = re.compile(r"^Not saved\.")
SLOW = 60_000
"""Milliseconds that a notebook may take to open on a busy machine."""
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}, "resultTypes": ["violations"]}


@dataclass(frozen=True)
class Form:
    """One question's form on the screen."""

    page: Page
    question: str

    @property
    def root(self) -> Locator:
        return self.page.locator(f'[data-question="{self.question}"]')

    @property
    def status(self) -> Locator:
        return self.root.locator(".cl-status")

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    def box(self, name: str) -> Locator:
        return self.root.get_by_label(name, exact=True)

    def type_into(self, name: str, text: str) -> None:
        """Click a box, replace what stands in it key by key, and leave it."""
        box = self.box(name)
        box.click()
        box.press("Control+a")
        self.page.keyboard.type(text)
        box.blur()

    def press(self, *keys: str) -> None:
        """Press keys where the focus is; a word in quotes is typed."""
        for key in keys:
            if key.startswith("'"):
                self.page.keyboard.type(key.strip("'"))
            else:
                self.page.keyboard.press(key)

    def put(self, card: str, column: int) -> None:
        """Take a card of a board by clicking it, unless it is at hand, and click where it goes in a column (from 0)."""
        at = self.root.locator(f'[data-item="{card}"]')
        if "cl-held" not in (at.get_attribute("class") or ""):
            at.locator("legend").click()
        self.root.locator(".cl-put").nth(column).click()

    def expect_saved(self) -> None:
        expect(self.status).to_have_text(SAVED)

    def expect_empty(self) -> None:
        """See that nothing is chosen, ticked, typed or moved."""
        expect(self.status).to_have_text(re.compile(r"^Not answered yet\."))
        assert self.root.locator("input:checked").count() == 0
        chosen = "els => els.filter(e => !e.closest('.cl-tools')).map(e => e.value).filter(Boolean)"
        assert self.root.locator("select, textarea, input[type=text], input[type=date]").evaluate_all(chosen) == []


@dataclass(frozen=True)
class Notebook:
    """An open notebook, through one view."""

    page: Page
    view: ViewName
    server: Server
    path: str
    folder: Path

    def form(self, question: str) -> Form:
        return Form(self.page, question)

    @property
    def forms(self) -> Locator:
        return self.page.locator(".carelab")

    def stored(self, question: str) -> Any:
        """Return what answers.json holds for a question, or None."""
        file = self.folder / "answers.json"
        whole = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {"answers": {}}
        return whole["answers"].get(question, {}).get("value")

    def reload(self) -> None:
        self.page.reload(wait_until="commit")
        wait_until_ready(self.page, self.view)

    def kernel_id(self) -> str:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.server.port}/api/sessions", headers={"Authorization": f"token {self.server.token}"}
        )
        with urllib.request.urlopen(request) as answer:
            sessions = json.load(answer)
        return str(next(s["kernel"]["id"] for s in sessions if s["path"] == self.path))

    def kernel(self) -> psutil.Process:
        """Return the process that runs this notebook's cells."""
        desk, _, place, unit, _ = self.path.split("/")
        mine = f"/{desk}/{ORIGINS[place]}/{unit}/" if self.view == "page" else f"kernel-{self.kernel_id()}.json"
        return next(p for p in psutil.process_iter(["cmdline"]) if any(mine in part for part in p.info["cmdline"] or ()))

    def faults(self) -> list[str]:
        """Return what axe finds wrong: in our own outputs in JupyterLab, on the whole page otherwise."""
        context = {"include": [[".carelab"]]} if self.view == "lab" else None
        found = Axe().run(self.page, context=context, options=RULES).response["violations"]
        return [f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def open_notebook(page: Page, view: ViewName, server: Server, root: Path, path: str, ready: str = "") -> Notebook:
    """Open a notebook through a view, and wait until its forms (or what ``ready`` names) are there."""
    page.goto(address(server, path, view), wait_until="commit")
    if ready:
        page.locator(ready).first.wait_for(state="attached")
    else:
        wait_until_ready(page, view)
    return Notebook(page, view, server, path, (root / path).parent)


def address(server: Server, path: str, view: ViewName) -> str:
    """Return the address of a notebook, at a desk or in my-work itself, that lets its student in."""
    *desk, place, unit, _ = path.split("/")
    where = "/".join([*desk[:1], "carelab", unit, PLACES[place], "index.html"]) if view == "page" else f"doc/tree/{path}"
    return f"http://127.0.0.1:{server.port}/{where}?token={server.token}"


def wait_until_ready(page: Page, view: ViewName) -> None:
    ready = "#loading[data-state=ready]" if view == "page" else ".carelab-notebook[data-carelab=ready]"
    page.wait_for_selector(ready, state="attached", timeout=SLOW)


def typed(page: Page, question: str, text: str) -> Form:
    """Type into a question's only box, and leave it."""
    form = Form(page, question)
    box = form.root.locator("input[type=text]").first
    box.fill(text)
    box.blur()
    return form
