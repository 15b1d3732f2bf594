"""Where a person's data lies in a course's folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grader.classlist import ClassList, Person
from grader.course import Course, files_in, is_ordinary

BY_STUDENT = ("submitted", "autograded", "feedback", "uploads")
"""Folders that hold one folder for each student."""
SET_ASIDE = "set-aside"
REPORTS = ("reports", "returned")
"""Folders whose files hold many people."""
RECORDS = ("class.json", "intake.jsonl", "returns.jsonl", "audit.jsonl")
NOT_OURS = {"source", "release", "notebooks", "carelab", "grader", "tests", "docs"}
"""The course itself, in which no student's data lies."""


def own_folders(course: Course, student: str) -> list[Path]:
    """Return the folders that hold only this student's files: in submitted/, autograded/, feedback/, uploads/ and set-aside/."""
    found = [course.root / top / student for top in BY_STUDENT]
    aside = course.root / SET_ASIDE
    found += [path for path in aside.rglob(student) if path.is_dir() and not path.is_symlink()] if aside.is_dir() else []
    return [path for path in found if path.is_dir() and not path.is_symlink()]


def files_that_name(course: Course, person: Person) -> list[Path]:
    """Return every file of the course's data that contains a person's id, name or email address, or has the id in its path.

    All ordinary files in the course folder are searched, except hidden ones and the course's own material. Zips that a tutor
    downloaded are not opened.
    """
    signs = {text.encode() for text in (person.id, person.name, person.email, *person.aliases) if len(text) > 2}
    signs |= {text.encode("unicode-escape") for text in (person.name, *person.aliases) if not text.isascii()}
    found = []
    for path in _data_files(course):
        in_path = person.id in path.relative_to(course.root).parts
        if in_path or _holds(path, signs):
            found.append(path)
    return found


def names_in(course: Course, student: str) -> list[Path]:
    """Return the files that hold data about the person with this id. Raises BadClassList when there is no such person."""
    people = ClassList.load(course)
    person = people.get(student)
    if person is None:
        person = Person(student) if own_folders(course, student) else people.named(student)
    return files_that_name(course, person)


def _data_files(course: Course) -> Iterator[Path]:
    for top in sorted(course.root.iterdir()):
        if top.name.startswith(".") or top.name in NOT_OURS or top.is_symlink():
            continue
        if top.is_dir():
            yield from (path for path in files_in(top) if is_ordinary(path))
        elif is_ordinary(top):
            yield top


def _holds(path: Path, signs: set[bytes]) -> bool:
    longest = max(map(len, signs), default=1)
    with path.open("rb") as reading:
        before = b""
        while chunk := reading.read(1 << 20):
            whole = before + chunk
            if any(sign in whole for sign in signs):
                return True
            before = whole[-longest:]
    return False
