from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_checks import check_controls, check_view, settings

from carelab.sims.model import Chart
from carelab.sims.shift_desk import BACKLOG, CHOICES, COST, EVENTS, MODEL, TRUST, UNITS, Event, replay

any_values = settings(MODEL.controls)


def choose(rule: Callable[[Event], str]) -> dict[str, str]:
    return {event.id: rule(event) for event in EVENTS}


def best_side(event: Event) -> str:
    return "manage" if event.system > event.person else "lead" if event.person > event.system else "both"


def test_the_shift_is_as_the_course_describes_it() -> None:
    assert len(EVENTS) == len(MODEL.controls) == 16
    assert list(CHOICES) == ["manage", "lead", "both", "wait"]
    assert [COST[c] for c in CHOICES] == [1, 1, 2, 0]
    assert (UNITS, BACKLOG, TRUST) == (24, 4, 10)
    assert all({event.system, event.person} <= {0, 1, 2} and event.system + event.person for event in EVENTS)
    assert [event.time for event in EVENTS] == sorted(event.time for event in EVENTS)


def test_each_idea_names_the_side_that_its_event_needs() -> None:
    for event in EVENTS:
        assert ("Managing:" in event.idea) == (event.system > 0)
        assert ("Leading:" in event.idea) == (event.person > 0)


def test_controls_can_be_drawn() -> None:
    check_controls(MODEL.controls)


@given(any_values)
def test_any_shift_can_be_shown(values: dict[str, Any]) -> None:
    view = MODEL.run(values)
    check_view(view)
    assert view == MODEL.run(dict(values))
    assert isinstance(view.charts[0], Chart)
    assert len(view.charts[0].labels) == len(EVENTS) + 1
    assert len(view.table.rows) == len(EVENTS)


@given(any_values)
def test_time_backlog_and_trust_stay_in_bounds(values: dict[str, Any]) -> None:
    steps = replay(values)
    assert sum(COST[s.done] for s in steps) == UNITS - steps[-1].left <= UNITS
    assert all(0 <= s.left <= UNITS and 0 <= s.backlog <= BACKLOG + len(EVENTS) for s in steps)
    assert all(0 < s.trust <= TRUST + sum(e.person for e in EVENTS) for s in steps)


@given(st.fixed_dictionaries({e.id: st.sampled_from(["manage", "lead", "wait"]) for e in EVENTS}), st.sampled_from(EVENTS))
def test_managing_never_adds_backlog_and_leading_never_costs_trust(values: dict[str, str], event: Event) -> None:
    waited = replay({**values, event.id: "wait"})[-1]
    assert replay({**values, event.id: "manage"})[-1].backlog <= waited.backlog
    assert replay({**values, event.id: "lead"})[-1].trust >= waited.trust


@pytest.mark.parametrize(
    ("choice", "system", "person", "backlog", "trust"),
    [
        ("manage", 2, 0, 3, 10),
        ("lead", 0, 2, 5, 12),
        ("both", 2, 0, 4, 10),
        ("both", 1, 1, 4, 11),
        ("wait", 0, 2, 5, 9),
        ("manage", 2, 1, 3, 9.5),
    ],
)
def test_one_event_moves_both_lines_by_the_formula(choice: str, system: int, person: int, backlog: int, trust: float) -> None:
    event = next(e for e in EVENTS if (e.system, e.person) == (system, person))
    steps = replay(choose(lambda e: choice if e is event else "wait"))
    at = EVENTS.index(event)
    waited = replay(choose(lambda _: "wait"))[at]
    assert steps[at].backlog - waited.backlog == backlog - (BACKLOG + 1)
    assert steps[at].trust - waited.trust == trust - (TRUST - person / 2)


def test_both_everywhere_runs_out_of_time_and_loses_to_choosing() -> None:
    spread, chosen = replay(choose(lambda _: "both"))[-1], replay(choose(best_side))[-1]
    assert spread.left == 0
    assert spread.out_of_time
    assert chosen.backlog < spread.backlog
    assert chosen.trust > spread.trust
    notices = MODEL.run(choose(lambda _: "both")).notices
    assert "Time ran out by 16:00. You could not get to 4 events that you chose." in notices


def test_one_side_only_lets_the_other_go() -> None:
    systems, people = replay(choose(lambda _: "manage"))[-1], replay(choose(lambda _: "lead"))[-1]
    assert systems.backlog < BACKLOG
    assert systems.trust < TRUST
    assert people.trust > TRUST
    assert people.backlog == BACKLOG + len(EVENTS)


def test_the_reading_tells_this_shifts_story() -> None:
    assert "Nothing has been done yet." in MODEL.run({}).reading
    fitting = MODEL.run(choose(best_side)).reading
    assert "16 of 16 events and used 20 of 24 units" in fitting
    assert "Backlog went from 4 to 4 jobs, and trust from 10 to 25 points." in fitting
    assert "only where an event had two sides" in fitting
    assert "needed a person, and you gave it a system" in MODEL.run({"noise": "manage"}).reading
    assert (
        "needed a system, and you gave it a person. That happened once more."
        in MODEL.run({"panel": "lead", "chart": "lead"}).reading
    )
    assert "At 07:00 one side was enough." in MODEL.run({"agency": "both"}).reading
    assert "got a side that it needed" in MODEL.run({"agency": "manage"}).reading
