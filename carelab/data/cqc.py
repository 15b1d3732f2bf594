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
    """One dated set of rules or proposals of the Care Quality Commission (CQC), which inspects care services in England.

    Attributes
    ----------
    dates:
        When the set was in use, or published.
    state:
        A sentence on whether the set is in use now, and on what could not be found out.
    certain:
        False when the sources that were read do not confirm its wording, or whether it is in use.
    rules:
        The content of the set, as in ``cqc.json``. ``statements`` or ``key_lines``: key question → how many points CQC looks at.
        ``scores``: score → what it means. ``bands``: the percentages of each rating. ``limiters``: see ``held``. ``rules``: how
        an overall rating follows from five, in words.
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
    """A fundamental standard of care, as the law of 2014 sets it. ``asks`` is a question in Care Lab's words that explains it."""

    number: str
    title: str
    asks: str


def key_questions() -> tuple[str, ...]:
    """Return the names of the five questions that CQC asks of every service, such as whether it is *safe*."""
    return tuple(_raw()["key_questions"]["names"])


def ratings() -> tuple[str, ...]:
    """Return the four ratings that CQC gives, best first, from *outstanding* to *inadequate*."""
    return tuple(_raw()["ratings"]["names"])


def regulations() -> tuple[Regulation, ...]:
    """Return the fundamental standards (regulations 9 to 20A of 2014), below which care must never fall."""
    return tuple(Regulation(**row) for row in _raw()["regulations"]["list"])


@lru_cache(maxsize=1)
def frameworks() -> Mapping[str, Framework]:
    """Return id → dated set of CQC rules.

    ``saf_2024``: scores and percentages; ``saf_2024_limiters``: low scores that lower a rating; ``asc_overall_2022``: the overall
    rating of an adult social care service; ``sector_2026_draft``: a draft for adult social care.
    """
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
    """Return the sum of the scores (1 to 4 each) of one key question, as a percentage of the highest possible sum.

    This is how CQC worked from 2024 to 2026. Raises ValueError for any other score, and for none.
    """
    if not scores or not set(scores) <= {1, 2, 3, 4}:
        raise ValueError(f"Scores are one or more of 1, 2, 3 and 4; these are {list(scores)}.")
    return 100 * sum(scores) / (4 * len(scores))


def band(percent: float) -> str:
    """Return the rating that CQC gave for a percentage from 2024 to 2026; ``not decided`` between two published bands.

    Each rating had a band of whole percentages, so a percentage within half a point of a band counts as in it. 62.5 and 87.5 lie
    half-way between two bands, and the sources do not say which of the two applies.
    """
    for row in frameworks()["saf_2024"].rules["bands"]:
        if row["least"] - 0.5 < percent < row["most"] + 0.5:
            return str(row["rating"])
    return "not decided"


def held(scores: Sequence[int]) -> str:
    """Return the rating of one key question for its scores (1 to 4 each), as CQC gave it from 2024 to 2026.

    A limiter is a rule that lowers the rating because of a single low score. The limiters come from ``saf_2024_limiters``, which
    the sources do not confirm: an exercise that uses them must print them.
    """
    rating = band(percentage(scores))
    for row in frameworks()["saf_2024_limiters"].rules["limiters"]:
        if row["in"] == rating and set(row["scored"]) & set(scores):
            return str(row["held_at"])
    return rating


def overall(given: Sequence[str]) -> str:
    """Return a service's overall rating from the ratings of its five key questions, by CQC's principles of 2022.

    ``given`` holds five of :func:`ratings`. ``not decided`` is returned where the principles name no rating; inspectors may also
    use judgement. Raises ValueError for other ratings or another number of them.
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
