from dataclasses import replace
from typing import Any

import pytest
from asked import AUTHORED, KEYS, QUESTIONS, VALUES

from carelab.questions import BadQuestion, Key, Order, Plan, Slip, all_rules, check_key, must, note
from carelab.questions.keycheck import reason_ids
from carelab.questions.plan import AtLeast, AtMost, Count

OPEN = Plan(id="q-plan", ask="Plan it.", tables=QUESTIONS["plan"].tables)
ANY = AtLeast(Count("team"), 0)
NAN, INFINITY = float("nan"), float("inf")


def refusal(kind: str, key: Key) -> str:
    with pytest.raises(BadQuestion, match=rf"^Question {QUESTIONS[kind].id}: ") as caught:
        check_key(QUESTIONS[kind], key)
    assert caught.value.question == QUESTIONS[kind].id
    return str(caught.value)


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_key_that_fits_is_accepted(kind: str) -> None:
    check_key(QUESTIONS[kind], KEYS[kind])


@pytest.mark.parametrize("kind", AUTHORED)
@pytest.mark.parametrize("empty", [None, "", [], {}])
def test_no_key_and_an_empty_key_are_refused(kind: str, empty: object) -> None:
    refusal(kind, replace(KEYS[kind], value=empty))


@pytest.mark.parametrize(("kind", "value", "says"), [
    ("choice", "z", "not one of the options"), ("choice", ["a"], "not one of the options"),
    ("choices", ["a", "z"], "not one of the options"), ("choices", ["a", "a"], "same entry twice"),
    ("choices", "a", "not a list"),
    ("sort", {"x": ["m"], "y": ["l"]}, "a column for every card"),
    ("sort", {"x": ["m"], "y": ["l"], "z": ["l"], "w": ["l"]}, "a column for every card"),
    *(("sort", {"x": ["m"], "y": ["l"], "z": none}, "a list of columns") for none in ([], "l", None)),
    ("sort", {"x": ["m"], "y": ["l"], "z": ["n"]}, "columns that are not there: n"),
    *(("match", half, "pair everything on the left") for half in ({"x": "p"}, {"x": "p", "y": None}, ["x", "y"])),
    ("match", {"x": "p", "y": "z"}, "not one of the options"),
    *(("order", list(steps), "every step once") for steps in ("abc", "abcc", "abcda")),
    ("order", list("abcd"), "declared in the right order"),
    *(("number", value, "must be a number") for value in ("9600", NAN, True)),
    ("plan", {"budgets": {}}, "a part that was not asked for"),
    ("plan", {"budget": {"food": {"amount": "lots"}}}, "'Amount' cannot be 'lots'"),
    ("scenario", ["ask", "ring"], "a choice that the story does not offer"),
    ("scenario", ["ask"], "stops before the story ends"), ("scenario", ["warn"], "not the walk that earns most"),
    *(("code", value, "every value that it asks for") for value in ({"hours": 12.5}, {**VALUES, "cost": 5})),
    ("code", {**VALUES, "hours": NAN}, "value for 'hours' has something missing"),
    ("code", {**VALUES, "who": ["Ann", None]}, "value for 'who' has something missing"),
    ("code", {**VALUES, "rota": {"is": "other", "type": "function"}}, "value for 'rota' has something missing"),
    ("code", {**VALUES, "rota": {**VALUES["rota"], "columns": ["hours", "Hours"]}}, "value for 'rota' has something missing"),
    ("code", {**VALUES, "by_day": {"Mon": 5}}, "value for 'by_day' has something missing"),
    ("reflection", "Something", "a person marks it"),
])  # fmt: skip
def test_a_key_that_is_no_full_answer_is_refused(kind: str, value: object, says: str) -> None:
    assert says in refusal(kind, replace(KEYS[kind], value=value))


@pytest.mark.parametrize("tolerance", [-1, NAN, INFINITY, "1", None])
def test_a_tolerance_that_cannot_be_used_is_refused(tolerance: Any) -> None:
    assert "tolerance" in refusal("number", Key(5, tolerance=tolerance))


@pytest.mark.parametrize(("kind", "slip", "says"), [
    ("number", Slip(10, "Same."), "within the tolerance"), ("number", Slip(11, "At the edge."), "within the tolerance"),
    *(("number", Slip(5, "A share.", share), "from 0 to less than 1") for share in (1, -0.1, NAN)),
    *(("number", Slip(value, "No number."), "must be a number") for value in ("5", INFINITY)),
    ("code", Slip(12.505, "Near.", of="hours"), "as good as the key"),
    ("code", Slip(["Bo", "Ann"], "Turned round.", of="who"), "as good as the key"),
    ("code", Slip(5, "No name."), 'of="…"'), ("code", Slip(5, "No such name.", of="cost"), 'of="…"'),
    ("code", Slip(5, "All of it.", 1, of="hours"), "from 0 to less than 1"),
    ("code", Slip(NAN, "Nothing.", of="hours"), "cannot be compared"),
])  # fmt: skip
def test_a_slip_that_can_never_be_caught_or_marked_is_refused(kind: str, slip: Slip, says: str) -> None:
    key = KEYS["code"] if kind == "code" else Key(10, tolerance=1)
    said = refusal(kind, replace(key, slips={"wrong": slip}))
    assert says in said
    assert "'wrong'" in said


