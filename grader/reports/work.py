"""One student's marked work on a unit: the tutor's notebook, what the student handed in, and the marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from carelab.answers import AnswerBook
from carelab.questions import CareLabError, Value, read_response
from grader.authoring import Marked, Master, read_master, source_path
from grader.course import Course
from grader.gradebook import Gradebook, Score
from grader.marking import read_answers, submission_hash
from grader.repair import Mended, handed_out, mended, read_original

NOT_ASKED: Mapping[str, Any] = {
    "score": None, "outcome": "no mark", "reason": "This question is newer than the marks on this page.", "reasons": (),
}  # fmt: skip
"""The verdict on a question that was added after the work was marked."""


@dataclass(frozen=True)
class Marks:
    """One student's marks and comments for a unit, from the gradebook.

    Attributes
    ----------
    scores:
        nbgrader cell id of a question → its mark.
    comments:
        nbgrader cell id → the comment that a person wrote to the student about it.
    """

    scores: Mapping[str, Score] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Work:
    """What one student handed in for a unit, and how it was marked.

    Attributes
    ----------
    said:
        nbgrader cell id of a question → its verdict (mark and reasons), as in ``verdicts.json``.
    repaired:
        Sentences on what was repaired in order to read the hand-in.
    changed:
        Whether the student has handed in other work since the hand-in was marked.
    """

    student: str
    master: Master
    notebook: Mended
    book: AnswerBook
    said: Mapping[str, Mapping[str, Any]]
    marks: Marks
    repaired: tuple[str, ...]
    changed: bool

    def verdict(self, one: Marked) -> Mapping[str, Any]:
        """Return the verdict (mark and reasons) on a question, as a dict."""
        return self.said.get(one.grade_id, NOT_ASKED)

    def answer(self, one: Marked) -> Value | None:
        """Return the student's answer to a question; None when there is none. Raises BadAnswer when it cannot be read."""
        return read_response(one.question, self.book.value(one.question.id))

    def final(self, one: Marked) -> float | None:
        """Return the mark that counts for a question; None when it is not marked yet."""
        if self.changed:
            return None
        if one.grade_id in self.marks.scores:
            return self.marks.scores[one.grade_id].final
        mark: float | None = self.verdict(one)["score"]
        return mark

    def by_person(self, one: Marked) -> bool:
        """Say whether the mark that counts for a question was given by a person."""
        score = self.marks.scores.get(one.grade_id)
        return score is not None and score.manual is not None and not score.waits and not self.changed


@dataclass(frozen=True)
class Total:
    """The sum of a student's marks for a unit so far.

    Attributes
    ----------
    possible:
        The maximum marks of the questions that are marked so far.
    waiting:
        How many questions are not marked yet. ``waiting_points``: their maximum marks.
    """

    earned: float
    possible: float
    waiting: int
    waiting_points: float


def total(work: Work) -> Total:
    """Return the sum of a student's marks for a unit. Questions that are not marked yet count neither as earned nor possible."""
    finals = [(work.final(one), one.points) for one in work.master.questions]
    given = [(final, points) for final, points in finals if final is not None]
    waiting = [points for final, points in finals if final is None]
    earned, possible = sum(final for final, _ in given), sum(points for _, points in given)
    return Total(round(earned, 2), possible, len(waiting), sum(waiting))


def read_marks(course: Course, unit: str) -> dict[str, Marks]:
    """Return student → their marks and comments for a unit, from the gradebook."""
    scores: dict[str, dict[str, Score]] = {}
    comments: dict[str, dict[str, str]] = {}
    with Gradebook(course.gradebook) as gradebook:
        for score in gradebook.scores(unit):
            scores.setdefault(score.student, {})[score.grade_id] = score
        for (student, cell), words in gradebook.comments(unit).items():
            comments.setdefault(student, {})[cell] = words
    return {student: Marks(own, comments.get(student, {})) for student, own in scores.items()}


def read_work(course: Course, unit: str, verdicts: Mapping[str, Any], marks: Marks) -> Work:
    """Return a student's work on a unit: their answers and notebook, read again as marking read them, with verdicts and marks.

    ``verdicts`` is the content of the student's ``verdicts.json``.
    """
    master = read_master(source_path(course.root, unit), verdicts["variant"])
    folder = course.root / "submitted" / verdicts["student"] / unit
    notebook = mended(read_original(master.path, handed_out(master.path)), folder)
    said = {v["grade_id"]: v for v in verdicts["verdicts"]}
    repaired = tuple(verdicts["repaired"])
    changed = verdicts.get("submission") != submission_hash(folder, notebook)
    return Work(verdicts["student"], master, notebook, _book(unit, folder, notebook), said, marks, repaired, changed)


def heading(one: Marked) -> tuple[str, str]:
    """Return (number, text) of a question, as in ``("Question 4", "Set an amount for every line.")``."""
    number = one.question.id.removeprefix("q")
    return f"Question {number}", re.sub(rf"^{re.escape(number)}\.\s*", "", one.question.ask)


def _book(unit: str, folder: Path, notebook: Mended) -> AnswerBook:
    try:
        return read_answers(unit, folder, notebook, [])
    except (CareLabError, OSError):
        return AnswerBook(unit)
