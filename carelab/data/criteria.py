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
    """One criterion of a qualification or standard that a unit of the course helps a student to meet.

    Attributes
    ----------
    scheme:
        Name of the qualification, standard or framework.
    ref:
        Name or number of the area, standard or section within the scheme.
    title:
        Short name of the criterion.
    how:
        Which part of the unit helps with it: a sentence for students.
    """

    scheme: str
    ref: str
    title: str
    how: str
    source: Source


def criteria(unit: str) -> tuple[Criterion, ...]:
    """Return the criteria that a unit helps to meet, in display order; none when ``criteria.json`` does not list the unit."""
    raw = _raw()
    return tuple(_criterion(raw["schemes"][row["scheme"]], row) for row in raw["units"].get(unit, ()))


def by_scheme(unit: str) -> tuple[tuple[str, tuple[Criterion, ...]], ...]:
    """Return the criteria that a unit helps to meet as pairs (name of the scheme, its criteria), in display order."""
    return tuple((scheme, tuple(rows)) for scheme, rows in groupby(criteria(unit), key=lambda row: row.scheme))


def caveat() -> str:
    """Return the note that is shown below the criteria: the marks are practice, and the student's assessor decides."""
    return str(_raw()["caveat"])


@lru_cache(maxsize=1)
def _raw() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files("carelab.data").joinpath("criteria.json").read_text(encoding="utf-8"))
    return found


def _criterion(scheme: dict[str, Any], row: dict[str, str]) -> Criterion:
    known = scheme["refs"][row["ref"]]
    return Criterion(scheme["name"], row["ref"], known["title"], row["how"], source(known["source"]))
