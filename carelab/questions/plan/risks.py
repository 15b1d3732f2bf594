"""What risks are left once a plan is carried out. All frozen data, all pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from carelab.questions.plan.measures import cell
from carelab.questions.plan.part import PlanValue


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
                if acts_on == risk and cell(plan, self.table, row, self.column) is True
            ]
            left += max(1, likelihood - sum(s[0] for s in acting)) * max(1, consequence - sum(s[1] for s in acting))
        return float(left)
