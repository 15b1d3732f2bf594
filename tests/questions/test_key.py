from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from asked import AUTHORED, KEYS, QUESTIONS, VALUES, any_value
from hypothesis import given, settings
from hypothesis import strategies as st

from carelab.questions import Key, Order, Plan, Slip, check_key, must, note, score
from carelab.questions.errors import BadQuestion
from carelab.questions.key import all_rules
from carelab.questions.keycheck import reason_ids
from carelab.questions.plan import AtLeast, AtMost, Count

OPEN = Plan(id="q-plan", ask="Plan it.", tables=QUESTIONS["plan"].tables)  # type: ignore[attr-defined]


def refusal(kind: str, key: Key) -> str:
    with pytest.raises(BadQuestion) as caught:
        check_key(QUESTIONS[kind], key)
    assert caught.value.question == QUESTIONS[kind].id
    assert str(caught.value).startswith(f"Question {QUESTIONS[kind].id}: ")
    return str(caught.value)


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_key_that_fits_is_accepted(kind: str) -> None:
    check_key(QUESTIONS[kind], KEYS[kind])


@pytest.mark.parametrize("kind", AUTHORED)
def test_no_key_is_refused(kind: str) -> None:
    refusal(kind, replace(KEYS[kind], value=None))


@pytest.mark.parametrize("kind", [k for k in AUTHORED if k not in ("number", "table")])
@pytest.mark.parametrize("empty", ["", [], {}])
def test_an_empty_key_is_refused(kind: str, empty: object) -> None:
    refusal(kind, replace(KEYS[kind], value=empty))


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("choice", "z", "not one of the options"),
        ("choice", ["a"], "not one of the options"),
        ("choices", ["a", "z"], "not one of the options"),
        ("choices", ["a", "a"], "same entry twice"),
        ("choices", "a", "not a list"),
        ("sort", {"x": ["m"], "y": ["l"]}, "a column for every card"),
        ("sort", {"x": ["m"], "y": ["l"], "z": ["l"], "w": ["l"]}, "a column for every card"),
        ("sort", {"x": ["m"], "y": ["l"], "z": []}, "a list of columns"),
        ("sort", {"x": ["m"], "y": ["l"], "z": "l"}, "a list of columns"),
        ("sort", {"x": ["m"], "y": ["l"], "z": None}, "a list of columns"),
        ("sort", {"x": ["m"], "y": ["l"], "z": ["n"]}, "columns that are not there: n"),
        ("match", {"x": "p"}, "pair everything on the left"),
        ("match", {"x": "p", "y": None}, "pair everything on the left"),
        ("match", {"x": "p", "y": "z"}, "not one of the options"),
        ("match", ["x", "y"], "pair everything on the left"),
        ("order", ["a", "b", "c"], "every step once"),
        ("order", ["a", "b", "c", "c"], "every step once"),
        ("order", ["a", "b", "c", "d", "a"], "every step once"),
        ("order", ["a", "b", "c", "d"], "declared in the right order"),
        ("number", "9600", "must be a number"),
        ("number", float("nan"), "must be a number"),
        ("number", True, "must be a number"),
        ("plan", {"budgets": {}}, "a part that was not asked for"),
        ("plan", {"budget": {"food": {"amount": "lots"}}}, "'Amount' cannot be 'lots'"),
        ("scenario", ["ask", "ring"], "a choice that the story does not offer"),
        ("scenario", ["ask"], "stops before the story ends"),
        ("scenario", ["warn"], "not the walk that earns most"),
        ("code", {"hours": 12.5}, "every value that it asks for"),
        ("code", {**VALUES, "cost": 5}, "every value that it asks for"),
        ("code", {**VALUES, "hours": float("nan")}, "value for 'hours' has something missing"),
        ("code", {**VALUES, "who": ["Ann", None]}, "value for 'who' has something missing"),
        ("code", {**VALUES, "rota": {"is": "other", "type": "function"}}, "value for 'rota' has something missing"),
        ("code", {**VALUES, "by_day": {"Mon": 5}}, "value for 'by_day' has something missing"),
        ("reflection", "Something", "a person marks it"),
    ],
)
def test_a_key_that_is_no_full_answer_is_refused(kind: str, value: object, says: str) -> None:
    assert says in refusal(kind, replace(KEYS[kind], value=value))


@pytest.mark.parametrize("tolerance", [-1, float("nan"), float("inf"), "1", None])
def test_a_tolerance_that_cannot_be_used_is_refused(tolerance: Any) -> None:
    assert "tolerance" in refusal("number", Key(5, tolerance=tolerance))


@pytest.mark.parametrize(
    ("slip", "says"),
    [
        (Slip(10, "Same."), "within the tolerance"),
        (Slip(11, "At the edge."), "within the tolerance"),
        (Slip(5, "Too much.", 1), "from 0 to less than 1"),
        (Slip(5, "Too little.", -0.1), "from 0 to less than 1"),
        (Slip(5, "Nothing.", float("nan")), "from 0 to less than 1"),
        (Slip("5", "Text."), "must be a number"),  # type: ignore[arg-type]
        (Slip(float("inf"), "Endless."), "must be a number"),
    ],
)
def test_a_slip_that_can_never_be_caught_or_marked_is_refused(slip: Slip, says: str) -> None:
    said = refusal("number", Key(10, tolerance=1, slips={"wrong": slip}))
    assert says in said
    assert "'wrong'" in said


def test_a_slip_at_an_edge_that_rounding_blurs_is_refused() -> None:
    assert 0.4 - 0.3 > 0.1
    assert "within the tolerance" in refusal("number", Key(0.3, tolerance=0.1, slips={"edge": Slip(0.4, "Edge.")}))


