"""Where it counts: the criteria of qualifications and standards that each unit's outcomes bear on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from carelab.data.sources import Source, source


@dataclass(frozen=True)
class Criterion:
    """One criterion that a unit bears on.

    Attributes
    ----------
    scheme:
        The qualification, standard or framework.
    ref:
        The area, standard or section, as the scheme names or numbers it.
    title:
        The criterion in its own short name.
    how:
        What in the unit bears on it: a sentence for students.
    """

    scheme: str
    ref: str
    title: str
    how: str
    source: Source


def criteria(unit: str) -> tuple[Criterion, ...]:
    """Return a unit's criteria in the order in which they are shown; none for a unit that has no place in the map."""
    raw = _raw()
    return tuple(_criterion(raw["schemes"][row["scheme"]], row) for row in raw["units"].get(unit, ()))


def by_scheme(unit: str) -> tuple[tuple[str, tuple[Criterion, ...]], ...]:
    """Return a unit's criteria grouped: (name of the scheme, its criteria), in the order in which they are shown."""
    return tuple((scheme, tuple(rows)) for scheme, rows in groupby(criteria(unit), key=lambda row: row.scheme))


def caveat() -> str:
    """Return what a student must know about every criterion: the marks are practice, and the assessor decides."""
    return str(_raw()["caveat"])


@lru_cache(maxsize=1)
def _raw() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files("carelab.data").joinpath("criteria.json").read_text(encoding="utf-8"))
    return found


def _criterion(scheme: dict[str, Any], row: dict[str, str]) -> Criterion:
    known = scheme["refs"][row["ref"]]
    return Criterion(scheme["name"], row["ref"], known["title"], row["how"], source(known["source"]))
