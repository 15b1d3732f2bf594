from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelab.questions import (
    Choice,
    Choices,
    Go,
    Key,
    Match,
    Number,
    Order,
    Plan,
    PlanTable,
    Question,
    Scenario,
    Scene,
    Slip,
    Sort,
    coach,
)
from carelab.questions.plan import AtLeast, Count
from carelab.questions.plan.column import Column
from carelab.questions.plan.rule import should

CHOICE = Choice(id="q", ask="What first?", options={"a": "Wait", "b": "Tell them off", "c": "Ask"})
CHOICE_KEY = Key("c", {"a": "Waiting costs. It is dear.", "b": "He is new. Nobody told him how.", "c": "Ask: you learn why."})
SORT = Sort(id="q", ask="Which?", cards={"x": "Ex", "y": "Why", "z": "Zed"}, columns={"m": "Manage", "l": "Lead"})
SORT_KEY = Key({"x": ["m"], "y": ["l"], "z": ["m", "l"]}, {"x": "It plans.", "y": "It moves.", "z": "Either."})
TICKS = Choices(id="q", ask="Which?", options={"a": "Ay", "b": "Bee", "c": "Sea", "d": "Dee"})
TICKS_KEY = Key(("a", "b"), {"a": "A good one.", "b": "This as well.", "c": "Only a signature. It shows no deed.", "d": "No."})
MATCH = Match(id="q", ask="Which?", left={"x": "Ex", "y": "Why"}, right={"one": "First", "two": "Second", "three": "Third"})
MATCH_KEY = Key({"x": "two", "y": "one"}, {"x": "X is second.", "y": "Y is first."})
ORDER = Order(id="q", ask="Order?", steps={"b": "Then", "a": "First", "c": "Last"})
ORDER_KEY = Key(("a", "b", "c"), "Start at the start.")
NUMBER = Number(id="q", ask="How many?", unit="£")
NUMBER_KEY = Key(12, "Four times three.", slips={"sum": Slip(7, "You added. Multiply.")})
STORY = Scenario(
    id="q",
    ask="What do you do?",
    scenes={
        "start": Scene("A bell.", {"go": Go("Go in", "in"), "pass": Go("Walk on", "in")}),
        "in": Scene("She is thirsty.", {"help": Go("Help", "end"), "tell": Go("Tell someone", "end")}),
        "end": Scene("The end."),
    },
)
STORY_KEY = Key(
    ("go", "help"), {"start:pass": "The bell goes on.", "in:tell": "You are here."}, scores={"start:go": 1, "in:help": 1}
)
PLAN = Plan(id="q", ask="Plan it.", tables=[PlanTable("t", "Tasks", [Column("what", "What")], mode="free", most=3)])
PLAN_KEY = Key(
    {"t": {"r1": {"what": "Talk"}, "r2": {"what": "Do"}}},
    "Two will do.",
    rules=[should("two", AtLeast(Count("t"), 2), "There are two tasks.", why="One is not enough.")],
)
CASES: dict[str, tuple[Question, Key, Any, Any]] = {
    "choice": (CHOICE, CHOICE_KEY, "a", "c"),
    "choices": (TICKS, TICKS_KEY, ["a", "c"], ["a", "b"]),
    "sort": (SORT, SORT_KEY, {"x": "m", "y": "m"}, {"x": "m", "y": "l", "z": "l"}),
    "match": (MATCH, MATCH_KEY, {"x": "three", "y": "one"}, {"x": "two", "y": "one"}),
    "order": (ORDER, ORDER_KEY, ["a", "c", "b"], ["a", "b", "c"]),
    "number": (NUMBER, NUMBER_KEY, 11, 12),
    "scenario": (STORY, STORY_KEY, ["go", "tell"], ["go", "help"]),
    "plan": (PLAN, PLAN_KEY, {"t": {"r1": {"what": "Talk"}}}, {"t": {"r1": {"what": "Talk"}, "r2": {"what": "Do"}}}),
}
EACH = pytest.mark.parametrize(("question", "key", "wrong", "right"), CASES.values(), ids=CASES)


@EACH
def test_a_first_miss_brings_a_hint_and_no_way_to_the_answer(question: Question, key: Key, wrong: Any, right: Any) -> None:
    told = coach(question, key, [wrong])
    assert told.outcome != "right"
    assert told.lines
    assert not told.can_show
    assert told.answer == ()


@EACH
def test_a_second_miss_brings_reasons_and_lets_the_student_ask_for_the_answer(
    question: Question, key: Key, wrong: Any, right: Any
) -> None:
    told = coach(question, key, [wrong, wrong])
    assert told.lines
    assert told.can_show
    assert told.answer == ()


