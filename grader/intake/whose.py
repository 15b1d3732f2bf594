"""Whose each upload is: by the class list, a worksheet beside the zip, or the tutor's word. An uncertain match is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from grader.classlist import BadClassList, ClassList, Hint, Match, Person, fold
from grader.course import NAMES, is_student
from grader.intake.forms import Place
from grader.intake.reading import Source, Upload
from grader.repair import as_words
from grader.vle import Listed

LONGEST_NAME = 100


@dataclass(frozen=True)
class Whose:
    """The uploads of one person in one zip or folder.

    Attributes
    ----------
    people:
        The person; all members when a group handed in together; empty when it is not known who it is.
    who:
        The name to show.
    says:
        The question to the tutor, or what is wrong, when it is not known who it is; else empty.
    by:
        By what the person was recognised, as in ``grader.classlist.Match``.
    """

    uploads: tuple[Upload, ...]
    people: tuple[Person, ...]
    who: str
    says: str = ""
    by: str = ""


@dataclass
class Known:
    """What is known about people before a zip is read: the class list and what the tutor has said.

    Attributes
    ----------
    student:
        Id of the student whom the tutor named for one student's own file; empty for none.
    answers:
        The tutor's answers: name or file as it was shown → id of the person.
    numbers:
        From Moodle's grading worksheets: the number of a person in an assignment → the row about that person.
    """

    people: ClassList
    student: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, Listed] = field(default_factory=dict)


def whose(source: Source, known: Known) -> list[Whose]:
    """Return the uploads of a zip or folder by person; where it is not certain who it is, with a question to the tutor."""
    groups: dict[tuple[object, ...], list[Upload]] = {}
    for upload in source.uploads:
        groups.setdefault(_identity(source, upload), []).append(upload)
    several = len([key for key in groups if key[0] != "nobody"]) > 1 or (source.form == "loose" and len(groups) > 1)
    found = [_of_one(source, tuple(uploads), known, several=several) for uploads in groups.values()]
    return list(_two_of_one_name(source, found))


def _identity(source: Source, upload: Upload) -> tuple[object, ...]:
    """Return what uploads of one person have in common."""
    place = upload.place
    if place.name or place.number or place.ids:
        return ("person", place.number or place.ids or place.name) if source.form != "folders" else ("person", place.name)
    packed = any(part.member >= 0 for part in upload.parts) or not upload.parts
    return ("nobody", upload.number) if packed else ("nobody", "loose")


def _of_one(source: Source, uploads: tuple[Upload, ...], known: Known, *, several: bool) -> Whose:
    place, people = uploads[0].place, known.people
    shown = as_words(place.name or (f"Moodle’s {place.number}" if place.number else uploads[0].file))
    of = Whose(uploads, (), shown)
    if known.student:
        return _named_by_tutor(of, source, known, several=several)
    if not place.name and (problem := next((upload.problem for upload in uploads if upload.problem and not upload.parts), "")):
        return replace(of, says=problem)
    if answered := known.answers.get(shown):
        return _answered(of, place, answered, known)
    hint = _hint(place, known)
    if hint == Hint():
        return replace(of, says=_nobody_named(shown, uploads))
    match = people.find(hint)
    if match.person is not None:
        return _found(of, match, hint, known)
    if members := [person for person in people if place.name and fold(person.group) == fold(place.name)]:
        return replace(of, people=tuple(members), who=f"{shown} (group of {len(members)})", by="group")
    same_name = not (hint.email or hint.ids) and any(
        fold(hint.name) in {fold(p.name), *map(fold, p.aliases)} for p in match.candidates
    )
    if people.listed or same_name:
        return replace(of, says=f'{match.question} To answer: --who "{shown}=ID".')
    if not is_student(hint.name) or len(hint.name) > LONGEST_NAME:
        worksheet = "Moodle’s grading worksheet, given beside the zip, may tell. " if place.number else ""
        return replace(of, says=f'{shown}: nothing says whose it is. {worksheet}Once you know: --who "{shown}=ID".')
    person = people.add(hint)
    return replace(of, people=(person,), who=person.shown, by="name")


def _found(of: Whose, match: Match, hint: Hint, known: Known) -> Whose:
    person = match.person
    if person is None:
        return of
    if hint.moodle_number and hint.moodle_number not in person.moodle_numbers:
        person = replace(person, moodle_numbers=(*person.moodle_numbers, hint.moodle_number))
        known.people.put(person)
    return replace(of, people=(person,), who=person.shown, by=match.by)


def _answered(of: Whose, place: Place, answered: str, known: Known) -> Whose:
    person = known.people.get(answered)
    if person is None:
        return replace(of, says=f"{as_words(answered)} is not in the class list. carelab class prints the ids.")
    if place.name:
        with suppress(BadClassList):  # somebody else has this name too: the answer counts for this time only
            person = known.people.answer(place.name, person.id)
    return replace(of, people=(person,), who=person.shown, by="your answer")


def _named_by_tutor(of: Whose, source: Source, known: Known, *, several: bool) -> Whose:
    people = known.people
    if several:
        of_whom = f"{as_words(source.path.name)} holds the work of several students."
        return replace(of, says=f"{of_whom} Leave --student out: it would give everything to one.")
    if not is_student(known.student):
        return replace(of, says=f"{as_words(known.student)} cannot be a student's name: {NAMES}.")
    person = people.get(known.student)
    if person is None and people.listed:
        return replace(of, says=f"{known.student} is not in the class list. carelab class add adds a student.")
    person = person or people.add(Hint(), id=known.student)
    return replace(of, people=(person,), who=person.shown, by="your answer")


def _hint(place: Place, known: Known) -> Hint:
    """Return what is known of an upload's person: the worksheet's row, else what the path says."""
    row = known.numbers.get(place.number)
    if row is not None:
        return replace(Hint.of(row), moodle_number=place.number)
    ids = dict(place.ids)
    if "blackboard" in ids and not place.name:  # the assignment's name may hold _ as well as the username
        words = ids["blackboard"].split("_")
        wishes = [Hint(ids={"blackboard": "_".join(words[n:])}) for n in range(1, len(words))]
        return next((wish for wish in wishes if known.people.find(wish).person), wishes[-1] if wishes else Hint())
    return Hint(name=place.name, ids=ids, moodle_number=place.number)


def _nobody_named(shown: str, uploads: Sequence[Upload]) -> str:
    units = sorted({part.unit for upload in uploads for part in upload.parts})
    made = max((part.made for upload in uploads for part in upload.parts), default="")
    inside = f" It is {' and '.join(units)}{f', with a last answer of {made[:10]}' if made else ''}." if units else ""
    return f'{shown}: nothing says whose it is.{inside} Say --who "{shown}=ID", or --student ID where it is the only file.'


def _two_of_one_name(source: Source, found: Sequence[Whose]) -> Iterator[Whose]:
    """Ask about each person whom several identities of one source name, and of whom no more than the name is known."""
    times = Counter(person.id for one in found for person in one.people)
    for one in found:
        if one.by == "name" and any(times[person.id] > 1 for person in one.people):
            worksheet = " Moodle’s grading worksheet, given beside the zip, tells them apart." if source.form == "moodle" else ""
            number = one.uploads[0].place.number
            shown = f"{one.who}{f' (Moodle’s {number})' if number else ''}"
            two = f"two uploads in {as_words(source.path.name)} have this name, or names that cannot tell them apart."
            yield replace(one, people=(), says=f"{shown}: {two}{worksheet}")
        else:
            yield one
