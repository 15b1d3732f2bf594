"""XmR charts: limits from ordinary ups and downs, and the four rules for a signal. Plain numbers, no model.

    limits = mean ± 2.66 · mean moving range of the baseline

A moving range is the size of the step from one point to the next. The rules (special causes) are those of the NHS's *Making Data
Count*, as in the code of the NHS Python Community:

1. a point outside the limits;
2. seven points in a row on one side of the mean;
3. seven points steadily rising or falling;
4. two of three points beyond two thirds of the way to the same limit, all three on that side of the mean.

Run charts have other rules (6 points for a shift, 5 for a trend); they are not used here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

FACTOR = 2.66
"""3 ÷ 1.128: the limits are three standard deviations from the mean, each deviation worked out from the mean step."""
RUN, TREND = 7, 7
OUTSIDE, SHIFT, DRIFT, NEAR = "outside", "shift", "drift", "near"
RULES = {
    OUTSIDE: "Outside the limits",
    SHIFT: "Seven in a row on one side of the mean",
    DRIFT: "Seven steadily rising or falling",
    NEAR: "Two of three close to the same limit",
}


@dataclass(frozen=True)
class Limits:
    """The limits of a control chart (XmR chart): the range of the ordinary ups and downs of a figure.

    They follow from two means over the baseline, the points of a time when all was as usual. ``mean``: of the points. ``step``:
    of the moving range, the size of the step from one point to the next.
    """

    mean: float
    step: float

    @property
    def low(self) -> float:
        """The lower limit: ``mean`` − 2.66 × ``step``. For a count it may be below 0; then no point can be under it."""
        return self.mean - FACTOR * self.step

    @property
    def high(self) -> float:
        """The upper limit: ``mean`` + 2.66 × ``step``."""
        return self.mean + FACTOR * self.step


@dataclass(frozen=True)
class Signal:
    """A sign on a control chart that something has probably changed: points in a pattern that ordinary ups and downs rarely make.

    ``rule``: the pattern, a key of RULES. ``points``: the positions of its points, from 0, in order.
    """

    rule: str
    points: tuple[int, ...]


def mean_moving_range(points: Sequence[float]) -> float:
    """Return the mean size of the step from one point to the next. It takes two points or more."""
    steps = [abs(after - before) for before, after in pairwise(points)]
    return sum(steps) / len(steps)


def limits(baseline: Sequence[float]) -> Limits:
    """Return the limits of a control chart, worked out from the two or more points of its baseline."""
    return Limits(sum(baseline) / len(baseline), mean_moving_range(baseline))


def signals(points: Sequence[float], bounds: Limits) -> list[Signal]:
    """Return every signal among the points of a chart with the limits ``bounds``, in the order of their last points."""
    found = []
    for last in range(len(points)):
        if not bounds.low <= points[last] <= bounds.high:
            found.append(Signal(OUTSIDE, (last,)))
        if last >= RUN - 1:
            at = tuple(range(last - RUN + 1, last + 1))
            if _one_side([points[i] for i in at], bounds.mean):
                found.append(Signal(SHIFT, at))
        if last >= TREND - 1:
            at = tuple(range(last - TREND + 1, last + 1))
            if _steady([points[i] for i in at]):
                found.append(Signal(DRIFT, at))
        if last >= 2:
            at = (last - 2, last - 1, last)
            if _near([points[i] for i in at], bounds):
                found.append(Signal(NEAR, at))
    return found


def _one_side(points: Sequence[float], mean: float) -> bool:
    return all(point > mean for point in points) or all(point < mean for point in points)


def _steady(points: Sequence[float]) -> bool:
    return all(a < b for a, b in pairwise(points)) or all(a > b for a, b in pairwise(points))


def _near(points: Sequence[float], bounds: Limits) -> bool:
    far = 2 / 3 * FACTOR * bounds.step
    beyond = sum(abs(point - bounds.mean) > far for point in points)
    return beyond >= 2 and _one_side(points, bounds.mean)
