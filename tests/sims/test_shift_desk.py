"""Shift Desk, and each claim of lesson 02 about it, over all plans or every event."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_checks import settings

from carelab.sims.model import Chart
from carelab.sims.shift_desk import BACKLOG, CHOICES, COST, MODEL, TRUST, UNITS, replay
from carelab.sims.shift_events import EVENTS

FIT = [event.fit for event in EVENTS]
DANGERS = [event.id for event in EVENTS if event.danger]
whole_shifts = st.lists(st.sampled_from(list(CHOICES)), min_size=len(EVENTS), max_size=len(EVENTS))


def shift(choices: list[str]) -> dict[str, Any]:
    """The model's values after these choices."""
    return {"shift": [[event.id, choice] for event, choice in zip(EVENTS, choices, strict=False)]}


def changed(choices: list[str], at: int, choice: str) -> list[str]:
    return [*choices[:at], choice, *choices[at + 1 :]]


def test_the_shift_is_as_the_course_describes_it_and_each_idea_names_the_side_that_its_event_needs() -> None:
    assert COST == {"manage": 1, "lead": 1, "both": 2, "wait": 0}
    assert list(CHOICES) == list(COST)
    assert (len(EVENTS), UNITS, BACKLOG, TRUST) == (16, 24, 4, 10)
    assert all({event.system, event.person} <= {0, 1, 2} and event.system + event.person for event in EVENTS)
    assert [event.time for event in EVENTS] == sorted(event.time for event in EVENTS)
    assert FIT.count("both") == 8
    assert DANGERS == ["agency", "panel", "chart", "joke"]
    for event in EVENTS:
        assert ("Managing:" in event.idea) == (event.system > 0)
        assert ("Leading:" in event.idea) == (event.person > 0)


@given(settings(MODEL.controls))
def test_the_lines_end_at_the_last_event_that_was_answered(values: dict[str, Any]) -> None:
    view = MODEL.run(values)
    chart = view.charts[0]
    assert isinstance(chart, Chart)
    assert len(chart.labels) == len(EVENTS) + 1
    assert sum(value is not None for value in chart.series[0].values) == len(values["shift"]) + 1


@given(whole_shifts)
def test_later_choices_change_nothing_before_them_and_time_backlog_and_trust_stay_in_bounds(choices: list[str]) -> None:
    steps = replay(choices)
    assert all(replay(choices[:n]) == steps[:n] for n in range(len(EVENTS) + 1))
    assert sum(COST[s.done] for s in steps) == UNITS - steps[-1].left <= UNITS
    assert all(0 <= s.left <= UNITS and 0 <= s.backlog <= BACKLOG + len(EVENTS) for s in steps)
    assert all(0 <= s.trust <= TRUST + sum(e.person for e in EVENTS) <= 30 for s in steps)


@pytest.mark.parametrize(
    ("event", "choice", "backlog", "trust"),
    [
        ("agency", "manage", 3, 10),
        ("agency", "wait", 5, 8),
        ("agency", "lead", 5, 8),
        ("agency", "both", 3, 10),
        ("noise", "lead", 5, 12),
        ("noise", "manage", 5, 9),
        ("clinic", "both", 4, 11),
        ("clinic", "manage", 4, 9.5),
        ("complaint", "both", 4, 12),
        ("complaint", "lead", 5, 12),
        ("joke", "wait", 5, 7),
    ],
)
def test_one_event_moves_both_lines_by_the_formula(event: str, choice: str, backlog: int, trust: float) -> None:
    at = next(n for n, e in enumerate(EVENTS) if e.id == event)
    before = replay(FIT[:at])
    step = replay([*FIT[:at], choice])[at]
    was, had = (before[-1].backlog, before[-1].trust) if before else (BACKLOG, TRUST)
    assert step.backlog - was == backlog - BACKLOG
    assert step.trust - had == trust - TRUST


@given(whole_shifts, st.sampled_from(range(len(EVENTS))))
def test_for_an_event_with_two_sides_both_beats_every_other_choice_there(choices: list[str], at: int) -> None:
    after = {choice: replay(changed(choices, at, choice)) for choice in CHOICES}
    if FIT[at] != "both" or after["both"][at].out_of_time:
        return
    both = after["both"][at]
    for other in ("manage", "lead", "wait"):
        step = after[other][at]
        assert both.backlog <= step.backlog
        assert both.trust > step.trust or both.backlog < step.backlog


@given(whole_shifts, st.sampled_from([n for n, fit in enumerate(FIT) if fit != "both"]))
def test_for_an_event_with_one_side_both_gives_nothing_more_and_takes_twice_the_time(choices: list[str], at: int) -> None:
    right, both = replay(changed(choices, at, FIT[at])), replay(changed(choices, at, "both"))
    if both[at].out_of_time:
        return
    assert (both[at].backlog, both[at].trust) == (right[at].backlog, right[at].trust)
    assert both[at].left == right[at].left - 1
    assert both[-1].backlog >= right[-1].backlog
    assert both[-1].trust <= right[-1].trust


@given(whole_shifts)
def test_no_shift_has_less_backlog_or_more_trust_at_any_hour_than_the_one_that_fits(choices: list[str]) -> None:
    for step, best in zip(replay(choices), replay(FIT), strict=True):
        assert step.backlog >= best.backlog
        assert step.trust <= best.trust


def test_every_change_of_one_choice_in_the_shift_that_fits_makes_it_worse() -> None:
    end = replay(FIT)[-1]
    assert (end.left, end.backlog, end.trust) == (0, 2, 28)
    for at, choice in product(range(len(EVENTS)), CHOICES):
        other = replay(changed(FIT, at, choice))[-1]
        assert choice == FIT[at] or other.backlog > end.backlog or other.trust < end.trust


def test_both_everywhere_runs_out_of_time_and_loses_to_choosing() -> None:
    spread, chosen = replay(["both"] * 16)[-1], replay(FIT)[-1]
    assert (spread.left, spread.out_of_time) == (0, True)
    assert chosen.backlog < spread.backlog
    assert chosen.trust > spread.trust


def test_one_side_only_lets_the_other_go() -> None:
    systems, people, fit = (replay(plan)[-1] for plan in (["manage"] * 16, ["lead"] * 16, FIT))
    assert systems.trust < TRUST
    assert people.backlog == BACKLOG + len(EVENTS)
    assert people.trust < fit.trust


@pytest.mark.parametrize(
    ("choices", "backlog", "trust", "used"),
    [(["manage"] * 6, 3, 7.5, 6), (["lead"] * 6, 10, 9, 6), (["both"] * 6, 3, 15, 12), (FIT[:6], 3, 15, 7)],
)
def test_the_first_six_events_end_as_the_lesson_says(choices: list[str], backlog: int, trust: float, used: int) -> None:
    end = replay(choices)[-1]
    assert (end.backlog, end.trust, UNITS - end.left) == (backlog, trust, used)


@given(whole_shifts, st.sampled_from(DANGERS))
def test_leaving_a_danger_never_pays(choices: list[str], danger: str) -> None:
    at = next(n for n, e in enumerate(EVENTS) if e.id == danger)
    safe = replay(changed(choices, at, FIT[at]))[at]
    for choice in CHOICES:
        step = replay(changed(choices, at, choice))[at]
        assert step.trust <= safe.trust or safe.out_of_time
        assert step.backlog >= safe.backlog or safe.out_of_time
        if step.harmed and not safe.out_of_time:
            assert step.trust < safe.trust or step.trust == 0


def test_every_danger_left_is_counted() -> None:
    assert MODEL.run(shift(["wait"] * 16)).figures[3].text == "4"
