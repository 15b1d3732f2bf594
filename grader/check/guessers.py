"""Check: knowing nothing earns little. The expected score of four guessers on each unit, with a limit for each."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from carelab.questions import Question, Reflection, spec
from grader.check import guesses
from grader.check.finding import Finding, Place
from grader.check.guesses import Weighted
from grader.check.material import Asked, Material, Page


@dataclass(frozen=True)
class Guesser:
    """A way to answer without knowing anything, and the most of a unit's auto-marked points that it may earn (0…1).

    Attributes
    ----------
    plans:
        How it fills in plans, where that differs.
    """

    name: str
    guess: Callable[[Question], Iterator[Weighted]]
    limit: float
    plans: Callable[[spec.Plan], Iterator[Weighted]] | None = None


GUESSERS = (
    Guesser("at random", guesses.at_random, 0.20),
    Guesser("at random, whole plans", guesses.at_random, 0.20, guesses.whole_plan),
    Guesser("the longest", guesses.longest, 0.25),
    Guesser("“management”", guesses.management, 0.30),
    Guesser("nothing", guesses.nothing, 0.0),
)
NAMED = 3
"""How many of the questions that give most away are named."""


@dataclass(frozen=True)
class Guessed:
    """What one guesser earns on one unit.

    Attributes
    ----------
    points:
        Question id → the points expected.
    of:
        All auto-marked points of the unit; what a person marks is left out.
    """

    guesser: Guesser
    unit: str
    points: Mapping[str, float]
    of: float

    @property
    def share(self) -> float:
        """The part of the unit's auto-marked points, 0…1."""
        return math.fsum(self.points.values()) / self.of if self.of else 0.0

    @property
    def too_much(self) -> bool:
        """Say whether the share is over the limit."""
        return round(self.share, 3) > self.guesser.limit

    def as_json(self) -> dict[str, Any]:
        """Return what was found as JSON data; shares from 0 to 1."""
        return {
            "unit": self.unit,
            "guesser": self.guesser.name,
            "share": round(self.share, 4),
            "limit": self.guesser.limit,
            "of": self.of,
            "points": {name: round(points, 3) for name, points in self.points.items()},
        }


@lru_cache(maxsize=64)
def guess_unit(page: Page) -> tuple[Guessed, ...]:
    """Return what each guesser earns on one unit's exercises."""
    asked = [a for a in page.asked if not isinstance(a.question, Reflection)]
    of = math.fsum(a.points or 0.0 for a in asked)
    return tuple(Guessed(g, page.unit, {a.question.id: _points(a, g) for a in asked}, of) for g in GUESSERS)


def _points(one: Asked, guesser: Guesser) -> float:
    share = _share(one, guesser.plans) if isinstance(one.question, spec.Plan) and guesser.plans else _share(one, guesser.guess)
    return (one.points or 0.0) * share


@lru_cache(maxsize=4_096)
def _share(one: Asked, guess: Callable[[Any], Iterator[Weighted]]) -> float:
    return guesses.expected_share(one.question, one.key, guess(one.question))


def guess_course(material: Material) -> list[Guessed]:
    """Return what each guesser earns on each unit that loads and whose marks count."""
    return [g for page in material.exercises if page.asked and not page.practice for g in guess_unit(page)]


def check_guessers(material: Material) -> Iterator[Finding]:
    """Yield a finding for each unit on which a guesser earns more than its limit."""
    files = {page.unit: page for page in material.exercises}
    for found in guess_course(material):
        if found.too_much:
            page = files[found.unit]
            over = (found.share - found.guesser.limit) * found.of
            yield Place("guessers", page.file).error(
                f"Answering {found.guesser.name} earns {found.share:.1%} of the auto-marked points; "
                f"the most is {found.guesser.limit:.0%}, so it is {over:.1f} points too many.",
                f"Most comes from {_worst(found, page)}.",
            )


def _worst(found: Guessed, page: Page) -> str:
    full = {a.question.id: a for a in page.asked}
    names = sorted(found.points, key=lambda name: -found.points[name])[:NAMED]
    return ", ".join(
        f"{name} ({full[name].question.kind}: {found.points[name]:.1f} of {full[name].points:g})"
        for name in names
        if found.points[name]
    )
