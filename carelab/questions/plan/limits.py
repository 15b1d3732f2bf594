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
    """The number that ``measure`` reads off the plan is at most ``limit``."""

    measure: Measure
    limit: float

    def met(self, plan: PlanValue) -> bool:
        value = self.measure.of(plan)
        return value is not None and value <= self.limit + ALMOST


@dataclass(frozen=True)
class AtLeast(YesOrNo):
    """The number that ``measure`` reads off the plan is at least ``limit``."""

    measure: Measure
    limit: float

    def met(self, plan: PlanValue) -> bool:
        value = self.measure.of(plan)
        return value is not None and value >= self.limit - ALMOST


@dataclass(frozen=True)
class ShareOf:
    """A measure: how far the plan meets a condition, 0 to 1.

    With it a rule can depend on a condition that is met in part: ``Once(AtLeast(ShareOf(…), 0.5), …)``.
    """

    condition: Condition

    def of(self, plan: PlanValue) -> float | None:
        return self.condition.share(plan)


@dataclass(frozen=True)
class Scaled(Condition):
    """The number that ``measure`` reads off the plan earns in proportion: none of the mark at ``nothing``, all at ``full``.

    ``full`` may be the smaller of the two: ``Scaled(RiskLeft(…), nothing=80, full=65)``.
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
    """The entry of one cell fits ``fit``: it is one of some options, a number in a range or a date in a range."""

    table: str
    row: str
    column: str
    fit: Fit

    def share(self, plan: PlanValue) -> float:
        cells = plan.get(self.table, {}).get(self.row, {})
        return fit_share(self.fit, cells.get(self.column), cells, plan)


@dataclass(frozen=True)
class Both(Condition):
    """A condition that is met when every one of ``conditions`` is met.

    The share of the rule's mark is the product of the shares that each would earn by itself, so that meeting one of them cannot
    make up for failing another.
    """

    conditions: Sequence[Condition]

    def share(self, plan: PlanValue) -> float:
        return math.prod(c.share(plan) for c in self.conditions)

    def open(self, plan: PlanValue) -> bool:
        return any(c.open(plan) for c in self.conditions)

    def failing(self, plan: PlanValue) -> list[tuple[str, str]]:
        return _failing(self.conditions, plan)


@dataclass(frozen=True)
class Either(Condition):
    """A condition that is met when at least one of ``conditions`` is met.

    The share of the rule's mark is the largest that one of them would earn by itself.
    """

    conditions: Sequence[Condition]

    def share(self, plan: PlanValue) -> float:
        return max(c.share(plan) for c in self.conditions)


@dataclass(frozen=True)
class Average(Condition):
    """Several conditions at once: the share of the rule's mark is the weighted mean of what each would earn by itself.

    ``conditions``: (weight, condition) pairs.
    """

    conditions: Sequence[tuple[float, Condition]]

    def share(self, plan: PlanValue) -> float:
        return math.fsum(w * c.share(plan) for w, c in self.conditions) / math.fsum(w for w, _ in self.conditions)

    def failing(self, plan: PlanValue) -> list[tuple[str, str]]:
        return _failing([condition for _, condition in self.conditions], plan)


@dataclass(frozen=True)
class Once(Condition):
    """The condition ``then`` counts only in a plan that meets the condition ``first``; until then the rule earns nothing.

    It is for rules on what a plan must *not* do, such as overspend, because an empty plan would keep them. Until ``first`` is met
    the screen says that the rule is not checked yet.
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
