"""Joins the people of tables to those of the class list: by id, by email, by a name that only one person has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from grader.classlist.finding import Index, names_of
from grader.classlist.names import fold
from grader.classlist.people import COLLEGE_IDS, Hint, Person
from grader.vle import AGAIN, IN_WORDS, BadTable, Listed


class _People(Protocol):
    """What joining needs of a class list."""

    def __iter__(self) -> Iterator[Person]: ...

    def add(self, hint: Hint) -> Person: ...

    def put(self, person: Person) -> None: ...


@dataclass(frozen=True)
class Question:
    """A person in an imported table who may or may not be somebody in the class list, so that the tutor must say.

    Attributes
    ----------
    about:
        The name, id or address that the tutor is asked about.
    candidates:
        The people in the class list who it may be.
    """

    table: str
    text: str
    hint: Hint
    about: str = ""
    candidates: tuple[Person, ...] = ()


@dataclass
class Imported:
    """The result of importing tables into the class list.

    Attributes
    ----------
    read:
        (file, kind of table in words, how many people it lists) for each table.
    added:
        The people who were new.
    changed:
        (person, what the table added to what was known, in words).
    questions:
        What only the tutor can decide.
    notes:
        Other sentences for the tutor.
    """

    read: list[tuple[str, str, int]] = field(default_factory=list)
    added: list[Person] = field(default_factory=list)
    changed: list[tuple[Person, str]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the import as the JSON object that ``carelab class import --json`` prints."""
        return {
            "read": [{"file": file, "kind": kind, "people": count} for file, kind, count in self.read],
            "added": [{"id": p.id, "name": p.name} for p in self.added],
            "changed": [{"id": p.id, "name": p.name, "new": new} for p, new in self.changed],
            "questions": [
                {"file": q.table, "question": q.text, "about": q.about, "candidates": [p.id for p in q.candidates]}
                for q in self.questions
            ],
            "notes": self.notes,
        }


def merge(known: _People, tables: Sequence[tuple[str, str, list[Listed]]]) -> Imported:
    """Add the people of each table (file name, kind of table, people) to the class list, or merge them into people known there.

    Return what was added and changed, and what the tutor must decide or should know. BadTable is raised before any change.
    """
    _check_zeros(list(known), tables)
    imported = Imported()
    for name, kind, listed in tables:
        named = [one for one in listed if one.name or one.email or one.ids]
        imported.read.append((name, IN_WORDS[kind], len(named)))
        if len(named) < len(listed):
            imported.notes.append(f"{name} is blind: {len(listed) - len(named)} of its rows have a number and no name.")
        imported.notes += _maybe_zeros(name, named)
        _Merging(known, name, named, imported).merge()
    return imported


