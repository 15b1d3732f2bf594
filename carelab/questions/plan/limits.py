"""Conditions on measures and on single cells, and the ways to join them. All frozen data, all pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from carelab.questions.plan.condition import ALMOST, Condition, YesOrNo
from carelab.questions.plan.fits import Fit, fit_share
from carelab.questions.plan.measures import Measure
from carelab.questions.plan.part import PlanValue


@dataclass(frozen=True)
class AtMost(YesOrNo):
    """The measure is at most this much."""

    measure: Measure
    limit: float

    def met(self, plan: PlanValue) -> bool:
        value = self.measure.of(plan)
        return value is not None and value <= self.limit + ALMOST


@dataclass(frozen=True)
class AtLeast(YesOrNo):
    """The measure is at least this much."""

    measure: Measure
    limit: float

    def met(self, plan: PlanValue) -> bool:
        value = self.measure.of(plan)
        return value is not None and value >= self.limit - ALMOST


@dataclass(frozen=True)
class ShareOf:
    """A measure: how far a condition is met, 0 to 1, for a gate that opens before all is right: ``AtLeast(ShareOf(…), 0.5)``."""

    condition: Condition

    def of(self, plan: PlanValue) -> float | None:
        return self.condition.share(plan)


@dataclass(frozen=True)
class Scaled(Condition):
    """The measure earns in proportion: nothing at ``nothing``, everything at ``full``, and between the two its part.

    ``full`` may be the smaller one: ``Scaled(RiskLeft(…), nothing=80, full=65)``.
    """

    measure: Measure
    nothing: float
    full: float

    def share(self, plan: PlanValue) -> float:
        value = self.measure.of(plan)
        if value is None:
            return 0.0
        return min(1.0, max(0.0, (value - self.nothing) / (self.full - self.nothing)))


@dataclass(frozen=True)
class Entry(Condition):
    """The entry in one cell fits: one of these options, a number in a range, a date in a span."""

    table: str
    row: str
    column: str
    fit: Fit

    def share(self, plan: PlanValue) -> float:
        cells = plan.get(self.table, {}).get(self.row, {})
        return fit_share(self.fit, cells.get(self.column), cells, plan)


@dataclass(frozen=True)
class Both(Condition):
    """Every condition is met. Shares are multiplied, so that what one loses the others cannot win back."""

    conditions: Sequence[Condition]

    def share(self, plan: PlanValue) -> float:
        return math.prod(c.share(plan) for c in self.conditions)

    def open(self, plan: PlanValue) -> bool:
        return any(c.open(plan) for c in self.conditions)

    def failing(self, plan: PlanValue) -> list[tuple[str, str]]:
        return _failing(self.conditions, plan)


@dataclass(frozen=True)
class Either(Condition):
    """At least one condition is met: the best of their shares."""

    conditions: Sequence[Condition]

    def share(self, plan: PlanValue) -> float:
        return max(c.share(plan) for c in self.conditions)


@dataclass(frozen=True)
class Average(Condition):
    """Several conditions that earn one by one, each by its weight."""

    conditions: Sequence[tuple[float, Condition]]

    def share(self, plan: PlanValue) -> float:
        return math.fsum(w * c.share(plan) for w, c in self.conditions) / math.fsum(w for w, _ in self.conditions)

    def failing(self, plan: PlanValue) -> list[tuple[str, str]]:
        return _failing([condition for _, condition in self.conditions], plan)


@dataclass(frozen=True)
class Once(Condition):
    """The second condition, on a plan that meets the first: a gate. Until the gate is open the rule earns nothing.

    For what a plan must *not* do (an empty plan spends nothing) and for what depends on a limit (within the money, in the
    hours). Until the first is met the screen says that the rule is not checked yet.
    """

    first: Condition
    then: Condition

    def share(self, plan: PlanValue) -> float:
        return self.then.share(plan) if self.first.met(plan) else 0.0

    def open(self, plan: PlanValue) -> bool:
        return not self.first.met(plan) or self.then.open(plan)

    def failing(self, plan: PlanValue) -> list[tuple[str, str]]:
        return self.then.failing(plan) if self.first.met(plan) else []


def _failing(conditions: Sequence[Condition], plan: PlanValue) -> list[tuple[str, str]]:
    found = [place for condition in conditions if not condition.met(plan) for place in condition.failing(plan)]
    return list(dict.fromkeys(found))
