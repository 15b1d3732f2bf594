"""Marking an nbgrader course that has nothing of Care Lab in it."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable

import nbformat
import pytest
from any_course import hand_in, marks
from classroom import cell, press_autograde

from grader import audit
from grader.authoring.build import generate
from grader.course import Course
from grader.gradebook import Gradebook
from grader.marking.mark import mark_class


def test_work_is_marked_and_each_mark_that_could_be_forged_is_told(other: Course) -> None:
    hand_in(other, "amina", "def double(x):\n    return x + x", "I added it to itself.")
    hand_in(other, "ben", "def double(x):\n    return 4")
    run = mark_class(other, ["ps1"])
    assert run.marked == 2
    told = [(student, "ps1", "test_double") for student in ("amina", "ben")]
    assert run.shared == told
    assert mark_class(other, ["ps1"]).shared == told, "also when nothing has changed since"
    assert run.as_json()["shared"][0] == {"student": "amina", "unit": "ps1", "cell": "test_double"}
    flags = [e["marks"]["test_double"].get("shared") for e in audit.entries(other.audit)]
    assert flags == [True, True]
    assert "shared" not in next(audit.entries(other.audit))["marks"]["essay"]
    with Gradebook(other.gradebook) as gradebook:
        marks = {(s.student, s.grade_id): (s.auto, s.waits) for s in gradebook.scores("ps1")}
    assert marks["amina", "test_double"] == (3.0, False)
    assert marks["amina", "essay"] == (None, True)
    assert marks["ben", "test_double"] == (0.0, False)
    assert marks["ben", "essay"] == (0.0, False)


def test_marks_that_could_be_forged_wait_for_a_person_where_the_tutor_wants_it(other: Course) -> None:
    hand_in(other, "amina", "def double(x):\n    return x + x", "I added it to itself.")
    held = mark_class(other, ["ps1"], hold_shared=True)
    assert (held.marked, held.shared) == (1, [])
    assert marks(other)["problem1"]["test_double"] == (None, 1)
    assert "It gave 3." in held.failed[0][2]
    assert mark_class(other, ["ps1"]).marked == 1
    assert marks(other)["problem1"]["test_double"] == (3.0, 0)


def test_does_a_missing_notebook_get_a_reason_and_no_mark(other: Course) -> None:
    (other.root / "submitted" / "ben" / "ps1").mkdir(parents=True)
    run = mark_class(other, ["ps1"])
    assert run.marked == 0
    assert run.failed[0][2] == "problem1.ipynb is missing from ps1. Ask for it to be handed in."
    inner = other.root / "submitted" / "ben" / "ps1" / "my work" / "ps1"
    inner.mkdir(parents=True)
    (inner / "problem1.ipynb").write_text("{}")
    said = "problem1.ipynb is missing from ps1. There is one within it, in my work/ps1: move it up, then mark again."
    assert mark_class(other, ["ps1"]).failed[0][2] == said


def test_is_the_marked_copy_a_notebook_with_the_tutors_cells_the_students_code_and_nothing_that_a_test_printed(
    other: Course,
) -> None:
    path = hand_in(other, "amina", "print('<script>')\ndef double(x):\n    print('said by the student')\n    return x + x")
    submitted = json.loads(path.read_text())
    taken = json.loads((other.root / "source" / "ps1" / "problem1.ipynb").read_text())["cells"][1]["id"]
    own = {"cell_type": "code", "id": taken, "metadata": {}, "source": "2 + 2", "outputs": [], "execution_count": None}
    submitted["cells"].insert(0, own)
    path.write_text(json.dumps(submitted))
    mark_class(other, ["ps1"])
    marked = json.loads((other.root / "autograded" / "amina" / "ps1" / "problem1.ipynb").read_text())
    nbformat.validate(nbformat.from_dict(marked))
    assert len({cell["id"] for cell in marked["cells"]}) == len(submitted["cells"]), "no id stands twice"
    _, code, test, _ = marked["cells"]
    assert "return x + x" in "".join(code["source"])
    assert "assert double(5) == 10" in "".join(test["source"])
    assert test["outputs"][0]["data"]["text/plain"] == "Mark: 3 of 3"
    assert "said by the student\\n" not in json.dumps(marked["cells"][2]["outputs"])


def test_does_the_record_name_the_notebook_and_hold_the_hash_of_what_marked_it(other: Course) -> None:
    hand_in(other, "amina", "def double(x):\n    return x + x")
    (other.root / "submitted" / "ben" / "ps1").mkdir(parents=True)
    mark_class(other, ["ps1"])
    press_autograde(other, "ps1", "amina")
    source = hashlib.sha256((other.root / "source" / "ps1" / "problem1.ipynb").read_bytes()).hexdigest()
    found = [(e["student"], e["notebook"], e["source"]) for e in audit.entries(other.audit)]
    assert found == [(student, "problem1", source) for student in ("amina", "ben", "amina")]


def test_does_nbgrader_go_on_with_what_carelab_marked_also_where_one_notebook_is_missing(other: Course) -> None:
    first = other.root / "source" / "ps1" / "problem1.ipynb"
    shutil.copy(first, first.with_name("problem2.ipynb"))
    generate(other.root, ["ps1"])
    hand_in(other, "amina", "def double(x):\n    return x + x", "I added it to itself.")
    run = mark_class(other, ["ps1"])
    assert (run.marked, [name for name, *_ in run.failed]) == (1, ["amina"])
    ours = marks(other)
    assert ours["problem1"] == {"test_double": (3.0, 0), "essay": (None, 1)}
    assert ours["problem2"] == {"test_double": (None, 1), "essay": (None, 1)}
    press_autograde(other, "ps1", "amina")
    assert marks(other) == ours


def test_are_cells_that_a_person_marks_told_from_those_handed_out_where_the_folders_have_other_names(other: Course) -> None:
    hand_in(other, "amina", "def double(x):\n    return x + x", "I added it to itself.")
    hand_in(other, "ben", "def double(x):\n    return x + x")
    for usual, own in {"source": "master", "release": "handout", "submitted": "handed_in"}.items():
        (other.root / usual).rename(other.root / own)
        with (other.root / "nbgrader_config.py").open("a") as config:
            config.write(f"\nget_config().CourseDirectory.{usual}_directory = {own!r}\n")
    for student in ("amina", "ben"):
        press_autograde(other, "ps1", student)
    with Gradebook(other.gradebook) as gradebook:
        found = {s.student: s.auto for s in gradebook.scores("ps1") if s.grade_id == "essay"}
    assert found == {"amina": None, "ben": 0.0}


def test_does_a_process_mark_again_after_a_run_in_it_was_stopped(other: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    for student in ("amina", "ben"):
        hand_in(other, student, "def double(x):\n    return x + x")

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(Gradebook, "save", interrupt)
        with pytest.raises(KeyboardInterrupt):
            mark_class(other, ["ps1"])
    run = mark_class(other, ["ps1"], workers=1)
    assert (run.marked, run.failed) == (2, [])


def test_is_no_zero_given_for_a_paragraph_whose_cell_was_taken_out(other: Course) -> None:
    path = hand_in(other, "amina", "def double(x):\n    return x + x")
    notebook = nbformat.read(path, as_version=4)
    del notebook.cells[2]
    nbformat.write(notebook, path)
    run = mark_class(other, ["ps1"])
    assert marks(other)["problem1"] == {"test_double": (3.0, 0), "essay": (None, 1)}
    assert (run.failed, ["essay" in what for *_, what in run.repaired]) == ([], [True])
    press_autograde(other, "ps1", "amina")
    assert marks(other)["problem1"] == {"test_double": (3.0, 0), "essay": (None, 1)}


def test_work_is_marked_by_the_tests_that_were_released_last(other: Course) -> None:
    hand_in(other, "amina", "def double(x):\n    return 4")
    source = other.root / "source" / "ps1" / "problem1.ipynb"
    source.write_text(source.read_text().replace("assert double(5) == 10", "assert double(2) == 4"))
    assert mark_class(other, ["ps1"]).failed == []
    assert marks(other)["problem1"]["test_double"] == (0.0, 0)
    generate(other.root, ["ps1"])
    assert mark_class(other, ["ps1"]).marked == 1
    assert marks(other)["problem1"]["test_double"] == (3.0, 0)


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