class _Merging:
    """The joining of one table."""

    def __init__(self, known: _People, table: str, listed: list[Listed], imported: Imported) -> None:
        self._known, self._table, self._listed, self._imported = known, table, listed, imported
        self._alike = Counter(fold(one.name) for one in listed if one.name)
        self._index = Index(known)
        self._fresh: set[str] = set()
        self._joined: set[str] = set()

    def merge(self) -> None:
        for one in self._listed:
            self._row(one, Hint.of(one))

    def _row(self, one: Listed, hint: Hint) -> None:
        by_id = self._index.all_of(hint)
        if len(by_id) > 1:
            both = " and ".join(f"{p.shown} ({p.id})" for p in by_id)
            self._ask(f"{hint.shown} has ids of {both}. Which of them is it, or are they one person?", hint, candidates=by_id)
            return
        match = self._index.find(hint, alike=False)
        told_apart = bool(one.email or one.ids)
        several = self._alike[fold(one.name)]
        known = [p for p in (match.person, *match.candidates) if p and p.id not in self._fresh]
        if not match.by and several > 1 and not told_apart:
            self._ask(f"{several} people in it are called {one.name}, and no id tells them apart.", hint)
        elif not match.by or (match.by == "name" and not known and told_apart):
            self._add(one, hint)
            for person in [p for p in (match.person, *match.candidates) if p][:1]:
                told = (
                    f"{one.name} is new, and {person.name} ({person.id}) has the same name. The name alone will be asked about."
                )
                self._imported.notes.append(told)
        elif match.person is None:
            self._ask(match.question, hint, match.about, match.candidates)
        elif match.by == "name" and several > 1:
            self._ask(f"{several} people in it are called {one.name}. Who is {match.person.id}?", hint, one.name, known)
        elif match.person.id in self._joined and one.name and fold(one.name) not in names_of(match.person):
            self._ask(f"{match.person.shown} ({match.person.id}) is in it a second time, as {one.name}.", hint, one.name, known)
        else:
            self._join(match.person, one)

    def _ask(self, text: str, hint: Hint, about: str = "", candidates: Sequence[Person] = ()) -> None:
        self._imported.questions.append(Question(self._table, text, hint, about or hint.shown, tuple(candidates)))

    def _add(self, one: Listed, hint: Hint) -> None:
        made = replace(self._known.add(hint), adjustments=one.adjustments)
        self._known.put(made)
        self._index.add(made)
        self._imported.added.append(made)
        self._fresh.add(made.id)
        self._joined.add(made.id)

    def _join(self, person: Person, one: Listed) -> None:
        """Add to a person what the table says of them, and tell what is new."""
        self._joined.add(person.id)
        new, told = _joined(person, one)
        if new != person:
            self._known.put(new)
        if told and person.id not in self._fresh:
            self._imported.changed.append((new, ", ".join(told)))


def _joined(person: Person, one: Listed) -> tuple[Person, list[str]]:
    new = replace(
        person,
        email=one.email or person.email,
        group=one.group or person.group,
        ids={**person.ids, **one.ids},
        adjustments=one.adjustments or person.adjustments,
    )
    told = [f"{key} {value}" for key, value in one.ids.items() if person.ids.get(key) != value]
    told += [f"email address {one.email}"] if one.email and one.email != person.email else []
    told += [f"group {one.group}"] if one.group and one.group != person.group else []
    if one.moodle_number and one.moodle_number not in person.moodle_numbers:
        new = replace(new, moodle_numbers=(*person.moodle_numbers, one.moodle_number))
        told.append(f"Moodle number {one.moodle_number}")
    if one.name and fold(one.name) not in names_of(person):
        aliases = (*person.aliases, person.name) if person.name else person.aliases
        new = replace(new, name=one.name, given=one.given, family=one.family, aliases=aliases)
        told.append(f"name {one.name}, before that {person.name or 'none'}")
    elif one.given and one.family and not (person.given and person.family):
        new = replace(new, given=one.given, family=one.family)
    return new, told


def _numbers(ids: Mapping[str, str]) -> list[str]:
    return [ids[key] for key in COLLEGE_IDS if ids.get(key, "").isdigit()]


def _check_zeros(known: Sequence[Person], tables: Sequence[tuple[str, str, list[Listed]]]) -> None:
    """Raise BadTable where a table has a number that is known with zeros before it: Excel takes them away."""
    held = [person.ids for person in known] + [one.ids for _, _, listed in tables for one in listed]
    full: dict[str, str] = {}
    for value in (value for ids in held for value in _numbers(ids)):
        full[value.lstrip("0")] = max(value, full.get(value.lstrip("0"), ""), key=len)
    for name, _, listed in tables:
        for one in listed:
            for value in _numbers(one.ids):
                if (was := full[value.lstrip("0")]) != value:
                    raise BadTable(
                        f"{name}: Excel took the zeros from its ids. {one.name or 'One'} has {value}, not {was}.", AGAIN
                    )


def _maybe_zeros(table: str, listed: Sequence[Listed]) -> list[str]:
    """Return a warning where the college's numbers differ in length and none begins with 0."""
    numbers = [value for one in listed for value in _numbers(one.ids)]
    if len({len(value) for value in numbers}) > 1 and not any(value.startswith("0") for value in numbers):
        return [f"{table}: its student numbers differ in length. If it was opened in Excel, zeros may be lost. {AGAIN}"]
    return []
