"""The pages around the units: home with its map and search, words to know, help, and the record to print."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any

from carelab.data.pictures import picture
from carelab.page.pages.contents import Word, joined
from carelab.page.pages.door import Door
from carelab.page.pages.groups import GROUPS, icon_of, number_of, promise, short_title
from carelab.page.pages.listing import Listing
from carelab.page.pages.markup import as_data, html_of, rendered

HELP = {
    "how-to-hand-in": "How to hand in",
    "accessibility": "Accessibility",
    "privacy": "Privacy",
}
"""The pages of plain words, by file name."""
PEOPLE = (
    ("manager", "The manager", "is you, most of the time"),
    ("deputy", "Priya", "the deputy, keeps the day going"),
    ("night-senior", "Kofi", "the night senior, has the keys at 2 am"),
    ("cook", "The cook", "hears everything"),
    ("new-carer", "A new carer", "asks good questions"),
    ("mrs-hall", "Mrs Hall", "has room 12, and views"),
)
"""Drawings of people, with who they are and a line about each."""


def front_pages(
    door: Door, listed: Listing, add: Callable[[str, bytes], str], due: Mapping[str, tuple[str, str]] | None = None
) -> dict[str, str]:
    """Return the pages around the units (home page, words to know, help and so on): file name → HTML.

    Parameters
    ----------
    door:
        The way in which students open the course, on which some words and links depend.
    listed:
        What each unit has, in course order; see ``carelab.page.pages.listing``.
    add:
        Called with (name, content); writes a file beside the scripts and returns its path.
    due:
        Unit → (when it is due as an ISO time, the same in words), for the units whose due date is known.
    """
    units, dates = list(listed), due or {}
    lessons = {unit: listed[unit]["notebooks"] for unit in units if "notebooks" in listed[unit]}
    words = joined({unit: lesson["words"] for unit, lesson in lessons.items()})
    about = {
        unit: {"title": short_title(unit), "number": number_of(unit), "asked": _asked(listed[unit]), "due": dates.get(unit)}
        for unit in units
    }
    search = add("search.json", json.dumps(_search(units, listed, words)).encode())
    data = as_data({**door.data, "root": "", "units": about, "search": search})
    shared = {"door": door, "root": "", "course": data}
    pages = {
        "index.html": rendered(
            "home",
            groups=_groups(units, listed, dates),
            first=units[0] if units else "",
            picture=picture("house"),
            desk=_drawn("managers-desk", add)[0],
            people=[(*_drawn(name, add), who, says) for name, who, says in PEOPLE],
            plan=picture("floor-plan"),
            **shared,
        ),
        "words-to-know.html": rendered(
            "glossary", letters=_letters(words), titles={unit: short_title(unit) for unit in units}, **shared
        ),
        "record.html": rendered("record", units=about, **shared),
    }
    for name, title in HELP.items():
        pages[f"{name}.html"] = rendered("help", title=title, words=html_of(rendered(name, door=door)), **shared)
    return pages


def _drawn(name: str, add: Callable[[str, bytes], str]) -> tuple[str, str]:
    """Write a drawing as a file of its own; return its path and its words."""
    drawn = picture(name)
    return add(f"{name}.svg", drawn.svg.encode()), drawn.words


def _asked(places: Mapping[str, Any]) -> list[dict[str, str]]:
    asked: list[dict[str, str]] = places.get("exercises", {}).get("asked", [])
    return asked


def _groups(units: list[str], listed: Listing, due: Mapping[str, tuple[str, str]]) -> list[dict[str, Any]]:
    groups = []
    for name, title, says, numbers in GROUPS:
        own = [
            {
                "unit": unit,
                "number": number_of(unit),
                "icon": icon_of(unit),
                "title": short_title(unit),
                "promise": promise(unit),
                "due": due.get(unit),
                "minutes": listed[unit].get("notebooks", {}).get("minutes"),
                "lesson": "notebooks" in listed[unit],
                "exercises": "exercises" in listed[unit],
            }
            for unit in units
            if number_of(unit) in numbers
        ]
        groups.append({"name": name, "title": title, "says": says, "units": own})
    return [group for group in groups if group["units"]]


def _search(units: list[str], listed: Listing, words: list[Word]) -> list[list[str]]:
    """Return what a search finds: where it is, what it is called, its address, and more words that find it."""
    found = [
        [f"Unit {number_of(unit)}, {place}", title, f"{unit}/{place}/index.html#{at}", f"{short_title(unit)} {keys}"]
        for unit in units
        for part, place in (("notebooks", "lesson"), ("exercises", "exercises"))
        for at, title, keys in listed[unit].get(part, {}).get("sections", [])
        if title != "Words to know"
    ]
    found += [
        [f"Unit {number_of(unit)}, {one['label']}", one["ask"], f"{unit}/exercises/index.html#cl-question-{one['id']}", ""]
        for unit in units
        for one in _asked(listed[unit])
    ]
    return found + [
        ["Word to know", word.word, f"words-to-know.html#{_anchor(word)}", " ".join(says for _, says in word.meanings)]
        for word in words
    ]


def _letters(words: list[Word]) -> list[tuple[str, list[tuple[str, Word]]]]:
    by_letter = groupby(words, key=lambda word: word.word.removeprefix("To ")[0].upper())
    return [(letter, [(_anchor(word), word) for word in own]) for letter, own in by_letter]


def _anchor(word: Word) -> str:
    return word.word.casefold().replace(" ", "-")
