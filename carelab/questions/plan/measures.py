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
    """A number read off a student's plan, such as a total, which conditions compare with a limit."""

    def of(self, plan: PlanValue) -> float | None:
        """Return the number for this plan; None while a cell that it needs is blank."""


def cell(plan: PlanValue, table: str, row: str, column: str) -> Any:
    """Return the entry of one cell (table, row and column by id); None when it is blank."""
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
    """The sum of a column over ``rows`` (ids; empty for every row of the plan). None while one of those cells is blank."""

    table: str
    column: str
    rows: Sequence[str] = ()

    def of(self, plan: PlanValue) -> float | None:
        rows = self.rows or tuple(plan.get(self.table, {}))
        found = [Cell(self.table, row, self.column).of(plan) for row in rows]
        return None if any(v is None for v in found) else sum(v for v in found if v is not None)


@dataclass(frozen=True)
class Worth:
    """The sum of the weights (row id → weight) of the rows in the student's plan: the hours of the chosen tasks, say.

    A row without a weight counts 0.
    """

    table: str
    weights: Mapping[str, float]

    def of(self, plan: PlanValue) -> float | None:
        return sum(self.weights.get(row, 0.0) for row in plan.get(self.table, {}))


@dataclass(frozen=True)
class Count:
    """How many rows of a table have an entry that fits in every column of ``fits``.

    Attributes
    ----------
    rows:
        Ids of the rows that are looked at; empty for all.
    fits:
        Column id → the entries that fit there; empty to count every row.
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
    """How many cells of ``columns`` have an entry that fits ``fit``: how many nights one person works, say.

    ``rows``: ids of the rows that are looked at; empty for all.
    """

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
    """How many different entries a column has in ``rows`` (ids; empty for all). Entries in ``ignoring`` are not counted."""

    table: str
    column: str
    rows: Sequence[str] = ()
    ignoring: Sequence[str] = ()

    def of(self, plan: PlanValue) -> float | None:
        return float(len({entry for _, entry in _entries(plan, self.table, self.column, self.rows, self.ignoring)}))


@dataclass(frozen=True)
class Heaviest:
    """The largest load of any one entry of a column: the tasks, or minutes, of the busiest person named there.

    Attributes
    ----------
    weights:
        Row id → its load, such as minutes; empty when each row counts as 1.
    ignoring:
        Entries that are not counted, such as *none*.
    when:
        Column id → the entries with which a row counts; empty when every row does.
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
    """The sum of several measures, each times a factor: (1, income) and (−1, spending), say. None when one of them is None."""

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
    """The sum of the fixed weights (row id → weight) of the rows whose box is ticked, such as the price of what is bought."""

    table: str
    column: str
    weights: Mapping[str, float]

    def of(self, plan: PlanValue) -> float | None:
        return sum(weight for row, weight in self.weights.items() if cell(plan, self.table, row, self.column) is True)


@dataclass(frozen=True)
class Option:
    """The number for the option chosen in one cell, by ``amounts`` (option id → number): minutes after 09:00 for a time, say."""

    table: str
    row: str
    column: str
    amounts: Mapping[str, float]

    def of(self, plan: PlanValue) -> float | None:
        return self.amounts.get(cell(plan, self.table, self.row, self.column))


@dataclass(frozen=True)
class Spent:
    """The sum over all rows of the cost, in minutes for example, of the option that is chosen in one column. A blank row costs 0.

    Attributes
    ----------
    weights:
        Row id → option id → the cost of that option in that row.
    """

    table: str
    column: str
    weights: Mapping[str, Mapping[str, float]]

    def of(self, plan: PlanValue) -> float | None:
        return sum(costs.get(cell(plan, self.table, row, self.column), 0.0) for row, costs in self.weights.items())
