"""A small built course, made once: unit 08, released, with a place to hand work in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from classroom import ROOT, UNIT

from grader.build import build
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
