"""What a rule asks of a plan: conditions, met or met in part, and the finders of rows that conditions build on. All pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from carelab.questions.plan.part import PlanValue

ALMOST = 1e-9
"""The rounding that a share or a sum of pence may carry."""


class Condition:
    """What one rule asks of a plan. A plan can meet it wholly, in part or not at all. Conditions are frozen dataclasses."""

    def share(self, plan: PlanValue) -> float:
        """Return the share of the rule's mark that the plan earns, 0 to 1: how far it meets the condition.

        A blank cell that the condition needs earns nothing.
        """
        raise NotImplementedError

    def met(self, plan: PlanValue) -> bool:
        """Say whether the plan meets the condition wholly."""
        return self.share(plan) >= 1 - ALMOST

    def open(self, plan: PlanValue) -> bool:  # noqa: ARG002 (a method for conditions to override)
        """Say whether the plan is still too empty to tell if it meets the condition."""
        return False

    def failing(self, plan: PlanValue) -> list[tuple[str, str]]:  # noqa: ARG002 (a method for conditions to override)
        """Return (table id, row id) for each row that breaks the condition; empty for a condition that is not about rows."""
        return []

    def why_not(self, plan: PlanValue, name: Mapping[str, str]) -> str:  # noqa: ARG002 (a method for conditions to override)
        """Return in words why the plan breaks the condition, without giving the answer away; "" when nothing can be said.

        ``name``: row id → the words that name the row.
        """
        return ""


class YesOrNo(Condition):
    """A condition that a plan meets wholly or not at all: the plan earns all of the rule's mark or none."""

    def share(self, plan: PlanValue) -> float:
        return float(self.met(plan))

    def met(self, plan: PlanValue) -> bool:
        raise NotImplementedError


class RowFinder(Protocol):
    """An object that finds certain rows of a plan, such as the tasks of a day that overlap."""

    def rows(self, plan: PlanValue) -> set[str]:
        """Return the ids of the rows of the plan that this object finds."""
