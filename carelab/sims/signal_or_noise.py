"""Signal or Noise: two years of falls, month by month, and what limits say of their ups and downs. Knows no screen.

Each month's count is Poisson with mean 5.2. Where something has changed, months 13 to 24 have mean 9. Each series has a seed of
its own, and a month has the same chance number in both cases. Limits come from months 1 to 12 (:mod:`carelab.sims.xmr`).

A *meeting* in months 13 to 24 is called: at each rise; at each rise of two or more; or in a month that completes a rule.
The counts are invented.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from carelab.questions import show_number
from carelab.sims.model import Chart, Control, Data, Figure, Series, Slider, Switch, Values, View, settle
from carelab.sims.xmr import DRIFT, NEAR, OUTSIDE, RULES, SHIFT, Limits, Signal, limits, signals

MONTHS, BASELINE = 24, 12
USUAL, CHANGED = 5.2, 9.0
SHOWN, ALL, SEED = 40, 400, 7
"""How many series a student can look at, and how many the mean figures are worked out from; they are close to those of 6,000."""

CONTROLS: Sequence[Control] = (
    Slider("series", "Series", 1, SHOWN, 1, 2, "", "Forty homes that are alike. Only chance differs."),
    Switch("limits", "Show the limits", help="They come from the first 12 months."),
    Switch("changed", "Something really changed at month 13", help="From then on the true mean is 9 falls a month, not 5.2."),
)


def _poisson(mean: float, chance: float) -> int:
    """Return the count whose cumulative Poisson chance first reaches this number of 0 to 1."""
    count, term = 0, math.exp(-mean)
    total = term
    while total < chance and count < 60:
        count += 1
        term *= mean / count
        total += term
    return count


@lru_cache(maxsize=2 * ALL)
def series(number: int, changed: bool = False) -> tuple[int, ...]:
    """Return the number of falls in each of 24 months at one simulated home.

    ``number``: which home, from 1. ``changed``: whether the true mean rises after month 12.
    """
    chance = random.Random(f"falls-{SEED}-{number}")  # noqa: S311 (teaching data)
    return tuple(_poisson(CHANGED if changed and month >= BASELINE else USUAL, chance.random()) for month in range(MONTHS))


def rises(points: Sequence[float], least: float = 1) -> list[int]:
    """Return the positions (from 0) after the first 12 months at which the count is at least ``least`` above the month before."""
    return [at for at in range(BASELINE, len(points)) if points[at] - points[at - 1] >= least]


def flagged(points: Sequence[float]) -> list[Signal]:
    """Return the signals (see ``xmr.Signal``) whose last point is after the first 12 months; those months set the limits."""
    return [signal for signal in signals(points, limits(points[:BASELINE])) if signal.points[-1] >= BASELINE]


def meetings(points: Sequence[float]) -> tuple[int, int, int]:
    """Return three numbers of meetings in months 13 to 24, one for each way of deciding when to meet.

    The three: a meeting at each rise, at each rise of two or more, and at each month in which ``flagged`` finds a signal.
    """
    return len(rises(points)), len(rises(points, 2)), len({signal.points[-1] for signal in flagged(points)})


@dataclass(frozen=True)
class Usual:
    """Means over 400 simulated homes.

    Attributes
    ----------
    false_alarm, noticed:
        Share of homes, 0 to 1, with a signal (see ``xmr.Signal``) in months 13 to 24: when the true mean did not change, and when
        it rose.
    month:
        By which month after the rise half of the homes have had a signal.
    meetings:
        The three numbers of meetings, as in ``meetings``, when nothing has changed.
    """

    meetings: tuple[float, float, float]
    false_alarm: float
    noticed: float
    month: int


@lru_cache(maxsize=1)
def usual() -> Usual:
    """Return the means over 400 simulated homes."""
    same = [meetings(series(n)) for n in range(1, ALL + 1)]
    first = [min((s.points[-1] for s in flagged(series(n, True))), default=MONTHS) - BASELINE + 1 for n in range(1, ALL + 1)]
    each, two, rules = (sum(counts) / ALL for counts in zip(*same, strict=True))
    noticed = sum(month <= MONTHS - BASELINE for month in first) / ALL
    return Usual((each, two, rules), sum(by_rules > 0 for *_, by_rules in same) / ALL, noticed, sorted(first)[ALL // 2 - 1])


def _one(number: float) -> str:
    return show_number(round(number + 1e-9, 1))


def _times(count: int, what: str = "time") -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


@dataclass(frozen=True)
class SignalOrNoise:
    """The teaching model *Signal or Noise*: which ups and downs of a monthly count deserve a reaction."""

    title: str = "Signal or Noise"
    built_in: str = (
        "We decided what changes and when, and chance does the rest. "
        "Real counts have more causes than one, and nobody tells you which."
    )
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        v = settle(self.controls, values)
        points = series(round(v["series"]), v["changed"])
        if not v["limits"]:
            return View(_unmarked(points), [_chart(points, None)], _table(points, None), _figures(points, shown=False))
        bounds = limits(points[:BASELINE])
        charts = [_chart(points, bounds), _bars()]
        return View(_marked(points, bounds), charts, _table(points, bounds), _figures(points, shown=True), _notices(points))


def _unmarked(points: Sequence[int]) -> str:
    up = len(rises(points))
    return f"In months 13 to 24 the count goes up {_times(up)}. In which months would you call a meeting?"


def _marked(points: Sequence[int], bounds: Limits) -> str:
    found = flagged(points)
    start = f"In the first 12 months the mean is {_one(bounds.mean)}, and the limits are {_limits(bounds)}."
    each, _, by_rules = meetings(points)
    if not found:
        return f"{start} After that no rule asks you to look. A meeting at each rise would have been {_times(each, 'meeting')}."
    first = found[0]
    rule = RULES[first.rule]
    return (
        f"{start} The rules first ask you to look in month {first.points[-1] + 1}: {rule[0].lower()}{rule[1:]}. "
        f"They ask in {_times(by_rules, 'month')}; the count goes up {_times(each)}."
    )


def _limits(bounds: Limits) -> str:
    return f"{_one(max(0.0, bounds.low))} and {_one(bounds.high)}"


KINDS = {
    OUTSIDE: "Outside",
    SHIFT: "Run or trend",
    DRIFT: "Run or trend",
    NEAR: "Two of three",
}


def _chart(points: Sequence[int], bounds: Limits | None) -> Chart:
    marks, flags = dict[str, float](), dict[str, list[int]]()
    says = f"Falls go from {points[0]} in month 1 to {points[-1]} in month 24, between {min(points)} and {max(points)} a month."
    if bounds:
        lower = {"Lower limit": bounds.low} if bounds.low > 0 else {}
        marks = {**lower, "Mean": bounds.mean, "Upper limit": bounds.high}
        flags = {kind: [] for kind in KINDS.values()}
        taken = set[int]()
        for signal in sorted(flagged(points), key=lambda signal: list(KINDS).index(signal.rule)):
            flags[KINDS[signal.rule]] += [at for at in signal.points if at not in taken]
            taken.update(signal.points)
        months = ", ".join(str(at + 1) for at in sorted(taken))
        says = f"{says} {f'Months that belong to a signal: {months}' if taken else 'No month belongs to a signal'}."
    return Chart(
        "lines",
        "Falls each month",
        [str(month) for month in range(1, MONTHS + 1)],
        [Series("Falls", points)],
        says,
        axis="Month",
        low=0,
        marks=marks,
        flags=flags,
    )


def _bars() -> Chart:
    mean = usual()
    each, two, rules = mean.meetings
    return Chart(
        "bars",
        f"Meetings in a year when nothing has changed: mean of {ALL} series",
        ["At each rise", "At each rise of two or more", "By the rules"],
        [Series("Meetings", mean.meetings)],
        f"A meeting at each rise makes {_one(each)} a year. At rises of two or more it's {_one(two)}, by rules {_one(rules)}.",
        low=0,
    )


def _table(points: Sequence[int], bounds: Limits | None) -> Data:
    rules: dict[int, list[str]] = {}
    for signal in flagged(points) if bounds else []:
        rules.setdefault(signal.points[-1], []).append(RULES[signal.rule].lower())
    rows = []
    for at, count in enumerate(points):
        step = "–" if at == 0 else show_number(count - points[at - 1])
        rows.append([str(at + 1), str(count), step, "; ".join(rules.get(at, [])) or "–"])
    caption = "Falls month by month"
    if bounds:
        caption += f"; mean {_one(bounds.mean)}, limits {_limits(bounds)}"
    return Data(caption, ("Month", "Falls", "Change from the month before", "Rule completed"), rows)


def _figures(points: Sequence[int], *, shown: bool) -> list[Figure]:
    each, two, by_rules = meetings(points)
    counts = [Figure("Rises in months 13 to 24", str(each)), Figure("Rises of two or more", str(two))]
    return (
        [*counts, Figure("Months in which a rule asks you to look", str(by_rules), "look" if by_rules else "plain")]
        if shown
        else counts
    )


def _notices(points: Sequence[int]) -> list[str]:
    if not flagged(points):
        return []
    share = show_number(round(100 * usual().false_alarm), "%")
    return [f"A signal means: look. In {share} of series where nothing has changed, chance alone makes one within the year."]


MODEL = SignalOrNoise()
