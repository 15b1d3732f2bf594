"""From a click in the browser to an explained mark: answer, hand in, take in, mark, and read the feedback page."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from view_course import REAL, REPOSITORY
from view_pages import RULES

from grader.authoring.build import build
from grader.course import Course, scripts_on_path
from grader.intake import look, take
from grader.marking.mark import mark_class
from grader.reports.class_report import write_report
from grader.reports.feedback import give_feedback

Open = Any


@pytest.fixture
def tutors(tmp_path: Path) -> Course:
    """The tutor's own course folder, with the unit built."""
    scripts_on_path()
    shutil.copytree(REPOSITORY / "source" / REAL, tmp_path / "source" / REAL)
    build(tmp_path, [REAL])
    return Course.at(tmp_path)


def clean(page: Page, path: Path) -> None:
    """Open a page of the tutor's as a file, and see that axe finds nothing."""
    page.goto(path.as_uri())
    found = Axe().run(page, options=RULES).response["violations"]
    assert [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]] == []


def test_a_click_becomes_an_explained_mark(open_unit: Open, visitors: Any, tutors: Course, screens: Path) -> None:
    notebook = open_unit("page", REAL)
    notebook.form("q3").root.get_by_text("Find out whose training is overdue").click()
    notebook.form("q3").expect_saved()
    notebook.form("q1").type_into("Your answer, per cent", "72.9")
    notebook.form("q1").expect_saved()
    notebook.page.get_by_role("button", name="Make my hand-in file").click()
    expect(notebook.page.get_by_text(f"Your hand-in file is {REAL}-handin.zip.").first).to_be_visible()

    assert take(tutors, look(tutors, [notebook.folder / f"{REAL}-handin.zip"], student="amina")) == 2
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
