"""nbgrader's task cells, which only a person marks: other work asks for another look; none is a silent zero."""

import sqlite3
from collections.abc import Callable

import nbformat
import pytest
from any_course import hand_in, marks
from classroom import cell, press_autograde

from grader.authoring.build import generate
from grader.course import Course
from grader.marking.mark import mark_class

ROADS: dict[str, Callable[[Course], object]] = {
    "carelab mark": lambda course: mark_class(course, ["ps1"]),
    "nbgrader autograde": lambda course: press_autograde(course, "ps1", "amina"),
}


@pytest.fixture
def tasked(other: Course) -> Course:
    path = other.root / "source" / "ps1" / "problem1.ipynb"
    notebook = nbformat.read(path, as_version=4)
    task = cell("drawing", "Draw a plan.", grade=False, solution=False, kind="markdown")
    task.metadata["nbgrader"].update(task=True, locked=True, points=4)
    notebook.cells.append(task)
    nbformat.write(notebook, path)
    nbformat.write(notebook, path.with_name("problem2.ipynb"))  # which nobody hands in
    generate(other.root, ["ps1"])
    hand_in(other, "amina", "def double(x):\n    return x + x")
    return other


@pytest.mark.parametrize("road", ROADS.values(), ids=ROADS)
def test_does_a_task_wait_again_for_a_person_when_other_work_is_handed_in(
    tasked: Course, road: Callable[[Course], object]
) -> None:
    road(tasked)
    assert marks(tasked)["problem1"]["drawing"] == (None, 1)
    with sqlite3.connect(tasked.gradebook) as db:
        db.execute("update grade set manual_score = 2, needs_manual_grade = 0")
    path = tasked.root / "submitted" / "amina" / "ps1" / "problem1.ipynb"
    path.write_text(path.read_text().replace("x + x", "2 * x"))
    road(tasked)
    assert marks(tasked)["problem1"]["drawing"] == (None, 1)
    assert set(marks(tasked)["problem2"].values()) == {(None, 1)}


def test_is_a_task_that_was_taken_out_the_tutors_and_told_as_nothing_lost(tasked: Course) -> None:
    path = tasked.root / "submitted" / "amina" / "ps1" / "problem1.ipynb"
    notebook = nbformat.read(path, as_version=4)
    del notebook.cells[-1]
    nbformat.write(notebook, path)
    assert mark_class(tasked, ["ps1"]).repaired == []
    marked = nbformat.read(tasked.root / "autograded" / "amina" / "ps1" / "problem1.ipynb", as_version=4)
    assert marked.cells[-1].source == "Draw a plan."
