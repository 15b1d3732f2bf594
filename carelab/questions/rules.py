"""The vocabulary of plan rules: measures of a plan (totals, counts, cells) and conditions on them. All frozen data, all pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
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
        first = _date(self.since if isinstance(self.since, str) else _cell(plan, *self.since))
        then = _date(_cell(plan, self.table, self.row, self.column))
        return None if first is None or then is None else float((then - first).days)


@dataclass(frozen=True)
class RiskLeft:
    """The sum of the scores left, likelihood × consequence, of some risks once the controls that are ticked are in place.

    Attributes
    ----------
    table, column:
        Where a tick (True) puts the control of that row in place.
    risks:
        Risk id → its likelihood and consequence (1…5) before any control.
    controls:
        Row id → the risk that the control acts on, and the steps it takes off likelihood and off consequence. Neither
        falls below 1, because no control removes a risk.
    """

    table: str
    column: str
    risks: Mapping[str, tuple[int, int]]
    controls: Mapping[str, tuple[str, int, int]]

    def of(self, plan: PlanValue) -> float | None:
        left = 0
        for risk, (likelihood, consequence) in self.risks.items():
            acting = [
                steps
                for row, (acts_on, *steps) in self.controls.items()
                if acts_on == risk and _cell(plan, self.table, row, self.column) is True
            ]
            left += max(1, likelihood - sum(s[0] for s in acting)) * max(1, consequence - sum(s[1] for s in acting))
        return float(left)


@dataclass(frozen=True)
class Ticked:
    """The sum of fixed weights of the rows that are ticked, e.g. the price of the things that are bought."""

    table: str
    column: str
    weights: Mapping[str, float]

    def of(self, plan: PlanValue) -> float | None:
        return sum(weight for row, weight in self.weights.items() if _cell(plan, self.table, row, self.column) is True)


@dataclass(frozen=True)
class Option:
    """The number that stands for the option chosen in one cell, e.g. the minutes after 09:00 of a time picked from a list."""

    table: str
    row: str
    column: str
    amounts: Mapping[str, float]

    def of(self, plan: PlanValue) -> float | None:
        return self.amounts.get(_cell(plan, self.table, self.row, self.column))


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
        return sum(costs.get(_cell(plan, self.table, row, self.column), 0.0) for row, costs in self.weights.items())


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


@dataclass(frozen=True)
class Filled:
    """Every row named has an entry in a column."""

    table: str
    column: str
    rows: Sequence[str]

    def met(self, plan: PlanValue) -> bool:
        return all(_cell(plan, self.table, row, self.column) not in (None, "", False) for row in self.rows)


@dataclass(frozen=True)
class Chosen:
    """The entry in one cell is one of these."""

    table: str
    row: str
    column: str
    values: Sequence[str]

    def met(self, plan: PlanValue) -> bool:
        return _cell(plan, self.table, self.row, self.column) in self.values


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
        rows = [row for row in self.weights if _cell(plan, self.table, row, marked) == self.value]
        starts = {row: self.times.get(_cell(plan, self.table, row, start)) for row in rows}
        if not rows or None in starts.values():
            return False
        spans = sorted((at, at + self.weights[row]) for row, at in starts.items() if at is not None)
        return spans[-1][1] <= self.end and all(a[1] <= b[0] for a, b in pairwise(spans))


@dataclass(frozen=True)
class Written:
    """The text in one cell has enough words and, where asked, a figure in it (12, 90%)."""

    table: str
    row: str
    column: str
    least_words: int
    figure: bool = False

    def met(self, plan: PlanValue) -> bool:
        text = _cell(plan, self.table, self.row, self.column)
        if not isinstance(text, str) or words(text) < self.least_words:
            return False
        return not self.figure or any(c.isdigit() for c in text)


@dataclass(frozen=True)
class ShortRows:
    """Each row that the plan has, and at least one, has a text in a column of at most so many words."""

    table: str
    column: str
    most_words: int

    def met(self, plan: PlanValue) -> bool:
        texts = [cells.get(self.column) for cells in plan.get(self.table, {}).values()]
        return bool(texts) and all(isinstance(t, str) and 1 <= words(t) <= self.most_words for t in texts)


@dataclass(frozen=True)
class OpensWithAction:
    """No row's text in a column, and there is at least one, opens with a word that cannot be something to do.

    A plain list of such words (*the, our, excellence*) tells a slogan from a promise. A leading *we will*, *always* or *never*
    is passed over first.
    """

    table: str
    column: str
    not_actions: Sequence[str]

    def met(self, plan: PlanValue) -> bool:
        texts = [cells.get(self.column) for cells in plan.get(self.table, {}).values()]
        return bool(texts) and all(isinstance(t, str) and self._acts(t) for t in texts)

    def _acts(self, text: str) -> bool:
        left = _bare(text).split()
        while left and left[0] in {"we", "ll", "will", "always", "never"}:
            left = left[1:]
        return bool(left) and left[0] not in self.not_actions


@dataclass(frozen=True)
class AllDifferent:
    """No two texts of a table, in any of these columns, are the same; and there is at least one."""

    table: str
    columns: Sequence[str]

    def met(self, plan: PlanValue) -> bool:
        cells = [row.get(column) for row in plan.get(self.table, {}).values() for column in self.columns]
        texts = [_bare(c) for c in cells if isinstance(c, str)]
        return bool(texts) and len(set(texts)) == len(texts)


def _date(value: object) -> dt.date | None:
    if not isinstance(value, str):
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def _bare(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
