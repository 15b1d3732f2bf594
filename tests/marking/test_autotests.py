"""Sources with nbgrader's ``### AUTOTEST`` lines: each submission in nbgrader's wheel earns what stock gives it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader_fixtures import ROOT

from grader.course import Course
from grader.gradebook import Gradebook
from grader.marking import mark_class

FILES = ROOT / "tests" / "apps" / "files"


def autotest_course(root: Path, kind: str) -> Course:
    """Release an example source with autotests, and hand in every submission to it that the wheel has."""
    (root / "source" / "ps1").mkdir(parents=True)
    shutil.copy(FILES / "autotests.yml", root)
    shutil.copy(FILES / f"autotest-{kind}.ipynb", root / "source" / "ps1" / "p1.ipynb")
    nbgrader(root, "generate_assignment", "ps1")
    for path in FILES.glob(f"autotest-{kind}-*.ipynb"):
        folder = root / "submitted" / path.stem / "ps1"
        folder.mkdir(parents=True)
        shutil.copy(path, folder / "p1.ipynb")
    return Course.at(root)


def nbgrader(course: Path, *command: str) -> None:
    """Run stock nbgrader in a course, as a tutor does in a terminal."""
    programs = Path(sys.executable).parent
    env = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}
    made = subprocess.run([programs / "nbgrader", *command], cwd=course, env=env, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr


def marks(course: Course) -> dict[tuple[str, str], float | None]:
    with Gradebook(course.gradebook) as gradebook:
        return {(score.student, score.grade_id): score.auto for score in gradebook.scores("ps1")}


def compare(kind: str, root: Path) -> dict[tuple[str, str], float | None]:
    ours = autotest_course(root / "ours", kind)
    shutil.copytree(ours.root, root / "stock")
    stock = Course.at(root / "stock")
    assert mark_class(ours, ["ps1"]).failed == []
    nbgrader(stock.root, "autograde", "ps1")
    assert marks(ours) == marks(stock)
    return marks(ours)


def test_autotests_are_those_that_nbgrader_released(tmp_path: Path) -> None:
    found = compare("hidden", tmp_path)
    given = {student: mark for (student, _), mark in found.items()}
    assert given["autotest-hidden-unchanged"] == 0
    assert given["autotest-hidden-changed-wrong"] == 0
    assert given["autotest-hidden-changed-right"] == 1


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["simple", "hashed", "multi"])
def test_all_kinds_of_autotests_earn_what_stock_gives(kind: str, tmp_path: Path) -> None:
    assert compare(kind, tmp_path)
