from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest

from carelab.questions import Choice, Key
from grader.check.finding import Finding
from grader.check.material import Asked, Material, Page
from grader.check.responses import check_responses

ASK = "What should the deputy do first?"


def found(*questions: tuple[str, Sequence[str]], kind: Literal["lesson", "exercise"] = "exercise") -> list[Finding]:
    asked = [
        Asked(Choice(id=f"q{n}", ask=ask, options={"a": "This", "b": "That"}), Key("a", response=response), 2)
        for n, (ask, response) in enumerate(questions)
    ]
    path = Path("source/01-unit/01-unit.ipynb")
    page = Page(kind, "01-unit", path, "source/01-unit", {}, (), tuple(asked))
    lessons, exercises = ((page,), ()) if kind == "lesson" else ((), (page,))
    return list(check_responses(Material(Path(), lessons, exercises)))


def test_a_question_about_what_to_do_names_its_right_response() -> None:
    assert found((ASK, ["wait"])) == []
    (told,) = found((ASK, []))
    assert (told.severity, told.where) == ("warning", "question q0")


def test_a_question_about_anything_else_needs_none() -> None:
    assert found(("Which figure is wrong?", [])) == []


def test_an_unknown_response_is_an_error() -> None:
    (told,) = found((ASK, ["shout"]))
    assert told.severity == "error"
    assert "shout" in told.problem


def test_one_response_that_is_always_right_is_told_for_the_unit_and_the_course() -> None:
    told = found(*[(ASK, ["find out"])] * 3, (ASK, ["wait"]))
    assert [f.file for f in told] == ["source/01-unit", ""]
    assert "“find out” 3 times of 4" in told[0].problem


@pytest.mark.parametrize("times", [1, 2])
def test_two_alike_are_no_habit(times: int) -> None:
    assert found(*[(ASK, ["enforce"])] * times) == []


def test_practice_is_not_counted() -> None:
    assert found(*[(ASK, ["find out"])] * 5, kind="lesson") == []
