from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from view_checks import settings

from carelab.sims.any_day import EVERY, MODEL, SHARES, VISIT, WEEKS, Plan, average, hours_used, year

RHYTHMS, FIXING = sorted(EVERY.values()), [*SHARES.values()]


def mean(*plan: Any, **saved: bool) -> float:
    return average(year(Plan(*plan, **saved)))


@pytest.mark.parametrize(
    ("plan", "mean_open", "visit", "end", "used"),
    [
        (Plan(saved=True), 33.1, 0.7, 65.7, 72),
        (Plan(), 8.1, 7.0, 10.0, 128),
        (Plan(share=0.5), 2.7, 1.0, 2.0, 69),
        (Plan(every=1, hours=0), 74.2, 73.0, 138.0, 0),
        (Plan(every=1), 0.9, 0.6, 0.6, 137),
        (Plan(every=1, share=0.5), 1.8, 0.1, 0.1, 71),
    ],
)
def test_the_years_of_the_lesson(plan: Plan, mean_open: float, visit: float, end: float, used: float) -> None:
    story = year(plan)
    assert (average(story), story[VISIT - 1].open, story[-1].open) == pytest.approx((mean_open, visit, end), abs=0.051)
    assert hours_used(story) == pytest.approx(used, abs=0.51)


def test_three_weeks_by_hand() -> None:
    first, second, third = year(Plan(share=0.5))[:3]
    assert (first.found, first.hidden, first.causes) == pytest.approx((8.4 - 2, 2.1, 4 - 1 / 3))
    assert (second.found, second.hidden, second.causes) == pytest.approx((6.4 - 2, 2.1 + 0.5 + 11 / 6, 4 - 2 / 3))
    assert third.hidden == pytest.approx(2.1 + 0.5 + 11 / 6 + 0.5 + 10 / 6)


def test_finding_is_not_fixing_and_checking_more_often_never_leaves_more_open() -> None:
    for share in FIXING:
        assert {round(mean(every, 0, share, saved), 6) for every, saved in product(RHYTHMS, (False, True))} == {74.25}
        for hours in range(7):
            assert all(often <= rare + 1e-9 for often, rare in pairwise([mean(every, hours, share) for every in RHYTHMS]))


def test_hours_spread_over_the_year_beat_hours_saved_up_but_not_with_one_hour_or_a_rare_check() -> None:
    for every, hours, share in product([1, 2, 4], range(2, 7), FIXING):
        assert mean(every, hours, share) < mean(every, hours, share, saved=True), (every, hours, share)
    rare = product([(1, 1), (13, 4), (26, 4)], FIXING)
    ahead = [mean(*plan, share, saved=True) < mean(*plan, share) for plan, share in rare]
    assert any(ahead), "then the lesson may claim more than it does"


@pytest.mark.parametrize("hours", range(1, 7))
def test_the_tidy_up_wins_on_its_own_day_and_loses_by_the_end_of_the_year_and_half_on_causes_beats_none(hours: int) -> None:
    for share in FIXING:
        saved, spread = (year(Plan(4, hours, share, saved)) for saved in (True, False))
        assert saved[VISIT - 1].open < spread[VISIT - 1].open
    saved, patched, mended = year(Plan(4, hours, saved=True)), year(Plan(4, hours)), year(Plan(4, hours, 0.5))
    assert hours == 1 or saved[-1].open > patched[-1].open
    assert average(mended) < average(patched)
    assert mended[-1].open < patched[-1].open


@given(settings(MODEL.controls))
def test_problems_are_never_lost_or_made_from_nothing(values: dict[str, Any]) -> None:
    for saved in (False, True):
        plan = Plan(EVERY[values["every"]], values["hours"], SHARES[values["share"]], saved)
        story = year(plan)
        assert all(week.found >= 0 and week.hidden >= 0 and 0 <= week.causes <= 4 for week in story)
        assert hours_used(story) <= WEEKS * plan.hours + 1e-9
