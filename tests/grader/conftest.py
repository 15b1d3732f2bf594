"""Two small built courses, each made once and copied for each test: unit 08, released, and one with nothing of ours in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from classroom import ROOT, UNIT, cell

from grader.authoring.build import build, generate
from grader.course import Course, scripts_on_path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    scripts_on_path()
    course = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT / "source" / UNIT, course / "source" / UNIT)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    build(course, [UNIT])
    return course


@pytest.fixture
def course(built: Path, tmp_path: Path) -> Course:
    shutil.copytree(built, tmp_path / "course")
    return Course.at(tmp_path / "course")


@pytest.fixture(scope="session")
def other_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    scripts_on_path()
    course = tmp_path_factory.mktemp("other")
    folder = course / "source" / "ps1"
    folder.mkdir(parents=True)
    notebook = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    )
    notebook.cells = [
        cell(
            "double", "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION", grade=False, solution=True
        ),
        cell(
            "test_double",
            "assert double(2) == 4\n### BEGIN HIDDEN TESTS\nassert double(5) == 10\n### END HIDDEN TESTS",
            grade=True,
            solution=False,
            points=3,
        ),
        cell("essay", "Write here.", grade=True, solution=True, points=5, kind="markdown"),
    ]
    nbformat.write(notebook, folder / "problem1.ipynb")
    (course / "nbgrader_config.py").write_bytes((ROOT / "nbgrader_config.py").read_bytes())
    generate(course, ["ps1"])
    return course


@pytest.fixture
def other(other_built: Path, tmp_path: Path) -> Course:
    """Any nbgrader course, with nothing of Care Lab in it."""
    shutil.copytree(other_built, tmp_path, dirs_exist_ok=True)
    return Course.at(tmp_path)
