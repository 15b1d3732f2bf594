"""Finds marks that disagree with audit.jsonl: deleted lines, or edits made outside nbgrader and Care Lab."""

from __future__ import annotations

from collections.abc import Iterator

from grader.audit.record import entries
from grader.course import Course
from grader.gradebook import Gradebook

Scores = dict[str, dict[str, float | None]]
"""Notebook → grade id → points, or None."""


def marks_not_in_audit(course: Course) -> Iterator[tuple[str, str, str]]:
    """Yield (student, unit, nbgrader cell id) for each automatic mark in the gradebook that is not the latest one in the audit.

    The audit's chain of hashes cannot show that lines at the end of the file were deleted; this comparison can.
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
    for entry in entries(course.audit, having='"marks"'):
        if "marks" in entry and "student" in entry:
            marks = {grade_id: mark["score"] for grade_id, mark in entry["marks"].items()}
            found.setdefault((entry["student"], entry["unit"]), {})[entry.get("notebook", entry["unit"])] = marks
    return found
