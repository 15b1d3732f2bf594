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
    """One cell's mark in the gradebook: the automatic mark, a person's mark, and whether it waits for a person.

    Attributes
    ----------
    extra:
        The extra points that a person gave.
    """

    student: str
    unit: str
    grade_id: str
    auto: float | None
    manual: float | None
    points: float
    waits: bool
    extra: float = 0.0

    @property
    def earlier(self) -> float | None:
        """The mark that a person gave for an answer that was handed in anew since; None where no person must look again."""
        return self.manual if self.waits else None

    @property
    def final(self) -> float | None:
        """The mark that counts: a person's, else the automatic one; None while a person must look again."""
        if self.earlier is not None:
            return None
        given = self.auto if self.manual is None else self.manual
        return None if given is None else given + self.extra


@dataclass(frozen=True)
class ByHand:
    """What a person set for one cell: points, extra points, and the SHA-256 of a comment ("" when there is none)."""

    score: float | None
    extra_credit: float | None
    comment: str
