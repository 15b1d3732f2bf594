"""Puts hand-ins into submitted/, keeps each upload as it came, and records what became of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from grader.course import Course, course_lock
from grader.intake.hand_ins import HandIn, path_of
from grader.intake.look import Look, settle
from grader.intake.placement import finish, place
from grader.intake.reading import Part, read_again
from grader.intake.record import add_records, keep_upload


def take(course: Course, found: Look, *, newer_stays: bool = True, waits: Callable[[], None] | None = None) -> int:
    """Write the hand-ins that ``look`` found into ``submitted/<student>/<unit>/``; return how many files it wrote.

    Raises OSError.

    Each hand-in replaces the student's earlier one, which is moved to set-aside/. Every upload of a known person is also kept
    unchanged in ``uploads/``, even one that cannot be marked. Files that have changed on disk since ``look`` are left out.

    Parameters
    ----------
    newer_stays:
        Whether a hand-in in submitted/ is kept when it is later than the one that was uploaded.
    waits:
        Called once when another run holds the course lock; this run then waits for it.
    """
    with course_lock(course, waits):
        finish(course)
        todo = list(settle(course, found.hand_ins, newer_stays=newer_stays))
        if any(one.student for one in todo):
            found.people.save()
        written = 0
        for path in dict.fromkeys(path_of(one) for one in todo):
            written += _take_from(course, path, [one for one in todo if path_of(one) == path and one.student])
        return written


def _take_from(course: Course, path: Path, wanted: list[HandIn]) -> int:
    """Take the hand-ins of one zip, folder or file; each as soon as all of its uploads are read."""
    waiting = {n: set(one.uploads) for n, one in enumerate(wanted)}
    content: dict[int, dict[Part, bytes]] = {n: {} for n in waiting}
    written = 0
    uploads = dict.fromkeys(upload for one in wanted for upload in one.uploads if upload.sha256)
    for upload, data, parts in read_again(path, list(uploads)):
        for n, one in enumerate(wanted):
            if upload in waiting[n]:
                waiting[n].discard(upload)
                keep_upload(course, one, upload, data)
                content[n].update({part: parts[part] for of, part in one.parts if of == upload})
                if one.taken and len(content[n]) == len(one.parts):
                    files = {part.name: content[n][part] for _, part in one.parts}
                    place(course, one.student, one.unit, files, one.at, one.order[3])
                    written += len(files)
                    add_records(course, [(one, "taken")])
                    content[n] = {}
    add_records(course, [(one, one.state) for one in wanted if one.state in ("not usable", "older", "question")])
    return written
