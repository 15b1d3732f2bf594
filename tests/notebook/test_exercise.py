import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import carelab
from carelab.notebook.exercise import latest
from carelab.notebook.receiver import collecting
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
    "choice": (TWO,), "choices": (THREE,), "sort": (TWO, THREE), "match": (TWO, THREE), "order": (TWO,), "number": (),
    "table": ("Figures", TWO, [(1, 2)]), "plan": (PLAN,), "scenario": (STORY,), "reflection": (TWO,),
}  # fmt: skip
LESSON: dict[str, dict[str, Any]] = {
    "choice": {"key": "a", "why": {"a": "Yes."}}, "choices": {"key": ["a", "b"], "why": {"c": "No."}},
    "sort": {"key": {"a": ["b"], "b": ["b", "c"]}, "why": {}}, "match": {"key": {"a": "c", "b": "c"}, "why": {}},
    "order": {"key": ["b", "a"], "why": "So."},
    "number": {"key": 5, "why": "Add.", "tolerance": 1, "slips": {"sign": Slip(-5, "Sign.")}},
    "table": {"key": 2, "why": "Add.", "tolerance": 1},
    "plan": {"key": {"t": {"r1": {"what": "Talk"}}}, "rules": [RULE], "why": "Plan it."},
    "scenario": {"key": ["ask"], "scores": {"start:ask": 1}, "why": {"start:warn": "Ask first."}},
}  # fmt: skip
"""What a lesson says of each kind's key, by the names that a key has."""


@pytest.mark.parametrize("kind", EXERCISE)
def test_an_exercise_asks_each_kind_and_holds_no_key(kind: str) -> None:
    with collecting() as found:
        getattr(carelab.exercise(UNIT), kind)("q1", *EXERCISE[kind], ask="What?")
    assert (found.questions["q1"].kind, found.questions["q1"].ask) == (kind, "What?")
    assert (found.keys, found.units) == ({}, [UNIT])


@pytest.mark.parametrize("kind", LESSON)
def test_a_lesson_asks_each_kind_with_its_key_and_refuses_one_that_does_not_fit(kind: str) -> None:
    about = LESSON[kind]
    with collecting() as found:
        getattr(carelab.lesson(UNIT), kind)("q1", *EXERCISE[kind], ask="What?", **about)
    assert found.questions["q1"].kind == kind
    value = tuple(about["key"]) if isinstance(about["key"], list) else about["key"]
    assert found.keys == {"q1": Key(**{name: given for name, given in about.items() if name != "key"}, value=value)}
    with collecting() as found, pytest.raises(BadQuestion, match="Question q1: "):
        getattr(carelab.lesson(UNIT), kind)("q1", *EXERCISE[kind], ask="What?", **{**about, "key": "ghost"})
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


def test_a_lesson_keeps_its_models_and_questions_are_kept_in_the_order_in_which_they_are_asked() -> None:
    with collecting() as found:
        carelab.lesson(UNIT).model(MODEL)
        ex = carelab.exercise(UNIT, variants=4)
        for question in ("q9", "q1", "q5a"):
            ex.number(question, ask="How much?")
        ex.finish()
    assert list(found.questions) == list(ex.asked) == ["q9", "q1", "q5a"]
    assert (found.variants, found.models) == (4, [MODEL])


@given(st.integers(1, 999))
def test_the_variant_asked_for_is_the_one_the_notebook_sees(variant: int) -> None:
    with collecting(variant):
        assert carelab.exercise(UNIT, variants=999).variant == variant


def test_one_collecting_within_another_keeps_them_apart_and_the_exercise_opened_last_is_found() -> None:
    with collecting() as outer:
        carelab.exercise("01-one")
        with collecting() as inner:
            carelab.exercise("02-two")
        third = carelab.exercise("03-three")
        assert latest() is third
    assert (outer.units, inner.units) == (["01-one", "03-three"], ["02-two"])


def test_collecting_ends_when_a_cell_fails() -> None:
    with pytest.raises(ZeroDivisionError), collecting():
        raise ZeroDivisionError
    with collecting() as found:
        carelab.exercise(UNIT)
    assert found.units == [UNIT]


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
