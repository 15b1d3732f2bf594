"""Takes hand-in files into submitted/: Moodle's zip of a whole class, or a student's own. Looks first, writes after."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from grader.course import NAMES, Course, course_lock, file_hash, is_ordinary, is_student
from grader.intake.matching import Reading, Taken
from grader.intake.placement import finish, handed_in_at, place
from grader.repair import as_words

__all__ = ["Taken", "read_zip", "settle", "take"]

SAME_TIME = 2.0
"""Seconds within which two times are the same: a zip counts in steps of two."""


def read_zip(course: Course, path: Path, *, student: str = "") -> list[Taken]:
    """Return what a zip holds for this course. Writes nothing.

    Parameters
    ----------
    student:
        Whose it is, for a student's own hand-in file. In a Moodle zip each folder names its student, as
        ``Amina Khan_12345_assignsubmission_file``, and the participant number becomes the student id.
    """
    if student and not is_student(student):
        problem = f"{as_words(student)} cannot be a student's name: {NAMES}."
        return [Taken(path, path.name, "", problem=problem)]
    return [one for one, _ in Reading(course, path, student).files()]


def settle(course: Course, found: Sequence[Taken], *, newer_stays: bool = True) -> list[Taken]:
    """Say of each hand-in what becomes of it, beside what is in submitted/ and beside the others. Writes nothing.

    Parameters
    ----------
    newer_stays:
        Whether a later hand-in that is in submitted/ stays. Of two in ``found``, the later is taken in any case.
    """
    names = {p.name.casefold(): p.name for p in (course.root / "submitted").glob("*")}
    times: dict[tuple[str, ...], float] = {}
    for one in found:
        names.setdefault(one.student.casefold(), one.student)
        if not one.problem:
            times[_hand_in(one)] = max(times.get(_hand_in(one), 0.0), one.at)
    latest: dict[tuple[str, ...], tuple[str, ...]] = {}
    for hand_in, at in times.items():
        best = latest.setdefault(hand_in[:2], hand_in)
        latest[hand_in[:2]] = hand_in if at >= times[best] else best
    made: list[Taken] = []
    for each in found:
        one = each if each.problem else replace(each, at=times[_hand_in(each)])
        alike = names[one.student.casefold()]
        if one.problem:
            made.append(one)
        elif alike != one.student:
            made.append(_not(one, f"{as_words(alike)} is there too, which some systems cannot tell from it. Rename one of them."))
        elif latest[one.student, one.unit] != _hand_in(one):
            made.append(_not(one, "A later one of the same student is among these files, and that is taken."))
        else:
            made.append(_beside(course, one, newer_stays=newer_stays))
    return _whole(made)


def take(course: Course, found: Sequence[Taken], *, newer_stays: bool = True, waits: Callable[[], None] | None = None) -> int:
    """Put what can be taken into ``submitted/<student>/<unit>/`` and return how many files that was. Raises OSError.

    Each hand-in replaces the one before it as a whole, and that one is set aside. A file that has changed on disk since
    ``read_zip`` looked is left out.
    """
    with course_lock(course, waits):
        finish(course)
        todo = [one for one in settle(course, found, newer_stays=newer_stays) if not one.problem and one.state != "same"]
        written = 0
        for path in dict.fromkeys(one.path for one in todo):
            own = {one.number: one for one in todo if one.path == path}
            written += _take_zip(course, path, own)
        return written


def _take_zip(course: Course, path: Path, wanted: dict[int, Taken]) -> int:
    waiting: dict[tuple[str, str], dict[str, bytes]] = {}
    parts = Counter((one.student, one.unit) for one in wanted.values())
    written = 0
    for again, data in Reading(course, path, next(iter(wanted.values())).student).files(wanted.__contains__):
        one = wanted.get(again.number)
        if one is None or again.problem or again.digest != one.digest:
            continue
        files = waiting.setdefault((one.student, one.unit), {})
        files[one.name] = data
        if len(files) == parts[one.student, one.unit]:
            place(course, one.student, one.unit, waiting.pop((one.student, one.unit)), one.at)
            written += len(files)
    return written


def _hand_in(one: Taken) -> tuple[str, ...]:
    return one.student, one.unit, str(one.path), one.zip


def _not(one: Taken, why: str) -> Taken:
    return replace(one, problem=f"{one.member}, for {one.student}, {one.unit}: {why}")


def _beside(course: Course, one: Taken, *, newer_stays: bool) -> Taken:
    folder = course.root / "submitted" / one.student / one.unit
    there = folder / one.name
    if is_ordinary(there) and file_hash(there) == one.digest:
        return replace(one, state="same")
    stands = handed_in_at(folder)
    if stands is None:
        return one
    if newer_stays and stands > one.at + SAME_TIME:
        shown = " and this one of ".join(
            f"{dt.datetime.fromtimestamp(t, dt.UTC).astimezone():%d %b %Y %H:%M}" for t in (stands, one.at)
        )
        return _not(one, f"A later hand-in stands in submitted/, of {shown}. To take this one all the same, say --replace.")
    return replace(one, state="replaces")


def _whole(made: list[Taken]) -> list[Taken]:
    """Take a hand-in as a whole: where one of its files is new, those that are there already go with it."""
    states = {_hand_in(one): one.state for one in made if not one.problem and one.state != "same"}
    return [one if one.problem else replace(one, state=states.get(_hand_in(one), one.state)) for one in made]
