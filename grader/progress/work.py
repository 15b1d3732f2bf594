"""One person's work on one unit: its state, its times, its marks so far, in words for tutors and for the student."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import asdict, dataclass
from typing import Any

from grader.vle import in_uk_words


class State(enum.StrEnum):
    """The state of one person's work on one unit: not handed in, not usable, to be marked, marked, or returned to a VLE."""

    none = "not handed in"
    unusable = "not usable"
    to_mark = "to be marked"
    marked = "marked"
    returned = "returned"


@dataclass(frozen=True)
class Work:
    """One person's work on one unit.

    Attributes
    ----------
    reason:
        Why the hand-in is not usable, or what is still to be marked; else empty.
    handed_in:
        When the work was handed in (UTC); None when that is not known.
    due:
        When this person's work is due (UTC), with their extension; None for no due date.
    extended:
        Whether the person has an extension.
    late:
        How late the work was handed in, in words; "" when it was in time or that is not known.
    earned, possible:
        The points given so far, and the maximum points of the cells marked so far.
    points:
        The maximum points of the whole unit.
    penalty:
        The points that nbgrader takes off for lateness.
    waiting:
        How many cells wait for a person to mark them.
    attempts:
        How many uploads of this person for this unit were taken into submitted/.
    returned_at, returned_score:
        When a mark was last returned to a VLE (UTC), and which mark.
    """

    state: State
    reason: str = ""
    handed_in: dt.datetime | None = None
    due: dt.datetime | None = None
    extended: bool = False
    late: str = ""
    earned: float = 0.0
    possible: float = 0.0
    points: float = 0.0
    penalty: float = 0.0
    waiting: int = 0
    attempts: int = 0
    returned_at: dt.datetime | None = None
    returned_score: float | None = None

    @property
    def score(self) -> float:
        """The points earned so far, less the penalty for lateness."""
        return max(self.earned - self.penalty, 0.0)

    @property
    def in_words(self) -> str:
        """The state, the mark and the lateness in a few words: ``marked, 31.5 of 40, 2 days late``."""
        words = [self.state.value]
        if self.state in (State.marked, State.returned):
            words.append(f"{self.score:g} of {self.possible:g}")
        return ", ".join([*words, self.late] if self.late else words)

    def told_to_student(self) -> tuple[str, ...]:
        """Return sentences for the student on when the work was due and handed in; none for a unit without a due date."""
        if self.due is None:
            return ()
        due = f"{'You had more time: it' if self.extended else 'It'} was due on {in_uk_words(self.due)}."
        if self.handed_in is None:
            return due, "We don’t know when you handed it in. Ask your tutor if you think it may be late."
        told = f"You handed this in on {in_uk_words(self.handed_in)}"
        if not self.late:
            return f"{told}, which was in time.", due
        off = f"{self.penalty:g} {'mark is' if self.penalty == 1 else 'marks are'} taken off for that."
        return f"{told}, which was {self.late}.", due, *([off] if self.penalty else [])

    def as_json(self) -> dict[str, Any]:
        """Return the work as JSON data, with times in UTC."""
        times = {name: stamp(getattr(self, name)) for name in ("handed_in", "due", "returned_at")}
        return {**asdict(self), "state": self.state.value, "score": round(self.score, 2), **times}


def stamp(moment: dt.datetime | None) -> str | None:
    """Return a time, which must be in UTC, as ISO 8601 text (``2026-12-04T17:00:00Z``); None for None."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment else None
