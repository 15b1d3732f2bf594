"""Where too few files may be opened, a tutor hears which limit it is, and no student is marked or blamed."""

import resource
import subprocess
import sys

import pytest
from any_course import hand_in
from classroom import PROGRAMS

from grader.course import Course
from grader.sandbox import FEWEST_OPEN_FILES, TooFewFiles, raise_open_files_limit

MARK = "import sys; from grader.cli import app; app(['mark', '--course-dir', sys.argv[1]])"
LIMITED = "import resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, ({0}, {1})); "


@pytest.fixture(autouse=True)
def handed_in(other: Course) -> None:
    hand_in(other, "amina", "def double(x):\n    return x + x")


def mark(course: Course, soft: int, hard: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LIMITED.format(soft, hard) + MARK, str(course.root)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_is_nobody_marked_where_too_few_files_may_be_opened(other: Course) -> None:
    made = mark(other, 40, 40)
    said = " ".join((made.stdout + made.stderr).split())
    assert made.returncode != 0
    assert "only 40 files at a time here (ulimit -n)" in said
    assert "amina" not in said
    assert not (other.root / "autograded").exists()
    assert not other.audit.exists()


def test_does_a_process_take_what_it_is_allowed(other: Course) -> None:
    made = mark(other, 40, FEWEST_OPEN_FILES)
    assert made.returncode == 0, made.stdout + made.stderr
    assert (other.root / "autograded" / "amina").exists()


def test_does_nbgrader_say_so_too_and_mark_nobody(other: Course) -> None:
    limit = LIMITED.format(40, 40) + "import os; os.execv(sys.argv[1], sys.argv[1:])"
    command = [sys.executable, "-c", limit, str(PROGRAMS / "nbgrader"), "autograde", "ps1"]
    made = subprocess.run(command, cwd=other.root, capture_output=True, text=True, check=False)
    assert made.returncode != 0
    assert "only 40 files at a time" in made.stderr
    assert "ended itself" not in made.stderr
    assert not (other.root / "autograded" / "amina").exists()


def test_a_limit_that_cannot_be_raised_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (40, 41))
    monkeypatch.setattr(resource, "setrlimit", lambda *_: None)
    with pytest.raises(TooFewFiles, match="only 41 files"):
        raise_open_files_limit()