@EACH
def test_the_answer_stands_there_once_it_was_asked_for(question: Question, key: Key, wrong: Any, right: Any) -> None:
    told = coach(question, key, [wrong, wrong], shown=True)
    assert told.answer
    assert not told.can_show
    assert coach(question, key, [wrong, right], shown=True).outcome == "right"


@EACH
def test_right_the_second_time_is_right(question: Question, key: Key, wrong: Any, right: Any) -> None:
    told = coach(question, key, [wrong, right])
    assert told.outcome == "right"
    assert not told.can_show
    assert set(told.rows.values()) <= {"right"} or isinstance(question, Choice)


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("choice", "Not this one."), ("choices", "1 of 2 found. 1 tick doesn’t belong."), ("sort", "1 of 3 right."),
        ("match", "1 of 2 right."), ("order", "1 of 3 in the right place."), ("number", "Not yet."),
        ("scenario", "1 of 2 steps were good ones."), ("plan", "0 of 1 rules met."),
    ],
)  # fmt: skip
def test_the_result_says_how_many_are_right(case: str, said: str) -> None:
    question, key, wrong, _ = CASES[case]
    assert coach(question, key, [wrong]).says == said


def test_every_row_has_its_verdict_and_what_was_left_unticked_has_none() -> None:
    assert coach(SORT, SORT_KEY, [{"x": "m", "y": "m"}]).rows == {"x": "right", "y": "wrong", "z": "missing"}
    assert coach(TICKS, TICKS_KEY, [["a", "c"]]).rows == {"a": "right", "c": "wrong"}
    assert coach(ORDER, ORDER_KEY, [["a", "c", "b"]]).rows == {"a": "right", "c": "wrong", "b": "wrong"}
    assert coach(CHOICE, CHOICE_KEY, ["a", "b"]).rows == {"a": "wrong", "b": "wrong"}
    assert coach(STORY, STORY_KEY, [["pass", "help"]]).rows == {"start:pass": "wrong", "in:help": "right"}


def test_a_hint_of_the_authors_comes_first_by_what_was_chosen() -> None:
    key = Key("c", CHOICE_KEY.why, hints={"a": "Who waits?", "overall": "What do you not know yet?"})
    assert [line.text for line in coach(CHOICE, key, ["a"]).lines] == ["Who waits?"]
    assert [line.text for line in coach(CHOICE, key, ["b"]).lines] == ["What do you not know yet?"]
    assert [line.text for line in coach(CHOICE, CHOICE_KEY, ["b"]).lines] == ["He is new. Nobody told him how."]


def test_a_number_off_by_a_known_slip_is_told_the_slip_and_any_other_its_direction() -> None:
    assert coach(NUMBER, NUMBER_KEY, [7]).lines[0].text == "You added. Multiply."
    assert coach(NUMBER, NUMBER_KEY, [5]).lines[0].text == "Your answer is too low."
    assert coach(NUMBER, NUMBER_KEY, [5, 90]).lines[0].text == "Your answer is too high."
    assert not any("12" in line.text for line in coach(NUMBER, NUMBER_KEY, [5, 90]).lines)
    assert coach(NUMBER, NUMBER_KEY, [5, 90], shown=True).answer[0].text == "The answer is £12."


@given(st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=6))
def test_no_miss_of_a_choice_names_the_key_or_its_reason(tries: list[str]) -> None:
    told = coach(CHOICE, CHOICE_KEY, tries)
    assert "c" not in told.rows
    assert all("you learn why" not in line.text and line.item != "c" for line in told.lines)


@given(st.dictionaries(st.sampled_from(["x", "y", "z"]), st.sampled_from(["m", "l"]), min_size=1))
def test_a_first_miss_of_a_sort_tells_no_reason(value: dict[str, str]) -> None:
    told = coach(SORT, SORT_KEY, [value])
    if told.outcome != "right":
        assert not {line.text for line in told.lines} & set(SORT_KEY.why.values())


def test_a_try_that_no_longer_fits_the_question_is_passed_over() -> None:
    assert coach(CHOICE, CHOICE_KEY, ["gone", 3, "a"]).says == "Not this one."
    assert not coach(CHOICE, CHOICE_KEY, ["gone", 3, "a"]).can_show
    assert coach(CHOICE, CHOICE_KEY, ["gone"]).outcome == "not attempted"
    assert coach(CHOICE, CHOICE_KEY, []).says == "Answer first, then check."
