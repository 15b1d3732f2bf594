"""Days between dates, and things that must not run at the same time. All frozen data, all pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from carelab.questions.plan.condition import ALMOST, YesOrNo
from carelab.questions.plan.dates import date_of
from carelab.questions.plan.measures import cell
from carelab.questions.plan.part import PlanValue


@dataclass(frozen=True)
class Days:
    """A measure: the number of days from a first date to the date in one cell; below 0 when the cell's date is earlier.

    Attributes
    ----------
    since:
        The first date: an ISO date (``2027-02-01``), the (table, row, column) of another cell, or a (table, column) whose latest
        date is taken.
    """

    table: str
    row: str
    column: str
    since: str | tuple[str, str, str] | tuple[str, str]

    def _first(self, plan: PlanValue) -> dt.date | None:
        if isinstance(self.since, str):
            return date_of(self.since)
        table, *rows, column = self.since
        entries = [cell(plan, table, row, column) for row in rows or plan.get(table, {})]
        return max((date for entry in entries if (date := date_of(entry)) is not None), default=None)

    def of(self, plan: PlanValue) -> float | None:
        first = self._first(plan)
        then = date_of(cell(plan, self.table, self.row, self.column))
        return None if first is None or then is None else float((then - first).days)


@dataclass(frozen=True)
class LongestGap:
    """A measure: the largest number of days from one date of a column to the next; None while the column has no date.

    Attributes
    ----------
    since, until:
        ISO dates that count as a date before the first and one after the last; empty for none.
    """

    table: str
    column: str
    since: str = ""
    until: str = ""

    def of(self, plan: PlanValue) -> float | None:
        entered = [date_of(cells.get(self.column)) for cells in plan.get(self.table, {}).values()]
        dates = sorted(date for date in entered if date is not None)
        if not dates:
            return None
        edges = [date for date in (date_of(self.since), *dates, date_of(self.until)) if date is not None]
        return float(max(((after - before).days for before, after in pairwise(edges)), default=0))


@dataclass(frozen=True)
class Overlapping:
    """Finds the tasks of a day that cannot be done as planned: they overlap another, have no start, or finish after ``end``.

    Attributes
    ----------
    columns:
        Ids of the column that says who does a task, and of the column with its start.
    value:
        Only tasks with this entry in the first column are looked at: those that *I do*, say.
    weights:
        Row id → how long the task takes.
    times:
        Option id of a start → its time, in the unit of ``weights``.
    end:
        When the last task must be finished, in the same unit.
    """

    table: str
    columns: tuple[str, str]
    value: str
    weights: Mapping[str, float]
    times: Mapping[str, float]
    end: float

    def spans(self, plan: PlanValue) -> dict[str, tuple[float, float] | None]:
        """Return row id → (start, end), in the unit of ``times``, of each task that is looked at; None for one with no start."""
        marked, start = self.columns
        rows = [row for row in self.weights if cell(plan, self.table, row, marked) == self.value]
        starts = {row: self.times.get(cell(plan, self.table, row, start)) for row in rows}
        return {row: None if at is None else (at, at + self.weights[row]) for row, at in starts.items()}

    def rows(self, plan: PlanValue) -> set[str]:
        """Return the ids of the tasks that cannot be done as planned."""
        spans = self.spans(plan)
        placed = {row: span for row, span in spans.items() if span is not None}
        wrong = {row for row, span in spans.items() if span is None or span[1] > self.end + ALMOST}
        for row, (begin, end) in placed.items():
            if any(other != row and begin < b[1] - ALMOST and b[0] < end - ALMOST for other, b in placed.items()):
                wrong.add(row)
        return wrong


@dataclass(frozen=True)
class NoOverlap(YesOrNo):
    """All tasks of one sort can be done in a day: each has a start and ends by the end of the day, and no two overlap.

    ``tasks`` says which tasks are checked (those that *I do*, say) and when the day ends. A plan that has none of these tasks
    does not meet the condition.
    """

    tasks: Overlapping

    def met(self, plan: PlanValue) -> bool:
        return bool(self.tasks.spans(plan)) and not self.tasks.rows(plan)

    def failing(self, plan: PlanValue) -> list[tuple[str, str]]:
        return [(self.tasks.table, row) for row in self.tasks.spans(plan) if row in self.tasks.rows(plan)]

    def why_not(self, plan: PlanValue, name: Mapping[str, str]) -> str:
        """Return in words which tasks have no start, begin together, overlap, or run past the end of the day: two faults at most.

        ``name``: row id → the words that name the task.
        """
        spans = self.tasks.spans(plan)
        said = [f"“{name[row]}” has no start." for row, span in spans.items() if span is None]
        placed = sorted((*span, row) for row, span in spans.items() if span is not None)
        for at, (begin, end, row) in enumerate(placed):
            for begins, _, other in placed[at + 1 :]:
                if begins < end - ALMOST:
                    how = "start at the same time" if begins == begin else "overlap"
                    said.append(f"“{name[row]}” and “{name[other]}” {how}.")
            if end > self.tasks.end + ALMOST:
                said.append(f"“{name[row]}” runs past the end.")
        return " ".join(said[:2])
