from collections.abc import Sequence
from pathlib import Path
from typing import Literal

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


def test_a_question_about_what_to_do_names_its_right_response_and_any_other_needs_none() -> None:
    assert found((ASK, ["wait"])) == found(("Which figure is wrong?", [])) == []
    (told,) = found((ASK, []))
    assert (told.severity, told.where) == ("warning", "question q0")
    (told,) = found((ASK, ["shout"]))
    assert (told.severity, "shout" in told.problem) == ("error", True)


def test_one_response_that_is_always_right_is_told_for_the_unit_and_the_course() -> None:
    told = found(*[(ASK, ["find out"])] * 3, (ASK, ["wait"]))
    assert [f.file for f in told] == ["source/01-unit", ""]
    assert "“find out” 3 times of 4" in told[0].problem


def test_two_alike_are_no_habit_and_practice_is_not_counted() -> None:
    assert found(*[(ASK, ["enforce"])] * 2) == found(*[(ASK, ["find out"])] * 5, kind="lesson") == []