def test_a_slip_at_an_edge_that_rounding_blurs_and_two_with_one_number_are_refused() -> None:
    assert 0.4 - 0.3 > 0.1
    assert "within the tolerance" in refusal("number", Key(0.3, tolerance=0.1, slips={"edge": Slip(0.4, "Edge.")}))
    assert "another slip" in refusal("number", Key(10, slips={"a": Slip(5, "A."), "b": Slip(5.0, "B.")}))


def test_a_plan_needs_a_rule_that_earns_marks() -> None:
    best = KEYS["plan"].value
    for rules in ([], [note("n", ANY, "A note.")], [must("m", ANY, "Weighs nothing.", weight=0)]):
        with pytest.raises(BadQuestion, match="no rules that earn marks"):
            check_key(OPEN, Key(best, rules=rules))
    check_key(OPEN, Key(best, rules=[must("m", ANY, "Counts.")]))


@pytest.mark.parametrize(("rule", "says"), [
    (must("total", ANY, "The id of one on show."), "same id"),
    (must("typo", AtMost(Count("temas"), 3), "Never read."), "'temas' that is not there"),
])  # fmt: skip
def test_a_rule_of_the_key_that_does_not_fit_the_plan_is_refused(rule: Any, says: str) -> None:
    assert says in refusal("plan", replace(KEYS["plan"], rules=[rule]))


@pytest.mark.parametrize("kind", ["choice", "choices", "sort", "match", "order", "number", "plan", "scenario"])
def test_a_reason_for_what_is_not_there_is_refused(kind: str) -> None:
    assert "why names what is not there: ghost" in refusal(kind, replace(KEYS[kind], why={"ghost": "Boo.", "overall": "Well."}))


@pytest.mark.parametrize(("kind", "item"), [
    *((kind, "ghost") for kind in QUESTIONS), ("choice", "b"), ("choices", "a"), ("order", "c"), ("sort", "x"),
    ("sort", "x:m"), ("sort", "x:ghost"), ("match", "x:q"), ("match", "ghost:p"), ("scenario", "late:ask"),
    ("scenario", "ask"),
])  # fmt: skip
def test_a_misconception_that_can_never_be_caught_is_refused(kind: str, item: str) -> None:
    assert f"not there, or is right: {item}" in refusal(kind, replace(KEYS[kind], catches={item: "MC01"}))


@pytest.mark.parametrize(
    "scores", [{}, {"late:ask": 0}, {"late:ghost": 1}, {"late:ask": -1}, {"late:ask": "1"}, {"late:warn": 1}]
)
def test_scores_of_a_story_that_cannot_mark_are_refused(scores: dict[str, Any]) -> None:
    refusal("scenario", replace(KEYS["scenario"], scores=scores))


def test_the_best_answer_to_a_sort_takes_the_first_column_of_each_card() -> None:
    assert KEYS["sort"].best(QUESTIONS["sort"]) == {"x": "m", "y": "l", "z": "l"}
    assert KEYS["reflection"].best(QUESTIONS["reflection"]) is None


def test_reasons_are_found_by_item_or_for_the_whole() -> None:
    each = Key("a", {"a": "Because.", "overall": "In all."})
    assert (each.reason("a"), each.reason("b"), each.overall) == ("Because.", "", "In all.")
    assert (Key("a", "In all.").reason("a"), Key("a", "In all.").overall) == ("", "In all.")
    counts = {"choice": 3, "sort": 3, "match": 2, "order": 4, "scenario": 4, "number": 0}
    assert {kind: len(reason_ids(QUESTIONS[kind])) for kind in counts} == counts


def test_rules_on_show_come_first() -> None:
    plan = QUESTIONS["plan"]
    assert [rule.id for rule in all_rules(plan, KEYS["plan"])] == ["total", "food", "led", "picked", "lines", "rested", "dear"]


def test_the_screen_of_an_order_never_starts_on_the_answer() -> None:
    question = Order(id="q1", ask="When?", steps={"a": "Ay", "b": "Bee"})
    with pytest.raises(BadQuestion, match="the screen would show it"):
        check_key(question, Key(("a", "b")))
    check_key(question, Key(("b", "a")))
