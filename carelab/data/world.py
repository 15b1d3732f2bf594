"""The invented world of the course: its places, its people and the figures that stay the same from unit to unit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True)
class Fixed:
    """A figure of Larkfield House: ``says`` is a pattern with one group, the figure as written; ``is_`` what it must be."""

    what: str
    says: str
    is_: str


@dataclass(frozen=True)
class Person:
    """Somebody in the stories: the jobs (or ties of family) that may be said of them, and their room if they live in the home."""

    name: str
    jobs: tuple[str, ...]
    room: str = ""


@dataclass(frozen=True)
class World:
    """The invented world: its places by short name, its people, and the figures that no text may contradict.

    Attributes
    ----------
    departures:
        Words that name another figure on purpose, and why.
    """

    places: Mapping[str, str]
    figures: tuple[Fixed, ...]
    departures: Mapping[str, str]
    people: Mapping[str, Person]


@lru_cache(maxsize=1)
def world() -> World:
    """Return the world as ``world.json`` has it."""
    raw = json.loads(files("carelab.data").joinpath("world.json").read_text(encoding="utf-8"))
    return World(
        {place["called"]: place["is"] for place in raw["places"].values()},
        tuple(Fixed(what, figure["says"], figure["is"]) for what, figure in raw["figures"].items()),
        raw["departures"],
        {name: Person(name, tuple(person["jobs"]), person.get("room", "")) for name, person in raw["people"].items()},
    )
