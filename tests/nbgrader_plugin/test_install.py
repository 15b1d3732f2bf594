"""Care Lab in a fresh nbgrader course, installed by the one line of docs/marking-code.md and by nothing else."""

import re
import subprocess
from pathlib import Path

import nbformat
import pytest
from classroom import PROGRAMS, cell

from grader.gradebook import Gradebook

PAGE = (Path(__file__).parents[2] / "docs" / "marking-code.md").read_text(encoding="utf-8")
HONEST = "def squares(n):\n    return [i * i for i in range(1, n + 1)]"
WRONG = "def squares(n):\n    return []"


def nbgrader(course: Path, *command: str) -> str:
    """Run nbgrader in a course as a tutor does in a terminal; return what the tutor reads."""
    env = {"PATH": f"{PROGRAMS}:/usr/bin:/bin", "HOME": str(course)}
    made = subprocess.run([PROGRAMS / "nbgrader", *command], cwd=course, env=env, capture_output=True, text=True, check=False)
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
    answer = cell("squares", f"### BEGIN SOLUTION\n{HONEST}\n### END SOLUTION", grade=False, solution=True)
    notebook.cells = [answer, cell("test", "assert squares(3) == [1, 4, 9]", grade=True, solution=False, points=2)]
    notebook.nbformat_minor = 2  # as the notebooks of nbgrader's own example course are: no cell has an id
    for one in notebook.cells:
        del one["id"]
    nbformat.write(notebook, unit / "exercise.ipynb")
    nbgrader(course, "generate_assignment", "week1")
    for student, code in {"amina": HONEST, "ben": WRONG}.items():
        given = nbformat.read(course / "release" / "week1" / "exercise.ipynb", as_version=4)
        next(one for one in given.cells if one.metadata.get("nbgrader", {}).get("grade_id") == "squares").source = code
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
    with Gradebook(quickstart / "gradebook.db") as gradebook:
        assert {score.student: score.auto for score in gradebook.scores("week1")} == {"amina": 2, "ben": 0}
    assert '"student": "ben"' in (quickstart / "audit.jsonl").read_text()
