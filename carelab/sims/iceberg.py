"""The Reporting Iceberg: what a ward reports, and what really goes wrong, month by month. Knows no screen.

N is the number of events a month on Ward 7 (near misses and unsafe conditions), and r the share of them that is reported::

    reported = N · r                       then, for the next month:
    N ← N · (1 - 0.08 · r · f)             r moves at most 0.10 towards its goal

- f is the share of reports that lead to a change, 0 to 1.
- The goal of r depends on what the leader does in the quarter: support (thank, mend, tell) 0.20 + 0.50 f; blame 0.10;
  as now: r stays where it is.
- Start: N = 40 events a month, r = 0.20.

That mending prevents events, that blame silences people, and the pace of both are built in. Every figure is invented, and nothing
is left to chance: the counts of a real ward jump about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carelab.questions import show_number
from carelab.sims.model import Amount, Chart, Control, Data, Figure, Pick, Series, Switch, Values, View, settle

MONTHS, QUARTERS = 12, 4
START_EVENTS, START_RATE = 40.0, 0.20
MENDS, MOVES = 0.08, 0.10
"""Share of events that a month of mending prevents, were all reported; and the most that the reporting rate moves in a month."""

ACTIONS: Mapping[str, str] = {
    "now": "Carry on as now",
    "support": "Support: thank, mend, tell people",
    "blame": "Blame: a memo with names",
}
DID = {"now": "As now", "support": "Support", "blame": "Blame"}

CONTROLS: Sequence[Control] = (
    *(
        Pick(f"quarter{n}", f"Quarter {n}: what does the leader do?", ACTIONS, "now", f"Months {3 * n - 2} to {3 * n}.")
        for n in range(1, QUARTERS + 1)
    ),
    Amount(
        "mended",
        "Reports that lead to a change",
        {0: "None", 30: "30%", 60: "60%", 100: "All"},
        100,
        "Something is put right, and the person who told is told.",
    ),
    Switch("under", "Show what lies under the water", help="Adds each near miss and danger, reported or not."),
)


@dataclass(frozen=True)
class Month:
    """One month of a ward: the leader's action, the number of events (things that went wrong), and the share reported, 0 to 1."""

    action: str
    events: float
    rate: float

    @property
    def reported(self) -> float:
        """How many events were reported in the month."""
        return self.events * self.rate


def goal(action: str, mended: float) -> float | None:
    """Return the reporting rate (0 to 1) towards which an action of the leader moves it, or None when the rate stays.

    Parameters
    ----------
    action:
        A key of ACTIONS.
    mended:
        Share of reports that lead to a change, 0 to 1.
    """
    if action == "support":
        return 0.20 + 0.50 * mended
    return 0.10 if action == "blame" else None


def moved(rate: float, towards: float, most: float = MOVES) -> float:
    """Return the reporting rate a month later: ``rate`` moved towards a goal, by at most ``most``."""
    gap = towards - rate
    return rate + (most if gap > most else -most if gap < -most else gap)


def mend(events: float, rate: float, mended: float, share: float = MENDS) -> float:
    """Return how many events happen in the next month, which reports that lead to changes make fewer.

    Parameters
    ----------
    events, rate:
        This month's events, and the share of them that was reported.
    mended:
        Share of the reports that lead to a change, 0 to 1.
    share:
        Share of events that is prevented when every event is reported and leads to a change.
    """
    return events * (1 - share * rate * mended)


