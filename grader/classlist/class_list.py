"""The class list, class.json in the course folder: who is who over all units and VLEs."""

from __future__ import annotations

import datetime as dt
import getpass
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from carelab.answers import now, write_whole
from carelab.questions import CareLabError
from grader.classlist.finding import Index
from grader.classlist.importing import Imported, merge
from grader.classlist.names import fold, new_id
from grader.classlist.people import COLLEGE_IDS, LOGINS, Extension, Hint, Match, Person
from grader.course import NAMES, Course, course_lock, is_student
from grader.vle import kind_of, people, read_table

FILE = "class.json"
SCHEMA = 1


class BadClassList(CareLabError):
    """The class list cannot be read, or cannot be changed as asked."""


class ClassList:
    """The people of a class, and everything by which each is known: ids, logins, email address, names.

    Attributes
    ----------
    listed:
        Whether a tutor has given a class list. Otherwise the people are known only from the names in uploads.
    """

    def __init__(self, course: Course, people: list[Person], *, listed: bool) -> None:
        self._course = course
        self._people = {person.id: person for person in people}
        self._index: Index | None = None
        self.listed = listed

    @classmethod
    def load(cls, course: Course) -> ClassList:
        """Read ``class.json`` of a course; an empty list when there is no such file.

        Raises BadClassList when it cannot be read.
        """
        path = course.root / FILE
        try:
            kept = json.loads(path.read_bytes())
            if kept["schema"] != SCHEMA:
                raise BadClassList(f"{path} is of another version of Care Lab.", "Use that version, or restore class.json.")
            return cls(course, [Person.from_json(one) for one in kept["people"]], listed=bool(kept["listed"]))
        except FileNotFoundError:
            return cls(course, [], listed=False)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadClassList(f"{path} is damaged ({type(error).__name__}: {error}).", "Restore it from a back-up.") from error

    @classmethod
    @contextmanager
    def changing(cls, course: Course, waits: Callable[[], None] | None = None) -> Iterator[ClassList]:
        """Load the class list for a ``with`` block under the course lock and save it at the end; after an error nothing is saved.

        ``waits`` is called once when another run holds the lock.
        """
        with course_lock(course, waits):
            held = cls.load(course)
            yield held
            held.save()

    def save(self) -> None:
        """Write ``class.json``. The caller must hold the course lock. Raises OSError."""
        kept = {"schema": SCHEMA, "listed": self.listed, "people": [person.as_json() for person in self]}
        write_whole(self._course.root / FILE, (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode())

    def __iter__(self) -> Iterator[Person]:
        """Give each person, by family name, then given name."""
        return iter(sorted(self._people.values(), key=_order))

    def __len__(self) -> int:
        return len(self._people)

    def get(self, id: str) -> Person | None:
        """Return the person with this id, in capitals or not; None when there is none."""
        return self._people.get(id) or next((p for p in self._people.values() if p.id.casefold() == id.casefold()), None)

    def named(self, words: str) -> Person:
        """Return the one person with this id, login, email address or name.

        Raises BadClassList when there is none, or several.
        """
        if found := self.get(words):
            return found
        said = (Hint(ids={"username": words}), Hint(email=words), Hint(name=words))
        person = next((match.person for hint in said if (match := self.find(hint)).person), None)
        if person is None:
            raise BadClassList(self.find(said[-1]).question, "Give the id that carelab class prints.")
        return person

    def find(self, hint: Hint) -> Match:
        """Find the person of whom a hint (a name, an email address, ids) speaks.

        Nothing is guessed: an uncertain match has no person but a question to the tutor, and the people it may be.
        """
        if self._index is None:
            self._index = Index(self)
        return self._index.find(hint)

    def import_tables(self, paths: list[Path]) -> Imported:
        """Read tables of people, such as exports from Moodle or Canvas; add each person, or merge the row into a known person.

        Raises
        ------
        BadTable
            When a file is not a table that names people. Then nobody is added.
        """
        tables = [read_table(path) for path in paths]
        read = [(table.name, kind_of(table), people(table)) for table in tables]
        imported = merge(self, read)
        self.listed = self.listed or bool(self._people)
        return imported

    def add(self, hint: Hint, *, id: str = "") -> Person:
        """Add a person and return them. Without ``id``, the id is made from a login, a number, the email address or the name.

        If submitted/ has a folder with one of these as its name, that name becomes the id, so that its work is this person's.

        Raises
        ------
        BadClassList
            When somebody has this id already, or it cannot be a folder's name.
        """
        if id and (other := self.get(id)):
            raise BadClassList(f"{other.shown} has the id {other.id} already.", "Choose another.")
        if id and not is_student(id):
            raise BadClassList(f"{id} cannot be an id: {NAMES}.", "Choose another.")
        logins = [hint.ids[key] for key in LOGINS if hint.ids.get(key)]
        numbers = [hint.ids[key] for key in COLLEGE_IDS if hint.ids.get(key)]
        wishes = [wish for wish in (*logins, *numbers, hint.email, hint.name) if wish]
        folder = next((self._folders[fold(wish)] for wish in wishes if fold(wish) in self._folders), "")
        made = Person(
            id or (folder if folder and not self.get(folder) else new_id(wishes, self._people)),
            hint.name,
            hint.given,
            hint.family,
            hint.email,
            hint.group,
            dict(hint.ids),
            moodle_numbers=(hint.moodle_number,) if hint.moodle_number else (),
        )
        self.put(made)
        return made

    @cached_property
    def _folders(self) -> dict[str, str]:
        """Names of folders in submitted/, by their form for comparison."""
        found = sorted(p.name for p in (self._course.root / "submitted").glob("*") if p.is_dir() and is_student(p.name))
        return {fold(name): name for name in found}

    def put(self, person: Person) -> None:
        """Replace the person who has the same id."""
        self._people[person.id] = person
        self._index = None

    def remove(self, id: str) -> bool:
        """Remove the person with this id. Return whether there was one."""
        self._index = None
        return self._people.pop(id, None) is not None

    def answer(self, name: str, id: str) -> Person:
        """Record a tutor's answer to a question: ``name`` (a name, id or address) also means the person with this id.

        Return the person.

        Raises
        ------
        BadClassList
            When nobody has this id, or somebody else has the name too.
        """
        person = self.named(id)
        others = [p for p in self if p.id != person.id and fold(name) in {fold(n) for n in (p.name, *p.aliases)}]
        if others:
            raise BadClassList(
                f"{others[0].shown} ({others[0].id}) has the name {name} too, so that a name cannot tell the two apart.",
                "Take that one file in with --student and the id.",
            )
        if not person.name:
            person = replace(person, name=name)
        elif fold(name) not in {fold(alias) for alias in person.aliases}:
            person = replace(person, aliases=(*person.aliases, name))
        self.put(person)
        return person

    def join(self, id: str, other: str) -> Person:
        """Merge the entry ``other`` into the entry ``id``: both are one person.

        Return that person, who has the ids and names of both.

        Raises
        ------
        BadClassList
            When nobody has one of the ids, or ``other`` has handed work in, which would then belong to nobody.
        """
        kept, gone = self.named(id), self.named(other)
        if kept.id == gone.id:
            raise BadClassList(f"{kept.shown} is one person already.")
        if any((self._course.root / "submitted" / gone.id).glob("*")):
            raise BadClassList(
                f"There is work in submitted/{gone.id}.",
                f"Keep that one: carelab class join {gone.id} {kept.id}, or move the work.",
            )
        more = (*gone.aliases, gone.name, gone.email, *(v for k, v in gone.ids.items() if kept.ids.get(k, v) != v))
        known = {fold(name) for name in (kept.name, kept.email, *kept.aliases)}
        kept = replace(
            kept,
            email=kept.email or gone.email,
            ids={**gone.ids, **kept.ids},
            aliases=(*kept.aliases, *dict.fromkeys(name for name in more if name and fold(name) not in known)),
            moodle_numbers=(*kept.moodle_numbers, *gone.moodle_numbers),
            extensions={**gone.extensions, **kept.extensions},
        )
        self.remove(gone.id)
        self.put(kept)
        return kept

    def adjust(self, id: str, adjustments: str) -> Person:
        """Set a person's adjustments (codes such as ``ET25``) and return the person.

        Raises BadClassList when nobody has this id.
        """
        person = replace(self.named(id), adjustments=adjustments)
        self.put(person)
        return person

    def extend(self, id: str, unit: str, until: dt.datetime, reason: str, by: str = "") -> Person:
        """Give a person until ``until`` (UTC) for a unit, and return the person. Raises BadClassList when nobody has this id.

        ``by``: who gave the extension; by default the user of this computer.
        """
        given = Extension(until, reason, by or _who(), now())
        person = self.named(id)
        person = replace(person, extensions={**person.extensions, unit: given})
        self.put(person)
        return person

    def take_back(self, id: str, unit: str) -> Person:
        """Remove a person's extension for a unit and return the person. Raises BadClassList when there is none."""
        person = self.named(id)
        if unit not in person.extensions:
            raise BadClassList(f"{person.shown} has no extension for {unit}.")
        person = replace(person, extensions={u: e for u, e in person.extensions.items() if u != unit})
        self.put(person)
        return person

    def extension(self, student: str, unit: str) -> Extension | None:
        """Return a student's extension for a unit, or None."""
        person = self._people.get(student)
        return person.extensions.get(unit) if person else None


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def _order(person: Person) -> Any:
    family = person.family or person.name.rpartition(" ")[2]
    return fold(family), fold(person.given or person.name), person.id
