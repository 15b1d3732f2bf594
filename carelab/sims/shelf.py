"""Shelf: how often a shelf of pads is empty, by the order point and by how often somebody looks. Knows no screen.

A day's use ~ Normal(48, 9), never below 0, spread evenly over its 24 hours. Somebody looks: as each pad is used, each evening, or
on Friday evenings. When what is on the shelf and on its way is at or below the order point s, Q = 480 pads are ordered; they come
exactly 5 days later. What is wanted while the shelf is empty is not given out later. Each year starts with 480 pads.

    order point by the formula = average use · lead time + z · spread of a day · √lead time
                               = 48 · 5 + 1.65 · 9 · √5 = 274 at 95% (z = 1.65)

The result is the share of deliveries before which the shelf was empty, over 40 seeds of 3 years each. All figures are invented;
the formula is the usual one for a fixed lead time.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from carelab.questions import show_number
from carelab.sims.model import Chart, Control, Data, Figure, Pick, Series, Slider, Values, View, settle

USE, SPREAD, LEAD, Q = 48, 9, 5, 480
SEEDS, DAYS, SHOWN_DAYS = 40, 3 * 365, 56
FRIDAY = 4


LOOKS: Mapping[str, str] = {"used": "As each is used", "evening": "Each evening", "friday": "On Fridays"}

CONTROLS: Sequence[Control] = (
    Slider("point", "Order point", 200, 560, 1, 274, "pads", "Order when the shelf and what is on its way are down to this."),
    Pick("look", "Somebody looks", LOOKS, "evening", "An order takes five days to come."),
)


@dataclass(frozen=True)
class Story:
    """What happened to a stock of incontinence pads on a shelf.

    ``stock``: pads left each evening. ``deliveries``: how many came. ``empty``: how many of them came to an empty shelf.
    """

    stock: Sequence[float]
    deliveries: int
    empty: int


def order_point(use: float, spread: float, lead: float, z: float = 1.65) -> float:
    """Return at which stock to order again: ``use`` · ``lead`` + ``z`` · ``spread`` · √``lead``.

    ``use``, ``spread``: mean and standard deviation of a day's use. ``lead``: days from an order to its delivery. ``z``: how many
    standard deviations the reserve covers; 1.65 is meant for a stock that lasts until 95% of deliveries.
    """
    return use * lead + z * spread * math.sqrt(lead)


@lru_cache(maxsize=SEEDS)
def _uses(seed: int) -> tuple[float, ...]:
    chance = random.Random(f"shelf-{seed}")  # noqa: S311 (teaching data)
    return tuple(max(0.0, chance.gauss(USE, SPREAD)) for _ in range(DAYS))


@lru_cache(maxsize=SEEDS)
def _used(seed: int) -> Sequence[float]:
    return _sums(_uses(seed))


def _sums(uses: Sequence[float]) -> Sequence[float]:
    """Return how many pads have been used by the start of each day, with a last day on which none is used."""
    return [0.0, *accumulate([*uses, 0.0])]


def _refills(point: float, look: str, used: Sequence[float], order: float) -> Sequence[tuple[float, float, float]]:
    """Return (day and part of it, pads used by then, pads left before it) of the first stock and of each delivery.

    At most one order is on its way: ``order`` pads are more than are used in LEAD days and the day before.
    ``used``: what ``_sums`` returns; other arguments as in ``follow``.
    """
    days, by_then, left, found = len(used) - 2, 0.0, 0.0, [(0.0, 0.0, 0.0)]
    lookable = 1  # the first evening on which an order can be placed
    while True:
        whole = left + order + by_then
        enough = whole - point  # an order is due once so many pads are used
        if look == "used":
            ordered = enough if enough > by_then else by_then
            day = bisect_right(used, ordered) - 1
            if day + LEAD > days:
                return found
            part = (ordered - used[day]) / (used[day + 1] - used[day])
            comes = day + LEAD + part
            by_then = used[day + LEAD] + part * (used[day + LEAD + 1] - used[day + LEAD])
        else:
            evening = bisect_left(used, enough, lookable)
            if look == "friday":
                evening += (FRIDAY + 1 - evening) % 7
            comes = lookable = evening + LEAD
            if comes <= days:
                by_then = used[lookable]
        if comes > days:
            return found
        left = whole - by_then if whole > by_then else 0.0
        found.append((comes, by_then, left))


def follow(point: float, look: str, uses: Sequence[float], order: float = Q) -> Story:
    """Simulate the stock on a shelf from order to order, and return what happened to it.

    Parameters
    ----------
    point, order:
        The stock at which pads are ordered, and how many are ordered each time.
    uses:
        Pads used on each day; day 0 is a Monday.
    look:
        How often somebody looks at the stock: a key of LOOKS.
    """
    used = _sums(uses)
    refills = _refills(point, look, used, order)
    levels = []
    for evening in range(1, len(uses) + 1):
        _, by_then, left = refills[bisect_right(refills, (evening, math.inf)) - 1]
        levels.append(max(0.0, left + order - (used[evening] - by_then)))
    return Story(levels, len(refills) - 1, sum(left <= 0 for _, _, left in refills[1:]))


@lru_cache(maxsize=256)
def share_empty(point: float, look: str, order: float = Q) -> float:
    """Return the share of deliveries, 0 to 1, before which the shelf was empty, over 40 simulated runs.

    Arguments as in ``follow``.
    """
    runs = [_refills(point, look, _used(seed), order)[1:] for seed in range(SEEDS)]
    return sum(left == 0 for run in runs for _, _, left in run) / sum(map(len, runs))


def _percent(share: float) -> str:
    return show_number(round(100 * share, 1), "%")


@dataclass(frozen=True)
class Shelf:
    """The teaching model *Shelf*: how often a stock runs out, by when it is ordered and how often somebody looks."""

    title: str = "Shelf"
    built_in: str = (
        "Use is much the same each day, and deliveries always take five days. In real life they sometimes come late, "
        "and that needs more on the shelf."
    )
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        v = settle(self.controls, values)
        point, look = v["point"], v["look"]
        shares = {other: share_empty(point, other) for other in LOOKS}
        story = follow(point, look, _uses(0)[:SHOWN_DAYS])
        return View(
            _reading(point, look, shares),
            [_bars(point, look, shares), _line(point, story)],
            _table(point, shares, story),
            [
                Figure("Empty before a delivery", _percent(shares[look]), "warn" if shares[look] > 0.2 else "plain"),
                Figure("Order point by the formula, 95%", f"{math.ceil(order_point(USE, SPREAD, LEAD))} pads"),
            ],
            _notices(point, look),
        )


def _when(look: str) -> str:
    return f"{LOOKS[look][0].lower()}{LOOKS[look][1:]}"


def _reading(point: float, look: str, shares: Mapping[str, float]) -> str:
    times = "no delivery" if shares[look] == 0 else f"{_percent(shares[look])} of deliveries"
    return f"Somebody looks {_when(look)}, and orders at {show_number(point)} pads. The shelf was empty before {times}."


def _bars(point: float, look: str, shares: Mapping[str, float]) -> Chart:
    said = ", ".join(f"{_when(other)} {_percent(shares[other])}" for other in LOOKS)
    return Chart(
        "bars",
        "Deliveries before which the shelf was empty",
        list(LOOKS.values()),
        [Series("Empty before a delivery", [100 * share for share in shares.values()])],
        f"At an order point of {show_number(point)}: {said}.",
        unit="%",
        low=0,
        high=100,
        flags={"Now": [list(LOOKS).index(look)]},
    )


def _line(point: float, story: Story) -> Chart:
    bare = [day for day, pads in enumerate(story.stock) if pads <= 0]
    days = "no evening" if not bare else "1 evening" if len(bare) == 1 else f"{len(bare)} evenings"
    return Chart(
        "lines",
        "Pads on the shelf each evening, first eight weeks of one run",
        [str(day) for day in range(1, SHOWN_DAYS + 1)],
        [Series("On the shelf", story.stock)],
        f"In these eight weeks {story.deliveries} deliveries came, and on {days} the shelf was empty.",
        axis="Day",
        low=0,
        marks={"Order point": point},
        flags={"Empty": bare},
    )


def _table(point: float, shares: Mapping[str, float], story: Story) -> Data:
    rows = [[f"{words}, order point {show_number(point)}", _percent(shares[look])] for look, words in LOOKS.items()]
    days = [[f"Day {day}: pads in the evening", show_number(round(pads))] for day, pads in enumerate(story.stock, 1)]
    return Data("Share of deliveries that found the shelf empty, then one run day by day", ("Case", "Result"), [*rows, *days])


def _notices(point: float, look: str) -> list[str]:
    if look != "used" and math.ceil(order_point(USE, SPREAD, LEAD)) <= point < USE * (LEAD + 1):
        return ["The formula covers the five days of the delivery. It doesn't cover the wait until somebody looks."]
    return []


MODEL = Shelf()
