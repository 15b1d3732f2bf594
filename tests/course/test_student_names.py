"""Who a hand-in belongs to: any name that a college gives its students, as nbgrader takes it, and none that commands anything."""

import sqlite3
import unicodedata

import pytest
from any_course import hand_in
from classroom import press_autograde

from grader.course import Course, is_plain_student, is_student
from grader.gradebook import Gradebook
from grader.marking.mark import mark_class

GOOD = "def double(x):\n    return x + x"
NAMES = (
    "zoë.o'neil@college.ac.uk", "李雷", "a+b", "Amina", "amina", "with space", "O’Brien", "khan, amina", "_u", "01234567",
    "x" * 200, unicodedata.normalize("NFD", "é"), "नेहा", "نور",
)  # fmt: skip
NOT_NAMES = (
    "", ".hidden", "..", "..x", "+", "-dash", "=1+1", "@sum", " lead", "trail ", "dot.", "con",
    "nul.txt", "a/b", "a\\b", "tab\tx", "line\nx",
    "<b>", 'q"q', "a;b", "$HOME", "x`id`", "a|b", "a*", "a?", "a[0]", "{x}", "50%",
    "right\u202eleft", "zero\u200bwidth", "\udcff",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_can_it_be_a_students(name: str) -> None:
    assert is_student(name)


@pytest.mark.parametrize("name", NOT_NAMES)
def test_can_it_not_be_a_students(name: str) -> None:
    assert not is_student(name)
    assert not is_plain_student(name)


def test_are_only_plain_letters_taken_from_a_strangers_zip() -> None:
    assert [name for name in NAMES if is_plain_student(name)] == ["Amina", "amina", "_u", "01234567"]


def test_is_each_marked_under_the_very_name_on_both_roads_and_another_told(other: Course) -> None:
    for name in NAMES:
        hand_in(other, name, GOOD)
    hand_in(other, "line\nbreak", GOOD)
    run = mark_class(other, ["ps1"], workers=1)
    assert run.marked == len(NAMES)
    assert [(name, "cannot be a student's" in why) for name, _, why in run.failed] == [("line?break", True)]
    assert held(other) == dict.fromkeys(NAMES, 3.0)
    with sqlite3.connect(other.gradebook) as db:
        db.execute("update grade set auto_score = null")
    said = press_autograde(other, "ps1", "*")
    assert "Left out" in said
    assert held(other) == dict.fromkeys(NAMES, 3.0)


def held(course: Course) -> dict[str, float | None]:
    with Gradebook(course.gradebook) as gradebook:
        return {score.student: score.auto for score in gradebook.scores("ps1") if score.grade_id == "test_double"}
