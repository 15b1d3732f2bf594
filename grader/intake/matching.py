"""Says of each file in a zip whose it is and for which unit: in Moodle's zip of a class, or a student's own. Writes nothing."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from carelab.answers import LARGEST, NAME
from grader.course import Course, is_plain_student
from grader.intake.zips import BadZip, Entry, entries, open_zip
from grader.repair import LARGEST_NOTEBOOK, plain_stem

MOODLE = re.compile(r"(?P<name>.+)_(?P<id>\d{1,20})_assignsubmission_(?P<kind>file|onlinetext)(?:_(?P<rest>.*))?", re.DOTALL)
"""A folder of Moodle's zip, or a file where it was made without folders."""
_NUMBER = re.compile(r"_\d+_assignsubmission_")
MOST_IN_A_CLASS = 60_000
MOST_IN_A_HANDIN = 500


@dataclass(frozen=True)
class Taken:
    """One file that intake would put, or has put, into submitted/.

    Attributes
    ----------
    path:
        The zip on disk.
    zip:
        The zip's name; for a zip inside another, both.
    member:
        Its path in the zip, in plain letters.
    number:
        Which file of the zip it is, counted as they are read.
    at:
        When it was handed in, in seconds since 1970.
    digest:
        The SHA-256 of its content.
    state:
        ``new``, ``replaces`` (an earlier hand-in, which is set aside) or ``same`` (it is there already).
    problem:
        Why it is not taken, and what to do.
    """

    path: Path
    zip: str
    member: str
    number: int = 0
    student: str = ""
    unit: str = ""
    name: str = ""
    at: float = 0.0
    digest: bytes = b""
    state: str = "new"
    problem: str = ""


class Reading:
    """The files of one zip, read one at a time, in an order that stays.

    Parameters
    ----------
    student:
        Whose a file is when nothing in the zip says so.
    """

    def __init__(self, course: Course, path: Path, student: str) -> None:
        self.path, self._student = path, student
        self._units = course.units()
        self._notebooks = {p.name: unit for unit in self._units for p in course.notebooks(unit)}
        self._seen: set[tuple[str, ...]] = set()
        self._number = 0

    def files(self, wanted: Callable[[int], bool] = lambda _: True) -> Iterator[tuple[Taken, bytes]]:
        """Yield each file with its content; an empty one where it has a problem. Reads no content that is not wanted."""
        try:
            with open_zip(self.path, self.path.name, MOST_IN_A_CLASS) as packed:
                for entry in _in_order(packed):
                    yield from self._file(entry, Taken(self.path, self.path.name, ""), wanted)
        except BadZip as error:
            yield Taken(self.path, self.path.name, "", problem=str(error)), b""

    def _file(self, entry: Entry | BadZip, of: Taken, wanted: Callable[[int], bool]) -> Iterator[tuple[Taken, bytes]]:
        self._number += 1
        of = replace(of, number=self._number)
        if isinstance(entry, BadZip):
            yield replace(of, problem=str(entry)), b""
            return
        inner = bool(of.student)
        moodle = None if inner else MOODLE.fullmatch(entry.parts[0])
        parts = entry.parts
        if moodle:
            parts = ((moodle["rest"],) if moodle["rest"] else ()) + parts[1:]
        of = replace(of, member=entry.shown, student=of.student or self._whose(entry, moodle), at=of.at or entry.at)
        try:
            packed = bool(parts) and parts[-1].casefold().endswith(".zip")
            if moodle and len(_NUMBER.findall(entry.parts[0])) > 1:
                yield replace(of, problem=f"{entry.shown} names more than one student. Look whose it is, and use --student."), b""
                return
            _refuse(entry, of, typed=moodle is not None and moodle["kind"] == "onlinetext", too_deep=inner and packed)
            if packed:
                yield from self._inside(entry, of, wanted)
                return
            taken, most = self._place(entry, parts, of)
            if wanted(of.number):
                data = entry.read(most)
                yield replace(taken, digest=hashlib.sha256(data).digest()), data
        except BadZip as error:
            yield replace(of, problem=str(error)), b""

    def _inside(self, entry: Entry, of: Taken, wanted: Callable[[int], bool]) -> Iterator[tuple[Taken, bytes]]:
        name = f"{self.path.name}, {entry.shown}"
        with open_zip(entry.read(LARGEST_NOTEBOOK), name, MOST_IN_A_HANDIN) as packed:
            for one in _in_order(packed):
                yield from self._file(one, replace(of, zip=name), wanted)

    def _whose(self, entry: Entry, moodle: re.Match[str] | None) -> str:
        if moodle:
            return moodle["id"]
        named = entry.parts[0] if len(entry.parts) > 2 and is_plain_student(entry.parts[0]) else ""
        return self._student or named

    def _place(self, entry: Entry, parts: tuple[str, ...], of: Taken) -> tuple[Taken, int]:
        """Return where a file belongs, and how many bytes it may have. Raises BadZip when it belongs nowhere."""
        stem = plain_stem(parts[-1]) if parts else ""
        answers = stem == plain_stem(NAME) and parts[-1].endswith(".json")
        unit = next((part for part in reversed(parts[:-1]) if part in self._units), "")
        unit = unit or (_stated_unit(entry) if answers else self._notebooks.get(f"{stem}.ipynb", ""))
        if unit not in self._units:
            problem = f"{entry.shown}: no unit of this course is named in its path."
            raise BadZip(problem, f"Put it in a folder such as {self._units[0]}.")
        name = NAME if answers else f"{stem}.ipynb"
        if not (answers or (self._notebooks.get(name) == unit and parts[-1].endswith(".ipynb"))):
            raise BadZip(f"{entry.shown}: not a file that {unit} asks for.")
        key = (of.zip, of.student, unit, name)
        if key in self._seen:
            raise BadZip(f"{entry.shown}: {name} is there already in this hand-in.", "The first was taken. Look at both.")
        self._seen.add(key)
        return replace(of, unit=unit, name=name), LARGEST if answers else LARGEST_NOTEBOOK


def _refuse(entry: Entry, of: Taken, *, typed: bool, too_deep: bool) -> None:
    if typed:
        raise BadZip(f"{entry.shown} is text that was typed into Moodle.", "Ask for the hand-in file.")
    if not of.student:
        raise BadZip(f"{entry.shown}: nothing says whose it is.", "Name the student with --student.")
    if too_deep:
        raise BadZip(f"{entry.shown} is a zip inside a hand-in.", "It was not opened. Look at it by hand.")


def _in_order(packed: zipfile.ZipFile) -> list[Entry | BadZip]:
    """Return a zip's files with those first whose names no browser changed."""
    found = list(entries(packed))
    return sorted(found, key=lambda e: isinstance(e, Entry) and plain_stem(e.parts[-1]) != Path(e.parts[-1]).stem)


def _stated_unit(entry: Entry) -> str:
    """Return the unit that an answer file says it is for, or nothing."""
    try:
        whole = json.loads(entry.read(LARGEST))
    except (ValueError, RecursionError):
        return ""
    stated = whole.get("assignment") if isinstance(whole, dict) else None
    return stated if isinstance(stated, str) else ""
