"""Marks as data: one to be saved, one as the gradebook has it, and what a person set by hand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """The mark of one cell, to be written into the gradebook: a score in points, or None and a comment for the tutor."""

    grade_id: str
    score: float | None
    comment: str = ""


@dataclass(frozen=True)
class Score:
    """The mark of one student's cell, read from the gradebook; all marks are in points.

    Attributes
    ----------
    auto, manual:
        The automatic mark, and the mark that a person gave; None for none.
    points:
        The maximum.
    waits:
        Whether a person must mark the cell, or look at it again.
    extra:
        Extra points that a person gave.
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
        """The mark that a person gave to an earlier answer, when the student has changed the answer since; else None."""
        return self.manual if self.waits else None

    @property
    def final(self) -> float | None:
        """The mark that counts, extra points included: a person's, else the automatic one.

        None while a person must look at the cell.
        """
        if self.earlier is not None:
            return None
        given = self.auto if self.manual is None else self.manual
        return None if given is None else given + self.extra


@dataclass(frozen=True)
class ByHand:
    """What a person set for one cell: points, extra points, and the SHA-256 of a comment ("" for no comment)."""

    score: float | None
    extra_credit: float | None
    comment: str
