from typing import Any

import pytest
from asked import BEST_PLAN, QUESTIONS

from carelab.questions import read_response
from carelab.questions.errors import BadAnswer
from carelab.questions.reading import LONGEST_TEXT
from carelab.questions.scenario import LONGEST
from carelab.questions.values import MOST_PARTS

WRONG_KINDS: dict[str, list[Any]] = {
    "choice": ["z", "", 0, 1.5, True, ["a"], {"a": "b"}, "A", "a "],
    "choices": ["a", "ab", {"a": 1}, 5, True, ["z"], ["a", "a"], ["a", None], [["a"]], list("abcda"), b"a"],
    "sort": ["x", ["x"], 5, True, {"w": "m"}, {"w": None}, {"x": "z"}, {"x": ["m"]}, {"x": 1}, dict.fromkeys("xyzw", "m")],
    "match": ["x", ["x"], 5, {"p": "x"}, {"x": "y"}, {"x": ""}, {"": "p"}],
    "order": ["abcd", {"a": 1}, 5, ["a"], list("abc"), list("abcc"), list("abcde"), [1, 2, 3, 4], [["a"], "b", "c", "d"]],
    "number": ["5", "", True, False, [5], {"value": 5}, float("nan"), float("inf"), 1e13, 10**400],
    "table": ["7.5", [], {}, -1e300],
    "plan": [
        "plan", 5, True, ["budget"], {"other": {}}, {"budget": []}, {"budget": "x"}, {"budget": 0}, {"budget": {"rent": {}}},
        {"budget": {"food": []}}, {"budget": {"food": 5}}, {"budget": {"food": {"cost": 5}}},
        {"budget": {"food": {"amount": "5"}}}, {"budget": {"food": {"amount": True}}},
        {"budget": {"food": {"amount": float("nan")}}}, {"budget": {"food": {"reason": 5}}},
        {"budget": {"food": {"reason": "x" * (LONGEST_TEXT + 1)}}}, {"budget": {"food": {"amount": 10**5000}}},
        {"team": {"rota": {"lead": "bob"}}}, {"team": {"rota": {"lead": ["sam"]}}}, {"team": {"rota": {"told": "yes"}}},
        {"team": {"rota": {"told": 1}}}, {"team": {"rota": {"when": "23/11/2026"}}}, {"team": {"rota": {"when": "2026-02-30"}}},
        {"team": {"rota": {"when": 20261123}}}, {"team": {"rota": {}, "meals": {}, "visits": {}}}, {"steps": {"r0": {}}},
        {"steps": {"r5": {"what": "x"}}}, {"steps": {"r01": {}}}, {"steps": [{"what": "x"}]},
    ],
    "scenario": [
        "ask", {"ask": 1}, 5, ["swap"], ["ask", "ask"], ["warn", "ask"], ["ask", None], [["ask"]], ["a"] * (LONGEST + 1),
    ],
    "code": [
        "hours", ["hours"], 5, {"cost": 5}, {"hours": {}}, {"hours": {"is": "number"}}, {"hours": b"5"},
        {"by_day": {"is": "dict", "pairs": [["Mon"]]}}, {"by_day": {"is": "series", "pairs": {"Mon": 5}}}, {"who": {"is": "set"}},
        {"rota": {"is": "table", "columns": ["name"], "rows": [["Ann", 5]]}},
        {"rota": {"is": "table", "columns": ["name"], "rows": [["Ann"]], "index": [0, 1]}}, {"rota": [[[[[[[[[]]]]]]]]]},
        {"who": ["Ann"] * MOST_PARTS},
    ],
    "reflection": [5, True, ["text"], {"text": "x"}, "x" * (LONGEST_TEXT + 1)],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "value"), [(k, v) for k, values in WRONG_KINDS.items() for v in values], ids=lambda _: "")
def test_a_value_that_cannot_be_an_answer_is_refused_by_name(kind: str, value: object) -> None:
    question = QUESTIONS[kind]
    with pytest.raises(BadAnswer, match=rf"^Question {question.id}: ") as caught:
        read_response(question, value)
    assert caught.value.question == question.id
    assert caught.value.next_step == "Choose or type your answer again."


@pytest.mark.parametrize(("kind", "value", "read"), [
    ("choices", ("a", "c"), ["a", "c"]), ("sort", {"z": "m", "x": "l", "y": None}, {"x": "l", "z": "m"}), ("number", 5, 5.0),
    ("order", tuple("dcba"), list("dcba")), ("plan", BEST_PLAN, BEST_PLAN),
    ("plan", {"steps": {"r1": {"what": " why \x00"}}}, {"steps": {"r1": {"what": "why"}}}),
    ("plan", {"budget": {"food": {"amount": None}, "energy": None}, "team": {}}, None),
    ("plan", {"team": {"rota": {"told": False}, "meals": None}}, {"team": {"rota": {"told": False}}}),
    ("plan", {"steps": {"r4": {"what": "Last"}, "r1": {"what": ""}}}, {"steps": {"r4": {"what": "Last"}}}),
    ("scenario", ("ask",), ["ask"]), ("reflection", "One\r\n\x07two", "One\ntwo"),
])  # fmt: skip
def test_a_value_is_read_into_the_one_shape_that_is_marked(kind: str, value: object, read: object) -> None:
    assert read_response(QUESTIONS[kind], value) == read


def test_a_number_is_a_float_and_a_refused_cell_is_named_by_its_heading_and_what_was_typed() -> None:
    assert isinstance(read_response(QUESTIONS["number"], 5), float)
    with pytest.raises(BadAnswer, match="Question q-plan: 'Lead' cannot be 'bob'"):
        read_response(QUESTIONS["plan"], {"team": {"rota": {"lead": "bob"}}})
