"""Can a student answer each kind of question through either view, by mouse or by keyboard alone, and find the answer again?"""

from __future__ import annotations

from typing import Any

import pytest
from view_cases import CASES, Case
from view_pages import VIEWS, Notebook

EACH_CASE = pytest.mark.parametrize("case", CASES, ids=[c.question for c in CASES])
Open = Any


@pytest.fixture(scope="module", params=VIEWS)
def by_mouse(request: pytest.FixtureRequest, open_shared: Open) -> Notebook:
    return open_shared(request.param)


@pytest.fixture(scope="module", params=VIEWS)
def by_keyboard(request: pytest.FixtureRequest, open_shared: Open) -> Notebook:
    return open_shared(request.param)


@pytest.fixture(scope="module", params=VIEWS)
def come_back(request: pytest.FixtureRequest, open_shared: Open) -> Notebook:
    """A notebook in which everything was answered, and that was then loaded again."""
    notebook: Notebook = open_shared(request.param)
    for case in CASES:
        case.mouse(notebook.form(case.question))
        notebook.form(case.question).expect_saved()
    notebook.reload()
    return notebook


@EACH_CASE
def test_answered_by_mouse(by_mouse: Notebook, case: Case) -> None:
    form = by_mouse.form(case.question)
    form.expect_empty()
    case.mouse(form)
    form.expect_saved()
    assert by_mouse.stored(case.question) == case.value


@EACH_CASE
def test_answered_by_keyboard_alone(by_keyboard: Notebook, case: Case) -> None:
    form = by_keyboard.form(case.question)
    form.expect_empty()
    case.keyboard(form)
    form.expect_saved()
    assert by_keyboard.stored(case.question) == case.value


@EACH_CASE
def test_shown_again_after_a_reload(come_back: Notebook, case: Case) -> None:
    form = come_back.form(case.question)
    case.shown(form)
    form.expect_saved()


def test_both_views_open_on_the_same_answers(open_unit: Open) -> None:
    pick, ticks = CASES[0], CASES[1]
    lab = open_unit("lab")
    pick.mouse(lab.form("pick"))
    lab.form("pick").expect_saved()
    page = open_unit("page", again=lab)
    pick.shown(page.form("pick"))
    ticks.mouse(page.form("ticks"))
    page.form("ticks").expect_saved()
    lab.reload()
    ticks.shown(lab.form("ticks"))
