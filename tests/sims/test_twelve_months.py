from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_checks import check_controls, check_view, settings

from carelab.sims.twelve_months import CONTROLS, MODEL, Course, Month, follow, recovery, what_if

SHARES = st.integers(0, 20).map(lambda n: n / 20)
COURSES = st.builds(Course, SHARES, SHARES, st.none() | st.integers(1, 12), st.booleans())


def test_turnover_at_half_and_half_is_the_checked_value() -> None:
    assert Month(0.5, 0.5).turnover == pytest.approx(0.3465)
    row = next(row for row in MODEL.run({}).table.rows if "both at 50%" in row[0])
    assert row[3] == "34.7%"


@pytest.mark.parametrize(("level", "turnover"), [(0, 0.487), (1, 0.206)])
def test_turnover_ends_where_the_published_figures_do(level: float, turnover: float) -> None:
    assert Month(level, level).turnover == pytest.approx(turnover)


def test_one_month_by_hand() -> None:
    month = follow(Course(1.0, 1.0))[1]
    assert (month.systems, month.culture) == pytest.approx((0.6, 0.54))
    shaken = follow(Course(1.0, 1.0, shock=1))[1]
    assert (shaken.systems, shaken.culture) == pytest.approx((0.6 - 0.15 * 0.73, 0.54 - 0.15 * 0.73))


def test_quality_by_hand() -> None:
    assert Month(0.5, 0.5).quality == pytest.approx(50 * (1 - 0.17325))


def test_systems_move_faster_than_culture_and_level_off() -> None:
    story = follow(Course(0.9, 0.9))
    steps = [after.systems - before.systems for before, after in pairwise(story)]
    assert story[3].systems - 0.5 > 2 * (story[3].culture - 0.5)
    assert all(later < sooner for sooner, later in pairwise(steps))


def test_culture_outlives_the_leader() -> None:
    stays, goes = follow(Course(0.8, 0.9)), follow(Course(0.8, 0.9, leaves=True))
    assert stays[:7] == goes[:7]
    assert 0.75 * stays[12].culture < goes[12].culture < stays[12].culture


def test_leadership_decides_how_fast_quality_comes_back() -> None:
    took = [recovery(Course(0.8, leadership / 10, shock=5)) for leadership in range(11)]
    known = [months if months is not None else 99 for months in took]
    assert known == sorted(known, reverse=True)
    assert known[0] == 99
    assert known[-1] <= 3


@given(COURSES)
def test_all_measures_stay_in_bounds(course: Course) -> None:
    for month in follow(course, 36):
        assert 0 <= month.systems <= 1
        assert 0 <= month.culture <= 1
        assert 0.206 - 1e-9 <= month.turnover <= 0.487 + 1e-9
        assert 0 <= month.quality <= 100


@given(COURSES)
def test_more_of_either_never_lowers_quality(course: Course) -> None:
    now = follow(course)[-1].quality
    others = what_if(course)
    assert follow(others["Management +20"])[-1].quality >= now - 1e-9
    assert follow(others["Leadership +20"])[-1].quality >= now - 1e-9


@given(COURSES.filter(lambda course: course.shock is not None))
def test_a_shock_never_raises_quality_and_culture_softens_it(course: Course) -> None:
    calm = follow(replace(course, shock=None))
    shaken = follow(course)
    assert all(after.quality <= before.quality + 1e-9 for before, after in zip(calm, shaken, strict=True))
    assert course.shock is not None
    softer = replace(course, leadership=1.0)
    blow = calm[course.shock].culture - shaken[course.shock].culture
    soft = follow(replace(softer, shock=None))[course.shock].culture - follow(softer)[course.shock].culture
    assert soft <= 0.15
    assert soft <= blow + 1e-9 or shaken[course.shock].culture == 0


@given(COURSES)
def test_a_leaver_never_helps(course: Course) -> None:
    stays, goes = follow(replace(course, leaves=False)), follow(replace(course, leaves=True))
    assert all(a.quality >= b.quality - 1e-9 for a, b in zip(stays, goes, strict=True))


def test_no_shock_needs_no_recovery() -> None:
    assert recovery(Course(0.5, 0.5)) is None


def test_a_service_with_all_it_can_have_is_told_so() -> None:
    view = MODEL.run({"management": 100, "leadership": 100, "shock": "none"})
    check_view(view)
    assert "none of the four changes would raise it" in view.charts[1].says


def test_controls_are_sound() -> None:
    check_controls(CONTROLS)


@given(settings(CONTROLS))
def test_every_setting_gives_a_sound_view(values: dict[str, Any]) -> None:
    view = MODEL.run(values)
    check_view(view)
    assert view == MODEL.run(values)


@pytest.mark.parametrize("values", [{"shock": "never"}, {"management": "high", "leadership": None}, {"shock": 5}])
def test_odd_values_fall_back(values: dict[str, Any]) -> None:
    assert MODEL.run(values) == MODEL.run({})
