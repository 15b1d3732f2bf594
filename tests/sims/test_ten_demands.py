from typing import Any

import pytest
from hypothesis import given
from test_working_day import GOOD_PLAN
from view_checks import check_controls, check_view, settings

from carelab.sims.model import Grid
from carelab.sims.ten_demands import CONTROLS, MODEL
from carelab.sims.working_day import LEAST_HARM, TASKS

BEST = {"order": [task_id for task_id, _ in GOOD_PLAN], **dict(GOOD_PLAN)}


def test_controls_are_sound() -> None:
    check_controls(CONTROLS)


def test_the_list_as_it_landed_breaks_the_day() -> None:
    view = MODEL.run({})
    assert view.figures[0].tone == "warn"
    assert any("hoist" in notice for notice in view.notices)


def test_a_good_plan_has_no_notices_and_says_so_in_its_figures() -> None:
    view = MODEL.run(BEST)
    assert view.figures[0].text == view.figures[1].text == f"{LEAST_HARM:g}"
    assert view.figures[0].tone == "good"
    assert list(view.notices) == []


def test_the_sheet_names_the_surprises_where_they_fell() -> None:
    sheet = MODEL.run(BEST).charts[0]
    assert isinstance(sheet, Grid)
    assert "A fall" in sheet.cells[1, 1][1]
    assert "Carer ill" in sheet.cells[5, 0][1]


def test_putting_everything_off_leaves_ten_tasks_not_done() -> None:
    view = MODEL.run(dict.fromkeys(TASKS, "delay"))
    assert view.figures[3].text == "10"
    assert "0 of 10 tasks late and 10 not done" in view.reading


@given(settings(CONTROLS))
def test_every_setting_gives_a_sound_view(values: dict[str, Any]) -> None:
    view = MODEL.run(values)
    check_view(view)
    assert view == MODEL.run(values)


@pytest.mark.parametrize("values", [{"order": ["hoist"]}, {"order": "hoist", "hoist": 3}, {"order": None}, {"order": [1] * 10}])
def test_odd_values_fall_back(values: dict[str, Any]) -> None:
    assert MODEL.run(values) == MODEL.run({})
