"""Fifty days of one queue, person by person, from a seed: for days and rotas that no formula covers. Knows no screen.

People come at random (a Poisson process). On a level day the rate is the same all day; on a real day it is half of it from 02:00
to 08:00, one and a half times from 16:00 to 22:00, and the whole of it otherwise, so that the day's total is the same. Treatment
times are exponential. First come, first served. A clinician whose hours end finishes the person that they are with.

Each person's treatment time is drawn with the arrival, so every rota meets the same people. Whoever does not wait does not wait
with more clinicians either, so of the people of one rota only some are needed for the next larger one: see ``serve``.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heapreplace
from math import inf, log

DAYS, SEED = 50, 2958
"""The seed's waits are close to the exact sums on a level day, and to the mean of 300 seeds on a real one."""
QUIET, BUSY = (2, 8), (16, 22)
"""Hours of the day: from, to."""
RATES = ((0, 2, 1.0), (*QUIET, 0.5), (8, 16, 1.0), (*BUSY, 1.5), (22, 24, 1.0))
"""The parts of a real day: hour from, hour to, and the arrival rate as a multiple of the day's mean."""
HIGHEST = 1.5
FOUR_HOURS = 240

Person = tuple[float, float]
"""When a person comes, and when they leave if they are seen at once: both in minutes from the start of the first day."""


@dataclass(frozen=True)
class Rota:
    """How many clinicians work at each hour of the day.

    ``clinicians``: how many work all day. ``moved``: one fewer works in the quiet hours (night), one more in the busy evening.
    """

    clinicians: int
    moved: bool = False

    def on(self, hour: float) -> int:
        """Return how many clinicians work at an hour of the day, 0 to 24."""
        if self.moved and QUIET[0] <= hour < QUIET[1]:
            return self.clinicians - 1
        return self.clinicians + (self.moved and BUSY[0] <= hour < BUSY[1])

    def absences(self) -> Iterator[tuple[float, float]]:
        """Yield (from, to), in minutes, for each time that one of the clinicians of the busy evening is away, in order."""
        day = 0
        while self.moved:
            yield 60 * (day + BUSY[1] - 24), 60 * (day + BUSY[0])
            yield 60 * (day + QUIET[0]), 60 * (day + QUIET[1])
            day += 24
        yield inf, inf


@dataclass(frozen=True)
class Waits:
    """How long people waited.

    Attributes
    ----------
    people:
        Everybody who came.
    near:
        In order of arrival, those who waited, and those who were there when somebody else began to wait.
    waits:
        The minutes that each of those who waited did so, in order of arrival.
    late:
        How many were there for longer than four hours because they waited: their treatment took less.
    """

    people: Sequence[Person]
    near: Sequence[Person]
    waits: Sequence[float]
    late: int

    @property
    def mean(self) -> float:
        """Mean wait in minutes."""
        return sum(self.waits) / len(self.people)

    @property
    def waited(self) -> float:
        """Share of people who waited at all, 0 to 1."""
        return len(self.waits) / len(self.people)

    def over(self, minutes: float) -> float:
        """Return the share of people, 0 to 1, who waited longer than this many minutes."""
        return len([wait for wait in self.waits if wait > minutes]) / len(self.people)

    @property
    def done(self) -> float:
        """Share of people, 0 to 1, who left within four hours of arriving."""
        treated = len([at for at, end in self.people if end - at > FOUR_HOURS])
        return 1 - (treated + self.late) / len(self.people)


def rate(hour: float, real: bool) -> float:
    """Return the arrival rate at an hour of the day (0 to 24), as a multiple of the day's mean.

    ``real``: arrivals vary over the day (few at night, many in the evening) instead of being level.
    """
    return next(rate for start, end, rate in RATES if start <= hour < end) if real else 1.0


class _Crowd:
    """People who may come, drawn as far as they are needed.

    ``coming``: arrival rate as a multiple of the highest → (arrival, treatment time) of those who come at that rate, both as
    multiples of their means. At a lower rate some of the same people stay away.
    """

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(f"waiting-room-{seed}").random  # noqa: S311 (teaching data)
        self._last = 0.0
        self.coming: dict[float, list[Person]] = {rate: [] for rate in (1, 1 / HIGHEST, 0.5 / HIGHEST)}

    def draw(self, until: float) -> None:
        """Draw everybody up to a time, as a multiple of the mean time between two people at the highest rate."""
        chance, last = self._chance, self._last
        (_, every), (usual, most), (quiet, few) = self.coming.items()
        while last < until:
            last -= log(1 - chance())
            person = last, -log(1 - chance())
            every.append(person)
            stays_away = chance()
            if stays_away < usual:
                most.append(person)
                if stays_away < quiet:
                    few.append(person)
        self._last = last


_crowd = lru_cache(maxsize=1)(_Crowd)


def people(arrivals: float, minutes: float, real: bool, days: int = DAYS, seed: int = SEED) -> list[Person]:
    """Return everybody who comes, in order.

    Parameters
    ----------
    arrivals:
        Mean arrivals in an hour.
    minutes:
        Mean minutes with each person.
    real:
        Whether arrivals vary over the day, as in ``rate``, instead of being level.
    days:
        How many days are simulated.
    """
    highest = HIGHEST if real else 1.0
    pace, crowd = highest * arrivals, _crowd(seed)
    crowd.draw(24 * days * pace)
    came: list[Person] = []
    for day in range(0, 24 * days, 24):
        for start, end, part in RATES if real else ((0, 24, 1.0),):
            coming = crowd.coming[part / highest]
            came += coming[bisect_left(coming, ((day + start) * pace,)) : bisect_left(coming, ((day + end) * pace,))]
    apart = 60 / pace
    return [(at := after * apart, at + needs * minutes) for after, needs in came]


def serve(people: Sequence[Person], rota: Rota, smaller: Waits | None = None) -> Waits:
    """Let the clinicians of a rota see people, each as soon as a clinician is free, and return how long everybody waits.

    ``smaller``: what came of it with a rota that has no more clinicians at any time; then only the people near its waits are
    looked at, which is quicker and changes nothing.
    """
    free, absences = [0.0] * (rota.clinicians + rota.moved), rota.absences()
    away, back = next(absences)
    waits, near, seen, late = list[float](), list[Person](), list[Person](), 0
    for person in smaller.near if smaller else people:
        at, end = person
        start = free[0] if free[0] > at else at
        while start >= away:
            heapreplace(free, max(free[0], back))
            away, back = next(absences)
            start = max(free[0], at)
        if start > at:
            if seen:
                near += [one for one in seen if one[1] > at]
                seen.clear()
            near.append(person)
            wait = start - at
            waits.append(wait)
            if end + wait - at > FOUR_HOURS >= end - at:
                late += 1
            heapreplace(free, end + wait)
        else:
            seen.append(person)
            heapreplace(free, end)
    return Waits(people, near, waits, late)
