from __future__ import annotations

from itertools import compress, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_checks import check_controls, check_view, settings

from carelab.sims.model import Grid
from carelab.sims.risk_room import BUDGET, EXTREME, MEASURES, MODEL, RISKS, band, price, residual, total

plans = st.sets(st.sampled_from(sorted(MEASURES)))


def scores(bought: list[str] | set[str]) -> list[int]:
    return [likelihood * consequence for likelihood, consequence in residual(bought).values()]


def test_larkfield_starts_at_100_with_four_extremes() -> None:
    assert total([]) == 100
    assert sum(score >= EXTREME for score in scores([])) == 4
    assert len(MEASURES) >= 12


def test_every_plan_that_the_budget_can_buy() -> None:
    choices = [list(compress(MEASURES, picks)) for picks in product([False, True], repeat=len(MEASURES))]
    affordable = [bought for bought in choices if price(bought) <= BUDGET]
    without_extremes = [bought for bought in affordable if max(scores(bought)) < EXTREME]
    assert len(affordable) == 2_548
    assert len(without_extremes) == 72
    assert min(price(bought) for bought in without_extremes) == 4_500
    assert price(["r1b", "r3b", "r4a", "r6a"]) == 4_500
    assert ["r1b", "r3b", "r4a", "r6a"] in without_extremes
    assert min((total(bought), price(bought)) for bought in affordable) == (59, 7_200)


@pytest.mark.parametrize(("score", "level"), [(1, 0), (3, 0), (4, 1), (6, 1), (8, 2), (12, 2), (15, 3), (16, 3), (25, 3)])
def test_bands(score: int, level: int) -> None:
    assert band(score) == level


def test_controls_can_be_drawn() -> None:
    check_controls(MODEL.controls)


@given(settings(MODEL.controls))
def test_any_plan_can_be_shown(values: dict[str, Any]) -> None:
    view = MODEL.run(values)
    check_view(view)
    assert view == MODEL.run(dict(values))
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


def test_the_reading_tells_what_the_money_bought() -> None:
    assert "add up to 100, and 4 of them are extreme" in MODEL.run({}).reading
    reading = MODEL.run({"r6a": True, "r2a": True}).reading
    assert "2 controls for £2,700 took the total from 100 to 87, and 3 risks are still extreme." in reading
    assert "costs least with “Have the hoist examined now” (10 points for £900)" in reading
    assert "most with “Sensor mats” (3 points for £1,800)" in reading
    assert "“Fire patrols for now” adds nothing here" in MODEL.run({"r3a": True, "r3b": True}).reading


def test_a_plan_over_the_budget_is_shown_and_refused() -> None:
    view = MODEL.run({"r4b": True, "r3a": True, "r1a": True})
    assert "would take" in view.reading
    assert view.notices[0] == "This plan costs £2,000 more than the budget of £8,000. Switch something off."


def test_a_stopgap_and_an_unsafe_hoist_are_named() -> None:
    assert any("stopgap" in n for n in MODEL.run({"r3b": True}).notices)
    assert not any("stopgap" in n for n in MODEL.run({"r3a": True, "r3b": True}).notices)
    assert any("hoist" in n for n in MODEL.run({}).notices)
    assert not any("hoist is past" in n for n in MODEL.run({"r6a": True}).notices)


# what lesson 03 says under "What it showed"


@given(plans)
def test_the_mattresses_and_the_class_never_bring_an_extreme_risk_down_and_the_hoist_exam_always_does(bought: set[str]) -> None:
    dear, exam = {"r8b", "r2b"}, {"r6a"}
    before = sum(score >= EXTREME for score in scores(bought - dear))
    assert sum(score >= EXTREME for score in scores(bought | dear)) == before
    without = sum(score >= EXTREME for score in scores(bought - exam))
    assert sum(score >= EXTREME for score in scores(bought | exam)) == without - 1
    assert (price(dear), price(exam)) == (5_400, 900)


def test_no_set_of_controls_gets_the_total_below_34() -> None:
    every = (total(list(compress(MEASURES, picks))) for picks in product([False, True], repeat=len(MEASURES)))
    assert min(every) == total(MEASURES) == 34


def test_about_1_in_35_of_the_sets_that_can_be_bought_leaves_nothing_extreme() -> None:
    choices = [list(compress(MEASURES, picks)) for picks in product([False, True], repeat=len(MEASURES))]
    affordable = [bought for bought in choices if price(bought) <= BUDGET]
    safe = [bought for bought in affordable if max(scores(bought)) < EXTREME]
    assert round(len(affordable) / len(safe)) == 35


def test_the_sums_of_the_lesson_on_what_a_point_costs_are_those_of_the_model() -> None:
    taken = {i: total([]) - total([i]) for i in ("r1a", "r1b", "r6a")}
    assert taken == {"r1a": 8, "r1b": 4, "r6a": 10}
    assert [round(price([i]) / points) for i, points in taken.items()] == [312, 250, 90]
    assert price(["r1a"]) / taken["r1a"] == 312.5
