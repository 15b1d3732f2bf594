"""Says who a hint means, by the strongest thing it holds. Nothing is guessed: what is not certain becomes a question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from grader.classlist.names import compact, fold, fold_id
from grader.classlist.people import COLLEGE_IDS, LOGINS, Hint, Match, Person

_ALIKE = 0.7
"""Names at least so alike (difflib's ratio) are shown as candidates. None of them is taken."""
_MOST_CANDIDATES = 4
_BY_ID = ("canvas", *COLLEGE_IDS, *LOGINS)
_TOLD = "a tutor's answer"
_ANY_ID = "an id of another system"
_BEFORE_AT = "the email address before its @"


class Index:
    """The people of a class, indexed by everything by which they are known, so that a hint finds them."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people: list[Person] = []
        self._by: defaultdict[tuple[str, str], list[Person]] = defaultdict(list)
        for person in people:
            self.add(person)

    def add(self, person: Person) -> None:
        """Add a person to the index."""
        self._people.append(person)
        for entry in _known_by(person):
            self._by[entry].append(person)

    def find(self, hint: Hint, *, alike: bool = True) -> Match:
        """Find whom a hint means: by an id of the same system, Moodle's number, email, another system's id, or a unique name.

        Parameters
        ----------
        alike:
            Whether to look for similar names when nobody is found, which takes much longer than all the rest.
        """
        for what, value in _said_by(hint):
            found = self._by.get((what, value), [])
            if what == _BEFORE_AT:
                found = [person for person in found if _same_name(hint, person)]
            if len(found) > 1:
                return Match(None, what, tuple(found), _several(hint, what, found), hint.name or value)
            if found:
                doubt, about = _doubt(hint, what, value, found[0])
                return Match(None, what, (found[0],), doubt, about) if doubt else Match(found[0], what)
        return self._nobody(hint, self._near(hint) if alike else [])

    def all_of(self, hint: Hint) -> list[Person]:
        """Return everybody who has an id or the email address in a hint, each once."""
        said = [entry for entry in _said_by(hint) if entry[0] in (_TOLD, *_BY_ID, "email", "moodle number")]
        return list({person.id: person for entry in said for person in self._by.get(entry, [])}.values())

    def _nobody(self, hint: Hint, near: list[Person]) -> Match:
        asked = f"Nobody in the class list is {hint.shown}."
        asked += f" Is it {_or(near)}?" if near else ""
        return Match(None, candidates=tuple(near), question=asked, about=hint.shown)

    def _near(self, hint: Hint) -> list[Person]:
        """Return the people whose names are most like the hint's, or have all its words, or have no other words than it has."""
        wanted = fold(hint.name)
        words = set(wanted.split())
        forms = {fold(name): person for person in self._people for name in (person.name, *person.aliases) if name}
        part = [f for f in forms if min(len(words), len(f.split())) > 1 and (words <= set(f.split()) or words >= set(f.split()))]
        like = get_close_matches(wanted, forms, _MOST_CANDIDATES, _ALIKE)
        return list({forms[form].id: forms[form] for form in (*part, *like)}.values())[:_MOST_CANDIDATES]


def names_of(person: Person) -> set[str]:
    """Return a person's names in every form that Moodle, Canvas and others give them, normalised by ``fold`` for comparison."""
    forms = {fold(name) for name in (person.name, *person.aliases) if name}
    if person.given and person.family:
        forms |= {fold(f"{person.given} {person.family}"), fold(f"{person.family} {person.given}")}
        forms.add(compact(person.family, person.given))
    elif " " in person.name:
        given, _, family = person.name.rpartition(" ")
        forms.add(compact(family, given))
    return forms


def _known_by(person: Person) -> set[tuple[str, str]]:
    own = {(key, fold_id(value)) for key, value in person.ids.items() if value}
    own |= {("moodle number", number) for number in person.moodle_numbers}
    own |= {("name", name) for name in names_of(person)} | {(_TOLD, fold_id(alias)) for alias in person.aliases}
    ids = {fold_id(value) for key, value in person.ids.items() if key != "canvas" and value}
    address = fold_id(person.email)
    own |= {("email", one) for one in (*ids, address) if "@" in one}
    own |= {(_ANY_ID, one.partition("@")[0]) for one in (*ids, address) if one}
    return own | {(_BEFORE_AT, one.partition("@")[0]) for one in ids}


def _said_by(hint: Hint) -> Iterator[tuple[str, str]]:
    """Yield what a hint holds, the strongest first."""
    ids = [(key, fold_id(hint.ids[key])) for key in _BY_ID if hint.ids.get(key)]
    address = fold_id(hint.email)
    yield from ((_TOLD, value) for value in (*(value for _, value in ids), address) if value)
    yield from ids
    if hint.moodle_number:
        yield "moodle number", hint.moodle_number
    yield from (("email", value) for value in (address, *(value for _, value in ids)) if "@" in value)
    yield from ((_ANY_ID, value.partition("@")[0]) for key, value in ids if key != "canvas")
    if address:
        yield _BEFORE_AT, address.partition("@")[0]
    if wanted := fold(hint.name):
        yield "name", wanted


def _same_name(hint: Hint, person: Person) -> bool:
    return not hint.name or not person.name or fold(hint.name) in names_of(person)


def _doubt(hint: Hint, what: str, value: str, person: Person) -> tuple[str, str]:
    """Return a question, and what it is about, where somebody was found by what may also be somebody else's; else ""."""
    asked = f"Is {hint.shown} {person.shown} ({person.id})?"
    if what in (_ANY_ID, "moodle number") and not _same_name(hint, person):
        same = f"Moodle number {value}" if what == "moodle number" else f"id {value}"
        return f"{asked} The {same} is the same, and the name is not.", hint.name
    if what == "name" and fold(hint.name) not in {fold(alias) for alias in person.aliases}:
        for key in _BY_ID:
            if _differ(hint.ids.get(key), person.ids.get(key)):
                return f"{asked} The name is the same, and the {key} is not: {hint.ids[key]}, {person.ids[key]}.", hint.ids[key]
        if _differ(hint.email, person.email):
            return f"{asked} The name is the same, and the email address is not: {hint.email}, {person.email}.", hint.email
    return "", ""


def _differ(a: str | None, b: str | None) -> bool:
    return bool(a and b) and fold_id(a or "") != fold_id(b or "")


def _several(hint: Hint, what: str, found: list[Person]) -> str:
    shared = "this name" if what == "name" else "this id" if what == _ANY_ID else f"this {what}"
    return f"Who is {hint.shown}? {len(found)} people have {shared}: {_or(found)}."


def _or(people: Iterable[Person]) -> str:
    return " or ".join(f"{p.shown} ({p.id})" for p in people)
