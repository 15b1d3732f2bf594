"""Published figures, each with its date, its sources and how sure it is: working time, A&E, staffing, and beds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from carelab.data.sources import Source, source


@dataclass(frozen=True)
class Figure:
    """One figure that an organisation has published: its value, its unit and where it comes from.

    Attributes
    ----------
    what:
        What was measured, or what the rule limits.
    when:
        The period of the figure, or the date of the rule.
    certain:
        False when the sources that were read do not confirm the figure or its use; no marked question depends on such a figure.
    note:
        What a reader must know before using the figure; may be empty.
    """

    id: str
    what: str
    value: float
    unit: str
    when: str
    sources: tuple[Source, ...]
    certain: bool
    note: str


def working_time() -> Mapping[str, Figure]:
    """Return the limits of the Working Time Regulations 1998, id → figure, taken from official summaries."""
    return _figures("wtr")


def waiting() -> Mapping[str, Figure]:
    """Return id → figure on the four-hour standard: the share of people who are done in A&E within four hours.

    The figures are its goals, results in England, and patient numbers of two trusts (NHS bodies that run hospitals).
    """
    return _figures("waiting")


def staffing() -> Mapping[str, Figure]:
    """Return id → figure on adult social care in England: staff turnover, vacancies and the cost of replacing a leaver."""
    return _figures("staffing")


def beds() -> Mapping[str, Figure]:
    """Return id → figure on hospital beds in England: how many there were and how full, in two quarters ten years apart."""
    return _figures("beds")


@lru_cache(maxsize=4)
def _figures(name: str) -> Mapping[str, Figure]:
    raw = json.loads(files("carelab.data").joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            id: Figure(id, **{**row, "sources": tuple(source(cited) for cited in row["sources"])})
            for id, row in raw["figures"].items()
        }
    )
