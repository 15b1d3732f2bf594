from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import carelab
from carelab.notebook.exercise import latest
from carelab.notebook.receiver import Collector, collecting
from carelab.questions import BadQuestion, Go, Key, PlanTable, Scene, Slip
from carelab.questions.plan import AtLeast, Count
from carelab.questions.plan.column import Column
from carelab.questions.plan.rule import should
from carelab.sims.budget import MODEL

UNIT = "08-budgeting"
TWO = {"a": "Ay", "b": "Bee"}
THREE = {**TWO, "c": "Sea"}
STORY = {"start": Scene("Late.", {"ask": Go("Ask", "end"), "warn": Go("Warn", "end")}), "end": Scene("The end.")}
PLAN = [PlanTable("t", "Tasks", [Column("what", "What"), Column("by", "By", "date")], mode="free", most=3)]
RULE = should("some", AtLeast(Count("t"), 1), "There is a task.")

EXERCISE: dict[str, tuple[Any, ...]] = {
    "choice": (TWO,),
    "choices": (THREE,),
    "sort": (TWO, THREE),
    "match": (TWO, THREE),
    "order": (TWO,),
    "number": (),
    "table": ("Figures", TWO, [(1, 2)]),
    "plan": (PLAN,),
    "scenario": (STORY,),
    "reflection": (TWO,),
}
LESSON: dict[str, tuple[tuple[Any, ...], dict[str, Any], Key]] = {
    "choice": ((TWO,), {"key": "a", "why": {"a": "Yes."}}, Key("a", {"a": "Yes."})),
    "choices": ((THREE,), {"key": ["a", "b"], "why": {"c": "No."}}, Key(("a", "b"), {"c": "No."})),
    "sort": ((TWO, THREE), {"key": {"a": ["b"], "b": ["b", "c"]}, "why": {}}, Key({"a": ["b"], "b": ["b", "c"]}, {})),
    "match": ((TWO, THREE), {"key": {"a": "c", "b": "c"}, "why": {}}, Key({"a": "c", "b": "c"}, {})),
    "order": ((TWO,), {"key": ["b", "a"], "why": "So."}, Key(("b", "a"), "So.")),
    "number": (
        (),
        {"key": 5, "why": "Add.", "tolerance": 1, "slips": {"sign": Slip(-5, "Sign.")}},
        Key(5, "Add.", tolerance=1, slips={"sign": Slip(-5, "Sign.")}),
    ),
    "table": (("Figures", TWO, [(1, 2)]), {"key": 2, "why": "Add.", "tolerance": 1}, Key(2, "Add.", tolerance=1)),
    "plan": (
        (PLAN,),
        {"key": {"t": {"r1": {"what": "Talk"}}}, "rules": [RULE], "why": "Plan it."},
        Key({"t": {"r1": {"what": "Talk"}}}, "Plan it.", rules=[RULE]),
    ),
    "scenario": (
        (STORY,),
        {"key": ["ask"], "scores": {"start:ask": 1}, "why": {"start:warn": "Ask first."}},
        Key(("ask",), {"start:warn": "Ask first."}, scores={"start:ask": 1}),
    ),
}


@pytest.mark.parametrize("kind", EXERCISE)
def test_an_exercise_asks_each_kind_and_holds_no_key(kind: str) -> None:
    with collecting() as found:
        getattr(carelab.exercise(UNIT), kind)("q1", *EXERCISE[kind], ask="What?")
    assert found.questions["q1"].kind == kind
    assert found.questions["q1"].ask == "What?"
    assert found.keys == {}
    assert found.units == [UNIT]


@pytest.mark.parametrize("kind", LESSON)
def test_a_lesson_asks_each_kind_with_its_key(kind: str) -> None:
    positional, named, key = LESSON[kind]
    with collecting() as found:
        getattr(carelab.lesson(UNIT), kind)("q1", *positional, ask="What?", **named)
    assert found.questions["q1"].kind == kind
    assert found.keys == {"q1": key}


@pytest.mark.parametrize("kind", LESSON)
def test_a_lesson_refuses_a_key_that_does_not_fit(kind: str) -> None:
    positional, named, _ = LESSON[kind]
    with collecting() as found, pytest.raises(BadQuestion, match="Question q1: "):
        getattr(carelab.lesson(UNIT), kind)("q1", *positional, ask="What?", **{**named, "key": "ghost"})
    assert found.questions == {}


@pytest.mark.parametrize("opened", [carelab.exercise, carelab.lesson])
def test_an_id_that_is_used_twice_is_refused(opened: Any) -> None:
    key = {"key": "a", "why": {}} if opened is carelab.lesson else {}
    with collecting() as found:
        unit = opened(UNIT)
        unit.choice("q1", TWO, ask="What?", **key)
        with pytest.raises(BadQuestion, match="Question q1: this id is used twice in the unit") as caught:
            unit.choice("q1", THREE, ask="Which?", **key)
    assert caught.value.question == "q1"
    assert found.questions["q1"].ask == "What?"


def test_questions_are_kept_in_the_order_in_which_they_are_asked() -> None:
    with collecting() as found:
        ex = carelab.exercise(UNIT, variants=4)
        for question in ("q9", "q1", "q5a"):
            ex.number(question, ask="How much?")
        ex.finish()
    assert list(found.questions) == list(ex.asked) == ["q9", "q1", "q5a"]
    assert found.variants == 4


def test_a_lesson_keeps_its_models() -> None:
    with collecting() as found:
        carelab.lesson(UNIT).model(MODEL)
    assert found.models == [MODEL]


@given(st.integers(1, 999))
def test_the_variant_asked_for_is_the_one_the_notebook_sees(variant: int) -> None:
    with collecting(variant):
        assert carelab.exercise(UNIT, variants=999).variant == variant


def test_one_collecting_within_another_keeps_them_apart() -> None:
    with collecting() as outer:
        carelab.exercise("01-one")
        with collecting() as inner:
            carelab.exercise("02-two")
        carelab.exercise("03-three")
    assert (outer.units, inner.units) == (["01-one", "03-three"], ["02-two"])


def test_collecting_ends_when_a_cell_fails() -> None:
    with pytest.raises(ZeroDivisionError), collecting():
        raise ZeroDivisionError
    with collecting() as found:
        carelab.exercise(UNIT)
    assert isinstance(found, Collector)
    assert found.units == [UNIT]


def test_the_exercise_that_was_opened_last_is_found() -> None:
    with collecting():
        carelab.exercise("01-one")
        second = carelab.exercise("02-two")
        assert latest() is second


QUIET = """
import sys
import carelab
assert not {"IPython", "ipywidgets", "anywidget", "pandas", "nbformat"} & set(sys.modules)
from carelab.notebook.exercise import latest
from carelab.notebook.receiver import collecting
try:
    latest()
except LookupError as error:
    assert "first cell" in str(error)
with collecting() as found:
    ex = carelab.exercise("08-budgeting")
    ex.choice("q1", {"a": "Ay", "b": "Bee"}, ask="Which?")
    ex.finish()
    lesson = carelab.lesson("08-budgeting")
    lesson.choice("q1", {"a": "Ay", "b": "Bee"}, ask="Which?", key="a", why={})
    lesson.finish()
assert not {"IPython", "ipywidgets", "anywidget", "pandas", "nbformat", "traitlets"} & set(sys.modules), sorted(sys.modules)
assert not [name for name in sys.modules if name.startswith(("carelab.ui", "grader"))]
"""


def test_collecting_shows_nothing_and_imports_no_widget(tmp_path: Any) -> None:
    done = subprocess.run([sys.executable, "-W", "error", "-c", QUIET], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []
