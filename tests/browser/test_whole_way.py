"""The real unit on the page: laid out for everybody, answered, handed in, marked and explained; and its way to JupyterLab."""

import itertools
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from view_course import REAL, REPOSITORY
from view_pages import RULES, Notebook, wait_until_ready

from grader.authoring.build import build
from grader.course import Course, scripts_on_path
from grader.intake import look, take
from grader.marking.mark import mark_class
from grader.reports.class_report import write_report
from grader.reports.feedback import give_feedback

Open = Any
FOCUS = """() => {
    const e = document.activeElement, r = e.getBoundingClientRect();
    const top = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
    const bar = e.closest(".cl-model")?.querySelector(".cl-brief").getBoundingClientRect();
    const over = top && (e.contains(top) || [...(e.labels ?? [])].some((label) => label.contains(top)));
    return { model: Boolean(bar), covered: !over, seen: Boolean(bar) && bar.top >= 0 && bar.bottom <= innerHeight + 1 };
}"""


@pytest.fixture(scope="module")
def exercises(open_shared: Open) -> Notebook:
    return open_shared("page", REAL)


@pytest.fixture(scope="module")
def lesson(exercises: Notebook) -> Notebook:
    """The lesson, by the link from the exercises."""
    page = exercises.page
    page.get_by_role("link", name="Lesson", exact=True).click()
    page.wait_for_url(re.compile("/lesson/"))
    wait_until_ready(page, "page")
    return Notebook(page, "page", exercises.server, exercises.path.replace("/exercises/", "/notebooks/"), exercises.folder)


@pytest.fixture
def tutors(tmp_path: Path) -> Course:
    """The tutor's own course folder, with the unit built."""
    scripts_on_path()
    shutil.copytree(REPOSITORY / "source" / REAL, tmp_path / "source" / REAL)
    build(tmp_path, [REAL])
    return Course.at(tmp_path)


def narrow(notebook: Notebook, screens: Path) -> None:
    """See that nothing scrolls sideways at 320 pixels, and with text twice as large."""
    page = notebook.page
    page.set_viewport_size({"width": 320, "height": 768})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert notebook.faults() == []
    page.screenshot(path=screens / f"{notebook.path.replace('/', '-')}-320.png", full_page=True)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": 1366, "height": 768})


def clean(page: Page, path: Path) -> None:
    """Open a page of the tutor's as a file, and see that axe finds nothing."""
    page.goto(path.as_uri())
    found = Axe().run(page, options=RULES).response["violations"]
    assert [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]] == []


def test_the_page_has_a_title_a_language_one_main_part_and_a_way_past_the_top(
    exercises: Notebook, shared_visitors: Any, screens: Path
) -> None:
    page = exercises.page
    assert exercises.faults() == []
    assert shared_visitors.errors == []
    page.screenshot(path=screens / f"{REAL}-page.png", full_page=True)
    expect(page).to_have_title("8. Resource allocation and budgeting: exercises – Care Lab")
    assert page.locator("html").get_attribute("lang") == "en-GB"
    assert page.locator("main").count() == 1
    levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(e => Number(e.tagName[1]))")
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Go to the main part")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    narrow(exercises, screens)


def test_a_click_becomes_an_explained_mark(
    exercises: Notebook, visitors: Any, tutors: Course, tmp_path: Path, screens: Path
) -> None:
    make = exercises.page.get_by_role("button", name="Make my hand-in file")
    make.click()
    nothing = exercises.page.get_by_text("There is nothing to hand in yet. Answer at least one question first.")
    expect(nothing.first).to_be_visible()
    exercises.form("q3").root.get_by_text("Find out whose training is overdue").click()
    exercises.form("q3").expect_saved()
    exercises.form("q1").type_into("Your answer, per cent", "72.9")
    exercises.form("q1").expect_saved()
    with exercises.page.expect_download() as made:
        make.click()
    made.value.save_as(tmp_path / f"{REAL}-handin.zip")
    assert (tmp_path / f"{REAL}-handin.zip").read_bytes() == (exercises.folder / f"{REAL}-handin.zip").read_bytes()
    expect(exercises.page.get_by_role("region", name="Receipt")).to_contain_text("2 of 11")

    assert take(tutors, look(tutors, [tmp_path / f"{REAL}-handin.zip"], student="amina")) == 2
    run = mark_class(tutors, [REAL])
    assert (run.marked, run.failed) == (1, [])
    assert give_feedback(tutors, [REAL]).written == 1
    write_report(tutors, REAL)

    page = visitors.page()
    clean(page, tutors.root / "feedback" / "amina" / REAL / f"{REAL}.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your feedback: Resource allocation and budgeting")
    right = page.get_by_role("article").filter(has_text="What should the manager do first?")
    expect(right).to_contain_text("2 of 2 marks")
    expect(right).to_contain_text("look behind the figure first")
    partly = page.get_by_role("article").filter(has_text="What share of Larkfield's income")
    expect(partly).to_contain_text("1 of 2 marks")
    expect(partly).to_contain_text("share of the running costs")
    page.screenshot(path=screens / "feedback.png", full_page=True)
    clean(page, tutors.root / "reports" / f"{REAL}.html")
    page.screenshot(path=screens / "report.png", full_page=True)


def test_the_result_of_a_model_stays_in_sight_and_covers_no_control_that_has_the_focus(lesson: Notebook, screens: Path) -> None:
    narrow(lesson, screens)
    lesson.page.locator(".cl-controls input").first.focus()
    stops = []
    while len(stops) < 60 and (stop := lesson.page.evaluate(FOCUS))["model"]:
        stops.append(stop)
        lesson.page.keyboard.press("Tab")
    assert len(stops) > 3
    assert stops[0]["seen"]
    assert [at for at, stop in enumerate(stops) if stop["covered"]] == []


def test_links_lead_from_the_page_to_jupyterlab_and_from_its_lesson_to_the_exercises_and_back(
    lesson: Notebook, shared_visitors: Any, screens: Path
) -> None:
    page = lesson.page
    page.get_by_role("link", name="Open in JupyterLab").first.click()
    page.wait_for_url(re.compile("/doc/tree/.*/notebooks/"))
    wait_until_ready(page, "lab")
    page.get_by_role("link", name="Go to the exercises").click()
    page.wait_for_url(re.compile("/exercises/"))
    wait_until_ready(page, "lab")
    exercises = Notebook(page, "lab", lesson.server, lesson.path, lesson.folder)
    expect(page.get_by_role("region", name="Before you hand in")).to_be_attached()
    assert exercises.faults() == []
    assert shared_visitors.errors == []
    page.screenshot(path=screens / f"{REAL}-lab.png")
    back = page.get_by_role("link", name="Open this as a plain page (new tab)").get_attribute("href")
    assert urlsplit(back or "").path == f"/carelab/{REAL}/exercises/index.html"
