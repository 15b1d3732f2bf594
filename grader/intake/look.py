"""Looks at what came, whose it is, and what would become of it beside what is in submitted/. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.classlist import ClassList
from grader.course import Course
from grader.intake.contents import Contents
from grader.intake.hand_ins import TIME_NOT_KNOWN, HandIn, Units, hand_ins_of, other_unit
from grader.intake.reading import Source, read_source
from grader.intake.record import read_records
from grader.intake.whose import Known, whose
from grader.repair import as_words
from grader.vle import BadTable, Listed, in_uk_words, kind_of, people, read_table

TABLES = {".csv", ".tsv", ".xls", ".txt"}


@dataclass(frozen=True)
class Look:
    """What intake found in the uploads, before anything is written.

    Attributes
    ----------
    hand_ins:
        Every hand-in; its ``state`` says what would be done with it.
    problems:
        Sentences about files that could not be read at all.
    people:
        The class list, to which people named in the uploads were added; it is saved only when the hand-ins are taken in.
    notes:
        Other sentences for the tutor.
    """

    hand_ins: tuple[HandIn, ...]
    problems: tuple[str, ...]
    people: ClassList
    notes: tuple[str, ...] = ()


def look(
    course: Course,
    paths: Sequence[Path],
    *,
    student: str = "",
    answers: Mapping[str, str] | None = None,
    other_units: bool = False,
    newer_stays: bool = True,
) -> Look:
    """Read uploads and return what taking them in would do. Writes nothing.

    Parameters
    ----------
    student:
        Id of the student whose file it is, when ``paths`` is one student's own file.
    answers:
        The tutor's answers to earlier questions: name or file as it was shown → id of the person.
    other_units:
        Whether work for another unit than the rest of its zip is taken in; otherwise it is a question to the tutor.
    newer_stays:
        Whether a hand-in in submitted/ is kept when it is later than the one that was uploaded.
    paths:
        Zips of a class from any VLE, folders, students' own files, and Moodle's grading worksheets.
    """
    problems: list[str] = []
    numbers: dict[str, Listed] = {}
    for path in paths:
        if path.suffix.casefold() in TABLES:
            try:
                numbers.update({row.moodle_number: row for row in _rows(path) if row.moodle_number})
            except (BadTable, OSError) as error:
                problems.append(str(error))
    known = Known(ClassList.load(course), student, answers or {}, numbers)
    contents, units = Contents(course), Units(course)
    found: list[HandIn] = []
    for path in paths:
        if path.suffix.casefold() not in TABLES:
            source = read_source(course, path, contents)
            problems += [source.problem] if source.problem else []
            of_source = list(_of_source(source, known, units))
            found += of_source if other_units else other_unit(of_source, source)
    notes = () if known.people.listed else (_NO_LIST,)
    settled = _alike(list(settle(course, found, newer_stays=newer_stays)))
    return Look(tuple(settled), tuple(problems), known.people, notes)


def _alike(found: Sequence[HandIn]) -> Iterator[HandIn]:
    """Yield each hand-in; where two people sent the same file, byte for byte, with a note of that."""
    senders: dict[str, dict[tuple[Path, int], str]] = {}
    for one in found:
        for upload in one.uploads if one.student else ():
            senders.setdefault(upload.sha256, {})[upload.path, upload.number] = one.who
    for one in found:
        own = {(upload.path, upload.number) for upload in one.uploads}
        same = {upload.sha256 for upload in one.uploads if upload.parts and one.student}
        others = {who for digest in same for of, who in senders[digest].items() if of not in own and who != one.who}
        told = f"The same file, byte for byte, as {' and '.join(sorted(others))} sent." if others else ""
        yield replace(one, notes=(*one.notes, told)) if told else one


_NO_LIST = (
    "There is no class list yet, so people are known by name only. Give the VLE's list of people: carelab class import FILE."
)


def _rows(path: Path) -> list[Listed]:
    table = read_table(path)
    if not kind_of(table):
        raise BadTable(
            f"{as_words(path.name)} is not a list that is known.", "Give Moodle's grading worksheet as it was downloaded."
        )
    return people(table)


def _of_source(source: Source, known: Known, units: Units) -> Iterator[HandIn]:
    for one in whose(source, known):
        if not one.people:
            state = "question" if any(upload.parts for upload in one.uploads) else "not usable"
            at = one.uploads[0].place.at
            parts = tuple((upload, part) for upload in one.uploads for part in upload.parts)
            unit = parts[0][1].unit if parts else ""
            yield HandIn("", one.who, unit, one.uploads, parts, at, state, one.says)
        together = (f"Handed in by {one.who}.",) if one.by == "group" else ()
        for person in one.people:
            row = next((known.numbers[u.place.number] for u in one.uploads if u.place.number in known.numbers), None)
            name = person.shown
            for made in hand_ins_of(one.uploads, person.id, name, units):
                stated = made.at or (row.handed_in if row else None)
                notes = tuple(note for note in made.notes if not (stated and note == TIME_NOT_KNOWN))
                yield replace(made, at=stated, notes=(*together, *notes))


def settle(course: Course, found: Sequence[HandIn], *, newer_stays: bool = True) -> Iterator[HandIn]:
    """Yield the hand-ins with the final ``state``, decided by what is in submitted/ and by the other hand-ins. Writes nothing.

    Parameters
    ----------
    newer_stays:
        Whether a hand-in in submitted/ is kept when it is later than the one that was uploaded. Of two in ``found`` the later
        one is always taken.
    """
    before = _taken_before(course)
    latest: dict[tuple[str, str], HandIn] = {}
    for one in found:
        if one.state not in ("question", "not usable"):
            best = latest.setdefault((one.student, one.unit), one)
            if one.order >= best.order:
                latest[one.student, one.unit] = one
    for one in found:
        if one.state in ("question", "not usable"):
            yield one
        elif latest[one.student, one.unit] is not one:
            yield replace(one, state="older", says=f"{one.who}, {one.unit}: a later one is among these files, and that is taken.")
        else:
            yield _beside(course, one, before.get((one.student, one.unit), []), newer_stays=newer_stays)


@dataclass(frozen=True)
class _Before:
    """A hand-in that was taken before."""

    sha256: frozenset[str]
    at: str
    made: str


def _taken_before(course: Course) -> dict[tuple[str, str], list[_Before]]:
    """Return what was taken of each person and unit, oldest first."""
    runs: dict[tuple[str, str], dict[str, list[dict[str, str]]]] = {}
    for entry in read_records(course):
        if entry.get("state") == "taken":
            runs.setdefault((entry["student"], entry["unit"]), {}).setdefault(str(entry.get("hand_in")), []).append(entry)
    return {
        of: [
            _Before(
                frozenset(str(line.get("sha256")) for line in lines),
                str(lines[0].get("handed_in") or ""),
                max(str(line.get("made") or "") for line in lines),
            )
            for lines in by_hand_in.values()
        ]
        for of, by_hand_in in runs.items()
    }


def _beside(course: Course, one: HandIn, before: Sequence[_Before], *, newer_stays: bool) -> HandIn:
    stands = (course.root / "submitted" / one.student / one.unit).is_dir()
    if not stands:
        return replace(one, state="new", says="")
    hashes = frozenset(upload.sha256 for upload in one.uploads)
    if before and before[-1].sha256 == hashes:
        return replace(one, state="same", says="")
    if newer_stays and before and _is_older(one, hashes, before):
        when = f" of {in_uk_words(one.at)}" if one.at else ""
        says = f"{one.who}, {one.unit}: a later one than this{when} is in submitted/. To take it all the same: --replace."
        return replace(one, state="older", says=says)
    return replace(one, state="replaces", says="")


def _is_older(one: HandIn, hashes: frozenset[str], before: Sequence[_Before]) -> bool:
    """Say whether a hand-in is older than the last: by stated times, by last answers, or as it was replaced before."""
    last = before[-1]
    stated = one.at.strftime("%Y-%m-%dT%H:%M:%SZ") if one.at else ""
    for own, other in ((stated, last.at), (one.made, last.made)):
        if own and other and own != other:
            return own < other
    return any(hashes == old.sha256 for old in before[:-1])
