"""Rows that are marked in proportion: how many of a table's rows are right in all their columns. Frozen data, pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from carelab.questions.plan.condition import ALMOST, Condition, RowFinder
from carelab.questions.plan.fits import Fits, fit_share, row_share
from carelab.questions.plan.part import PlanValue

Ways = Fits | Sequence[Fits]
"""What is right in a row: what fits each column, or several ways that are right, each with all its columns."""


@dataclass(frozen=True)
class Rows(Condition):
    """A condition that earns by the number of right rows in a table.

    The share of the rule's mark is (right rows − ``floor``) ÷ (``of`` − ``floor``), within 0 and 1. A row is right when every
    column named for it has an entry that fits. An entry that fits in part makes its row count in part.

    Attributes
    ----------
    accepted:
        Row id → what fits each of its columns; or a list of several such ways to fill the row in rightly.
    floor:
        The number of right rows that earns nothing, because guessing, or one answer in every row, would get so many.
    of:
        The number of right rows that earns the whole mark; 0 for all rows of ``accepted``. 6 when 6 of 15 rows are to be picked.
    each:
        What fits in rows that ``accepted`` does not name, such as those that a student adds; None when any such row is wrong.
    at_most_each:
        (column id, number): rows that repeat an option of the column count only up to this number of times.
    but_not:
        Finds rows that are wrong whatever they hold, such as tasks that overlap.
    worth:
        Column id → the part of the row's mark that this column earns by itself; the id "" is for the row being there at all.
        Without it, all columns of a row must fit together.
    wrong:
        The number of right rows that each wrongly filled row cancels, so that guessing does not pay.
    """

    table: str
    accepted: Mapping[str, Ways] = field(default_factory=dict)
    floor: float = 0.0
    of: int = 0
    each: Ways | None = None
    at_most_each: tuple[str, int] | None = None
    but_not: RowFinder | None = None
    worth: Mapping[str, float] = field(default_factory=dict)
    wrong: float = 0.0

    def right(self, plan: PlanValue) -> dict[str, float]:
        """Return how right each row of the plan's table is: row id → 0 to 1."""
        have = plan.get(self.table, {})
        found = {row: self._row(row, cells, plan) for row, cells in have.items()}
        barred = self.but_not.rows(plan) if self.but_not is not None else set()
        found = {row: 0.0 if row in barred else value for row, value in found.items()}
        if self.at_most_each is not None:
            column, most = self.at_most_each
            used: Counter[Any] = Counter()
            for row, value in found.items():
                entry = have[row].get(column)
                used[entry] += value > 0
                found[row] = value if used[entry] <= most else 0.0
        return found

    def _row(self, row: str, cells: Mapping[str, Any], plan: PlanValue) -> float:
        ways = self.accepted.get(row, self.each)
        if ways is None:
            return 0.0
        each = [ways] if isinstance(ways, Mapping) else ways
        return max((self._way(fits, cells, plan) for fits in each), default=0.0)

    def _way(self, fits: Fits, cells: Mapping[str, Any], plan: PlanValue) -> float:
        if not self.worth:
            return row_share(fits, cells, plan)
        each = {column: fit_share(fits[column], cells.get(column), cells, plan) for column in self.worth if column}
        return sum(part * each.get(column, 1.0) for column, part in self.worth.items())

    def share(self, plan: PlanValue) -> float:
        right = self.right(plan)
        of = self.of or len(self.accepted)
        wrong = sum(1 for row, value in right.items() if value <= 0 and (plan[self.table][row] or self.of))
        earned = sum(right.values()) - self.wrong * wrong
        return min(1.0, max(0.0, (earned - self.floor) / (of - self.floor)))

    def failing(self, plan: PlanValue) -> list[tuple[str, str]]:
        right = self.right(plan)
        rows = list(right) if self.of else list(self.accepted)
        return [(self.table, row) for row in rows if right.get(row, 0.0) < 1 - ALMOST]


@dataclass(frozen=True)
class Holding:
    """A measure: how many rows are wholly right by the condition ``right`` and also hold what ``having`` asks for.

    A rule uses it when the right rows together must cover something: at least two of them, say, must be about outcomes.

    Attributes
    ----------
    having:
        Column id → the entries with which a row is counted.
    among:
        Ids of the rows that are counted; empty for all.
    """

    right: Rows
    having: Fits = field(default_factory=dict)
    among: Sequence[str] = ()

    def of(self, plan: PlanValue) -> float | None:
        have = plan.get(self.right.table, {})
        whole = [row for row, value in self.right.right(plan).items() if value >= 1 - ALMOST]
        rows = [row for row in whole if not self.among or row in self.among]
        return float(sum(1 for row in rows if row_share(self.having, have[row], plan) >= 1 - ALMOST))
