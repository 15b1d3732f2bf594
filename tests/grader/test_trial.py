"""A test that the tutor's own solution does not pass takes no marks from students; a person looks."""

import json
import sqlite3

import nbformat
import pytest

from grader import unchanged
from grader.authoring.build import generate
from grader.course import Course
from grader.gradebook import Gradebook
from grader.judge.sandbox import NoSandbox
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


def test_is_it_told_again_and_not_marked_again_when_nothing_changed(mistaken: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "SETTLED_NS", 0)
    hand_in(mistaken, "amina", "def double(x):\n    return x + x")
    first = mark_class(mistaken, [UNIT])
    second = mark_class(mistaken, [UNIT])
    assert (second.marked, second.unchanged) == (0, 1)
    assert second.failed == first.failed


def test_is_a_person_who_marked_not_asked_again_for_the_same_work(other: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise NoSandbox("there is no sandbox here")

    monkeypatch.setattr("grader.judge.code.shared_template", none)
    hand_in(other, "amina", "def double(x):\n    return x + x")
    assert marks(other)[1] == {"amina": None}
    with sqlite3.connect(other.gradebook) as db:
        found = db.execute(
            "update grade set manual_score = 2, needs_manual_grade = 0 where auto_score is null and manual_score is null"
        )
        assert found.rowcount > 0
    run, _ = marks(other)
    assert run.marked == 1  # a sandbox may be had by now
    assert waiting(other) == set()
    notebook = other.root / "submitted" / "amina" / UNIT / NAME
    notebook.write_text(notebook.read_text().replace("return x + x", "return 3 * x"))
    marks(other)
    assert "test_double" in waiting(other)


def waiting(course: Course) -> set[str]:
    """Return the cells that wait for a person."""
    with Gradebook(course.gradebook) as gradebook:
        return {s.grade_id for s in gradebook.scores(UNIT) if s.waits}


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
