"""The invented world of the course: its places, its people and the figures that stay the same from unit to unit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True)
class Fixed:
    """A figure of Larkfield House, the course's invented care home, that every text must give alike: its number of beds, say.

    Attributes
    ----------
    what:
        What the figure counts.
    says:
        Regular expression that finds the figure in a text; its one group is the figure as written.
    is_:
        The figure as it must be written.
    """

    what: str
    says: str
    is_: str


@dataclass(frozen=True)
class Person:
    """Somebody in the course's stories.

    ``jobs``: the jobs or family ties that a text may give them; ``room``: their room in the care home, "" if they do not live in
    it.
    """

    name: str
    jobs: tuple[str, ...]
    room: str = ""


@dataclass(frozen=True)
class World:
    """The invented setting of the course's stories, a care home and its neighbours, which every text must describe alike.

    Attributes
    ----------
    places:
        Short name → what the place is: ``Maple`` → a unit of the care home.
    figures:
        The figures that no text may contradict.
    departures:
        Phrase with a different figure that is right all the same → why: *84 beds* → they are a hospital's.
    people:
        Name → person.
    """

    places: Mapping[str, str]
    figures: tuple[Fixed, ...]
    departures: Mapping[str, str]
    people: Mapping[str, Person]


@lru_cache(maxsize=1)
def world() -> World:
    """Return the invented setting of the course, read from ``world.json``."""
    raw = json.loads(files("carelab.data").joinpath("world.json").read_text(encoding="utf-8"))
    return World(
        {place["called"]: place["is"] for place in raw["places"].values()},
        tuple(Fixed(what, figure["says"], figure["is"]) for what, figure in raw["figures"].items()),
        raw["departures"],
        {name: Person(name, tuple(person["jobs"]), person.get("room", "")) for name, person in raw["people"].items()},
    )
