"""A hand-in: what one person uploaded for one unit at one time, and what a tutor should know of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path

from carelab.answers import NAME
from grader.authoring import read_master, source_path
from grader.course import Course
from grader.intake.contents import HANDIN
from grader.intake.reading import Part, Source, Upload

TIME_NOT_KNOWN = "Nothing states when it was handed in."
ONE_ASSIGNMENT = {"moodle", "canvas", "brightspace", "blackboard"}
"""Forms whose zip holds one assignment, so that other units in it are a question."""
LEAST_OTHERS = 2
"""So many must have sent the same unit before one who sent another is asked about."""


@dataclass(frozen=True)
class HandIn:
    """What one person uploaded for one unit at one time.

    Attributes
    ----------
    student:
        The person's id in the class list; empty when it is not known who it is.
    who:
        The name to show for the person, or for the upload when it is not known who it is.
    unit:
        The unit; empty when no file of the hand-in can be marked.
    uploads:
        The files as they were uploaded.
    parts:
        (upload, file in it that belongs into submitted/) pairs.
    at:
        When it was handed in (UTC); None when that is not stated.
    state:
        ``new``, ``replaces`` (an earlier hand-in, which is set aside), ``same`` (already in submitted/), ``older`` (submitted/
        has a later one), ``question`` (the tutor is asked something first) or ``not usable``.
    says:
        For the states ``older``, ``question`` and ``not usable``: why, and what to do.
    notes:
        Other sentences for the tutor.
    """

    student: str
    who: str
    unit: str
    uploads: tuple[Upload, ...]
    parts: tuple[tuple[Upload, Part], ...] = ()
    at: dt.datetime | None = None
    state: str = "new"
    says: str = ""
    notes: tuple[str, ...] = ()

    @property
    def taken(self) -> bool:
        """Whether its files are to be put into submitted/."""
        return self.state in ("new", "replaces")

    @property
    def made(self) -> str:
        """When the latest answer in the hand-in was given (UTC, ISO 8601); empty when that is not known."""
        return max((part.made for _, part in self.parts), default="")

    @property
    def order(self) -> tuple[str, int, str, float]:
        """Sort key that finds the later of two hand-ins: (time handed in, attempt, time of the latest answer, file time)."""
        stated = self.at.isoformat() if self.at else ""
        return stated, max(u.place.attempt for u in self.uploads), self.made, max(u.clock for u in self.uploads)


class Units:
    """Facts about a course's units that intake needs, read from disk once."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._questions: dict[str, int] = {}

    @cached_property
    def own(self) -> set[str]:
        """The names of the units that use Care Lab, for which a student hands in an answer file."""
        return {unit for unit in self._course.units() if b"carelab" in self._source(unit)}

    def questions(self, unit: str) -> int:
        """Return how many marked questions a unit has."""
        if unit not in self._questions:
            self._questions[unit] = len(read_master(source_path(self._course.root, unit)).questions)
        return self._questions[unit]

    def coded(self, unit: str) -> bool:
        """Say whether a unit has questions that are answered by code in the notebook."""
        return b"ex.code(" in self._source(unit)

    def _source(self, unit: str) -> bytes:
        path = self._course.root / "source" / unit / f"{unit}.ipynb"
        return path.read_bytes() if path.is_file() else b""


def hand_ins_of(uploads: Sequence[Upload], student: str, who: str, units: Units) -> Iterator[HandIn]:
    """Yield one person's hand-ins: one for each unit and attempt, and one for the files of an attempt that cannot be marked.

    ``student`` is the id and ``who`` the name to show.
    """
    for _, attempt in groupby(sorted(uploads, key=_attempt), key=_attempt):
        own = tuple(attempt)
        stated = next((upload.place.at for upload in own if upload.place.at), None)
        whole = HandIn(student, who, "", own, at=stated)
        parts = [(upload, part) for upload in own for part in upload.parts]
        found = sorted({part.unit for _, part in parts})
        if not found:
            yield replace(whole, state="not usable", says=_not_usable(who, own))
        for unit in found:
            of_unit = [(upload, part) for upload, part in parts if part.unit == unit]
            yield _of_unit(replace(whole, unit=unit), of_unit, units)


