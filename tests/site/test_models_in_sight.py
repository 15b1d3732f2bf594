"""At 1366 × 768 a lesson's first action is on its first screen, and what a control changes is in sight with the control."""

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.view_course import LEFT
from browser.view_pages import RULES
from classroom import ROOT, UNIT
from playwright.sync_api import Browser, Locator, Page, expect
from site_pages import wait_until_live
from soak import WHOLE, long_proof
from web_host import WebHost, web_host

from grader.course import Course
from grader.site import build_site

UNITS = sorted(path.name for path in (ROOT / "notebooks").iterdir()) if WHOLE else ["00-start-here", UNIT]
FIRST_ACTION = """() => Math.min(...[...document.querySelectorAll("#rendered_cells :is(input, select, textarea, .cl-do)")]
    .filter((one) => one.getClientRects().length).map((one) => one.getBoundingClientRect().bottom + scrollY))"""
CONTROL = ".cl-control"
OUT_OF_SIGHT = """(control) => {
    const model = control.closest(".cl-model"), bar = document.querySelector(".bar").getBoundingClientRect().bottom;
    const parts = { control: document.activeElement, words: model.querySelector(".cl-reading"),
        figures: model.querySelector(".cl-figures"),
        chart: [...model.querySelectorAll("figure svg")].find((one) => one.getClientRects().length) };
    return Object.entries(parts).filter(([, part]) => {
        const at = part.getBoundingClientRect();
        return at.top < bar - 1 || at.bottom > innerHeight + 1;
    }).map(([name]) => name);
}"""
KEY = """(one) => ({ checkbox: "Space", radio: "ArrowDown", button: "Enter", submit: "Enter", range: "ArrowUp" })[one.type]
    ?? (one.selectedIndex + 1 < one.length ? "ArrowDown" : "ArrowUp")"""
COVERED = """() => {
    const one = document.activeElement, at = one.getBoundingClientRect();
    const top = document.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2);
    return !(top && (one.contains(top) || [...(one.labels ?? [])].some((label) => label.contains(top))));
}"""


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebHost]:
    """The website of these units."""
    course = tmp_path_factory.mktemp("lessons")
    for place in ("source", "release", "notebooks"):
        for unit in UNITS:
            shutil.copytree(ROOT / place / unit, course / place / unit, ignore=LEFT)
    build_site(Course.at(course), course / "site", lab=False)
    with web_host(course / "site") as host:
        yield host


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", viewport={"width": 1366, "height": 768})
    yield context.new_page()
    context.close()


@long_proof
@pytest.mark.parametrize("unit", UNITS)
def test_cause_and_effect_are_in_one_view(unit: str, page: Page, lessons: WebHost) -> None:
    page.goto(f"{lessons.address}{unit}/lesson/index.html")
    page.locator(CONTROL).first.wait_for()
    assert page.evaluate(FIRST_ACTION) < 768, "the first action is on the first screen"
    wait_until_live(page)
    found = []
    for model in page.locator(".cl-model").all():
        before = model.locator(".cl-reading").inner_text()
        for n, control in enumerate(model.locator(CONTROL).all()):
            use(page, control)
            found += [f"{n}: {name}" for name in control.evaluate(OUT_OF_SIGHT)]
            found += [f"{n}: is covered"] if page.evaluate(COVERED) else []
        expect(model.locator(".cl-reading")).not_to_have_text(before)
        model.get_by_role("button", name="Start again").click()
        expect(model.locator(".cl-reading")).to_have_text(before)
        expect(model.locator(".cl-was")).to_have_count(0)
    assert found == []
    page.set_viewport_size({"width": 400, "height": 800})
    assert page.evaluate(FIRST_ACTION) < 1.5 * 800, "on a phone it is less than half a screen further down"
    for control in page.locator(f".cl-model >> nth=0 >> {CONTROL}").all():
        use(page, control)
        assert page.locator(".cl-brief").first.evaluate("(one) => one.getBoundingClientRect().top") >= 0
        assert not page.evaluate(COVERED)
    rules = Axe().run(page, context={"include": [[".cl-model"]]}, options=RULES).response["violations"]
    assert [rule["id"] for rule in rules] == []


def use(page: Page, control: Locator) -> None:
    """Move one control by key, as far as it takes to see something change."""
    choices = control.locator("button[data-choice]")
    part = (choices if choices.count() else control.locator("button:enabled, input, select")).first
    part.focus()
    for _ in range(
        2 if part.evaluate("(one) => one.length > 2") else 1
    ):  # the second entry of a list may come to what the first does
        page.keyboard.press(part.evaluate(KEY))
