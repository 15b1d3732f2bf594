"""Every trick with a zip: what is false in it does not come in, in words that can be shown, and the honest are taken."""

from pathlib import Path

import pytest
from attacks.classes import ROOT, UNIT
from attacks.trick import Trick
from attacks.zip_tricks import ANSWERS, ZIP_TRICKS

from grader.course import Course
from grader.intake import look, take


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course into which nobody has handed in, beside which nothing else stands."""
    (tmp_path / "course" / "source").mkdir(parents=True)
    (tmp_path / "course" / "source" / UNIT).symlink_to(ROOT / "source" / UNIT)
    return Course(tmp_path / "course")


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and not p.is_symlink()}


@pytest.mark.parametrize("trick", ZIP_TRICKS, ids=lambda t: t.name)
def test_attack_fails(trick: Trick, course: Course, tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    trick.make(path)
    before = everything_in(tmp_path)

    found = look(course, [path])
    assert everything_in(tmp_path) == before, "the dry run wrote something"
    take(course, found)

    what, _, words = trick.must.partition(" ")
    told = [*found.problems, *(one.says for one in found.hand_ins if one.says)]
    notes = [note for one in found.hand_ins for note in one.notes]
    assert any(words in text for text in [*told, *notes]) if words else told == []
    assert [text for text in [*told, *notes] if not text.isprintable() or "<" in text or len(text) > 500] == []
    new = {name: data for name, data in everything_in(tmp_path).items() if name not in before}
    assert all(
        Path(name).parts[1] in {"submitted", "uploads", "intake.jsonl", "class.json", ".carelab-mark.lock"} for name in new
    )
    submitted = {name: data for name, data in new.items() if Path(name).parts[1] == "submitted"}
    honest = {f"course/submitted/{student}/{UNIT}/answers.json": ANSWERS for student in ("Amina.Khan", "Zoe.ONeil")}
    assert {name: data for name, data in submitted.items() if name in honest} == ({} if what == "whole" else honest)
    others = {name for name in submitted if name not in honest}
    assert all(Path(name).name == "answers.json" for name in others)
    assert others == ({f"course/submitted/Ben.Cole/{UNIT}/answers.json"} if what in ("taken", "told") else set())
