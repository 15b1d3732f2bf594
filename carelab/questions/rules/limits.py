"""Conditions on measures and on single cells, and the ways to join them. All frozen data, all pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carelab.questions.plan import PlanValue
from carelab.questions.rule import Condition
from carelab.questions.rules.measures import Measure, cell


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
class Once:
    """The second condition is met, on a plan that is far enough on for it to mean something: one that meets the first.

    For what a plan must *not* do: an empty plan spends nothing, and no plan of one row is too long. Until the first is met the
    screen says that it is not checked yet.
    """

    first: Condition
    then: Condition

    def met(self, plan: PlanValue) -> bool:
        return self.first.met(plan) and self.then.met(plan)

    def open(self, plan: PlanValue) -> bool:
        """Say whether the plan is not far enough on to tell."""
        return not self.first.met(plan)


@dataclass(frozen=True)
class Either:
    """At least one condition is met."""

    conditions: Sequence[Condition]

    def met(self, plan: PlanValue) -> bool:
        return any(c.met(plan) for c in self.conditions)


@dataclass(frozen=True)
class Filled:
    """Every row named has an entry in a column."""

    table: str
    column: str
    rows: Sequence[str]

    def met(self, plan: PlanValue) -> bool:
        return all(cell(plan, self.table, row, self.column) not in (None, "", False) for row in self.rows)


@dataclass(frozen=True)
class Chosen:
    """The entry in one cell is one of these."""

    table: str
    row: str
    column: str
    values: Sequence[str]

    def met(self, plan: PlanValue) -> bool:
        return cell(plan, self.table, self.row, self.column) in self.values
