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
    """A way of answering without any knowledge, such as at random, with which ``carelab check`` tests a unit.

    Attributes
    ----------
    guess:
        Yields (probability, answer) for each answer that the guesser may give to a question.
    plans:
        The same for a question that asks for a plan; None to use ``guess``.
    limit:
        The largest part of a unit's automatically marked points that the guesser may earn, 0 to 1.
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
        Question id → the points that the guesser earns on average.
    of:
        The points of all questions of the unit that are marked automatically.
    """

    guesser: Guesser
    unit: str
    points: Mapping[str, float]
    of: float

    @property
    def share(self) -> float:
        """The part of the unit's automatically marked points that the guesser earns, 0 to 1."""
        return math.fsum(self.points.values()) / self.of if self.of else 0.0

    @property
    def too_much(self) -> bool:
        """Whether the share is over the guesser's limit."""
        return round(self.share, 3) > self.guesser.limit

    def as_json(self) -> dict[str, Any]:
        """Return the result as JSON data, with shares from 0 to 1."""
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
    """Return what each guesser (a way of answering without knowledge) earns on one unit's exercises."""
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
    """Return what each guesser (a way of answering without knowledge) earns on each unit but 00, which is for practice."""
    return [g for page in material.exercises if page.asked and not page.practice for g in guess_unit(page)]


def check_guessers(material: Material) -> Iterator[Finding]:
    """Yield a finding for each unit on which a guesser (a way of answering without knowledge) earns more than its limit."""
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
