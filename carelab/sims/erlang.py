"""One queue, several people who serve, arrivals and treatment times by chance: exact sums (Erlang C), nothing drawn at random.

    a = λ / μ, and the queue settles only if a < c
    C = top / (Σ_{k<c} a^k / k! + top),  top = a^c / c! · c / (c - a)       share of people who wait at all
    mean wait = C / (cμ - λ)            share who wait over t = C · e^(-(cμ - λ) t)

λ is people an hour, μ = 60 / minutes with each person, c the number of clinicians. Source: the Erlang C formula of queueing
theory (M/M/c), as in the queueing manual of Octave.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Queue:
    """A queue in a service where clinicians see people in the order in which they arrive.

    Attributes
    ----------
    arrivals:
        People who arrive in an hour.
    minutes:
        Minutes with each person, on average.
    clinicians:
        How many clinicians see people at the same time.
    """

    arrivals: float
    minutes: float
    clinicians: int

    @cached_property
    def busy(self) -> float:
        """The share of the clinicians' time that seeing people takes; at 1 or more the queue grows for ever."""
        return self.arrivals * self.minutes / 60 / self.clinicians

    @property
    def settles(self) -> bool:
        """Whether the clinicians keep up with the arrivals; only then can the waits be worked out."""
        return self.busy < 1

    @cached_property
    def waits(self) -> float:
        """The share of people who have to wait at all, 0 to 1."""
        a = self.arrivals * self.minutes / 60
        top = a**self.clinicians / math.factorial(self.clinicians) / (1 - self.busy)
        return top / (sum(a**k / math.factorial(k) for k in range(self.clinicians)) + top)

    @property
    def spare(self) -> float:
        """How many more people an hour could be seen than arrive."""
        return self.clinicians * 60 / self.minutes - self.arrivals

    @property
    def mean_wait(self) -> float:
        """The mean wait in minutes of all people, including those who do not wait."""
        return 60 * self.waits / self.spare

    def over(self, minutes: float) -> float:
        """Return the share of people, 0 to 1, who wait longer than this many minutes."""
        return self.waits * math.exp(-self.spare * minutes / 60)

    def done(self, minutes: float) -> float:
        """Return the share of people, 0 to 1, whose wait and treatment together take at most this many minutes."""
        serve, t = 60 / self.minutes, minutes / 60
        at_once = math.exp(-serve * t)
        if math.isclose(self.spare, serve, rel_tol=1e-9):
            later = (1 + serve * t) * at_once
        else:
            later = (self.spare * at_once - serve * math.exp(-self.spare * t)) / (self.spare - serve)
        return max(0.0, 1 - (1 - self.waits) * at_once - self.waits * later)
