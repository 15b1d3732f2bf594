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
    """One published figure.

    Attributes
    ----------
    what:
        What was measured, or what the rule limits.
    when:
        The period of the figure, or the date of the rule.
    certain:
        False when the figure, or how to work with it, was not confirmed in what was read; such a figure is never marked.
    note:
        What a reader must know before using it; empty for nothing.
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
    """Return the limits of the Working Time Regulations 1998, as summaries give them."""
    return _figures("wtr")


def waiting() -> Mapping[str, Figure]:
    """Return the goals and results of the four-hour standard in A&E, and two trusts' counts."""
    return _figures("waiting")


def staffing() -> Mapping[str, Figure]:
    """Return turnover, vacancies and the cost of a leaver in adult social care in England."""
    return _figures("staffing")


def beds() -> Mapping[str, Figure]:
    """Return hospital beds in England and how full they were, in two quarters ten years apart."""
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
