"""Care Lab in a fresh nbgrader course, installed by the one line of docs/marking-code.md and by nothing else."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

BIN = Path(sys.executable).parent
PAGE = (Path(__file__).parents[2] / "docs" / "marking-code.md").read_text(encoding="utf-8")
HONEST = "def squares(n):\n    return [i * i for i in range(1, n + 1)]"
WRONG = "def squares(n):\n    return []"


def nbgrader(course: Path, *command: str) -> str:
    """Run nbgrader in a course as a tutor does in a terminal; return what the tutor reads."""
    env = {"PATH": f"{BIN}:/usr/bin:/bin", "HOME": str(course)}
    made = subprocess.run([BIN / "nbgrader", *command], cwd=course, env=env, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return made.stderr


@pytest.fixture
def quickstart(tmp_path: Path) -> Path:
    """The course that ``nbgrader quickstart`` makes, with one exercise of our own, and the page's line in its settings."""
    nbgrader(tmp_path, "quickstart", "ours")
    course = tmp_path / "ours"
    (line,) = re.findall(r"```\n(.+use_carelab.+)\n```", PAGE)
    with (course / "nbgrader_config.py").open("a") as settings:
        settings.write(f"\n{line}\n")
    unit = course / "source" / "week1"
    unit.mkdir()
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    about = {"schema_version": 3, "task": False}
    answer = nbformat.v4.new_code_cell(f"### BEGIN SOLUTION\n{HONEST}\n### END SOLUTION")
    answer.metadata["nbgrader"] = {**about, "grade_id": "squares", "grade": False, "solution": True, "locked": False}
    test = nbformat.v4.new_code_cell("assert squares(3) == [1, 4, 9]")
    test.metadata["nbgrader"] = {**about, "grade_id": "test", "grade": True, "solution": False, "locked": True, "points": 2}
    notebook.cells = [answer, test]
    notebook.nbformat_minor = 2  # as the notebooks of nbgrader's own example course are: no cell has an id
    for cell in notebook.cells:
        del cell["id"]
    nbformat.write(notebook, unit / "exercise.ipynb")
    nbgrader(course, "generate_assignment", "week1")
    for student, code in {"amina": HONEST, "ben": WRONG}.items():
        given = nbformat.read(course / "release" / "week1" / "exercise.ipynb", as_version=4)
        (cell,) = (cell for cell in given.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "squares")
        cell.source = code
        folder = course / "submitted" / student / "week1"
        folder.mkdir(parents=True)
        nbformat.write(given, folder / "exercise.ipynb")
    return course


def test_the_one_line_of_the_page_puts_care_lab_into_a_fresh_course(quickstart: Path) -> None:
    said = nbgrader(quickstart, "autograde", "week1")
    assert "ERROR" not in said
    assert "invalid" not in said
    for marked in (quickstart / "autograded").rglob("*.ipynb"):
        nbformat.validate(nbformat.read(marked, as_version=4))
    with sqlite3.connect(quickstart / "gradebook.db") as db:
        marks = dict(
            db.execute(
                """select a.student_id, g.auto_score from grade g join submitted_notebook n on n.id = g.notebook_id
                join submitted_assignment a on a.id = n.assignment_id
                join base_cell b on b.id = g.cell_id where b.name = 'test'"""
            ).fetchall()
        )
    assert marks == {"amina": 2, "ben": 0}
    assert '"student": "ben"' in (quickstart / "audit.jsonl").read_text()
