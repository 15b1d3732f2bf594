from __future__ import annotations

from typing import Any

import pytest
from asked import BUDGET, TEAM

from carelab.questions.plan import AtLeast, AtMost, Both, Cell, Count, Either, Filled, Once, Total, Worth
from carelab.questions.plan.rule import Rule, must, principle
from carelab.questions.plan.standing import standing

PLAN: dict[str, Any] = {
    "budget": {
        "food": {"amount": 90.0, "reason": "Less waste now"},
        "energy": {"amount": 50.0},
        "agency": {"reason": "None yet"},
    },
    "picked": {"rota": {}, "visits": {"lead": "sam"}},
}
YES, NO = AtLeast(Count("picked"), 1), AtLeast(Count("picked"), 9)


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        (Cell("budget", "food", "amount"), 90),
        (Cell("budget", "agency", "amount"), None),
        (Cell("budget", "rent", "amount"), None),
        (Cell("other", "food", "amount"), None),
        (Cell("budget", "food", "reason"), None),
        (Total("budget", "amount", ("food", "energy")), 140),
        (Total("budget", "amount", ("food", "agency")), None),
        (Total("budget", "amount"), None),
        (Total("other", "amount"), 0),
        (Worth("picked", {"rota": 2.5, "visits": 1.0, "meals": 9.0}), 3.5),
        (Worth("other", {"rota": 2.5}), 0),
        (Count("picked"), 2),
        (Count("picked", ("rota", "meals")), 1),
        (Count("picked", fits={"lead": ["sam"]}), 1),
        (Count("other"), 0),
    ],
)
def test_what_a_measure_reads(measure: Any, value: float | None) -> None:
    assert measure.of(PLAN) == value


def test_a_tick_is_not_a_number() -> None:
    assert Cell("t", "r", "c").of({"t": {"r": {"c": True}}}) is None


@pytest.mark.parametrize(("limit", "least", "most"), [(89.9, True, False), (90, True, True), (90.1, False, True)])
def test_limits_include_their_ends(limit: float, least: bool, most: bool) -> None:
    food = Cell("budget", "food", "amount")
    assert (AtLeast(food, limit).met(PLAN), AtMost(food, limit).met(PLAN)) == (least, most)


def test_sums_of_pence_are_not_refused_for_rounding() -> None:
    plan = {"t": {"a": {"c": 0.1}, "b": {"c": 0.2}}}
    assert AtMost(Total("t", "c", ("a", "b")), 0.3).met(plan)
    assert AtLeast(Total("t", "c", ("a", "b")), 0.3).met(plan)


@pytest.mark.parametrize(
    ("conditions", "both", "either"), [([YES, YES], True, True), ([YES, NO], False, True), ([NO, NO], False, False)]
)
def test_both_and_either(conditions: Any, both: bool, either: bool) -> None:
    assert (Both(conditions).met(PLAN), Either(conditions).met(PLAN)) == (both, either)


def state(rule: Rule, plan: dict[str, Any]) -> str:
    return str(standing(rule, [TEAM, BUDGET], plan)["state"])


def test_what_a_plan_must_not_do_counts_once_there_is_something_of_it() -> None:
    cheap = Once(AtLeast(Count("picked"), 2), AtMost(Worth("picked", {"rota": 2.0, "visits": 9.0}), 10))
    one: dict[str, Any] = {"picked": {"rota": {}}}
    two: dict[str, Any] = {"picked": {"rota": {}, "meals": {}}}
    dear: dict[str, Any] = {"picked": {"rota": {}, "visits": {}}}
    assert [cheap.met(plan) for plan in ({}, one, two, dear)] == [False, False, True, False]
    assert [cheap.open(plan) for plan in ({}, one, two, dear)] == [True, True, False, False]
    rule = must("cheap", cheap, "It costs 10 or less.")
    assert [state(rule, plan) for plan in ({}, one, two, dear)] == ["open", "open", "met", "not"]
    assert state(must("any", YES, "Something is picked."), {}) == "open"
    assert state(must("any", YES, "Something is picked."), {"budget": {}}) == "not"
    assert state(principle("safe", "Nobody is hurt."), two) == "marked"


def test_a_rule_on_show_says_what_it_limits_comes_to_and_which_rows_are_empty() -> None:
    spent = must("money", AtMost(Total("budget", "amount"), 100), "At most £100.")
    filled = must("filled", Filled("budget", "amount", ("food", "energy", "agency")), "Every line has an amount.")
    dear: dict[str, Any] = {"budget": {"food": {"amount": 90.0}, "energy": {"amount": 50.0}}}
    assert standing(spent, [BUDGET], dear) == {"state": "not", "said": "It’s 140 now. Agency is empty."}
    assert standing(filled, [BUDGET], dear) == {"state": "not", "said": "Agency is empty."}
    assert standing(spent, [BUDGET], {"budget": {"food": {"amount": 90.0}}})["said"] == "It’s 90 now."
    assert standing(filled, [BUDGET], {"budget": {"food": {"reason": "x"}}})["said"] == "Food, Energy and Agency are empty."
