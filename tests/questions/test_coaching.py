from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import carelab.questions as q
from carelab.questions.plan import AtLeast, Count
from carelab.questions.plan.column import Column
from carelab.questions.plan.rule import should

CHOICE = q.Choice(id="q", ask="What first?", options={"a": "Wait", "b": "Tell them off", "c": "Ask"})
CHOICE_KEY = q.Key("c", {"a": "Waiting costs. It is dear.", "b": "He is new. Nobody told him how.", "c": "Ask: you learn why."})
SORT = q.Sort(id="q", ask="Which?", cards={"x": "Ex", "y": "Why", "z": "Zed"}, columns={"m": "Manage", "l": "Lead"})
SORT_KEY = q.Key({"x": ["m"], "y": ["l"], "z": ["m", "l"]}, {"x": "It plans.", "y": "It moves.", "z": "Either."})
TICKS = q.Choices(id="q", ask="Which?", options={"a": "Ay", "b": "Bee", "c": "Sea", "d": "Dee"})
TICKS_KEY = q.Key(("a", "b"), {"a": "A good one.", "b": "This as well.", "c": "Only a signature. It shows no deed.", "d": "No."})
MATCH = q.Match(id="q", ask="Which?", left={"x": "Ex", "y": "Why"}, right={"one": "First", "two": "Second", "three": "Third"})
MATCH_KEY = q.Key({"x": "two", "y": "one"}, {"x": "X is second.", "y": "Y is first."})
ORDER = q.Order(id="q", ask="Order?", steps={"b": "Then", "a": "First", "c": "Last"})
ORDER_KEY = q.Key(("a", "b", "c"), "Start at the start.")
NUMBER = q.Number(id="q", ask="How many?", unit="£")
NUMBER_KEY = q.Key(12, "Four times three.", slips={"sum": q.Slip(7, "You added. Multiply.")})
SCENES = {
    "start": q.Scene("A bell.", {"go": q.Go("Go in", "in"), "pass": q.Go("Walk on", "in")}),
    "in": q.Scene("She is thirsty.", {"help": q.Go("Help", "end"), "tell": q.Go("Tell someone", "end")}),
    "end": q.Scene("The end."),
}
STORY = q.Scenario(id="q", ask="What do you do?", scenes=SCENES)
STORY_KEY = q.Key(
    ("go", "help"), {"start:pass": "The bell goes on.", "in:tell": "You are here."}, scores={"start:go": 1, "in:help": 1}
)
PLAN = q.Plan(id="q", ask="Plan it.", tables=[q.PlanTable("t", "Tasks", [Column("what", "What")], mode="free", most=3)])
TWO = should("two", AtLeast(Count("t"), 2), "There are two tasks.", why="One is not enough.")
PLAN_KEY = q.Key({"t": {"r1": {"what": "Talk"}, "r2": {"what": "Do"}}}, "Two will do.", rules=[TWO])
CASES: dict[str, tuple[q.Question, q.Key, Any, Any]] = {
    "choice": (CHOICE, CHOICE_KEY, "a", "c"), "choices": (TICKS, TICKS_KEY, ["a", "c"], ["a", "b"]),
    "sort": (SORT, SORT_KEY, {"x": "m", "y": "m"}, {"x": "m", "y": "l", "z": "l"}),
    "match": (MATCH, MATCH_KEY, {"x": "three", "y": "one"}, {"x": "two", "y": "one"}),
    "order": (ORDER, ORDER_KEY, ["a", "c", "b"], ["a", "b", "c"]), "number": (NUMBER, NUMBER_KEY, 11, 12),
    "scenario": (STORY, STORY_KEY, ["go", "tell"], ["go", "help"]),
    "plan": (PLAN, PLAN_KEY, {"t": {"r1": {"what": "Talk"}}}, {"t": {"r1": {"what": "Talk"}, "r2": {"what": "Do"}}}),
}  # fmt: skip


