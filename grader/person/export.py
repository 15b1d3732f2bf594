"""Everything that a course holds of one person, in one zip: for the person who asks for their data."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carelab.answers import now
from grader.audit import history, note_changes
from grader.classlist import ClassList, Person
from grader.course import Course, files_in, is_ordinary, json_lines
from grader.gradebook import Gradebook
from grader.person.places import own_folders

_README = """Everything that Care Lab holds of {name} ({id}) in this course, on {day}.

class.json      what the class list says: names, ids in other systems, more time and why
marks.json      every mark in the gradebook, automatic and by hand, and the tutor's comments
audit.json      the record of every marking and of each change by hand
intake.json     every upload that was taken in or refused
returns.json    every mark that was sent back to a VLE
the folders     the work as handed in and as uploaded, the marked copies, the feedback and the portfolio
"""


@dataclass(frozen=True)
class Export:
    """The path of the zip that was written, and how many files it holds."""

    path: Path
    files: int


def export_person(course: Course, student: str, target: Path) -> Export:
    """Write everything that the course holds about a person into a new zip at ``target``.

    Raises
    ------
    BadClassList
        When there is no person with this id.
    OSError
        When there is such a file already, or it cannot be written.
    """
    people = ClassList.load(course)
    person = people.get(student) or Person(student)
    folders = own_folders(course, person.id)
    if people.get(student) is None and not folders:
        people.named(student)  # says who it may be
    if course.gradebook.is_file():
        note_changes(course)
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED, strict_timestamps=False) as packed:
        packed.writestr("READ-ME.txt", _README.format(name=person.shown, id=person.id, day=now()[:10]))
        for name, data in _records(course, person):
            packed.writestr(name, json.dumps(data, ensure_ascii=False, indent=1))
        for folder in folders:
            for path in files_in(folder):
                if is_ordinary(path):
                    packed.write(path, path.relative_to(course.root).as_posix())
        count = len(packed.namelist())
    return Export(target, count)


def _records(course: Course, person: Person) -> Iterator[tuple[str, Any]]:
    yield "class.json", person.as_json()
    yield "marks.json", _marks(course, person.id)
    yield "audit.json", list(history(course, person.id))
    for name in ("intake", "returns"):
        lines = json_lines(course.root / f"{name}.jsonl")
        yield f"{name}.json", [line for line in lines if line.get("student") == person.id]


def _marks(course: Course, student: str) -> list[dict[str, Any]]:
    if not course.gradebook.is_file():
        return []
    found = []
    with Gradebook(course.gradebook) as gradebook:
        for unit in sorted(gradebook.units()):
            words = {cell: said for (who, cell), said in gradebook.comments(unit).items() if who == student}
            found += [
                {
                    "unit": unit,
                    "cell": score.grade_id,
                    "points": score.points,
                    "automatic": score.auto,
                    "by hand": score.manual,
                    "waits for a person": score.waits,
                    "comment": words.get(score.grade_id, ""),
                }
                for score in gradebook.scores(unit)
                if score.student == student
            ]
    return found
