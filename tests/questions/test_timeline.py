from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelab.questions import BadAnswer, Column, Plan, Task, Timeline, describe, read_response
from carelab.questions.plan import AtOnce, DoneBy, InOrder
from carelab.questions.plan.live import live

TASKS = {
    "ask": Task("Ask the staff", 2), "train": Task("Train the seniors", 3, ("ask",)), "tell": Task("Tell the families", 1),
    "try": Task("Try it", 2, ("train", "tell")),
}  # fmt: skip
STEPS = Timeline("steps", "The new round", TASKS, 8, [Column("who", "Who leads it", "choice", {"amina": "Amina"})])
RULES = {"order": InOrder(STEPS), "soon": DoneBy(STEPS, 7), "told": DoneBy(STEPS, 2, ("tell",)), "once": AtOnce(STEPS, 2)}


def rows(**starts: int) -> dict[str, dict[str, Any]]:
    return {task: {"start": week} for task, week in starts.items()}


def broken(starts: dict[str, dict[str, Any]]) -> set[str]:
    return {name for name, rule in RULES.items() if not rule.met({"steps": starts})}


@pytest.mark.parametrize(("starts", "breaks"), [
    ({"ask": 1, "train": 3, "tell": 1, "try": 6}, set()),
    ({"ask": 1, "train": 2, "tell": 1, "try": 6}, {"order", "soon"}),  # training starts in the week in which the asking ends
    ({"ask": 1, "train": 3, "tell": 6, "try": 6}, {"order", "told", "soon"}),
    ({"ask": 1, "train": 3, "tell": 1, "try": 7}, {"soon"}),
    ({"ask": 1, "train": 3, "tell": 1, "try": 8}, {"soon", "order"}),  # ends in week 9, and there are 8
    ({"ask": 1, "train": 1, "tell": 1, "try": 6}, {"order", "once", "soon"}),
    ({"ask": 1, "train": 3, "tell": 1}, {"order", "soon", "once"}),
    ({}, set(RULES)),
])  # fmt: skip
def test_each_breach_is_found_and_nothing_else(starts: dict[str, int], breaks: set[str]) -> None:
    assert broken(rows(**starts)) == breaks


def test_too_much_at_once_cannot_be_told_until_all_is_placed_and_is_told_at_once() -> None:
    placed = [rows(ask=1), rows(ask=1, train=1, tell=1), rows(ask=1, train=3, tell=1, **{"try": 6})]
    assert [RULES["once"].open({"steps": some}) for some in placed] == [True, False, False]


STARTS = st.dictionaries(st.sampled_from(list(STEPS.tasks)), st.integers(1, 8).map(lambda week: {"start": week}))


@given(STARTS, st.data())
def test_what_is_shown_agrees_with_the_rules_and_order_never_matters(found: dict[str, Any], data: st.DataObject) -> None:
    seen = live(STEPS, found)
    wrong = [note for task in seen["tasks"].values() for note in task["notes"]]
    assert InOrder(STEPS).met({"steps": found}) == (not wrong and not seen["left"])
    assert seen["left"] == len(STEPS.tasks) - len(found)
    mixed = {task: found[task] for task in data.draw(st.permutations(list(found)))}
    assert live(STEPS, mixed) == seen
    assert broken(mixed) == broken(found)


def test_a_timeline_is_told_in_words() -> None:
    question = Plan(id="q1", ask="Plan it.", tables=[STEPS])
    answer = read_response(question, {"steps": {"ask": {"start": 1.0, "who": "amina"}, "train": {"start": 2}}})
    assert answer == {"steps": {"ask": {"start": 1, "who": "amina"}, "train": {"start": 2}}}
    assert describe(question, answer) == [
        "The new round:", "Ask the staff – Starts in: Week 1; Who leads it: Amina", "Train the seniors – Starts in: Week 2",
        "Ask the staff: weeks 1 to 2.", "Train the seniors: weeks 2 to 4. Starts before “Ask the staff” ends, in week 2.",
        "Tell the families: not placed yet.", "Try it: not placed yet.",
    ]  # fmt: skip
    assert describe(question, {"steps": rows(ask=1, train=3, tell=1, **{"try": 6})})[-1] == "The plan ends in week 7."
    assert STEPS.about("try") == "Takes 2 weeks. After: Train the seniors; Tell the families."


@pytest.mark.parametrize("week", [0, 9, 1.5, "1", True, -1, 1e300])
def test_a_week_that_is_not_there_is_refused(week: object) -> None:
    with pytest.raises(BadAnswer, match="Question q1: 'Starts in' cannot be "):
        read_response(Plan(id="q1", ask="Plan it.", tables=[STEPS]), {"steps": {"ask": {"start": week}}})
