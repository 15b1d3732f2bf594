"""A marking run as data: one submission to mark, its outcome, and what the whole run did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.course import FolderState
from grader.gradebook import Mark


@dataclass(frozen=True)
class Options:
    """How a class is marked.

    Attributes
    ----------
    trust_code:
        Run students' code where bubblewrap cannot be used.
    hold_shared:
        Leave marks of tests that run beside the student's code to a person.
    mark_all:
        Mark those too that are marked and have not changed.
    """

    trust_code: bool = False
    hold_shared: bool = False
    mark_all: bool = False


AS_USUAL = Options()


@dataclass(frozen=True)
class Submission:
    """One notebook of one student's hand-in, and the tutor's notebook that marks it.

    Attributes
    ----------
    rules:
        The hash of all that its marks depend on besides itself.
    known:
        The record of its last marking where all but the submission is known to be as it was then; else None.
    before:
        The content that its marks were last made from, where it must be marked again although it may not have changed.
    """

    student: str
    unit: str
    folder: Path
    source: Path
    marked: Path
    options: Options
    rules: str
    known: Mapping[str, Any] | None = None
    before: str = ""


@dataclass(frozen=True)
class Outcome:
    """The outcome of one submission: marks for the gradebook and an entry for the audit; neither, where it had not changed.

    Attributes
    ----------
    unmarked:
        Why there is no mark, for each cell without one.
    comments:
        What to say beside cells that are worth no points, by cell id.
    again:
        Whether another run may give one of these a mark.
    shared:
        The grade ids of marks whose test ran in one process with the student's code.
    answers:
        The SHA-256 of the answer in each cell, where one answer has a mark of its own, and ``same``: the cells whose answer is
        the same as at the marking before.
    """

    changed: bool
    problem: str = ""
    repaired: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    unmarked: tuple[str, ...] = ()
    again: bool = False
    entry: Mapping[str, Any] = field(default_factory=dict)
    handed_in: dt.datetime | None = None
    content: str = ""
    state: FolderState = field(default_factory=lambda: FolderState(None))
    comments: Mapping[str, str] = field(default_factory=dict)
    shared: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    same: frozenset[str] = frozenset()

    def told(self) -> dict[str, Any]:
        """Return the outcome as the record beside the marked notebook keeps it."""
        marks = {mark.grade_id: mark.score for mark in self.marks}
        kept = {"unmarked": self.unmarked, "shared": self.shared, "answers": self.answers, "again": self.again}
        return {"marks": marks, **kept}


@dataclass
class MarkRun:
    """What a marking run did. ``failed`` and ``repaired`` hold (student, unit, what) each; ``unchanged`` is how many kept theirs.

    ``late`` holds (student, unit, what) for each penalty that is another one now, though nothing else of the hand-in changed.
    ``shared`` holds (student, unit, cell) for each mark whose test ran in one process with the student's code.
    ``stopped`` says why the whole run ended early; it is empty when it did not.
    """

    marked: int = 0
    unchanged: int = 0
    failed: list[tuple[str, str, str]] = field(default_factory=list)
    repaired: list[tuple[str, str, str]] = field(default_factory=list)
    late: list[tuple[str, str, str]] = field(default_factory=list)
    shared: list[tuple[str, str, str]] = field(default_factory=list)
    seconds: float = 0.0
    workers: int = 1
    stopped: str = ""

    def keep(self, student: str, unit: str, known: Mapping[str, Any]) -> None:
        """Tell again what the record of an unchanged submission says: why cells have no mark, and which marks are shared."""
        self.failed += [(student, unit, reason) for reason in known["unmarked"]]
        self.shared += [(student, unit, cell) for cell in known["shared"]]

    def as_json(self) -> dict[str, Any]:
        """Return the run as the JSON object that ``carelab mark --json`` ends with."""
        return {
            "marked": self.marked,
            "unchanged": self.unchanged,
            "failed": [{"student": s, "unit": u, "reason": r} for s, u, r in self.failed],
            "repaired": [{"student": s, "unit": u, "done": r} for s, u, r in self.repaired],
            "late": [{"student": s, "unit": u, "changed": c} for s, u, c in self.late],
            "shared": [{"student": s, "unit": u, "cell": c} for s, u, c in self.shared],
            "seconds": round(self.seconds, 3),
            "workers": self.workers,
            "stopped": self.stopped,
        }


Progress = Callable[[int, int, str], None]
"""Called with (submissions done, submissions in all, whose was the last)."""
