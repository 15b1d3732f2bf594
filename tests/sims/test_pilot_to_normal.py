from functools import cache
from itertools import pairwise, product
from random import Random
from typing import Any

import pytest
from hypothesis import given
from soak import long_proof, times
from view_checks import settings

from carelab.sims.pilot_to_normal import ABLE, BEFORE, MODEL, PEOPLE, RECORDS, Month, Rollout, hours_over, new_users, year

POSTERS, TRAINING, HELPED = range(7), range(7), range(0, 61, 5)
GRID = [Rollout(*three) for three in product(POSTERS, TRAINING, HELPED)]

months = cache(year)


def ends(training: int, helped: int) -> list[float]:
    """Users in month 12 for each split, from no hours of posters to six."""
    return [months(Rollout(posters, training, helped))[-1].users for posters in POSTERS]


def test_users_after_a_trained_year() -> None:
    users = [year(Rollout(posters, 6))[-1].users for posters in (0, 1, 2, 6)]
    assert users == pytest.approx([105.9, 114.2, 114.0, 89.6], abs=0.051)


def test_two_months_by_hand() -> None:
    assert new_users(0, 100, 0.03, 0.38) == pytest.approx(3.0)
    assert new_users(3, 100, 0.03, 0.38) == pytest.approx(4.0, abs=0.05)
    first = year(Rollout(2, 6))[0]
    p, fails = 0.005 + 0.025 / 3, 0.06
    assert first.users == pytest.approx(p * 140)
    assert first.hours == pytest.approx(((200 - first.users) * 45 + first.users * (25 + fails * 45)) / 60 + 26)


@pytest.mark.parametrize(("training", "helped"), [*product(TRAINING, HELPED)])
def test_a_little_publicity_starts_it_and_people_spread_it(training: int, helped: int) -> None:
    none, one, two, *_, six = ends(training, helped)
    assert min(one, two) > max(none, six)
    for month in range(3):
        early = [months(Rollout(posters, training, helped))[month].users for posters in POSTERS]
        assert max(early) == early[6] > max(early[:6])


def test_the_first_year_costs_time() -> None:
    over = {plan: hours_over(plan) for plan in GRID}
    assert len(over) == 637
    assert (min(over.values()), max(over.values())) == pytest.approx((235, 392), abs=0.5)
    assert min(over, key=over.__getitem__) == Rollout(3, 6, 0)
    first = [next((n for n, month in enumerate(months(plan), 1) if month.hours < BEFORE), None) for plan in GRID]
    assert min(n for n in first if n) == 9
    assert first.count(None) == 399


def test_training_pays() -> None:
    for posters, helped in product(POSTERS, HELPED):
        assert hours_over(Rollout(posters, 6, helped)) < hours_over(Rollout(posters, 0, helped))
    trained, untrained = Rollout(2, 6), Rollout(2, 0)
    assert [round(hours_over(plan)) for plan in (trained, untrained)] == [239, 268]
    assert [round(sum(month.failed for month in year(plan))) for plan in (trained, untrained)] == [33, 123]


def test_the_best_looking_chart_leaves_people_out() -> None:
    for plan in GRID:
        kept, only = months(plan), months(Rollout(plan.posters, plan.training, plan.helped, only=True))
        assert only[-1].users > kept[-1].users
        assert sum(month.hours for month in only) < sum(month.hours for month in kept)
        assert only[-1].unseen == 60 - plan.helped
        assert {month.unseen for month in kept} == {0}
    kept, only = (year(Rollout(2, 6, only=only))[-1] for only in (False, True))
    assert (round(only.users), round(kept.users)) == (140, 114)
    assert (only.hours, kept.hours) == pytest.approx((90.6, 143.1), abs=0.051)
    assert only.unseen == 60
    assert {plan.ceiling - plan.helped for plan in GRID} == {ABLE}


def check_year(plan: Rollout) -> None:
    story = year(plan)
    for month in story:
        assert month.users + month.visited + month.unseen == pytest.approx(PEOPLE)
        assert min(month.users, month.visited, month.unseen) >= 0
        assert month.users <= plan.ceiling + 1e-9
        assert 26 < month.hours <= PEOPLE * 45 / 60 + 26
        assert 0 <= month.failed <= month.users
    assert all(after.users >= before.users for before, after in pairwise(story))


@long_proof
def test_any_run_is_bounded_and_loses_nobody() -> None:
    draw = Random(15)
    for _ in range(times(1_000, 10_000)):
        check_year(Rollout(draw.uniform(0, 6), draw.uniform(0, 6), draw.uniform(0, 60), draw.random() < 0.5))


def test_a_month_keeps_everyone() -> None:
    assert year(Rollout(only=True))[5] == Month(140, 0.0, 60, pytest.approx(140 * 38.5 / 60 + 26), pytest.approx(42.0))


@given(settings(MODEL.controls))
def test_a_year_names_who_has_no_review(values: dict[str, Any]) -> None:
    view = MODEL.run(values)
    assert view.figures[1].label == "People with no review"
    assert len(view.charts) == (3 if values["real"] else 2)


def test_the_real_series_is_the_briefs() -> None:
    assert list(RECORDS.values()) == [40, 45, 50, 63, 80]
    assert "from 40% in Dec 2021 to 80% in late 2025" in MODEL.run({"real": True}).charts[-1].says
