"""What stock nbgrader does with what an attacker hands in: a forged folder or a zip. All in a box.

Each function gives the outcome in a few words, as the field ``stock`` of a ``Trick`` states it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from attacks.box import boxed
from attacks.classes import HONEST, UNIT
from attacks.trick import Trick
from attacks.zip_tricks import ANSWERS

from grader.gradebook import Gradebook

CARELAB = Path(sys.executable).with_name("carelab")
SECONDS = 600
"""So long a run may take, on a slow machine with other work, before it is said to hang."""
LARGE, MANY = 100_000_000, 5_000
"""More bytes, or more files, than any class hands in."""
MOODLE = r".*_(?P<student_id>\d+)_assignsubmission_file[^/]*/(?:.*/)?(?P<file_id>[^/]+)$"
"""The expression that a tutor would give ``nbgrader zip_collect`` for Moodle's folders."""


def stock_on_folder(trick: Trick, ready: Path, root: Path) -> str:
    """Let a class hand in, one of them with this trick, and mark it with ``carelab mark --engine nbgrader``."""
    course, student = root / "course", f"by-{trick.name}"
    shutil.copytree(ready, course)
    shutil.copytree(course / "submitted" / HONEST[0], course / "submitted" / student)
    trick.make(course / "submitted" / student / UNIT)
    before = _tutors(course)
    mark = [str(CARELAB), "mark", UNIT, "--engine", "nbgrader", "--course-dir", str(course)]
    ran = boxed(mark, root, course, SECONDS)
    marks = _marks(course)
    found = [_compared(marks.get(student), marks.get(HONEST[1])) if HONEST[1] in marks else "the class stops"]
    found += ["hangs"] if ran is None else []
    made = _files(course / "autograded" / student)
    found += ["takes in the gradebook"] if any(path.read_bytes()[:15] == b"SQLite format 3" for path in made) else []
    found += ["changes the course"] if _tutors(course) != before else []
    return ", ".join(found)


def stock_on_zip(trick: Trick, root: Path) -> str:
    """Put a class's zip where ``nbgrader zip_collect`` looks for it, and let it take in what is there."""
    course = root / "tutor" / "courses" / "course"
    archive = course / "downloaded" / UNIT / "archive"
    archive.mkdir(parents=True)
    trick.make(archive / "class.zip")
    settings = f"c = get_config()\nc.FileNameCollectorPlugin.named_regexp = {MOODLE!r}\n"
    settings += "c.FileNameCollectorPlugin.valid_ext = ['.ipynb', '.json']\n"
    (course / "nbgrader_config.py").write_text(settings, encoding="utf-8")
    ran = boxed([str(CARELAB.with_name("nbgrader")), "zip_collect", UNIT], root, course, SECONDS)
    taken = {str(path.relative_to(course / "submitted")): path for path in _files(course / "submitted")}
    honest = {f"{number}/{UNIT}/answers.json" for number in ("101", "103")}
    found = []
    if not honest <= set(taken):
        found.append("the class stops")
    elif any(taken[name].read_bytes() != ANSWERS for name in honest):
        found.append("another's file is lost")
    found += ["hangs"] if ran is None else []
    others = {name for name in taken if name not in honest and Path(name).name != "timestamp.txt"}
    found += ["takes it in"] if others else []
    unpacked = _files(course / "downloaded" / UNIT / "extracted")
    found += ["unpacks it all"] if len(unpacked) > MANY or sum(path.stat().st_size for path in unpacked) > LARGE else []
    inside = {archive, course / "downloaded" / UNIT / "extracted", course / "submitted", root / "own"}
    outside = [path for path in _files(root) if not any(path.is_relative_to(place) for place in inside)]
    found += ["writes outside"] if [path for path in outside if path.name not in ("nbgrader_config.py", ".nbgrader.log")] else []
    return ", ".join(found) or "leaves it out"


def _compared(marks: dict[str, float | None] | None, honest: dict[str, float | None]) -> str:
    """Return how marks differ from the honest ones that the same answers earn."""
    if marks is None:
        return "stops"
    changed = {question: mark for question, mark in marks.items() if mark != honest[question]}
    if not changed:
        return "full"
    if len(changed) > 1 and all(mark == 0 for mark in changed.values()) and not any(marks.values()):
        return "0 for all"
    return "; ".join(f"{question} {'none' if mark is None else f'{mark:g}'}" for question, mark in changed.items())


def _marks(course: Path) -> dict[str, dict[str, float | None]]:
    """Return the marks in the gradebook: student → question → mark, of those who have any."""
    found: dict[str, dict[str, float | None]] = {}
    with Gradebook(course / "gradebook.db") as gradebook:
        for score in gradebook.scores(UNIT):
            found.setdefault(score.student, {})[score.grade_id.split("_")[-1]] = score.auto
    return {student: marks for student, marks in found.items() if any(mark is not None for mark in marks.values())}


def _files(folder: Path) -> list[Path]:
    """Return the ordinary files in a folder, links left out, however deep they are."""
    listed = subprocess.run(["find", folder, "-type", "f", "-print0"], capture_output=True, check=False).stdout
    return [Path(name.decode(errors="surrogateescape")) for name in listed.split(b"\0") if name and len(name) < 4000]


def _tutors(course: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for part in ("source", "release") for path in _files(course / part)}
