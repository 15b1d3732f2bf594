"""Days between dates, and things that must not run at the same time. All frozen data, all pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from carelab.questions.plan import PlanValue
from carelab.questions.rules.measures import cell


@dataclass(frozen=True)
class Days:
    """How many days lie between a date and the date in one cell; below 0 when the cell's date comes first.

    Attributes
    ----------
    since:
        An ISO date (``2027-02-01``), or the table, row and column of the plan's cell that holds one.
    """

    table: str
    row: str
    column: str
    since: str | tuple[str, str, str]

    def of(self, plan: PlanValue) -> float | None:
        first = date_of(self.since if isinstance(self.since, str) else cell(plan, *self.since))
        then = date_of(cell(plan, self.table, self.row, self.column))
        return None if first is None or then is None else float((then - first).days)


@dataclass(frozen=True)
class NoOverlap:
    """The rows that are marked with a value, and there is at least one, each have a start and follow one another in time.

    Attributes
    ----------
    columns:
        The column that may hold the value, and the one that holds the start.
    weights:
        Row id → how long it takes.
    times:
        Start option → when that is, in the unit of ``weights``.
    end:
        When the last one must be finished.
    """

    table: str
    columns: tuple[str, str]
    value: str
    weights: Mapping[str, float]
    times: Mapping[str, float]
    end: float

    def met(self, plan: PlanValue) -> bool:
        marked, start = self.columns
        rows = [row for row in self.weights if cell(plan, self.table, row, marked) == self.value]
        starts = {row: self.times.get(cell(plan, self.table, row, start)) for row in rows}
        if not rows or None in starts.values():
            return False
        spans = sorted((at, at + self.weights[row]) for row, at in starts.items() if at is not None)
        return spans[-1][1] <= self.end and all(a[1] <= b[0] for a, b in pairwise(spans))


def date_of(value: object) -> dt.date | None:
    """Read an ISO date, or None."""
    if not isinstance(value, str):
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None
