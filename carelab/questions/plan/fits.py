"""What fits a cell of a plan: options, a range, a span of days. Frozen data and pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from carelab.questions.plan.condition import ALMOST
from carelab.questions.plan.dates import date_of
from carelab.questions.plan.part import PlanValue

ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Between:
    """What fits a cell: a number from ``least`` to ``most``, both included. None leaves that side without a limit."""

    least: float | None = None
    most: float | None = None

    def holds(self, entry: Any) -> bool:
        """Say whether an entry is a number between the limits."""
        if isinstance(entry, bool) or not isinstance(entry, int | float):
            return False
        low = self.least is None or entry >= self.least - ALMOST
        return low and (self.most is None or entry <= self.most + ALMOST)


@dataclass(frozen=True)
class DaysAfter:
    """What fits a cell: a date from ``earliest`` to ``latest`` days after another date, both included.

    Attributes
    ----------
    since:
        That other date: an ISO date (``2027-02-01``), the id of a column of the same row, or the (table, row, column) of a cell.
    """

    since: str | tuple[str, str, str]
    earliest: int
    latest: int

    def holds(self, entry: Any, cells: Mapping[str, Any], plan: PlanValue) -> bool:
        """Say whether an entry is a date in the range. ``cells`` is the entry's row: column id → entry."""
        first, then = date_of(self._from(cells, plan)), date_of(entry)
        return first is not None and then is not None and self.earliest <= (then - first).days <= self.latest

    def _from(self, cells: Mapping[str, Any], plan: PlanValue) -> Any:
        if isinstance(self.since, tuple):
            table, row, column = self.since
            return plan.get(table, {}).get(row, {}).get(column)
        return self.since if ISO_DATE.fullmatch(self.since) else cells.get(self.since)


Options = Sequence[str | bool | int] | Mapping[str, float]
"""Entries that fit; a mapping gives the share that each option earns, such as ½ for a fix that helps a little."""
Fit = Options | Between | DaysAfter
"""What fits one cell."""
Fits = Mapping[str, Fit]
"""What fits a row: column id → what fits that cell."""


def fit_share(fit: Fit, entry: Any, cells: Mapping[str, Any], plan: PlanValue) -> float:
    """Return how well an entry fits what its cell asks for, 0 to 1; 0 for a blank cell (None).

    Parameters
    ----------
    fit:
        What the cell asks for: a sequence of entries that fit, a mapping (option id → the share that it earns), ``Between`` or
        ``DaysAfter``.
    cells:
        All entries of the entry's row, by column id.
    plan:
        The whole plan, from which ``DaysAfter`` may read the date that it counts from.
    """
    if entry is None:
        return 0.0
    if isinstance(fit, Between):
        return float(fit.holds(entry))
    if isinstance(fit, DaysAfter):
        return float(fit.holds(entry, cells, plan))
    if isinstance(fit, Mapping):
        return float(fit.get(entry, 0.0)) if isinstance(entry, str) else 0.0
    return float(any(entry == option and type(entry) is type(option) for option in fit))


def row_share(fits: Fits, cells: Mapping[str, Any], plan: PlanValue) -> float:
    """Return how well a row fits, 0 to 1: the product of ``fit_share`` over the columns in ``fits``.

    ``fits``: column id → what its cell asks for. ``cells``: column id → entry. ``fit`` and ``plan``: as in ``fit_share``.
    """
    share = 1.0
    for column, fit in fits.items():
        share *= fit_share(fit, cells.get(column), cells, plan)
    return share
