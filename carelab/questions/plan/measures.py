"""Numbers read off a plan: a cell, a total, a count. All frozen data, all pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from carelab.questions.plan.condition import ALMOST
from carelab.questions.plan.fits import Fit, Fits, fit_share, row_share
from carelab.questions.plan.part import PlanValue


class Measure(Protocol):
    """A number read off a plan; None while a cell that it needs is blank."""

    def of(self, plan: PlanValue) -> float | None:
        """Read the number."""


def cell(plan: PlanValue, table: str, row: str, column: str) -> Any:
    """Return the entry of one cell, or None."""
    return plan.get(table, {}).get(row, {}).get(column)


@dataclass(frozen=True)
class Cell:
    """The number in one cell."""

    table: str
    row: str
    column: str

    def of(self, plan: PlanValue) -> float | None:
        value = cell(plan, self.table, self.row, self.column)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


@dataclass(frozen=True)
class Total:
    """The sum of a column, over the rows named, or over every row the plan has. Blank cells of named rows give None."""

    table: str
    column: str
    rows: Sequence[str] = ()

    def of(self, plan: PlanValue) -> float | None:
        rows = self.rows or tuple(plan.get(self.table, {}))
        found = [Cell(self.table, row, self.column).of(plan) for row in rows]
        return None if any(v is None for v in found) else sum(v for v in found if v is not None)


@dataclass(frozen=True)
class Worth:
    """The sum of fixed weights of the rows that the plan has, e.g. the hours of the blocks that were picked."""

    table: str
    weights: Mapping[str, float]

    def of(self, plan: PlanValue) -> float | None:
        return sum(self.weights.get(row, 0.0) for row in plan.get(self.table, {}))


@dataclass(frozen=True)
class Count:
    """How many rows the plan has, out of those named or of all, in which every column named fits.

    Attributes
    ----------
    fits:
        Column id → what must be in that cell.
    """

    table: str
    rows: Sequence[str] = ()
    fits: Fits = field(default_factory=dict)

    def of(self, plan: PlanValue) -> float | None:
        have = plan.get(self.table, {})
        named = [cells for row, cells in have.items() if not self.rows or row in self.rows]
        return float(sum(1 for cells in named if row_share(self.fits, cells, plan) >= 1 - ALMOST))


@dataclass(frozen=True)
class CountCells:
    """How many cells fit, over some columns of the rows named or of all: ticks, or one person's night shifts."""

    table: str
    columns: Sequence[str]
    fit: Fit
    rows: Sequence[str] = ()

    def of(self, plan: PlanValue) -> float | None:
        have = plan.get(self.table, {})
        named = [cells for row, cells in have.items() if not self.rows or row in self.rows]
        return float(
            sum(1 for cells in named for c in self.columns if fit_share(self.fit, cells.get(c), cells, plan) >= 1 - ALMOST)
        )


@dataclass(frozen=True)
class Different:
    """How many different entries a column has, over the rows named or all. Entries of ``ignoring`` are left out."""

    table: str
    column: str
    rows: Sequence[str] = ()
    ignoring: Sequence[str] = ()

    def of(self, plan: PlanValue) -> float | None:
        return float(len({entry for _, entry in _entries(plan, self.table, self.column, self.rows, self.ignoring)}))


@dataclass(frozen=True)
class Heaviest:
    """The most that falls on one entry of a column: how many rows one person owns, how many minutes one is handed.

    Attributes
    ----------
    weights:
        Row id → what it weighs; empty when each row counts as 1.
    ignoring:
        Entries that are left out, such as *none*.
    when:
        Column id → what must be in that cell for a row to count.
    """

    table: str
    column: str
    weights: Mapping[str, float] = field(default_factory=dict)
    ignoring: Sequence[str] = ()
    when: Fits = field(default_factory=dict)

    def of(self, plan: PlanValue) -> float | None:
        sums: dict[Any, float] = {}
        for row, entry in _entries(plan, self.table, self.column, (), self.ignoring):
            if row_share(self.when, plan[self.table][row], plan) >= 1 - ALMOST:
                sums[entry] = sums.get(entry, 0.0) + (self.weights.get(row, 0.0) if self.weights else 1.0)
        return max(sums.values(), default=0.0)


@dataclass(frozen=True)
class Combined:
    """Measures added up, each times a factor: income less spending, say. None where any of the measures is None."""

    measures: Sequence[tuple[float, Measure]]

    def of(self, plan: PlanValue) -> float | None:
        values = [(factor, measure.of(plan)) for factor, measure in self.measures]
        known = [factor * value for factor, value in values if value is not None]
        return math.fsum(known) if len(known) == len(values) else None


def _entries(plan: PlanValue, table: str, column: str, rows: Sequence[str], ignoring: Sequence[str]) -> list[tuple[str, Any]]:
    have = plan.get(table, {})
    found = [(row, cells.get(column)) for row, cells in have.items() if not rows or row in rows]
    return [(row, entry) for row, entry in found if entry is not None and entry not in ignoring]


@dataclass(frozen=True)
class Ticked:
    """The sum of fixed weights of the rows that are ticked, e.g. the price of the things that are bought."""

    table: str
    column: str
    weights: Mapping[str, float]

    def of(self, plan: PlanValue) -> float | None:
        return sum(weight for row, weight in self.weights.items() if cell(plan, self.table, row, self.column) is True)


@dataclass(frozen=True)
class Option:
    """The number that stands for the option chosen in one cell, e.g. the minutes after 09:00 of a time picked from a list."""

    table: str
    row: str
    column: str
    amounts: Mapping[str, float]

    def of(self, plan: PlanValue) -> float | None:
        return self.amounts.get(cell(plan, self.table, self.row, self.column))


@dataclass(frozen=True)
class Spent:
    """The sum, over every row, of what the option chosen in a column costs there, e.g. minutes; a blank row costs nothing.

    Attributes
    ----------
    weights:
        Row id → option id → what it costs.
    """

    table: str
    column: str
    weights: Mapping[str, Mapping[str, float]]

    def of(self, plan: PlanValue) -> float | None:
        return sum(costs.get(cell(plan, self.table, row, self.column), 0.0) for row, costs in self.weights.items())