def other_unit(found: Sequence[HandIn], source: Source) -> list[HandIn]:
    """Return the hand-ins of a zip; those for another unit than most of them become a question to the tutor.

    A hand-in without a unit gets the unit that most have.
    """
    if source.form not in ONE_ASSIGNMENT:
        return list(found)
    counted = Counter(one.unit for one in found if one.unit)
    main, times = counted.most_common(1)[0] if counted else ("", 0)
    if times <= counted.total() / 2:
        return list(found)
    made = []
    for one in found:
        if times >= LEAST_OTHERS and one.unit not in ("", main) and one.state != "not usable":
            says = f"{one.who} sent {one.unit} where the others sent {main}. Ask which was meant; --other-units takes it."
            made.append(replace(one, state="question", says=says))
        else:
            made.append(replace(one, unit=one.unit or main))
    return made


def _attempt(upload: Upload) -> tuple[str, int]:
    return (upload.place.at.isoformat() if upload.place.at else "", upload.place.attempt)


def _of_unit(one: HandIn, found: Sequence[tuple[Upload, Part]], units: Units) -> HandIn:
    chosen: dict[str, tuple[Upload, Part]] = {}
    notes = []
    for upload, part in sorted(found, key=lambda pair: (pair[1].made, pair[1].answered or 0)):
        if part.name in chosen:
            notes.append(f"There were several files {part.name}; the one with the latest answers is taken.")
        chosen[part.name] = (upload, part)
    uploads = tuple(dict.fromkeys(upload for upload, _ in found))
    one = replace(one, uploads=uploads, parts=tuple(chosen.values()))
    if one.unit in units.own:
        answers, notebook = chosen.get(NAME), next((pair for name, pair in chosen.items() if name != NAME), None)
        if answers is None and notebook is not None and not notebook[1].answered:
            only = f"{one.who} sent only the notebook, and no answer is recorded in it. {HANDIN}"
            return replace(one, parts=(), state="not usable", says=only)
        notes.append(_how_much(answers, notebook, units.questions(one.unit)))
        if notebook is None and units.coded(one.unit):
            notes.append(
                "The notebook is missing, and with it what was written as code: those questions get no mark. Ask for it."
            )
    notes += [upload.problem for upload in uploads if upload.problem]
    notes += [TIME_NOT_KNOWN] if one.at is None else []
    return replace(one, notes=tuple(dict.fromkeys(notes)))


def _how_much(answers: tuple[Upload, Part] | None, notebook: tuple[Upload, Part] | None, questions: int) -> str:
    if answers is None:
        count = notebook[1].answered or 0 if notebook else 0
        return f"The notebook without its answer file: {count} of {questions} answers were found in the notebook's own record."
    given = answers[1].answered
    if given is None:
        return "Its answers cannot be read as they are; marking looks further."
    return "Complete." if given >= questions else f"{given} of {questions} answered."


def _not_usable(who: str, uploads: Sequence[Upload]) -> str:
    """Say what somebody sent that cannot be marked, and what to ask for."""
    said = []
    for upload in uploads:
        if upload.is_a == "an empty file":
            said.append(f"{who}: {upload.file} arrived empty. Ask for it to be uploaded again.")
        elif upload.is_a:
            said.append(f"{who} sent {upload.is_a} ({upload.file}). It cannot be marked. {HANDIN}")
        else:
            said.append(f"{who}: {upload.problem}")
    return " ".join(dict.fromkeys(said))


def path_of(one: HandIn) -> Path:
    """Return the zip, folder or file that a hand-in came in."""
    return one.uploads[0].path
