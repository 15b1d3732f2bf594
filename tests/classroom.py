"""What the grader's tests share: the unit they mark, and students who hand in."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat

from carelab.answers import AnswerFile
from grader.authoring.source_notebook import read_master, source_path
from grader.course import Course

ROOT = Path(__file__).parents[1]
UNIT = "08-budgeting"
PROGRAMS = Path(sys.executable).parent


def notebook_text(folder: str, unit: str) -> str:
    """Return what stands in the cells of a lesson (``notebooks``) or of exercises (``source``)."""
    cells = json.loads((ROOT / folder / unit / f"{unit}.ipynb").read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells)


def best_answers(course: Course, variant: int = 1) -> dict[str, Any]:
    """Return a full-mark answer to every question that is marked by machine, and a paragraph for the rest."""
    master = read_master(source_path(course.root, UNIT), variant)
    return {
        m.question.id: m.key.best(m.question) or "We had too few gloves, and the senior shared them out."
        for m in master.questions
    }


def hand_in(course: Course, student: str, answers: dict[str, Any], variant: int = 1) -> Path:
    """Hand in a student's work the way they do: the released notebook, answered with the student's own code."""
    folder = course.root / "submitted" / student / UNIT
    shutil.copytree(course.root / "release" / UNIT, folder)
    file = AnswerFile(folder, UNIT, variant=variant)
    kinds = {m.question.id: m.question.kind for m in read_master(source_path(course.root, UNIT)).questions}
    for question, value in answers.items():
        file.save(question, kinds[question], value)
    return folder


def carelab(course: Course, *words: str, locked: Path | None = None, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run a command of Care Lab's on a course, as a tutor does in a terminal, where one path cannot be written."""
    room = ["bwrap", "--bind", "/", "/", "--dev", "/dev", "--ro-bind", locked, locked] if locked else []
    command = [*room, PROGRAMS / "carelab", *words, "--course-dir", course.root]
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


def nbgrader(course: Course, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of nbgrader's in a course, as a tutor does in a terminal."""
    env = {**os.environ, "PATH": f"{PROGRAMS}:{os.environ['PATH']}"}  # nbgrader runs alembic
    return subprocess.run([PROGRAMS / "nbgrader", *words], cwd=course.root, env=env, capture_output=True, text=True, check=False)


def press_autograde(course: Course, unit: str, student: str) -> str:
    """Press formgrader's button Autograde."""
    return press(course, "autograde", unit, student)


def press(course: Course, name: str, *of: str) -> str:
    """Do what a button of formgrader's does, and return what it shows the tutor. Fails when the button would fail."""
    button = (
        "import sys; from nbgrader.apps import NbGraderAPI; from nbgrader.apps.baseapp import NbGrader\n"
        "app = NbGrader(); app.load_config_file(); api = NbGraderAPI(config=app.config)\n"
        "made = getattr(api, sys.argv[1])(*sys.argv[2:])\n"
        "print(made['log']); sys.exit(0 if made['success'] else made['log'])"
    )
    command = [sys.executable, "-c", button, name, *of]
    made = subprocess.run(command, cwd=course.root, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return made.stdout + made.stderr


def cell(name: str, source: str, *, grade: bool, solution: bool, points: float = 0, kind: str = "code") -> nbformat.NotebookNode:
    """Return a cell of a tutor's notebook, as nbgrader marks it."""
    made = nbformat.v4.new_code_cell(source) if kind == "code" else nbformat.v4.new_markdown_cell(source)
    about = {"grade_id": name, "grade": grade, "solution": solution, "locked": not solution, "schema_version": 3, "task": False}
    made.metadata["nbgrader"] = {**about, "points": points} if grade else about
    return made
