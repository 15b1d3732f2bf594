"""Rules for tables with fields, such as a risk register or an action plan: what each row holds. All frozen data, all pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from carelab.questions.plan.condition import YesOrNo
from carelab.questions.plan.part import PlanValue


@dataclass(frozen=True)
class Complete(YesOrNo):
    """The table has at least ``least`` rows, and each of its rows has an entry in every one of ``columns``."""

    table: str
    columns: Sequence[str]
    least: int = 1

    def met(self, plan: PlanValue) -> bool:
        have = plan.get(self.table, {})
        return len(have) >= self.least and all(_full(cells, self.columns) for cells in have.values())


@dataclass(frozen=True)
class HighRowsHave(YesOrNo):
    """Each row whose score reaches ``limit`` has an accepted entry in a column, and there is at least one such row.

    Attributes
    ----------
    columns:
        Ids of the two scales that are multiplied to the score, then of the column with the entry.
    values:
        The accepted entries; empty when any entry is accepted.
    """

    table: str
    columns: tuple[str, str, str]
    limit: int
    values: Sequence[str] = ()

    def met(self, plan: PlanValue) -> bool:
        first, second, looked_at = self.columns
        high = [c for c in plan.get(self.table, {}).values() if (c.get(first) or 0) * (c.get(second) or 0) >= self.limit]
        found = [cells.get(looked_at) for cells in high]
        return bool(found) and all(entry in self.values if self.values else entry is not None for entry in found)


def _full(cells: Mapping[str, Any], columns: Sequence[str]) -> bool:
    return all(cells.get(column) is not None for column in columns)
