from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from view_checks import settings

from carelab.sims.any_day import EVERY, MODEL, SHARES, VISIT, WEEKS, Plan, average, hours_used, year

HOURS = range(7)
RHYTHMS = sorted(EVERY.values())


@pytest.mark.parametrize(
    ("plan", "mean", "visit", "end", "used"),
    [
        (Plan(saved=True), 33.1, 0.7, 65.7, 72),
        (Plan(), 8.1, 7.0, 10.0, 128),
        (Plan(share=0.5), 2.7, 1.0, 2.0, 69),
        (Plan(every=1, hours=0), 74.2, 73.0, 138.0, 0),
        (Plan(every=1), 0.9, 0.6, 0.6, 137),
        (Plan(every=1, share=0.5), 1.8, 0.1, 0.1, 71),
    ],
)
def test_the_years_of_the_lesson(plan: Plan, mean: float, visit: float, end: float, used: float) -> None:
    story = year(plan)
    assert average(story) == pytest.approx(mean, abs=0.051)
    assert story[VISIT - 1].open == pytest.approx(visit, abs=0.051)
    assert story[-1].open == pytest.approx(end, abs=0.051)
    assert hours_used(story) == pytest.approx(used, abs=0.51)


def test_three_weeks_by_hand() -> None:
    first, second, third = year(Plan(share=0.5))[:3]
    assert (first.found, first.hidden, first.causes) == pytest.approx((8.4 - 2, 2.1, 4 - 1 / 3))
    assert (second.found, second.hidden, second.causes) == pytest.approx((6.4 - 2, 2.1 + 0.5 + 11 / 6, 4 - 2 / 3))
    assert third.hidden == pytest.approx(2.1 + 0.5 + 11 / 6 + 0.5 + 10 / 6)


@pytest.mark.parametrize(("every", "share", "saved"), [*product(RHYTHMS, SHARES.values(), (False, True))])
def test_finding_is_not_fixing(every: int, share: float, saved: bool) -> None:
    assert average(year(Plan(every, 0, share, saved))) == pytest.approx(74.25)


@pytest.mark.parametrize(("hours", "share"), [*product(HOURS, SHARES.values())])
def test_checking_more_often_never_leaves_more_open(hours: float, share: float) -> None:
    means = [average(year(Plan(every, hours, share))) for every in RHYTHMS]
    assert all(often <= rare + 1e-9 for often, rare in pairwise(means))


@pytest.mark.parametrize(("every", "hours", "share"), [*product([1, 2, 4], range(2, 7), SHARES.values())])
def test_hours_spread_over_the_year_beat_hours_saved_up(every: int, hours: float, share: float) -> None:
    assert average(year(Plan(every, hours, share))) < average(year(Plan(every, hours, share, saved=True)))


def test_but_not_where_there_is_one_hour_or_a_rare_check() -> None:
    spread_out = [(1, 1), (13, 4), (26, 4)]
    ahead = [
        average(year(Plan(every, hours, share, saved=True))) < average(year(Plan(every, hours, share)))
        for (every, hours), share in product(spread_out, SHARES.values())
    ]
    assert any(ahead), "then the lesson may claim more than it does"


@pytest.mark.parametrize(("hours", "share"), [*product(range(1, 7), SHARES.values())])
def test_the_tidy_up_wins_on_its_own_day(hours: float, share: float) -> None:
    assert year(Plan(4, hours, share, saved=True))[VISIT - 1].open < year(Plan(4, hours, share))[VISIT - 1].open


@pytest.mark.parametrize("hours", range(2, 7))
def test_and_loses_by_the_end_of_the_year(hours: float) -> None:
    assert year(Plan(4, hours, saved=True))[-1].open > year(Plan(4, hours))[-1].open


@pytest.mark.parametrize("hours", range(1, 7))
def test_half_on_causes_beats_none(hours: float) -> None:
    patched, mended = year(Plan(4, hours)), year(Plan(4, hours, 0.5))
    assert average(mended) < average(patched)
    assert mended[-1].open < patched[-1].open


@given(settings(MODEL.controls))
def test_problems_are_never_lost_or_made_from_nothing(values: dict[str, Any]) -> None:
    for saved in (False, True):
        plan = Plan(EVERY[values["every"]], values["hours"], SHARES[values["share"]], saved)
        story = year(plan)
        assert all(week.found >= 0 and week.hidden >= 0 and 0 <= week.causes <= 4 for week in story)
        assert hours_used(story) <= WEEKS * plan.hours + 1e-9