@pytest.mark.parametrize(
    ("slip", "says"),
    [
        (Slip(12.505, "Near.", of="hours"), "as good as the key"),
        (Slip(["Bo", "Ann"], "Turned round.", of="who"), "as good as the key"),
        (Slip(5, "No name."), 'of="…"'),
        (Slip(5, "No such name.", of="cost"), 'of="…"'),
        (Slip(5, "All of it.", 1, of="hours"), "from 0 to less than 1"),
        (Slip(float("nan"), "Nothing.", of="hours"), "cannot be compared"),
    ],
)
def test_a_slip_in_code_that_can_never_be_caught_is_refused(slip: Slip, says: str) -> None:
    said = refusal("code", replace(KEYS["code"], slips={"wrong": slip}))
    assert says in said
    assert "'wrong'" in said


def test_two_slips_with_one_number_are_refused() -> None:
    assert "another slip" in refusal("number", Key(10, slips={"a": Slip(5, "A."), "b": Slip(5.0, "B.")}))


def test_a_plan_needs_a_rule_that_earns_marks() -> None:
    most = AtLeast(Count("team"), 0)
    best = KEYS["plan"].value
    for rules in ([], [note("n", most, "A note.")], [must("m", most, "Weighs nothing.", weight=0)]):
        with pytest.raises(BadQuestion, match="no rules that earn marks"):
            check_key(OPEN, Key(best, rules=rules))
    check_key(OPEN, Key(best, rules=[must("m", most, "Counts.")]))


def test_a_rule_of_the_key_may_not_share_the_id_of_one_on_show() -> None:
    rule = must("total", AtLeast(Count("team"), 0), "The same name.")
    assert "same id" in refusal("plan", replace(KEYS["plan"], rules=[rule]))


def test_a_rule_that_reads_a_missing_cell_is_refused() -> None:
    rule = must("typo", AtMost(Count("temas"), 3), "Never read.")
    assert "'temas' that is not there" in refusal("plan", replace(KEYS["plan"], rules=[rule]))


@pytest.mark.parametrize("kind", ["choice", "choices", "sort", "match", "order", "number", "plan", "scenario"])
def test_a_reason_for_what_is_not_there_is_refused(kind: str) -> None:
    assert "why names what is not there: ghost" in refusal(kind, replace(KEYS[kind], why={"ghost": "Boo.", "overall": "Well."}))


@pytest.mark.parametrize(
    ("kind", "item"),
    [
        *((kind, "ghost") for kind in QUESTIONS),
        ("choice", "b"),
        ("choices", "a"),
        ("order", "c"),
        ("sort", "x"),
        ("sort", "x:m"),
        ("sort", "x:ghost"),
        ("match", "x:q"),
        ("match", "ghost:p"),
        ("scenario", "late:ask"),
        ("scenario", "ask"),
    ],
)
def test_a_misconception_that_can_never_be_caught_is_refused(kind: str, item: str) -> None:
    assert f"not there, or is right: {item}" in refusal(kind, replace(KEYS[kind], catches={item: "MC01"}))


@pytest.mark.parametrize(
    "scores", [{}, {"late:ask": 0}, {"late:ghost": 1}, {"late:ask": -1}, {"late:ask": "1"}, {"late:warn": 1}]
)
def test_scores_of_a_story_that_cannot_mark_are_refused(scores: dict[str, Any]) -> None:
    refusal("scenario", replace(KEYS["scenario"], scores=scores))


@pytest.mark.parametrize("kind", QUESTIONS)
def test_no_value_can_crash_the_check(kind: str) -> None:
    @settings(max_examples=60)
    @given(any_value(QUESTIONS[kind]), st.booleans())
    def check_anything(value: Any, bare: bool) -> None:
        key = Key(value) if bare else replace(KEYS[kind], value=value)
        try:
            check_key(QUESTIONS[kind], key)
        except BadQuestion as error:
            assert str(error).encode()  # noqa: PT017 (both outcomes are right; neither may crash)
        else:
            if kind not in ("plan", "reflection"):
                assert score(QUESTIONS[kind], key, key.best(QUESTIONS[kind])).share == 1

    check_anything()


def test_the_best_answer_to_a_sort_takes_the_first_column_of_each_card() -> None:
    assert KEYS["sort"].best(QUESTIONS["sort"]) == {"x": "m", "y": "l", "z": "l"}
    assert KEYS["reflection"].best(QUESTIONS["reflection"]) is None


def test_reasons_are_found_by_item_or_for_the_whole() -> None:
    each = Key("a", {"a": "Because.", "overall": "In all."})
    assert (each.reason("a"), each.reason("b"), each.overall) == ("Because.", "", "In all.")
    assert (Key("a", "In all.").reason("a"), Key("a", "In all.").overall) == ("", "In all.")


@pytest.mark.parametrize(
    ("kind", "count"), [("choice", 3), ("sort", 3), ("match", 2), ("order", 4), ("scenario", 4), ("number", 0)]
)
def test_reasons_can_be_given_for_each_part(kind: str, count: int) -> None:
    assert len(reason_ids(QUESTIONS[kind])) == count


def test_rules_on_show_come_first() -> None:
    plan = QUESTIONS["plan"]
    assert isinstance(plan, Plan)
    assert [rule.id for rule in all_rules(plan, KEYS["plan"])] == ["total", "food", "led", "picked", "lines", "rested", "dear"]


def test_the_screen_of_an_order_never_starts_on_the_answer() -> None:
    question = Order(id="q1", ask="When?", steps={"a": "Ay", "b": "Bee"})
    with pytest.raises(BadQuestion, match="the screen would show it"):
        check_key(question, Key(("a", "b")))
    check_key(question, Key(("b", "a")))
