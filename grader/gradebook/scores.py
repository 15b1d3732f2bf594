"""Marks as data: one to be saved, one as the gradebook has it, and what a person set by hand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """One cell's mark for the gradebook: a score in points, or None with what a tutor should read instead."""

    grade_id: str
    score: float | None
    comment: str = ""


@dataclass(frozen=True)
class Score:
    """One cell's mark in the gradebook: the automatic mark, a person's mark, and whether it waits for a person."""

    student: str
    unit: str
    grade_id: str
    auto: float | None
    manual: float | None
    points: float
    waits: bool

    @property
    def final(self) -> float | None:
        """The mark that counts: a person's, else the automatic one."""
        return self.auto if self.manual is None else self.manual


@dataclass(frozen=True)
class ByHand:
    """What a person set for one cell: points, extra points, and the SHA-256 of a comment ("" when there is none)."""

    score: float | None
    extra_credit: float | None
    comment: str
