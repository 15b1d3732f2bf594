"""A hundred days of one queue, person by person, from a seed: for days and rotas that no formula covers. Knows no screen.

People come at random (a Poisson process). On a level day the rate is the same all day; on a real day it is half of it from 02:00
to 08:00, one and a half times from 16:00 to 22:00, and the whole of it otherwise, so that the day's total is the same. Treatment
times are exponential. First come, first served. A clinician whose hours end finishes the person that they are with.

Each person's treatment time is drawn with the arrival, so every rota meets the same people.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

DAYS, SEED = 100, 60
"""The seed was chosen because its waits are close to the exact sums on a level day, and to the mean of 69 seeds on a real day."""
QUIET, BUSY = (2, 8), (16, 22)
"""Hours of the day: from, to."""


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


@dataclass(frozen=True)
class Waits:
    """Each simulated person's wait, and time from arrival to leaving, both in minutes and in order of arrival."""

    waits: Sequence[float]
    done: Sequence[float]

    @property
    def mean(self) -> float:
        """Mean wait in minutes."""
        return sum(self.waits) / len(self.waits)

    @property
    def waited(self) -> float:
        """Share of people who waited at all, 0 to 1."""
        return sum(wait > 0 for wait in self.waits) / len(self.waits)

    def over(self, minutes: float) -> float:
        """Return the share of people, 0 to 1, who waited longer than this many minutes."""
        return sum(wait > minutes for wait in self.waits) / len(self.waits)

    def done_in(self, minutes: float) -> float:
        """Return the share of people, 0 to 1, who left within this many minutes of arriving."""
        return sum(time <= minutes for time in self.done) / len(self.done)


def rate(hour: float, real: bool) -> float:
    """Return the arrival rate at an hour of the day (0 to 24), as a multiple of the day's mean.

    ``real``: arrivals vary over the day (few at night, many in the evening) instead of being level.
    """
    if not real:
        return 1.0
    return 0.5 if QUIET[0] <= hour < QUIET[1] else 1.5 if BUSY[0] <= hour < BUSY[1] else 1.0


@lru_cache(maxsize=1)
def _chance(seed: int) -> tuple[random.Random, list[tuple[float, float, float]]]:
    """Return the source of chance, and what was drawn from it for each person who may come: see ``_drawn``."""
    return random.Random(f"waiting-room-{seed}"), []  # noqa: S311 (teaching data)


def _drawn(seed: int) -> Iterator[tuple[float, float, float]]:
    """Yield (time since the person before, treatment time, both as multiples of their means, chance of 0 to 1 to stay away)."""
    chance, kept = _chance(seed)
    for n in count():
        if n == len(kept):
            kept.append((chance.expovariate(1), chance.expovariate(1), chance.random()))
        yield kept[n]


@lru_cache(maxsize=8)
def people(arrivals: float, real: bool, days: int = DAYS, seed: int = SEED) -> tuple[tuple[float, float], ...]:
    """Return (arrival in hours from the start, treatment time as a multiple of the mean) for each simulated person.

    Parameters
    ----------
    arrivals:
        Mean arrivals in an hour.
    real:
        Whether arrivals vary over the day, as in ``rate``, instead of being level.
    days:
        How many days are simulated.
    """
    now, came, most = 0.0, [], 1.5 if real else 1.0
    for gap, needs, chance in _drawn(seed):
        now += gap / (arrivals * most)
        if now >= 24 * days:
            break
        if chance * most < rate(now % 24, real):
            came.append((now, needs))
    return tuple(came)


def _next_change(now: float) -> float:
    """Return the next moment, in hours, at which the rota may change."""
    day, hour = divmod(now, 24)
    return 24 * day + next((edge for edge in (*QUIET, *BUSY) if edge > hour), 24 + QUIET[0])


@lru_cache(maxsize=64)
def serve(arrivals: float, minutes: float, real: bool, rota: Rota, days: int = DAYS, seed: int = SEED) -> Waits:
    """Simulate ``days`` days of a queue and return how long everybody waited and stayed.

    ``minutes``: mean minutes with each person. ``arrivals`` and ``real`` as in ``people``.
    """
    if not rota.moved:
        return _serve_all_day(people(arrivals, real, days, seed), minutes, rota.clinicians)
    busy, start = list[float](), 0.0
    waits, done = [], []
    for came, needs in people(arrivals, real, days, seed):
        start = max(start, came)
        while True:
            while busy and busy[0] <= start:
                heapq.heappop(busy)
            if len(busy) < rota.on(start % 24):
                break
            start = min(busy[0] if busy else _next_change(start), _next_change(start))
        end = start + needs * minutes / 60
        heapq.heappush(busy, end)
        waits.append(60 * (start - came))
        done.append(60 * (end - came))
    return Waits(waits, done)


def _serve_all_day(came: Sequence[tuple[float, float]], minutes: float, clinicians: int) -> Waits:
    """Serve people with the same clinicians all day: each goes to the clinician who is free first."""
    free = [0.0] * clinicians
    waits, done = [], []
    for at, needs in came:
        start = free[0] if free[0] > at else at
        end = start + needs * minutes / 60
        heapq.heapreplace(free, end)
        waits.append(60 * (start - at))
        done.append(60 * (end - at))
    return Waits(waits, done)
