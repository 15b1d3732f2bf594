from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_checks import check_view

from carelab.sims.twelve_months import MODEL, Course, Month, follow, recovery, what_if

SHARES = st.integers(0, 20).map(lambda n: n / 20)
LEAVERS = st.sampled_from(["nobody", "leader", "manager"])
COURSES = st.builds(Course, SHARES, SHARES, st.none() | st.integers(1, 12), LEAVERS)


def test_turnover_is_the_checked_value_half_way_and_ends_where_the_published_figures_do() -> None:
    assert [Month(level, level).turnover for level in (0, 0.5, 1)] == pytest.approx([0.487, 0.3465, 0.206])
    row = next(row for row in MODEL.run({}).table.rows if "both at 50%" in row[0])
    assert row[3] == "34.7%"


def test_one_month_by_hand() -> None:
    assert Month(0.5, 0.5).quality == pytest.approx(50 * (1 - 0.17325))
    month = follow(Course(1.0, 1.0))[1]
    assert (month.systems, month.culture) == pytest.approx((0.6, 0.54))
    shaken = follow(Course(1.0, 1.0, shock=1))[1]
    assert (shaken.systems, shaken.culture) == pytest.approx((0.6 - 0.15 * 0.73, 0.54 - 0.15 * 0.73))


def test_systems_move_faster_than_culture_and_level_off() -> None:
    story = follow(Course(0.9, 0.9))
    steps = [after.systems - before.systems for before, after in pairwise(story)]
    assert story[3].systems - 0.5 > 2 * (story[3].culture - 0.5)
    assert all(later < sooner for sooner, later in pairwise(steps))


BOTH = [level / 20 for level in range(10, 21)]


@pytest.mark.parametrize("level", BOTH[1:])
def test_systems_get_half_way_in_four_months_and_culture_takes_nine(level: float) -> None:
    def half_way(side: str) -> int:
        middle = (0.5 + level) / 2
        return next(n for n, month in enumerate(follow(Course(level, level))) if getattr(month, side) >= middle)

    assert (half_way("systems"), half_way("culture")) == (4, 9)


@pytest.mark.parametrize("level", BOTH)
def test_in_the_six_months_after_somebody_leaves_systems_lose_far_more_than_culture(level: float) -> None:
    manager, leader = (follow(Course(level, level, leaves=who)) for who in ("manager", "leader"))
    systems, culture = manager[6].systems - manager[12].systems, leader[6].culture - leader[12].culture
    assert systems > 1.8 * culture > 0
    assert leader[12].culture > 0.79 * leader[6].culture
    assert manager[12].systems < 0.7 * manager[6].systems


@given(COURSES)
def test_a_leaver_moves_nothing_before_month_7_and_only_their_own_side_without_a_shock(course: Course) -> None:
    stays, goes = follow(replace(course, leaves="nobody")), follow(course)
    assert goes[:7] == stays[:7]
    assert all(a.quality >= b.quality - 1e-9 for a, b in zip(stays, goes, strict=True)), "a leaver never helps"
    calm = follow(replace(course, shock=None))
    kept = follow(replace(course, shock=None, leaves="nobody"))
    side = {"leader": "systems", "manager": "culture", "nobody": "culture"}[course.leaves]
    assert [getattr(month, side) for month in calm] == [getattr(month, side) for month in kept]


FAR_APART = [(m, led) for m in range(0, 85, 5) for led in range(0, 85, 5) if abs(m - led) >= 30]
SHOCKS = [None, *range(1, 13)]


def year_end(management: float, leadership: float, shock: int | None) -> float:
    return follow(Course(management / 100, leadership / 100, shock))[-1].quality


@pytest.mark.parametrize("shock", SHOCKS)
def test_twenty_points_do_more_on_a_side_that_is_30_behind(shock: int | None) -> None:
    for management, leadership in FAR_APART:
        more_management = year_end(management + 20, leadership, shock)
        more_leadership = year_end(management, leadership + 20, shock)
        assert (more_management > more_leadership) == (management < leadership)


def test_the_guess_of_the_lesson() -> None:
    takes = {pair: recovery(Course(pair[0] / 100, pair[1] / 100, 5)) for pair in [(80, 40), (100, 40), (90, 50), (80, 60)]}
    assert recovery(Course(0.5, 0.5)) is None, "no shock"
    assert takes == {(80, 40): 16, (100, 40): 9, (90, 50): 6, (80, 60): 5}


@pytest.mark.parametrize("leadership", [0, 10, 20])
@pytest.mark.parametrize("management", [80, 90, 100])
def test_systems_alone_level_off_and_slip_back(management: int, leadership: int) -> None:
    quality = [month.quality for month in follow(Course(management / 100, leadership / 100))]
    top = quality.index(max(quality))
    assert top <= 5
    assert all(later < sooner for sooner, later in pairwise(quality[top:]))


def test_leadership_decides_how_fast_quality_comes_back() -> None:
    took = [recovery(Course(0.8, leadership / 10, shock=5)) for leadership in range(11)]
    known = [months if months is not None else 99 for months in took]
    assert known == sorted(known, reverse=True)
    assert (known[0], known[-1] <= 3) == (99, True)


@given(COURSES)
def test_all_measures_stay_in_bounds(course: Course) -> None:
    for month in follow(course, 36):
        assert 0 <= min(month.systems, month.culture) <= max(month.systems, month.culture) <= 1
        assert 0.206 - 1e-9 <= month.turnover <= 0.487 + 1e-9
        assert 0 <= month.quality <= 100


@given(COURSES)
def test_more_of_either_never_lowers_quality(course: Course) -> None:
    for more in ("Management +20", "Leadership +20"):
        assert follow(what_if(course)[more])[-1].quality >= follow(course)[-1].quality - 1e-9


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


def test_a_service_with_all_it_can_have_is_told_so() -> None:
    view = MODEL.run({"management": 100, "leadership": 100, "shock": "none"})
    check_view(view)
    assert "none of the four changes would raise it" in view.charts[1].says
