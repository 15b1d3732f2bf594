"""What is measured on the screen in every look (focus rings, targets, edges, words cut off), and what is heard from it."""

from pathlib import Path
from typing import Any

from playwright.sync_api import expect
from soak import times
from view_pages import Notebook

SCRIPT = Path(__file__).with_suffix(".js")
LAB_THEMES = ("JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast")
PAGE_LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "more contrast": {"color_scheme": "light", "contrast": "more"},
    "forced colours, dark": {"color_scheme": "dark", "forced_colors": "active"},
    "more contrast, dark": {"color_scheme": "dark", "contrast": "more"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
    "less movement": {"reduced_motion": "reduce"},
}
SEEN = list(PAGE_LOOKS)[: times(4, len(PAGE_LOOKS))]
"""The looks of the page that this run measures: with each value of each setting but less movement, or all of them."""
PLAIN: dict[str, Any] = {"color_scheme": "null", "contrast": "null", "forced_colors": "null", "reduced_motion": "null"}
NARROW = [(1366, "200%"), (683, "100%"), (320, "100%"), (320, "200%")]
"""Widths of the screen in pixels, with the size of text that the reader set."""
PAPER = 640
"""The width of a sheet of A4 between its margins, in CSS pixels."""
SPACING = """.carelab, .carelab *, .jp-RenderedMarkdown, .jp-RenderedMarkdown * {
    line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
}
.carelab p, .jp-RenderedMarkdown p { margin-bottom: 2em !important; }"""
"""The text spacing that a reader may set (WCAG 1.4.12)."""
SCROLLS_SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
LAID_OUT = """() => [...document.querySelectorAll(".carelab :is(input, button, select)")]
    .filter(e => e.getBoundingClientRect().width > 0 && getComputedStyle(e).visibility === "visible").length > 10"""
SPEAKS_AFTER_MS = 900
"""An announcement waits for the student to pause."""
LISTEN = """() => {
    for (const listener of window.listeners ?? []) listener.disconnect();
    window.told = {}, window.listeners = [];
    const on = (region, hear) => {
        const listener = new MutationObserver(hear);
        listener.observe(region, { childList: true });
        listeners.push(listener);
    };
    for (const form of document.querySelectorAll("[data-question]")) {
        const heard = (told[form.dataset.question] = { spoken: [], saved: 0 });
        for (const region of form.querySelectorAll("[role=status], [role=alert], [aria-live]"))
            on(region, () => region.textContent && heard.spoken.push(region.textContent));
        const status = form.querySelector(".cl-status");
        if (status) on(status, () => { heard.saved += status.dataset.state === "saved"; });
    }
}"""
"""Keeps, for each question, what a screen reader is given to read out and how often the line on the screen said *Saved*."""


def hear(notebook: Notebook) -> None:
    """Listen to every question from now on, as a screen reader does."""
    notebook.page.evaluate(LISTEN)


def heard(notebook: Notebook) -> dict[str, dict[str, Any]]:
    """Return what was heard, by question: what was ``spoken``, and how often the screen said *Saved*."""
    told: dict[str, dict[str, Any]] = notebook.page.evaluate("told")
    return told


def _measure(notebook: Notebook, what: str) -> list[str]:
    notebook.page.bring_to_front()  # a window that is hidden is not laid out
    notebook.page.wait_for_function(LAID_OUT)
    found = notebook.page.evaluate(f"{SCRIPT.read_text(encoding='utf-8').strip()}.{what}()")
    assert found["count"] > 10, "nothing was there to measure"
    faults: list[str] = found["faults"]
    return faults


def small_targets(notebook: Notebook) -> list[str]:
    """Name the controls smaller than 24 × 24 px; a label that a click can land on counts as its control."""
    return _measure(notebook, "targets")


def choose_theme(notebook: Notebook, theme: str) -> None:
    """Choose one of JupyterLab's own themes in its menu, as a reader does."""
    page = notebook.page
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    page.locator(".lm-Menu-item", has=page.get_by_text("Theme", exact=True)).hover()
    page.locator(".lm-Menu-item", has=page.get_by_text(theme, exact=True)).click()
    expect(page.locator("body")).to_have_attribute("data-jp-theme-name", theme)
    page.evaluate("document.fonts.ready")


def look_everywhere(notebook: Notebook, screens: Path) -> None:
    """See in every look that axe finds nothing, each ring is 2 px and 3:1, and each edge 3:1; then put the plain look back."""
    for look in SEEN if notebook.view == "page" else LAB_THEMES:
        if notebook.view == "page":
            notebook.page.emulate_media(**{**PLAIN, **PAGE_LOOKS[look]})
        else:
            choose_theme(notebook, look)
        notebook.page.evaluate("document.getAnimations().forEach(a => a.cancel())")
        assert notebook.faults() == [], look
        notebook.page.keyboard.press("Tab")
        assert _measure(notebook, "rings") == [], look
        assert _measure(notebook, "edges") == [], look
        place = notebook.path.split("/")[1]
        notebook.page.screenshot(path=screens / f"look-{place}-{notebook.view}-{look}.png", full_page=notebook.view == "page")
    plain_look(notebook)


def plain_look(notebook: Notebook) -> None:
    if notebook.view == "page":
        notebook.page.emulate_media(**PLAIN, media="null")
    else:
        choose_theme(notebook, LAB_THEMES[0])


def no_dark_paper(notebook: Notebook) -> None:
    """See that the notebook is dark when the system or the theme is, and light when it is printed."""
    if notebook.view == "lab":
        choose_theme(notebook, "JupyterLab Dark")
    else:
        notebook.page.emulate_media(color_scheme="dark")
    expect(notebook.form("pick").root).to_have_css("background-color", "rgb(27, 37, 40)")
    if notebook.view == "page":
        notebook.page.emulate_media(color_scheme="dark", media="print")
        expect(notebook.page.locator("body")).to_have_css("color", "rgb(0, 0, 0)")
        expect(notebook.page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
        expect(notebook.page.locator(".cl-paper").first).to_have_css("color", "rgb(23, 38, 43)")
    plain_look(notebook)


def nothing_cut(notebook: Notebook) -> None:
    """See that all texts of ours fit their boxes, and that a page does not scroll sideways."""
    assert _measure(notebook, "cut") == []
    assert notebook.view == "lab" or not notebook.page.evaluate(SCROLLS_SIDEWAYS)


def spaced_widely(notebook: Notebook) -> None:
    """See that the widest text spacing cuts nothing off."""
    style = notebook.page.add_style_tag(content=SPACING)
    nothing_cut(notebook)
    style.evaluate("e => e.remove()")


def loses_nothing(notebook: Notebook) -> None:
    """See that large text and a narrow screen cut nothing off."""
    for width, text in NARROW:
        notebook.page.set_viewport_size({"width": width, "height": 768})
        notebook.page.evaluate("size => { document.documentElement.style.fontSize = size; }", text)
        nothing_cut(notebook)
    notebook.page.evaluate("document.documentElement.style.fontSize = ''")
    notebook.page.set_viewport_size({"width": 1366, "height": 768})