def year(quarters: Sequence[str], mended: float) -> list[Month]:
    """Return twelve months, given the leader's action in each quarter (keys of ACTIONS).

    ``mended``: share of reports that lead to a change, 0 to 1.
    """
    months, events, rate = [], START_EVENTS, START_RATE
    for n in range(MONTHS):
        action = quarters[n // 3]
        months.append(Month(action, events, rate))
        events = mend(events, rate, mended)
        towards = goal(action, mended)
        rate = rate if towards is None else moved(rate, towards)
    return months


def reports(months: Sequence[Month]) -> float:
    """Return how many reports came in over these months."""
    return sum(month.reported for month in months)


@dataclass(frozen=True)
class Iceberg:
    """The teaching model *The Reporting Iceberg*: how a leader's actions change what a ward reports, and what really happens."""

    title: str = "The Reporting Iceberg"
    built_in: str = (
        "We decided that mending prevents events, that blame silences people, and how fast both go. "
        "The counts of a real ward jump about far more than these lines."
    )
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        """Return the view of Ward 7's year for these values of the controls."""
        v = settle(self.controls, values)
        months = year([v[f"quarter{n}"] for n in range(1, QUARTERS + 1)], v["mended"] / 100)
        under = v["under"]
        return View(
            _reading(months, under),
            [_bars(months), *([_lines(months)] if under else [])],
            _table(months, under),
            _figures(months, under),
            _notices(months, v["mended"]),
        )


def _one(number: float) -> str:
    return show_number(round(number + 1e-9, 1))


def _went(before: float, after: float) -> str:
    if _one(before) == _one(after):
        return f"stay at {_one(after)} a month"
    return f"go from {_one(before)} to {_one(after)} a month"


def _reading(months: Sequence[Month], under: bool) -> str:
    first, last = months[0], months[-1]
    top = max(month.reported for month in months)
    peak = f", with a high of {_one(top)}" if top > max(first.reported, last.reported) + 0.05 else ""
    shown = f"Reports {_went(first.reported, last.reported)}{peak}. That makes {_one(reports(months))} in the year."
    if not under:
        return f"{shown} What really happens is under the water until you ask to see it."
    if _one(first.events) == _one(last.events):
        return f"{shown} Under the water, there are {_one(last.events)} near misses and dangers in every month."
    lies = f"{_one(first.events)} near misses and dangers in month 1 and {_one(last.events)} in month 12"
    return f"{shown} Under the water, there are {lies}."


def _figures(months: Sequence[Month], under: bool) -> list[Figure]:
    shown = [
        Figure("Reports in month 12", _one(months[-1].reported)),
        Figure("Reports in the year", _one(reports(months))),
    ]
    if under:
        shown += [
            Figure("Near misses and dangers in month 12", _one(months[-1].events)),
            Figure("Never reported in the year", _one(sum(month.events for month in months) - reports(months))),
        ]
    return shown


def _notices(months: Sequence[Month], mended: float) -> list[str]:
    said = []
    if any(month.action == "blame" for month in months):
        said.append("After a memo with names, people report less. This count can't say whether less happens as well.")
    if mended == 0:
        said.append("Nothing that people report is put right.")
    return said


def _bars(months: Sequence[Month]) -> Chart:
    counts = [month.reported for month in months]
    low, high = min(counts), max(counts)
    says = f"Reports start at {_one(counts[0])} a month and end at {_one(counts[-1])}; the range is {_one(low)} to {_one(high)}."
    labels = [str(n) for n in range(1, MONTHS + 1)]
    return Chart("bars", "What Ward 7 reports", labels, [Series("Reported", counts)], says, "Month", low=0, high=25)


def _lines(months: Sequence[Month]) -> Chart:
    first, last = months[0], months[-1]
    says = (
        f"In month 1, {_one(first.events)} near misses and dangers happen and {_one(first.reported)} are reported; "
        f"in month 12 it is {_one(last.events)} and {_one(last.reported)}."
    )
    both = [
        Series("Happens", [month.events for month in months]),
        Series("Is reported", [month.reported for month in months]),
    ]
    labels = [str(n) for n in range(1, MONTHS + 1)]
    return Chart("lines", "Under the water: all that happens", labels, both, says, "Month", low=0, high=START_EVENTS)


def _table(months: Sequence[Month], under: bool) -> Data:
    rows = []
    for n, month in enumerate(months, 1):
        hidden = [_one(month.events), show_number(round(100 * month.rate), "%")] if under else []
        rows.append([f"Month {n}", DID[month.action], _one(month.reported), *hidden])
    more = ["Happens", "Share reported"] if under else []
    return Data("Ward 7, month by month.", ["Month", "The leader", "Reported", *more], rows)


MODEL = Iceberg()
