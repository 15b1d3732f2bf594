"""What risks are left once a plan is carried out. All frozen data, all pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from carelab.questions.plan.measures import cell
from carelab.questions.plan.part import PlanValue


@dataclass(frozen=True)
class RiskLeft:
    """A measure: the sum of all risk scores (likelihood × consequence) with the ticked controls in place.

    A control is something that is done to make a risk less likely or its consequence smaller.

    Attributes
    ----------
    table, column:
        The table and column with a tick box for each control.
    risks:
        Risk id → its likelihood and consequence (1…5) before any control.
    controls:
        Row id → (id of the risk that the control acts on, points that it takes off the likelihood, points off the consequence).
        Neither falls below 1, because no control removes a risk.
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
                if acts_on == risk and cell(plan, self.table, row, self.column) is True
            ]
            left += max(1, likelihood - sum(s[0] for s in acting)) * max(1, consequence - sum(s[1] for s in acting))
        return float(left)
