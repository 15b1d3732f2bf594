"""Numbers read off a plan: a cell, a total, a count. All frozen data, all pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from carelab.questions.plan import PlanValue


class Measure(Protocol):
    """A number read off a plan; None while a cell that it needs is blank."""

    def of(self, plan: PlanValue) -> float | None:
        """Read the number."""


def cell(plan: PlanValue, table: str, row: str, column: str) -> Any:
    """Return what stands in one cell, or None."""
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
    """How many rows the plan has, out of those named or of all; with ``column``, only those whose cell is ``value``."""

    table: str
    rows: Sequence[str] = ()
    column: str = ""
    value: Any = None

    def of(self, plan: PlanValue) -> float | None:
        have = plan.get(self.table, {})
        return float(
            sum(
                1
                for row, cells in have.items()
                if (not self.rows or row in self.rows) and (not self.column or cells.get(self.column) == self.value)
            )
        )


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
