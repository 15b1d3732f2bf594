"""The vocabulary of plan rules: measures of a plan (totals, counts, cells) and conditions on them. All frozen data, all pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from carelab.questions.plan import Condition, PlanValue
from carelab.questions.reading import words


class Measure(Protocol):
    """A number read off a plan; None while a cell that it needs is blank."""

    def of(self, plan: PlanValue) -> float | None:
        """Read the number."""


def _cell(plan: PlanValue, table: str, row: str, column: str) -> Any:
    return plan.get(table, {}).get(row, {}).get(column)


@dataclass(frozen=True)
class Cell:
    """The number in one cell."""

    table: str
    row: str
    column: str

    def of(self, plan: PlanValue) -> float | None:
        value = _cell(plan, self.table, self.row, self.column)
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
class AtMost:
    """The measure is at most this much."""

    measure: Measure
    limit: float

    def met(self, plan: PlanValue) -> bool:
        value = self.measure.of(plan)
        return value is not None and value <= self.limit + 1e-9


@dataclass(frozen=True)
class AtLeast:
    """The measure is at least this much."""

    measure: Measure
    limit: float

    def met(self, plan: PlanValue) -> bool:
        value = self.measure.of(plan)
        return value is not None and value >= self.limit - 1e-9


@dataclass(frozen=True)
class Both:
    """Every condition is met."""

    conditions: Sequence[Condition]

    def met(self, plan: PlanValue) -> bool:
        return all(c.met(plan) for c in self.conditions)


@dataclass(frozen=True)
class Either:
    """At least one condition is met."""

    conditions: Sequence[Condition]

    def met(self, plan: PlanValue) -> bool:
        return any(c.met(plan) for c in self.conditions)


@dataclass(frozen=True)
class EveryRow:
    """Each row that the plan has, and at least one, has a text of enough words in a column, and not one from ``copies``."""

    table: str
    column: str
    least_words: int
    copies: Mapping[str, str] | None = None

    def met(self, plan: PlanValue) -> bool:
        have = plan.get(self.table, {})
        return bool(have) and all(self._row(row, cells.get(self.column)) for row, cells in have.items())

    def _row(self, row: str, text: object) -> bool:
        if not isinstance(text, str) or words(text) < self.least_words:
            return False
        return self.copies is None or _bare(text) != _bare(self.copies.get(row, ""))


@dataclass(frozen=True)
class ReasonForEachChange:
    """Each row whose number differs from where it started has a reason of enough words; and something was changed."""

    table: str
    column: str
    start: Mapping[str, float]
    reason: str
    least_words: int = 2

    def met(self, plan: PlanValue) -> bool:
        changed = [
            row
            for row in plan.get(self.table, {})
            if (now := Cell(self.table, row, self.column).of(plan)) is not None and now != self.start.get(row, 0.0)
        ]
        texts = [_cell(plan, self.table, row, self.reason) for row in changed]
        return bool(changed) and all(isinstance(t, str) and words(t) >= self.least_words for t in texts)


def _bare(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
