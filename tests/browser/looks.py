"""What is measured on the screen: focus rings, targets and edges, in the look that the reader's system or JupyterLab gives it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect
from view_pages import Notebook

SCRIPT = Path(__file__).with_suffix(".js")
LAB_THEMES = ("JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast")
SPACING = """.carelab, .carelab *, .jp-RenderedMarkdown, .jp-RenderedMarkdown * {
    line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
}
.carelab p, .jp-RenderedMarkdown p { margin-bottom: 2em !important; }"""
"""The text spacing that a reader may set (WCAG 1.4.12)."""
LAID_OUT = """() => [...document.querySelectorAll(".carelab :is(input, button, select)")]
    .filter(e => e.getBoundingClientRect().width > 0 && getComputedStyle(e).visibility === "visible").length > 10"""


def _measure(notebook: Notebook, what: str) -> list[str]:
    notebook.page.bring_to_front()  # a window that is hidden is not laid out
    notebook.page.wait_for_function(LAID_OUT)
    found = notebook.page.evaluate(f"{SCRIPT.read_text(encoding='utf-8').strip()}.{what}()")
    assert found["count"] > 10, "nothing was there to measure"
    faults: list[str] = found["faults"]
    return faults


def weak_rings(notebook: Notebook) -> list[str]:
    """Focus each control of ours in turn, as the keyboard does, and name those whose ring is under 2 px or 3:1."""
    notebook.page.keyboard.press("Tab")
    return _measure(notebook, "rings")


def weak_edges(notebook: Notebook) -> list[str]:
    """Name the boxes and buttons whose edge stands out from what is behind it by less than 3:1."""
    return _measure(notebook, "edges")


def small_targets(notebook: Notebook) -> list[str]:
    """Name the controls smaller than 24 × 24 px; a label that a click can land on counts as its control."""
    return _measure(notebook, "targets")


def cut_words(notebook: Notebook) -> list[str]:
    """Name the texts of ours that do not fit their box."""
    return _measure(notebook, "cut")


def choose_theme(notebook: Notebook, theme: str) -> None:
    """Choose one of JupyterLab's own themes in its menu, as a reader does."""
    page = notebook.page
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    page.locator(".lm-Menu-item", has=page.get_by_text("Theme", exact=True)).hover()
    page.locator(".lm-Menu-item", has=page.get_by_text(theme, exact=True)).click()
    expect(page.locator("body")).to_have_attribute("data-jp-theme-name", theme)
    page.evaluate("document.fonts.ready")
