"""A tutor's everyday course has the same gradebook, row by row, by stock nbgrader and by either command of Care Lab's."""

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import nbformat
import pytest
from classroom import carelab, cell, press_autograde
from soak import long_proof, times

from grader.authoring.build import generate
from grader.course import Course, scripts_on_path
from grader.marking.mark import mark_class

ROWS = """select a.student_id, k.name, b.name, g.auto_score, g.manual_score, g.needs_manual_grade, '' from grade g
join base_cell b on b.id = g.cell_id join submitted_notebook n on n.id = g.notebook_id join notebook k on k.id = n.notebook_id
join submitted_assignment a on a.id = n.assignment_id
union all select a.student_id, k.name, b.name, 'said', '', '', coalesce(c.auto_comment, '') from comment c
join base_cell b on b.id = c.cell_id join submitted_notebook n on n.id = c.notebook_id join notebook k on k.id = n.notebook_id
join submitted_assignment a on a.id = n.assignment_id order by 1, 2, 3, 4"""
TESTS: dict[str, tuple[str, float]] = {
    "whole": ("assert double(2) == 4\n### BEGIN HIDDEN TESTS\nassert double(5) == 10\n### END HIDDEN TESTS", 3),
    "half": ("assert double(0) == 0", 0.5),
    "third": ("assert double('a') == 'aa'", 1 / 3),
    "nothing": ("assert double(2) == 4", 0),
    "nothing_said": ("0 * double(2)", 0),
    "partly": ("(double(2) == 4) + 2 * (double(0) == 0)", 3),
    "decimals": ("round(0.1 * (double(2) == 4) + 0.2 * (double(0) == 0), 2)", 0.3),
    "printed": ("print(2)\n3 if double(1) == 2 else 1", 3),
    "none": ("assert double(1) == 2\nNone", 2),
    "words": ("assert double(1) == 2\n'well done'", 2),
    "list": ("assert double(1) == 2\n[1]", 2),
}
STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
GOOD = "def double(x):\n    return x + x"
STUDENTS: dict[str, dict[str, Any]] = {
    "half done": {"double": GOOD},
    "good": {"double": GOOD, "shown": "print(double(8))", "essay": "Mine."},
    "untouched": {},
    "wrong": {"double": "def double(x):\n    return 4"},
    "in part": {"double": "def double(x):\n    return 2 * int(x)", "essay": "Mine."},
    "cannot be run": {"double": "def double(x:\n", "shown": STUB},
    "emptied": {"double": "", "shown": "", "essay": ""},
    "a space more": {"double": GOOD, "essay": "Write here. "},
    "warned": {"double": "import sys\nprint('!', file=sys.stderr)\n" + GOOD},
    "no second notebook": {"double": GOOD, "files": ["first", "intro"]},
}
NOTEBOOKS = ["first", "intro", "second"][: times(2, 3)]
NOT_AS_STOCK = {"no second notebook"}
"""Where Care Lab is meant to differ: docs/marking-code.md."""


def source() -> nbformat.NotebookNode:
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    answer = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
    notebook.cells = [
        cell("double", answer, grade=False, solution=True),
        *[cell(f"t_{name}", test, grade=True, solution=False, points=most) for name, (test, most) in TESTS.items()],
        cell("shown", "### BEGIN SOLUTION\nprint(double(8))\n### END SOLUTION", grade=True, solution=True, points=2),
        cell("essay", "Write here.", grade=True, solution=True, points=5, kind="markdown"),
        cell("drawing", "Draw a plan.", grade=False, solution=False, kind="markdown"),
    ]
    notebook.cells[-1].metadata["nbgrader"].update(task=True, locked=True, points=4)
    return notebook


@pytest.fixture(scope="module")
def everyday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    scripts_on_path()
    root = tmp_path_factory.mktemp("everyday")
    (root / "source" / "Week 1").mkdir(parents=True)
    for name in NOTEBOOKS:
        made = source()
        made.cells = made.cells[:1] if name == "intro" else made.cells  # nothing in it is worth points
        nbformat.write(made, root / "source" / "Week 1" / f"{name}.ipynb")
    (root / "nbgrader_config.py").write_text("from grader.nbgrader_plugin import use_carelab\nuse_carelab(get_config())\n")
    generate(root, ["Week 1"])
    return root


def hand_in(root: Path, student: str) -> None:
    folder = root / "submitted" / student / "Week 1"
    (folder / "notes" / "deeper").mkdir(parents=True)
    (folder / "notes" / "deeper" / "first.ipynb").write_text("{}")
    (folder / "mine.csv").write_text("1")
    wrote = STUDENTS[student]
    for name in wrote.get("files", NOTEBOOKS):
        notebook = json.loads((root / "release" / "Week 1" / f"{name}.ipynb").read_text())
        for one in notebook["cells"]:
            one["source"] = wrote.get(one["metadata"]["nbgrader"]["grade_id"], one["source"])
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook))


def rows(course: Course) -> list[tuple[Any, ...]]:
    with sqlite3.connect(course.gradebook) as db:
        return db.execute(ROWS).fetchall()


@long_proof
def test_is_each_row_of_the_gradebook_the_one_that_stock_writes(everyday: Path, tmp_path: Path) -> None:
    students = list(STUDENTS)[: times(1, len(STUDENTS))]
    for student in students:
        hand_in(everyday, student)
    courses = {}
    for road in ("stock", "carelab mark", "nbgrader autograde"):
        shutil.copytree(everyday, tmp_path / road)
        courses[road] = Course.at(tmp_path / road)
    made = carelab(courses["stock"], "mark", "--engine", "nbgrader")
    assert made.returncode == 0, made.stderr
    run = mark_class(courses["carelab mark"], ["Week 1"], workers=1)
    press_autograde(courses["nbgrader autograde"], "Week 1", "*")
    assert {student for student, *_ in run.failed} <= NOT_AS_STOCK
    assert rows(courses["carelab mark"]) == rows(courses["nbgrader autograde"])
    ours, stock = ([row for row in rows(courses[road]) if row[0] not in NOT_AS_STOCK] for road in ("carelab mark", "stock"))
    assert ours == stock
    assert {row[0] for row in ours} == {*students} - NOT_AS_STOCK
