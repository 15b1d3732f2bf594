"""The course whose questions are answered with code, built once."""

import shutil
from pathlib import Path

import pytest
from coded import coded_course

from grader.course import Course


@pytest.fixture(scope="session")
def coded_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return coded_course(tmp_path_factory.mktemp("coded")).root


@pytest.fixture
def with_code(coded_built: Path, tmp_path: Path) -> Course:
    shutil.copytree(coded_built, tmp_path / "course")
    return Course.at(tmp_path / "course")
