from itertools import compress, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_checks import settings

from carelab.sims.model import Grid
from carelab.sims.risk_room import BUDGET, EXTREME, MEASURES, MODEL, RISKS, band, price, residual, total

plans = st.sets(st.sampled_from(sorted(MEASURES)))


def scores(bought: list[str] | set[str]) -> list[int]:
    return [likelihood * consequence for likelihood, consequence in residual(bought).values()]


def extremes(bought: set[str]) -> int:
    return sum(score >= EXTREME for score in scores(bought))


def test_larkfield_starts_at_100_with_four_extremes() -> None:
    assert (total([]), extremes(set())) == (100, 4)
    assert len(MEASURES) >= 12


def test_every_plan_that_the_budget_can_buy() -> None:
    every = [list(compress(MEASURES, picks)) for picks in product([False, True], repeat=len(MEASURES))]
    assert min(map(total, every)) == total(MEASURES) == 34
    affordable = [bought for bought in every if price(bought) <= BUDGET]
    without_extremes = [bought for bought in affordable if max(scores(bought)) < EXTREME]
    assert (len(affordable), len(without_extremes), round(2_548 / 72)) == (2_548, 72, 35)
    assert min(price(bought) for bought in without_extremes) == 4_500
    assert price(["r1b", "r3b", "r4a", "r6a"]) == 4_500
    assert ["r1b", "r3b", "r4a", "r6a"] in without_extremes
    assert min((total(bought), price(bought)) for bought in affordable) == (59, 7_200)


@pytest.mark.parametrize(("score", "level"), [(1, 0), (3, 0), (4, 1), (6, 1), (8, 2), (12, 2), (15, 3), (16, 3), (25, 3)])
def test_bands(score: int, level: int) -> None:
    assert band(score) == level


@given(settings(MODEL.controls))
def test_any_plan_shows_every_risk_on_the_grid(values: dict[str, Any]) -> None:
    view = MODEL.run(values)
    grid = view.charts[0]
    assert isinstance(grid, Grid)
    assert len(grid.cells) == 25
    placed = sorted(name for _level, names in grid.cells.values() for name in names)
    assert placed == sorted(i.upper() for i in RISKS)


@given(plans)
def test_no_risk_ever_reaches_zero(bought: set[str]) -> None:
    assert all(1 <= score <= 25 for score in scores(bought))
    assert len(RISKS) <= total(MEASURES) <= total(bought) <= 100


@given(plans, st.sampled_from(sorted(MEASURES)))
def test_one_more_control_never_raises_the_risk_and_never_lowers_the_price(bought: set[str], extra: str) -> None:
    more = bought | {extra}
    assert total(more) <= total(bought)
    assert price(more) >= price(bought)


@given(plans)
def test_a_control_moves_only_its_own_risk(bought: set[str]) -> None:
    touched = {MEASURES[m].risk for m in bought}
    left = residual(bought)
    assert all(left[i] == (risk.likelihood, risk.consequence) for i, risk in RISKS.items() if i not in touched)


def test_the_grid_puts_the_likeliest_at_the_top() -> None:
    grid = MODEL.run({}).charts[0]
    assert isinstance(grid, Grid)
    assert grid.rows[0].startswith("5")
    assert grid.cells[1, 3] == (3, ["R1", "R4"])
    assert grid.cells[0, 0] == (1, [])


@given(plans)
def test_the_mattresses_and_the_class_never_bring_an_extreme_risk_down_and_the_hoist_exam_always_does(bought: set[str]) -> None:
    dear, exam = {"r8b", "r2b"}, {"r6a"}
    assert extremes(bought | dear) == extremes(bought - dear)
    assert extremes(bought | exam) == extremes(bought - exam) - 1
    assert (price(dear), price(exam)) == (5_400, 900)


def test_the_sums_of_the_lesson_on_what_a_point_costs_are_those_of_the_model() -> None:
    taken = {i: total([]) - total([i]) for i in ("r1a", "r1b", "r6a")}
    assert taken == {"r1a": 8, "r1b": 4, "r6a": 10}
    assert [round(price([i]) / points) for i, points in taken.items()] == [312, 250, 90]
    assert price(["r1a"]) / taken["r1a"] == 312.5
