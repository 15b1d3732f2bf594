"""Marks that people changed in the gradebook, such as in formgrader: found by comparing it with the audit, and added there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from grader.audit.record import CUT_OFF, FORGOTTEN, append, entries
from grader.course import Course
from grader.gradebook import ByHand, Gradebook

EVENT = "changed by hand"
Cell = tuple[str, str, str, str]
"""A student, a unit, a notebook and a grade id."""
NOTHING = ByHand(None, None, "")


def note_changes(course: Course) -> int:
    """Add to the audit each mark or comment that a person has changed in the gradebook since the last call, old and new.

    Of a comment only the hash is kept: what a tutor writes to a student is personal, and it is in the gradebook.

    Returns
    -------
    int
        How many such changes there were.
    """
    if not course.gradebook.is_file() or not any(_changes(course)):
        return 0
    return append(course.audit, _changes(course))  # looked for again: another program may have added them by now


def given_by_hand(course: Course) -> int:
    """Return how many cells have a mark or a comment that a person gave, according to the audit."""
    return sum(held != NOTHING for held in _known(course).values())


def history(course: Course, student: str = "", unit: str = "") -> Iterator[dict[str, Any]]:
    """Yield the audit's entries as dicts, oldest first; with ``student`` or ``unit`` only those about that student or unit."""
    for entry in entries(course.audit):
        if (not student or entry.get("student") == student) and (not unit or entry.get("unit") == unit):
            yield entry


def in_words(entry: Mapping[str, Any]) -> str:
    """Return what an entry of the audit says in a sentence, for a person to read."""
    if entry.get("event") == CUT_OFF:
        return "The line before this one was cut short by a crash."
    if entry.get("event") == FORGOTTEN:
        return f"A person was forgotten: {entry['entries']} entries have a pseudonym. The seal before: {entry['seal_before']}"
    if entry.get("event") == EVENT:
        was, now = ByHand(**entry["was"]), ByHand(**entry["now"])
        changes = [
            f"{what} {_points(old)} → {_points(new)}"
            for what, old, new in (("mark", was.score, now.score), ("extra points", was.extra_credit, now.extra_credit))
            if old != new
        ]
        changes += ["comment changed"] if was.comment != now.comment else []
        return f"By hand, {entry['grade_id']}: {', '.join(changes)}"
    if entry.get("problem"):
        return f"No mark: {entry['problem']}"
    marks = entry["marks"].values()
    given = sum(m["score"] or 0 for m in marks)
    waiting = sum(m["score"] is None for m in marks)
    waits = f"; {waiting} for a person to mark" if waiting else ""
    return f"Marked: {given:g} of {sum(m['points'] for m in marks if m['score'] is not None):g} points{waits}"


def marks_in_words(entry: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each mark in an entry of the audit: the points, the outcome (right, partly …) and the reasons."""
    for grade_id, mark in entry.get("marks", {}).items():
        points = f"{_points(mark['score'])} of {mark['points']:g}"
        yield " ".join([f"{grade_id}: {points} ({mark['outcome']}).", *mark.get("why", [])])


def _points(points: float | None) -> str:
    return "none" if points is None else f"{points:g}"


def _changes(course: Course) -> Iterator[Mapping[str, Any]]:
    known = _known(course)
    with Gradebook(course.gradebook) as gradebook:
        held = gradebook.by_hand()
    for cell in sorted({*known, *held}):
        was, now = known.get(cell, NOTHING), held.get(cell, NOTHING)
        if was != now:
            student, unit, notebook, grade_id = cell
            of = {"event": EVENT, "student": student, "unit": unit, "notebook": notebook, "grade_id": grade_id}
            yield {**of, "was": asdict(was), "now": asdict(now)}


def _known(course: Course) -> dict[Cell, ByHand]:
    """Return the changes that the audit has already, as they were last."""
    found: dict[Cell, ByHand] = {}
    for entry in entries(course.audit, having=EVENT):
        if entry.get("event") == EVENT:
            cell = (entry["student"], entry["unit"], entry["notebook"], entry["grade_id"])
            found[cell] = ByHand(**entry["now"])
    return found
