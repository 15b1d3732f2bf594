"""What the Care Quality Commission works with in England, dated: what stays, the scores of 2024 to 2026, and the changes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from carelab.data.sources import Source, source


@dataclass(frozen=True)
class Framework:
    """One set of rules or proposals of CQC's.

    Attributes
    ----------
    dates:
        When it was in use, or published.
    state:
        Whether it is in use, as far as is known, and what was not found.
    certain:
        False when its wording, or whether it is in use, was not confirmed in what was read.
    rules:
        Its own content, as ``cqc.json`` has it: ``statements``, ``bands``, ``limiters``, ``rules`` or ``key_lines``.
    """

    id: str
    name: str
    dates: str
    state: str
    sources: tuple[Source, ...]
    certain: bool
    rules: Mapping[str, Any]


@dataclass(frozen=True)
class Regulation:
    """A fundamental standard: a regulation of 2014, with a question for learners in Care Lab's own words."""

    number: str
    title: str
    asks: str


def key_questions() -> tuple[str, ...]:
    """Return the five questions that CQC asks of every service."""
    return tuple(_raw()["key_questions"]["names"])


def ratings() -> tuple[str, ...]:
    """Return the four ratings, best first."""
    return tuple(_raw()["ratings"]["names"])


def regulations() -> tuple[Regulation, ...]:
    """Return regulations 9 to 20A, the standards below which care must never fall."""
    return tuple(Regulation(**row) for row in _raw()["regulations"]["list"])


@lru_cache(maxsize=1)
def frameworks() -> Mapping[str, Framework]:
    """Return what is dated: ``saf_2024``, ``saf_2024_limiters``, ``asc_overall_2022`` and ``sector_2026_draft``."""
    known = ("name", "dates", "state", "sources", "certain")
    return MappingProxyType(
        {
            id: Framework(
                id,
                row["name"],
                row["dates"],
                row["state"],
                tuple(source(cited) for cited in row["sources"]),
                row["certain"],
                MappingProxyType({key: value for key, value in row.items() if key not in known}),
            )
            for id, row in _raw()["frameworks"].items()
        }
    )


def percentage(scores: Sequence[int]) -> float:
    """Return the scores of a key question, each 1 to 4, as a percentage of the most that was possible (2024 to 2026)."""
    if not scores or not set(scores) <= {1, 2, 3, 4}:
        raise ValueError(f"Scores are one or more of 1, 2, 3 and 4; these are {list(scores)}.")
    return 100 * sum(scores) / (4 * len(scores))


def band(percent: float) -> str:
    """Return the rating whose band holds a percentage (2024 to 2026); ``not decided`` between two published bands.

    The bands were published in whole numbers. A percentage within half a point of one band only is counted in it; 62.5 and
    87.5 lie half-way between two bands, and what was read does not say which applies.
    """
    for row in frameworks()["saf_2024"].rules["bands"]:
        if row["least"] - 0.5 < percent < row["most"] + 0.5:
            return str(row["rating"])
    return "not decided"


def held(scores: Sequence[int]) -> str:
    """Return the rating of a key question once a limiter has held it down (2024 to 2026).

    The limiters are those of ``saf_2024_limiters``, which are not confirmed: print the rule wherever a question uses it.
    """
    rating = band(percentage(scores))
    for row in frameworks()["saf_2024_limiters"].rules["limiters"]:
        if row["in"] == rating and set(row["scored"]) & set(scores):
            return str(row["held_at"])
    return rating


def overall(given: Sequence[str]) -> str:
    """Return the overall rating of five key questions by the principles of 2022; ``not decided`` where they say nothing.

    Each is one of :func:`ratings`. The principles say what is normal; inspectors may use judgement.
    """
    if len(given) != len(key_questions()) or not set(given) <= set(ratings()):
        raise ValueError(f"An overall rating takes five ratings; these are {list(given)}.")
    count = Counter(given)
    if count["inadequate"] >= 2:
        return "inadequate"
    if count["requires improvement"] >= 2:
        return "requires improvement"
    if count["inadequate"]:
        return "not decided"
    return "outstanding" if count["outstanding"] >= 2 and not count["requires improvement"] else "good"


@lru_cache(maxsize=1)
def _raw() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files("carelab.data").joinpath("cqc.json").read_text(encoding="utf-8"))
    return found
