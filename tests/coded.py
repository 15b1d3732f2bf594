"""A course of one unit whose questions are answered with code, with a table that code may answer, and with a choice."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import classroom
import nbformat

from carelab.answers import AnswerFile
from grader.authoring import source_path
from grader.authoring.build import build
from grader.course import Course, scripts_on_path
from grader.marking.run import Options
from grader.marking.submission import mark_notebook
from grader.marking.tutors_notebook import read_tutors_notebook
from grader.marking.verdict import CellVerdict

UNIT = "09-coded"
FIRST = f"""import carelab
import pandas as pd

ex = carelab.exercise("{UNIT}", variants=2)
hours = [37.5, 30.0, 22.5] if ex.variant == 1 else [35.0, 25.0, 15.0]
staff = pd.DataFrame({{"name": ["Ann", "Bo", "Cy"], "team": ["Day", "Night", "Day"], "hours": hours}})"""
ASK_CODE = """ex.code(
    "q1",
    {"total_hours": "the hours of all staff in the week", "by_team": "the hours of each team"},
    ask="How many hours do the staff work?",
)"""
SOLVE_CODE = """# staff is a table with the columns name, team and hours.
### BEGIN SOLUTION
total_hours = staff["hours"].sum()
by_team = staff.groupby("team")["hours"].sum()
### END SOLUTION"""
MARK_CODE = """last = 80
### BEGIN HIDDEN TESTS
from grader.authoring.keys import mark, slip

mark(
    "q1",
    values={"total_hours": staff["hours"].sum(), "by_team": staff.groupby("team")["hours"].sum()},
    tolerance=0.01,
    why={"total_hours": "Add the column hours.", "by_team": "Group by team, then add."},
    catches={"by_team": "MC09"},
    slips={"mean": slip(staff["hours"].mean(), "That is the mean.", share=0.25, code="MC09", of="total_hours")},
)
### END HIDDEN TESTS"""
ASK_TABLE = """ledger = ex.table(
    "q2",
    "An invented ledger",
    {"line": "Line", "spent": "Spent"},
    [("Food", 120), ("Agency", 300 * ex.variant), ("Food", last)],
    ask="What was spent in all?",
    unit="£",
    money=["spent"],
    pandas=True,
)"""
SOLVE_TABLE = """# ledger is the table above. Set answer_q2.
### BEGIN SOLUTION
answer_q2 = ledger["spent"].sum()
### END SOLUTION"""
MARK_TABLE = """### BEGIN HIDDEN TESTS
mark("q2", 200 + 300 * ex.variant, why="Add the column.", slips={"food": slip(200, "That is food alone.", share=0.5)})
### END HIDDEN TESTS"""
CHOICE = """ex.choice("q3", {"ay": "Ann", "bee": "Bo"}, ask="Who works most?")
### BEGIN HIDDEN TESTS
mark("q3", "ay", why={"ay": "She works 37.5 hours.", "bee": "He works less."})
### END HIDDEN TESTS"""
GOOD = 'total_hours = staff.hours.sum()\nby_team = {"Day": staff[staff.team == "Day"].hours.sum(), "Night": staff.hours[1]}'


def cell(kind: str, name: str, source: str, points: float = 0, *, grade: bool = False, solution: bool = False) -> Any:
    """Return a cell as a source notebook of ours has it."""
    made = classroom.cell(name, source, grade=grade, solution=solution, points=points, kind=kind)
    made["id"] = name.replace("_", "-")
    if solution:
        made.metadata["tags"] = ["raises-exception"]
    else:
        made.metadata |= {"editable": False, "deletable": False}
        made.metadata |= {"jupyter": {"source_hidden": True}} if kind == "code" else {}
    return made


def cells() -> list[nbformat.NotebookNode]:
    """Return the source notebook's cells."""
    return [
        cell("markdown", "coded_words", "# 9. Coded: exercises"),
        cell("code", "coded_start", FIRST),
        cell("code", "coded_q1-form", ASK_CODE),
        cell("code", "coded_q1-code", SOLVE_CODE, solution=True),
        cell("code", "coded_q1", MARK_CODE, 4, grade=True),
        cell("code", "coded_q2-form", ASK_TABLE),
        cell("code", "coded_q2-code", SOLVE_TABLE, solution=True),
        cell("code", "coded_q2", MARK_TABLE, 2, grade=True),
        cell("code", "coded_q3", CHOICE, 1, grade=True),
    ]


def write_source(course: Path, made: list[nbformat.NotebookNode]) -> Path:
    """Write the source notebook of a course and return its path."""
    notebook = nbformat.v4.new_notebook(cells=made)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = course / "source" / UNIT / f"{UNIT}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


def coded_course(folder: Path) -> Course:
    """Make and build the course."""
    scripts_on_path()
    write_source(folder, cells())
    shutil.copy(classroom.ROOT / "nbgrader_config.py", folder)
    assert not any(built.leaks for built in build(folder, [UNIT]))
    return Course.at(folder)


def hand_in_code(
    course: Course, student: str, code: Mapping[str, str], answers: Mapping[str, Any] | None = None, variant: int = 1
) -> Path:
    """Hand in a student's notebook with code in the named cells (``q1``, ``q2``), and what they clicked."""
    folder = course.root / "submitted" / student / UNIT
    shutil.copytree(course.root / "release" / UNIT, folder)
    file = AnswerFile(folder, UNIT, variant=variant)
    kinds = {"q2": "table", "q3": "choice"}
    for question, value in {"q3": "ay", **(answers or {})}.items():
        file.save(question, kinds[question], value)
    path = folder / f"{UNIT}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    written = {f"coded_{question}-code": source for question, source in code.items()}
    for one in notebook["cells"]:
        one["source"] = written.get(one["metadata"]["nbgrader"]["grade_id"], one["source"])
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return folder


def verdicts(course: Course, folder: Path, *, trust_code: bool = False) -> dict[str, CellVerdict]:
    """Mark a submission, and return its verdicts by question id."""
    marked, _ = mark_notebook(read_tutors_notebook(source_path(course.root, UNIT), {}), folder, Options(trust_code))
    assert not marked.problem
    assert not marked.repaired
    return {v.grade_id.removeprefix("coded_"): v for v in marked.verdicts}