@pytest.mark.parametrize(("question", "key", "wrong", "right"), CASES.values(), ids=CASES)
def test_a_hint_then_reasons_then_the_answer_for_whoever_asks(question: q.Question, key: q.Key, wrong: Any, right: Any) -> None:
    first, second = q.coach(question, key, [wrong]), q.coach(question, key, [wrong, wrong])
    assert first.outcome != "right"
    assert first.lines
    assert second.lines
    assert [(told.can_show, told.answer) for told in (first, second)] == [(False, ()), (True, ())]
    shown = q.coach(question, key, [wrong, wrong], shown=True)
    assert shown.answer
    assert not shown.can_show
    assert q.coach(question, key, [wrong, right], shown=True).outcome == "right"
    told = q.coach(question, key, [wrong, right])
    assert (told.outcome, told.can_show) == ("right", False)
    assert set(told.rows.values()) <= {"right"} or isinstance(question, q.Choice)


def test_the_result_says_how_many_are_right() -> None:
    assert {case: q.coach(question, key, [wrong]).says for case, (question, key, wrong, _) in CASES.items()} == {
        "choice": "Not this one.", "choices": "1 of 2 found. 1 tick doesn’t belong.", "sort": "1 of 3 right.",
        "match": "1 of 2 right.", "order": "1 of 3 in the right place.", "number": "Not yet.",
        "scenario": "1 of 2 steps were good ones.", "plan": "0 of 1 rules met.",
    }  # fmt: skip


def test_every_row_has_its_verdict_and_what_was_left_unticked_has_none() -> None:
    assert q.coach(SORT, SORT_KEY, [{"x": "m", "y": "m"}]).rows == {"x": "right", "y": "wrong", "z": "missing"}
    assert q.coach(TICKS, TICKS_KEY, [["a", "c"]]).rows == {"a": "right", "c": "wrong"}
    assert q.coach(ORDER, ORDER_KEY, [["a", "c", "b"]]).rows == {"a": "right", "c": "wrong", "b": "wrong"}
    assert q.coach(CHOICE, CHOICE_KEY, ["a", "b"]).rows == {"a": "wrong", "b": "wrong"}
    assert q.coach(STORY, STORY_KEY, [["pass", "help"]]).rows == {"start:pass": "wrong", "in:help": "right"}


def test_a_hint_of_the_authors_comes_first_by_what_was_chosen() -> None:
    key = q.Key("c", CHOICE_KEY.why, hints={"a": "Who waits?", "overall": "What do you not know yet?"})
    told = [q.coach(CHOICE, one, [tried]).lines for one, tried in ((key, "a"), (key, "b"), (CHOICE_KEY, "b"))]
    hints = ["Who waits?", "What do you not know yet?", "He is new. Nobody told him how."]
    assert [[line.text for line in lines] for lines in told] == [[hint] for hint in hints]


def test_a_number_off_by_a_known_slip_is_told_the_slip_and_any_other_its_direction() -> None:
    assert q.coach(NUMBER, NUMBER_KEY, [7]).lines[0].text == "You added. Multiply."
    assert q.coach(NUMBER, NUMBER_KEY, [5]).lines[0].text == "Your answer is too low."
    assert q.coach(NUMBER, NUMBER_KEY, [5, 90]).lines[0].text == "Your answer is too high."
    assert not any("12" in line.text for line in q.coach(NUMBER, NUMBER_KEY, [5, 90]).lines)
    assert q.coach(NUMBER, NUMBER_KEY, [5, 90], shown=True).answer[0].text == "The answer is £12."


@given(st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=6))
def test_no_miss_of_a_choice_names_the_key_or_its_reason(tries: list[str]) -> None:
    told = q.coach(CHOICE, CHOICE_KEY, tries)
    assert "c" not in told.rows
    assert all("you learn why" not in line.text and line.item != "c" for line in told.lines)


@given(st.dictionaries(st.sampled_from(["x", "y", "z"]), st.sampled_from(["m", "l"]), min_size=1))
def test_a_first_miss_of_a_sort_tells_no_reason(value: dict[str, str]) -> None:
    told = q.coach(SORT, SORT_KEY, [value])
    if told.outcome != "right":
        assert not {line.text for line in told.lines} & set(SORT_KEY.why.values())


def test_a_try_that_no_longer_fits_the_question_is_passed_over() -> None:
    assert q.coach(CHOICE, CHOICE_KEY, ["gone", 3, "a"]).says == "Not this one."
    assert not q.coach(CHOICE, CHOICE_KEY, ["gone", 3, "a"]).can_show
    assert q.coach(CHOICE, CHOICE_KEY, ["gone"]).outcome == "not attempted"
    assert q.coach(CHOICE, CHOICE_KEY, []).says == "Answer first, then check."
