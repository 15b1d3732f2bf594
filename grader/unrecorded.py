"""Marks that stand in the gradebook otherwise than in the record: lines that are gone, or marks set past both of them."""

from __future__ import annotations

from collections.abc import Iterator

from grader import audit
from grader.course import Course
from grader.gradebook import Gradebook

Scores = dict[str, dict[str, float | None]]
"""Notebook → grade id → points, or None."""


def unrecorded(course: Course) -> Iterator[tuple[str, str, str]]:
    """Yield (student, unit, grade id) for each of the judge's marks that the record does not hold as it stands.

    The chain of hashes cannot show that lines were taken away at its end, as an older copy of the record lacks them; this can.
    """
    if not course.gradebook.is_file():
        return
    last = _last(course)
    with Gradebook(course.gradebook) as gradebook:
        for unit in sorted(gradebook.units()):
            for student, held in gradebook.held(unit):
                said = last.get((student, unit), {})
                for notebook, marks in held.items():
                    known = said.get(notebook, {})
                    yield from ((student, unit, grade_id) for grade_id, score in marks.items() if score != known.get(grade_id))


def _last(course: Course) -> dict[tuple[str, str], Scores]:
    found: dict[tuple[str, str], Scores] = {}
    for entry in audit.entries(course.audit, having='"marks"'):
        if "marks" in entry and "student" in entry:
            marks = {grade_id: mark["score"] for grade_id, mark in entry["marks"].items()}
            found.setdefault((entry["student"], entry["unit"]), {})[entry.get("notebook", entry["unit"])] = marks
    return found
