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
        Whether to run students' code without a sandbox where bubblewrap cannot be used.
    hold_shared:
        Whether a person must confirm the marks of tests that ran in one process with the student's code.
    mark_all:
        Whether to mark submissions again that are marked and have not changed.
    """

    trust_code: bool = False
    hold_shared: bool = False
    mark_all: bool = False


AS_USUAL = Options()


@dataclass(frozen=True)
class Submission:
    """One notebook of a student's submission to be marked, and the paths that marking needs.

    Attributes
    ----------
    rules:
        Hash of all that the marks depend on besides the submission: see ``previous.rules``.
    known:
        The record of the last marking, if everything except perhaps the submission is unchanged since; else None.
    before:
        SHA-256 of the content that was marked last, when marking it again may give a mark that it lacks; else "". If the content
        is still the same, cells that a person has marked do not wait for the person again.
    source, marked:
        The tutor's notebook, and where the marked notebook is written.
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
    """The result of marking one submission: marks for the gradebook and an entry for the audit; both empty if nothing changed.

    Attributes
    ----------
    changed:
        False when the submission was marked before and has not changed since; only ``content`` and ``state`` are then set.
    content, state:
        SHA-256 of the files that the student handed in (``content``), and their names, sizes and times (``state``).
    problem:
        Why nothing of the submission could be marked; empty when something was.
    unmarked:
        For each cell without a mark, a sentence on why.
    comments:
        Cell id → comment, for cells without points.
    again:
        Whether marking again may give a mark to one of the cells in ``unmarked``.
    shared:
        nbgrader ids of cells whose test ran in one process with the student's code, which could have forged the mark.
    answers:
        nbgrader cell id → SHA-256 of its answer, for cells whose mark is for one answer and not for the whole notebook's code.
    same:
        Ids of cells whose answer is unchanged since the last marking.
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
        """Return the outcome as JSON data for the record beside the marked notebook."""
        marks = {mark.grade_id: mark.score for mark in self.marks}
        kept = {"unmarked": self.unmarked, "shared": self.shared, "answers": self.answers, "again": self.again}
        return {"marks": marks, **kept}


@dataclass
class MarkRun:
    """The summary of a marking run. ``unchanged``: how many submissions kept their marks.

    ``failed`` holds (student, unit, sentence) for each mark or late penalty that could not be given, ``repaired`` for each repair
    of a submission, ``late`` for each late penalty that changed although the submission did not. ``shared`` holds (student, unit,
    cell) for each mark whose test ran in one process with the student's code. ``stopped`` says why the run ended early; it is
    empty when it did not.
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
        """Add an unchanged submission to ``failed`` and ``shared`` of this summary, as recorded when it was marked.

        ``known``: that record. Its ``unmarked`` holds reasons why cells have no mark; its ``shared`` holds cell ids.
        """
        self.failed += [(student, unit, reason) for reason in known["unmarked"]]
        self.shared += [(student, unit, cell) for cell in known["shared"]]

    def as_json(self) -> dict[str, Any]:
        """Return the summary as the JSON object that ``carelab mark --json`` prints."""
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
