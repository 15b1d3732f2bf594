"""The verdict on one grade cell: a mark with its reasons, or no mark and why."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

NO_RESPONSE = "No response."
"""The comment on a cell that was left as it was handed out: nbgrader's own words."""


@dataclass(frozen=True)
class CellVerdict:
    """The result of marking one cell: a mark with its reasons, or no mark and the reason for that.

    Attributes
    ----------
    grade_id:
        The cell's nbgrader id, e.g. ``budgeting_q1``.
    points:
        The maximum points of the cell.
    score:
        The points earned, from 0 to ``points``; None when there is no mark: ``reason`` then says why.
    reason:
        Why there is no mark, in plain words; empty when there is one.
    outcome:
        ``right``, ``partly``, ``wrong``, ``not attempted``, ``by hand``, ``missing`` (no such cell) or ``no mark``.
    reasons:
        Sentences that explain the mark, in the order in which they should be read.
    misconceptions:
        Codes (``MC08``) of the misconceptions that the answer shows.
    again:
        When there is no mark: whether the reason is this machine and not the submission, so that marking again may give one.
    shared:
        Whether the test ran in one process with the student's code, which could have forged the mark.
    answer:
        SHA-256 of the answer that was marked; empty when the mark is not for a single answer.
    outputs:
        nbformat outputs to show under the cell in the autograded notebook: plain data, never the student's HTML.
    """

    grade_id: str
    points: float
    score: float | None
    reason: str = ""
    outcome: str = ""
    reasons: tuple[str, ...] = ()
    misconceptions: tuple[str, ...] = ()
    again: bool = False
    shared: bool = False
    answer: str = ""
    outputs: tuple[dict[str, Any], ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        """Fail closed: refuse to hold a mark that is not a finite number from 0 to the maximum."""
        if self.score is None:
            if not self.reason:
                raise ValueError(f"{self.grade_id}: a verdict without a mark must say why")
        elif not (math.isfinite(self.score) and 0 <= self.score <= self.points):
            raise ValueError(f"{self.grade_id}: {self.score!r} is not a mark from 0 to {self.points}")

    @property
    def comment(self) -> str:
        """The comment on the cell in formgrader: why there is no mark, or that the student gave no answer."""
        if self.outcome == "not attempted":
            return NO_RESPONSE
        return "" if self.outcome == "by hand" else self.reason
