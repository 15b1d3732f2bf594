"""Rules for a day plan: times picked from a list, minutes spent, and tasks that do not overlap."""

from dataclasses import replace
from typing import Any

import pytest

from carelab.questions.plan import NoOverlap, Option, Overlapping, Spent

TIMES = {"t0900": 0, "t0930": 30, "t1000": 60}
MINUTES = {"hoist": 20, "referral": 60}
TASKS = Overlapping("day", ("what", "start"), "do", MINUTES, TIMES, 120)
RULE = NoOverlap(TASKS)


def day(**rows: tuple[str, str]) -> dict[str, Any]:
    filled = {row: {"what": what, "start": start} for row, (what, start) in rows.items()}
    return {"day": {row: {k: v for k, v in cells.items() if v} for row, cells in filled.items()}}


@pytest.mark.parametrize(("start", "minutes"), [("t0930", 30), ("", None), ("t2500", None)])
def test_an_option_stands_for_a_number(start: str, minutes: float | None) -> None:
    assert Option("day", "hoist", "start", TIMES).of(day(hoist=("do", start))) == minutes


def test_spent_adds_what_each_choice_costs() -> None:
    spent = Spent("day", "what", {"hoist": {"do": 20, "hand": 10}, "referral": {"do": 60, "hand": 10}})
    assert spent.of(day(hoist=("do", ""), referral=("hand", ""))) == 30
    assert spent.of(day(hoist=("drop", ""))) == 0
    assert spent.of({}) == 0


@pytest.mark.parametrize(
    ("plan", "met"),
    [
        (day(hoist=("do", "t0900"), referral=("do", "t0930")), True),
        (day(hoist=("do", "t1000"), referral=("do", "t0900")), True),
        (day(hoist=("do", "t0930"), referral=("do", "t0900")), False),
        (day(hoist=("do", "t0900"), referral=("do", "t0900")), False),
        (day(hoist=("do", "t0900"), referral=("hand", "t0900")), True),
        (day(hoist=("do", "t0900"), referral=("do", "")), False),
        (day(hoist=("do", "t1000")), True),
        (day(hoist=("hand", "t0900")), False),
        ({}, False),
    ],
)
def test_what_is_done_in_person_does_not_overlap(plan: dict[str, Any], met: bool) -> None:
    assert RULE.met(plan) is met


def test_nothing_runs_past_the_end_of_the_day() -> None:
    assert not NoOverlap(replace(TASKS, end=119)).met(day(referral=("do", "t1000")))


@pytest.mark.parametrize(
    ("plan", "rows"),
    [
        (day(hoist=("do", "t0930"), referral=("do", "t0900")), {"hoist", "referral"}),
        (day(hoist=("do", ""), referral=("do", "t0900")), {"hoist"}),
        (day(hoist=("hand", "t0930"), referral=("do", "t0900")), set()),
    ],
)
def test_the_tasks_that_cannot_be_done_as_planned_are_found(plan: dict[str, Any], rows: set[str]) -> None:
    assert TASKS.rows(plan) == rows
    assert RULE.failing(plan) == [("day", row) for row in MINUTES if row in rows]
