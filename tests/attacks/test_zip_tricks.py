"""Every trick with a zip: it does not come in, says why in words that can be shown, and the honest beside it are taken."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from attacks.classes import UNIT, honest_class
from attacks.stock_submissions import stock_on_zip
from attacks.trick import Trick
from attacks.zip_tricks import ANSWERS, ZIP_TRICKS
from soak import WHOLE, long_proof

from grader.course import Course
from grader.intake import read_zip, settle, take


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return honest_class(tmp_path_factory.mktemp("ready"))


@pytest.fixture
def course(ready: Course, tmp_path: Path) -> Course:
    """A course into which nobody has handed in, beside which nothing else stands."""
    (tmp_path / "course" / "source").mkdir(parents=True)
    (tmp_path / "course" / "source" / UNIT).symlink_to(ready.root / "source" / UNIT)
    return Course(tmp_path / "course")


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and not p.is_symlink()}


@pytest.mark.parametrize("trick", ZIP_TRICKS, ids=lambda t: t.name)
def test_attack_fails(trick: Trick, course: Course, tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    trick.make(path)
    before = everything_in(tmp_path)

    found = settle(course, read_zip(course, path))
    assert everything_in(tmp_path) == before, "the dry run wrote something"
    take(course, found)

    what, _, words = trick.must.partition(" ")
    problems = [one.problem for one in found if one.problem]
    assert any(words in problem for problem in problems) if words else problems == []
    assert [problem for problem in problems if not problem.isprintable() or "<" in problem or len(problem) > 500] == []
    new = {name: data for name, data in everything_in(tmp_path).items() if name not in before}
    new.pop("course/.carelab-mark.lock")
    honest = {f"course/submitted/{student}/{UNIT}/answers.json": ANSWERS for student in ("101", "103")}
    assert {name: data for name, data in new.items() if name in honest} == ({} if what == "whole" else honest)
    others = {name for name in new if name not in honest}
    assert len(others) <= 1
    assert all(Path(name).parts[:2] == ("course", "submitted") and Path(name).name == "answers.json" for name in others)
    if what == "taken":
        assert others == {f"course/submitted/102/{UNIT}/answers.json"}


@long_proof
@pytest.mark.parametrize("trick", ZIP_TRICKS if WHOLE else [t for t in ZIP_TRICKS if t.name == "zip-link"], ids=lambda t: t.name)
def test_stock_does_what_the_page_says(trick: Trick, tmp_path: Path) -> None:
    found = stock_on_zip(trick, tmp_path)
    subprocess.run(["rm", "-rf", tmp_path / "tutor"], check=True)
    assert found == trick.stock
