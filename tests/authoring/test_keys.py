import contextlib
import json
from pathlib import Path

import pytest

import carelab
from carelab.answers import NAME, AnswerFile
from carelab.answers.errors import OtherAssignment
from carelab.notebook.receiver import collecting
from carelab.questions import BadAnswer, BadQuestion, Key, Slip, should
from carelab.questions.plan import AtLeast, Count
from grader.authoring.keys import collecting_keys, mark, slip

UNIT = "08-budgeting"


def test_a_key_is_collected_with_all_that_was_said() -> None:
    rule = should("r", AtLeast(Count("t"), 1), "Pick one.")
    with collecting_keys() as keys:
        said = mark(
            "q1",
            5,
            why="Add.",
            catches={"a": "MC01"},
            teaches=["DEF-M3"],
            tolerance=0.5,
            slips={"sign": slip(-5, "Sign.", share=0.5, code="MC08")},
            rules=[rule],
            examples=[(4.8, 1)],
            scores={"a:b": 1},
        )
    assert said is None
    assert keys == {
        "q1": Key(
            5, "Add.", {"a": "MC01"}, ("DEF-M3",), 0.5, {"sign": Slip(-5, "Sign.", 0.5, "MC08")}, (rule,), ((4.8, 1),), {"a:b": 1}
        )
    }  # fmt: skip


def test_a_question_that_is_marked_twice_is_refused() -> None:
    with collecting_keys() as keys:
        mark("q1", "a")
        with pytest.raises(BadQuestion, match="Question q1: it is marked twice"):
            mark("q1", "b")
    assert keys["q1"].value == "a"


def test_collecting_ends_with_its_context() -> None:
    with collecting_keys() as outer:
        with collecting_keys() as inner, contextlib.suppress(ZeroDivisionError):
            mark("q1", "a")
            raise ZeroDivisionError
        mark("q2", "b")
    assert (list(outer), list(inner)) == (["q2"], ["q1"])


@pytest.fixture
def stock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a student's folder, as stock nbgrader sees it while it runs the notebook there."""
    cells = [{"grade": False, "grade_id": "budgeting_q1"}] + [
        {"grade": True, "grade_id": f"budgeting_{name}", "points": points} for name, points in (("q11", 9), ("q1", 4), ("q2", 3))
    ]
    whole = {"cells": [{"metadata": {}}, *({"metadata": {"nbgrader": about}} for about in cells)]}
    (tmp_path / f"{UNIT}.ipynb").write_text(json.dumps(whole))
    monkeypatch.chdir(tmp_path)
    with collecting():
        ex = carelab.exercise(UNIT)
        ex.choice("q1", {"a": "Ay", "b": "Bee"}, ask="Which?")
        ex.number("q2", ask="How much?")
        ex.reflection("q9", {"a": "Ay"}, ask="What?")
    return tmp_path


def test_under_stock_nbgrader_the_saved_answer_earns_its_points(stock: Path) -> None:
    assert mark("q1", "a") == 0
    assert not (stock / NAME).exists()
    for value, points in (("a", 4), ("b", 0), (None, 0)):
        AnswerFile(stock, UNIT).save("q1", "choice", value)
        assert mark("q1", "a") == points
    AnswerFile(stock, UNIT).save("q2", "number", -5)
    assert mark("q2", 5, slips={"sign": slip(-5, "Sign.", share=0.5)}) == 1.5
    AnswerFile(stock, UNIT).save("q9", "reflection", "It was so.")
    assert mark("q9") is None


def test_under_stock_nbgrader_an_answer_that_cannot_be_one_is_an_error(stock: Path) -> None:
    AnswerFile(stock, UNIT).save("q1", "choice", "z")
    with pytest.raises(BadAnswer, match="Question q1"):
        mark("q1", "a")


def test_under_stock_nbgrader_another_units_answers_are_an_error(stock: Path) -> None:
    AnswerFile(stock, "02-sorting").save("q1", "choice", "a")
    with pytest.raises(OtherAssignment, match="02-sorting"):
        mark("q1", "a")


def test_under_stock_nbgrader_a_question_that_was_not_asked_or_has_no_grade_cell_is_named(stock: Path) -> None:
    with pytest.raises(BadQuestion, match="Question q7: "):
        mark("q7", "a")
    AnswerFile(stock, UNIT).save("q1", "choice", "a")
    (stock / f"{UNIT}.ipynb").write_text('{"cells": []}')
    with pytest.raises(BadQuestion, match=r"Question q1: 08-budgeting\.ipynb has no grade cell for it"):
        mark("q1", "a")
