"""Is what nobody can know never a silent zero: it has no mark, and a person reads why?"""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from any_course import hand_in as hand_in_other
from any_course import marks
from classroom import UNIT, best_answers, cell, hand_in, press_autograde
from coded import UNIT as CODED
from coded import coded_course, hand_in_code

from grader.authoring.build import generate
from grader.course import Course
from grader.gradebook import Gradebook, Score
from grader.marking.mark import mark_class
from grader.reports import give_feedback

LONG = "We had too few gloves on the ward that night, so the senior shared them out and wrote down who had which pair."


def score(course: Course, unit: str, grade_id: str) -> Score:
    with Gradebook(course.gradebook) as gradebook:
        return next(one for one in gradebook.scores(unit) if one.grade_id == grade_id)


def edit(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def test_has_code_in_a_notebook_that_did_not_arrive_no_mark(tmp_path: Path) -> None:
    course = coded_course(tmp_path)
    folder = hand_in_code(course, "amina", {})
    (folder / f"{CODED}.ipynb").unlink()
    run = mark_class(course, [CODED])
    assert [reason for _, _, reason in run.failed if "is not in the hand-in" in reason]
    for question in ("coded_q1", "coded_q2"):
        assert (score(course, CODED, question).final, score(course, CODED, question).waits) == (None, True)
    assert score(course, CODED, "coded_q3").final == 1
    assert not [what for _, _, what in run.repaired if "complete" in what]
    assert mark_class(course, [CODED]).marked == 0  # it is not marked anew each time
    give_feedback(course, [CODED])
    assert "0 of 4" not in (course.root / "feedback" / "amina" / CODED / f"{CODED}.html").read_text(encoding="utf-8")


def own_cell(notebook: dict[str, Any]) -> None:
    notebook["cells"].append({"cell_type": "markdown", "id": "mine", "metadata": {}, "source": LONG})


def in_the_tutors_text(notebook: dict[str, Any]) -> None:
    told = next(c for c in notebook["cells"] if c["cell_type"] == "markdown" and c["metadata"].get("nbgrader", {}).get("locked"))
    told["source"] = "".join(told["source"]) + f"\n\n{LONG}"


@pytest.mark.parametrize("write", [own_cell, in_the_tutors_text])
def test_is_writing_found_that_is_not_in_its_box(course: Course, write: Callable[[dict[str, Any]], None]) -> None:
    folder = hand_in(course, "amina", {**best_answers(course), "q9": None})
    mark_class(course, [UNIT])
    assert score(course, UNIT, "budgeting_q9").final == 0
    edit(folder / f"{UNIT}.ipynb", write)
    mark_class(course, [UNIT])
    assert (score(course, UNIT, "budgeting_q9").final, score(course, UNIT, "budgeting_q9").waits) == (None, True)
    marked = (course.root / "autograded" / "amina" / UNIT / f"{UNIT}.ipynb").read_text(encoding="utf-8")
    assert "The student added" in marked
    assert LONG.split(",")[0] in marked


ROADS: dict[str, Callable[[Course], object]] = {
    "carelab mark": lambda course: mark_class(course, ["ps1"]),
    "nbgrader autograde": lambda course: press_autograde(course, "ps1", "amina"),
}


@pytest.mark.parametrize("road", ROADS.values(), ids=ROADS)
def test_does_a_pasted_picture_reach_the_marker(other: Course, road: Callable[[Course], object]) -> None:
    hand_in_other(other, "amina", "def double(x):\n    return 2 * x")
    path = other.root / "submitted" / "amina" / "ps1" / "problem1.ipynb"
    picture = {"rota.png": {"image/png": "iVBORw0KGgo="}}
    own = {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": "![r](attachment:rota.png)", "attachments": picture}

    def change(notebook: dict[str, Any]) -> None:
        notebook["cells"][2].update(source="My rota: ![rota.png](attachment:rota.png)", attachments=picture)
        notebook["cells"].append(own)

    edit(path, change)
    road(other)
    marked = nbformat.read(other.root / "autograded" / "amina" / "ps1" / "problem1.ipynb", as_version=4)
    assert [c.get("attachments") for c in marked.cells if c.cell_type == "markdown"] == [picture, picture]
    assert marks(other)["problem1"]["essay"] == (None, 1)


def test_does_a_picture_in_a_cell_of_the_students_own_reach_the_marker(course: Course) -> None:
    folder = hand_in(course, "amina", best_answers(course))
    picture = {"my rota.png": {"image/png": "iVBORw0KGgo="}, "x": {"text/html": "<script>"}}
    own = {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": "Mine", "attachments": picture}
    edit(folder / f"{UNIT}.ipynb", lambda notebook: notebook["cells"].append(own))
    mark_class(course, [UNIT])
    marked = (course.root / "autograded" / "amina" / UNIT / f"{UNIT}.ipynb").read_text(encoding="utf-8")
    assert 'src=\\"data:image/png;base64,iVBORw0KGgo=\\"' in marked
    assert "<script>" not in marked.partition("The student added")[2]


def test_is_a_test_that_nbgrader_never_made_no_full_mark(other: Course) -> None:
    path = other.root / "source" / "ps1" / "problem1.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(cell("test_made", "assert double(3) == 6", grade=True, solution=False, points=2))
    nbformat.write(notebook, path)
    generate(other.root, ["ps1"])
    path.write_text(path.read_text().replace("assert double(3) == 6", "### HASHED AUTOTEST double(3)"))
    with sqlite3.connect(other.gradebook) as db:
        db.execute("delete from source_cell where name = 'test_made'")
    hand_in_other(other, "amina", "raise NotImplementedError()")
    run = mark_class(other, ["ps1"])
    assert marks(other)["problem1"]["test_made"] == (None, 1)
    assert [reason for _, _, reason in run.failed if "autotests.yml" in reason]
