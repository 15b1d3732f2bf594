"""A test that the tutor's own solution does not pass takes no marks from students; a person looks."""

import json

import nbformat
import pytest

from grader.build import generate
from grader.course import Course
from grader.gradebook import Gradebook
from grader.mark import mark_class
from grader.markrun import MarkRun

UNIT, NAME = "ps1", "problem1.ipynb"


def hand_in(course: Course, student: str, code: str = "") -> None:
    """Hand in with this code in place of what was handed out; without any, untouched."""
    notebook = nbformat.read(course.root / "release" / UNIT / NAME, as_version=4)
    notebook.cells[0].source = code or notebook.cells[0].source
    folder = course.root / "submitted" / student / UNIT
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / NAME)


def change(course: Course, cell: int, old: str, new: str) -> None:
    """Change a cell of the tutor's notebook, and hand it out anew."""
    path = course.root / "source" / UNIT / NAME
    notebook = json.loads(path.read_text())
    text = "".join(notebook["cells"][cell]["source"])
    assert old in text
    notebook["cells"][cell]["source"] = text.replace(old, new)
    path.write_text(json.dumps(notebook))
    generate(course.root, [UNIT])


def marks(course: Course) -> tuple[MarkRun, dict[str, float | None]]:
    run = mark_class(course, [UNIT])
    with Gradebook(course.gradebook) as gradebook:
        return run, {s.student: s.auto for s in gradebook.scores(UNIT) if s.grade_id == "test_double"}


@pytest.fixture
def mistaken(other: Course) -> Course:
    """A course whose hidden test is mistaken: no right work can pass it."""
    change(other, 1, "assert double(5) == 10", "assert double(5) == 11")
    return other


def test_is_right_work_kept_for_a_person_when_the_test_is_mistaken(mistaken: Course) -> None:
    hand_in(mistaken, "amina", "def double(x):\n    return x + x")
    run, found = marks(mistaken)
    assert found == {"amina": None}
    assert any("the tutor's own solution" in why for _, _, why in run.failed)
    ((_, _, why),) = run.failed
    assert "Mend the test" in why


def test_does_what_was_not_written_still_earn_nothing(mistaken: Course) -> None:
    hand_in(mistaken, "ben")
    assert marks(mistaken)[1] == {"ben": 0.0}


def test_do_marks_that_were_earned_stand_all_the_same(mistaken: Course) -> None:
    hand_in(mistaken, "chidi", "def double(x):\n    return {2: 4, 5: 11}[x]")
    assert marks(mistaken)[1] == {"chidi": 3.0}


def test_is_wrong_work_marked_when_the_solution_passes(other: Course) -> None:
    hand_in(other, "amina", "def double(x):\n    return 3 * x")
    assert marks(other)[1] == {"amina": 0.0}


def test_is_wrong_work_marked_when_the_tutor_wrote_no_solution(other: Course) -> None:
    stub = "# YOUR CODE HERE\nraise NotImplementedError()"  # what nbgrader puts in place of a solution
    change(other, 0, "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION", stub)
    hand_in(other, "amina", "def double(x):\n    return 3 * x")
    assert marks(other)[1] == {"amina": 0.0}
