"""Can each state of each question be read in every look: light, dark, high contrast, forced colours, wide text, large text?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from looks import LAB_THEMES, SPACING, choose_theme, cut_words, small_targets, weak_edges, weak_rings
from playwright.sync_api import expect
from view_cases import CASES
from view_pages import NOT_SAVED, VIEWS, Notebook, ViewName

Open = Any
PAGE_LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "more contrast": {"color_scheme": "light", "contrast": "more"},
    "more contrast, dark": {"color_scheme": "dark", "contrast": "more"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
    "forced colours, dark": {"color_scheme": "dark", "forced_colors": "active"},
    "less movement": {"reduced_motion": "reduce"},
}
PLAIN: dict[str, Any] = {"color_scheme": "null", "contrast": "null", "forced_colors": "null", "reduced_motion": "null"}
SCROLLS_SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module", params=VIEWS)
def view(request: pytest.FixtureRequest) -> ViewName:
    found: ViewName = request.param
    return found


@pytest.fixture(scope="module")
def answered(view: ViewName, open_shared: Open) -> Notebook:
    """Every question answered, and then two of them with something that cannot be saved."""
    notebook: Notebook = open_shared(view)
    for case in CASES:
        case.mouse(notebook.form(case.question))
        notebook.form(case.question).expect_saved()
    notebook.form("variance").type_into("Your answer, in pounds", "lots")
    notebook.form("budget").type_into("Food: Your plan", "lots")
    for question in ("variance", "budget"):
        expect(notebook.form(question).status).to_have_text(NOT_SAVED)
    return notebook


@pytest.fixture(scope="module")
def checked(view: ViewName, open_shared: Open) -> Notebook:
    """A lesson after a self-check, with a chart's table open."""
    notebook: Notebook = open_shared(view, place="notebooks")
    guess = notebook.form("guess")
    guess.root.get_by_text("They fall as much").click()
    guess.button("Check my answer").click()
    expect(guess.root.locator(".cl-result")).to_contain_text("Most costs stay when a bed is empty.")
    notebook.page.get_by_role("button", name="Show the numbers as a table").first.click()
    return notebook


def _look_at(notebook: Notebook, screens: Path) -> None:
    """Measure in every look; then put the plain one back."""
    stem = f"{notebook.path.split('/')[1]}-{notebook.view}"
    if notebook.view == "page":
        for name, look in PAGE_LOOKS.items():
            notebook.page.emulate_media(**{**PLAIN, **look})
            _measure(notebook, name, screens / f"look-{stem}-{name}.png")
        notebook.page.emulate_media(**PLAIN)
        return
    for theme in LAB_THEMES:
        choose_theme(notebook, theme)
        _measure(notebook, theme, screens / f"look-{stem}-{theme}.png")
    choose_theme(notebook, LAB_THEMES[0])


def _measure(notebook: Notebook, look: str, picture: Path) -> None:
    notebook.page.evaluate("document.getAnimations().forEach(a => a.cancel())")
    assert notebook.faults() == [], look
    assert weak_rings(notebook) == [], look
    assert weak_edges(notebook) == [], look
    notebook.page.screenshot(path=picture, full_page=notebook.view == "page")


def test_every_answered_and_wrong_form_can_be_read_in_every_look(answered: Notebook, screens: Path) -> None:
    _look_at(answered, screens)


def test_a_checked_lesson_can_be_read_in_every_look(checked: Notebook, screens: Path) -> None:
    _look_at(checked, screens)


def test_the_page_is_dark_when_the_system_is_and_light_on_paper(answered: Notebook) -> None:
    if answered.view == "lab":
        choose_theme(answered, "JupyterLab Dark")
    else:
        answered.page.emulate_media(color_scheme="dark")
    expect(answered.form("pick").root).to_have_css("background-color", "rgb(27, 37, 40)")
    if answered.view == "lab":
        choose_theme(answered, LAB_THEMES[0])
    else:
        answered.page.emulate_media(color_scheme="dark", media="print")
        expect(answered.page.locator("body")).to_have_css("color", "rgb(22, 37, 44)")
        answered.page.emulate_media(color_scheme="null", media="null")


def test_every_control_is_at_least_24_pixels_wide_and_high(answered: Notebook, checked: Notebook) -> None:
    assert small_targets(answered) == []
    assert small_targets(checked) == []


def test_wider_text_spacing_cuts_nothing_off(answered: Notebook) -> None:
    style = answered.page.add_style_tag(content=SPACING)
    assert cut_words(answered) == []
    if answered.view == "page":
        assert not answered.page.evaluate(SCROLLS_SIDEWAYS)
    style.evaluate("e => e.remove()")


@pytest.mark.parametrize(("width", "text"), [(1366, "200%"), (683, "100%"), (320, "100%"), (320, "200%")])
def test_large_text_and_a_narrow_screen_lose_nothing(answered: Notebook, checked: Notebook, width: int, text: str) -> None:
    for notebook in (answered, checked):
        notebook.page.set_viewport_size({"width": width, "height": 768})
        notebook.page.evaluate("size => { document.documentElement.style.fontSize = size; }", text)
        assert cut_words(notebook) == []
        if notebook.view == "page":
            assert not notebook.page.evaluate(SCROLLS_SIDEWAYS)
        notebook.page.evaluate("document.documentElement.style.fontSize = ''")
        notebook.page.set_viewport_size({"width": 1366, "height": 768})
