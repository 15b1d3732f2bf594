from dataclasses import replace
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelab.sims.enough_on_paper import AWAY, CARERS, MODEL, Unit, available, binomial, cheapest, week
from carelab.sims.model import Grid

SHARES = [share / 100 for share in range(31)]
PRICES = range(16, 41)


@pytest.mark.parametrize(
    ("unit", "figures", "cost"),
    [
        (Unit(7), (22.4, 5.6, 51.9), 4_155),
        (Unit(8), (25.6, 2.5, 41.4), 4_045),
        (Unit(9), (28.8, 0.6, 14.8), 4_143),
        (Unit(10), (32.0, 0.1, 2.2), 4_494),
        (Unit(9, leavers=4), (26.8, 2.0, 28.6), 4_390),
    ],
)
def test_the_weeks_of_the_lesson(unit: Unit, figures: tuple[float, ...], cost: float) -> None:
    now = week(unit)
    assert (now.available, now.short, now.weeks_short) == pytest.approx(figures, abs=0.051)
    assert now.cost == pytest.approx(cost, abs=0.51)


def test_cheapest_is_not_safest() -> None:
    assert cheapest(Unit()) == 8
    eight, nine = week(Unit(8)), week(Unit(9))
    assert nine.cost - eight.cost == pytest.approx(98, abs=0.5)
    assert (round(eight.weeks_short), round(nine.weeks_short)) == (41, 15)


def test_a_small_week_by_hand() -> None:
    assert binomial(2, 0.25) == pytest.approx([0.5625, 0.375, 0.0625])
    assert (week(Unit(7, 0.0)).short, week(Unit(6, 0.0)).short) == pytest.approx((0, 4))


@pytest.mark.parametrize(("carers", "leavers"), [*product(CARERS, range(7))])
def test_chances_add_up(carers: int, leavers: int) -> None:
    for away in SHARES:
        assert sum(available(carers, away, leavers)) == pytest.approx(1)
        expected = 4 * (carers - leavers * 8 / 52) * (1 - away)
        assert week(Unit(carers, away, leavers=leavers)).available == pytest.approx(expected)


@pytest.mark.parametrize("away", SHARES)
def test_enough_on_paper_is_short_and_each_further_carer_takes_off_fewer_short_shifts(away: float) -> None:
    assert away < 0.05 or week(Unit(7, away)).weeks_short >= 39
    short = [week(Unit(carers, away)).short for carers in CARERS]
    takes_off = [before - after for before, after in pairwise(short)]
    assert all(first > then or then < 1e-9 for first, then in pairwise(takes_off))


@pytest.mark.parametrize("carers", CARERS)
def test_a_leaver_more_means_more_short_shifts_and_costs_more(carers: int) -> None:
    for away in SHARES[1:]:
        short = [week(Unit(carers, away, leavers=leavers)).short for leavers in range(7)]
        assert all(fewer < more for fewer, more in pairwise(short))
    for away, price in product(AWAY, PRICES):
        cost = [week(Unit(carers, away / 100, price, leavers)).cost for leavers in range(7)]
        assert all(fewer < more for fewer, more in pairwise(cost)), (away, price)


@given(st.sampled_from(SHARES), st.sampled_from(list(CARERS)), st.sampled_from(list(PRICES)))
def test_a_dearer_agency_never_changes_who_is_short(away: float, carers: int, price: int) -> None:
    unit = Unit(carers, away, price)
    dearer = week(replace(unit, price=price + 1))
    assert dearer.short == week(unit).short
    assert dearer.cost >= week(unit).cost


def test_the_heat_map_shows_the_same_weeks() -> None:
    heat = MODEL.run({}).charts[2]
    assert isinstance(heat, Grid)
    assert heat.cells[heat.rows.index("20% away"), heat.columns.index("8 carers")] == (3, ["41"])
