"""Check: the invented world stays one. No lesson, exercise or tutor's note contradicts ``carelab/data/world.json``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from carelab.data.world import World, world
from grader.check.finding import Finding, Place
from grader.check.material import Material

NOTES = "docs/tutor-notes"
FILE = "carelab/data/world.json"
JOBS = (
    "carer", "senior", "nurse", "cook", "deputy", "manager", "handyperson", "housekeeper", "cleaner", "trainer", "gardener",
    "pharmacist", "doctor", "inspector", "owner", "resident", "son", "daughter", "father", "mother", "wife", "husband",
)  # fmt: skip
"""What somebody can be called beside their name."""
_JOB = rf"(?:[\w-]+ ){{0,2}}?({'|'.join(JOBS)})\b"
_NAME = r"(?:(?:Mr|Mrs|Ms|Dr) )?[A-Z][a-z]+"
_AFTER = re.compile(rf"\b({_NAME})(?:, | is | was |, who is )(?:a|an|the|our) {_JOB}(?! (?:on|in) charge)")
_BEFORE = re.compile(rf"\b(?:[Aa]|[Aa]n|[Tt]he|[Oo]ur) {_JOB},? ({_NAME})\b")
_BARE_AFTER = re.compile(rf"\b({_NAME})(?:, | \()(?:[a-z-]+ )?({'|'.join(JOBS)})\b(?!s)")
_BARE_BEFORE = re.compile(rf"\b({'|'.join(JOBS)}) ({_NAME})\b")
"""A job beside a name with no article is told only of people who are known: other words may begin with a capital."""
_NOBODY = frozenset(["He", "Her", "Here", "His", "It", "One", "She", "That", "There", "They", "This", "What", "Who"])
_TITLED = re.compile(r"\b((?:Mr|Mrs|Ms|Dr) [A-Z][a-z]+)\b")
_ROOM = re.compile(r"\b((?:Mr|Mrs|Ms) [A-Z][a-z]+)\b(?:(?!Mrs? |Ms )[^.;]){0,40}?\broom (\d+)")
_KIND = r"\b{}\b[^.,]{{0,20}} is an? ([a-z ]*(?:home|hospital|team|unit|charity|service|centre))\b"


@dataclass(frozen=True)
class _Text:
    """A text to check, and the place that it is in."""

    here: Place
    words: str


def check_world(material: Material) -> Iterator[Finding]:
    """Yield an error for each text that contradicts the course's invented setting (Larkfield House, its people and figures).

    A notebook that names the setting must also say that it is invented.
    """
    known = world()
    for text in _texts(material):
        yield from _figures(text, known)
        yield from _people(text, known)
        yield from _kinds(text, known)
    for page in material.pages:
        words = "\n".join(cell.source for cell in page.cells)
        named = next((name for name in (*known.places, *known.people) if re.search(rf"\b{name}\b", words)), None)
        if named and not any(re.search(r"\binvented\b", cell.source) for cell in page.markdown):
            yield Place("world", page.file).error(
                f"{named} is named, but nothing says that it is invented.", "Say so near the start, in bold."
            )


def _texts(material: Material) -> Iterator[_Text]:
    """Yield each cell of a page in which a place of the world is named, and each page of tutor's notes that belongs to one."""
    places = re.compile(rf"\b(?:{'|'.join(world().places)})\b")
    for page in material.pages:
        if any(places.search(cell.source) for cell in page.cells):
            for cell in page.cells:
                yield _Text(Place("world", page.file, cell.where), _plain(cell.source))
    for unit in sorted({page.unit for page in material.pages}):
        notes = material.root / NOTES / f"{unit}.md"
        if notes.is_file():
            yield _Text(Place("world", f"{NOTES}/{unit}.md"), _plain(notes.read_text(encoding="utf-8")))


def _plain(source: str) -> str:
    return source.replace("**", "").replace("’", "'")


def _figures(text: _Text, known: World) -> Iterator[Finding]:
    words = text.words
    for departure in known.departures:
        words = words.replace(departure, "")
    for figure in known.figures:
        for found in re.finditer(figure.says, words):
            if found[1] != figure.is_:
                yield text.here.error(
                    f"“{found[0]}”: Larkfield has {figure.is_} ({figure.what}).",
                    f"Use {figure.is_}; or, if another figure is meant, list the words and why under departures in {FILE}.",
                )


def _people(text: _Text, known: World) -> Iterator[Finding]:
    said = [(m[1], m[2]) for m in _AFTER.finditer(text.words)] + [(m[2], m[1]) for m in _BEFORE.finditer(text.words)]
    bare = [(m[1], m[2]) for m in _BARE_AFTER.finditer(text.words)] + [(m[2], m[1]) for m in _BARE_BEFORE.finditer(text.words)]
    said = list(dict.fromkeys([*said, *((name, job) for name, job in bare if name in known.people)]))
    for name, job in ((name, job) for name, job in said if name not in _NOBODY):
        person = known.people.get(name)
        if person is None:
            yield text.here.error(
                f"{name} ({job}) is not in the course's world.", f"Add {name} to {FILE}, or use one of its people."
            )
        elif job not in person.jobs:
            yield text.here.error(
                f"{name} is called {job}, and is {' or '.join(person.jobs)} elsewhere.", f"Make this agree with {FILE}."
            )
    for name in sorted({m[1] for m in _TITLED.finditer(text.words)} - set(known.people)):
        yield text.here.error(f"{name} is not in the course's world.", f"Add {name} to {FILE}, or use one of its people.")
    for name, room in (m.groups() for m in _ROOM.finditer(text.words)):
        person = known.people.get(name)
        if person and person.room and room != person.room:
            yield text.here.error(
                f"{name} is put in room {room}, and lives in room {person.room}.", f"Make this agree with {FILE}."
            )


def _kinds(text: _Text, known: World) -> Iterator[Finding]:
    for place, kind in known.places.items():
        for found in re.finditer(_KIND.format(place), text.words):
            if found[1] != kind:
                yield text.here.error(
                    f"{place} is called a {found[1]}, and is a {kind} elsewhere.", f"Make this agree with {FILE}."
                )
