"""Takes one person out of a course: folders, gradebook, records, reports; and looks everywhere for what still names them."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader import intake, returns
from grader.audit import put_pseudonym
from grader.classlist import ClassList, Person
from grader.course import Course, course_lock, files_in
from grader.person.places import REPORTS, files_that_name, own_folders
from grader.reports import write_report


@dataclass(frozen=True)
class Forgotten:
    """What was deleted when a person was removed from a course.

    Attributes
    ----------
    pseudonym:
        What the audit calls the person from now on. It cannot be traced back to the person.
    files:
        How many files were deleted.
    lines:
        How many entries were deleted from the records of uploads and of returned marks.
    left:
        Files that still name the person and that the tutor must look at, such as a file with the whole class.
    """

    pseudonym: str
    files: int
    lines: int
    left: tuple[Path, ...]


def forget_person(course: Course, student: str, waits: Callable[[], None] | None = None) -> Forgotten:
    """Delete everything that the course holds about a person. It cannot be undone.

    The audit keeps its entries about the person under a pseudonym, so that its chain of hashes still proves the others' marks.
    ``waits``: called once when another run holds the course lock; this run then waits for it.

    Raises
    ------
    BadClassList
        When there is no person with this id.
    OSError
        When something cannot be deleted; call it again then.
    """
    people = ClassList.load(course)
    person = people.get(student) or Person(student)
    named = [path for path in files_that_name(course, person) if path.relative_to(course.root).parts[0] in REPORTS]
    if people.get(student) is None and not own_folders(course, student):
        people.named(student)  # says who it may be
    pseudonym = f"forgotten-{secrets.token_hex(4)}"
    with course_lock(course, waits):
        files = sum(_delete(folder) for folder in own_folders(course, person.id))
        for path in named:
            path.unlink()
        if course.gradebook.is_file():
            _out_of_gradebook(course, person.id)
        lines = intake.forget(course, person.id) + returns.forget(course, person.id)
        put_pseudonym(course.audit, person.id, pseudonym)
        if people.remove(person.id):
            people.save()
    for path in named:
        if path.parent.name == "reports" and path.suffix == ".html" and path.stem in course.own_units():
            write_report(course, path.stem)
    return Forgotten(pseudonym, files + len(named), lines, tuple(files_that_name(course, person)))


def _delete(folder: Path) -> int:
    count = sum(1 for _ in files_in(folder))
    shutil.rmtree(folder)
    return count


def _out_of_gradebook(course: Course, student: str) -> None:
    """Take a student's rows out of nbgrader's database, by nbgrader, and overwrite the place where they lay."""
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook(f"sqlite:///{course.gradebook}") as gradebook:
        try:
            gradebook.remove_student(student)
        except MissingEntry:
            return
    with sqlite3.connect(course.gradebook, isolation_level=None) as db:
        db.execute("pragma secure_delete = on")
        db.execute("vacuum")
    db.close()
