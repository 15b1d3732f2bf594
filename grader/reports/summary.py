"""The top of a student's feedback: what went well, what to work on, and one next step."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from carelab.questions import Grid
from grader.reports.by_tutor import MOST, ByTutor
from grader.reports.lesson_links import Passage
from grader.reports.work import Total

NAMED = 3
"""The most questions that are named under what went well, and under what to work on."""
ASK = 110
"""The most letters of a question in the summary, and ``WHY``: of a reason, if its first sentence is no longer."""
WHY = 170
_SENTENCES = re.compile(r"(?<=[.?!]) ")
_TO_STUDENT = {
    "the answers were complete.": "your answers were complete, so nothing is lost.",
    "the rest is marked without it.": "the rest was marked without it. Hand in again, with the notebook.",
    "the student writes": "you write",
    "the student's own": "your own",
    "the tutor's count": "your tutor's count",
    "is the tutor's": "is your tutor's",
    "the tutor's copy": "your tutor's copy",
}
"""Words of marking about how a hand-in was read → the same words as they are said to the student."""


@dataclass(frozen=True)
class Item:
    """One question in a student's feedback; all texts are plain.

    Attributes
    ----------
    mark, points:
        The mark that counts, or None while there is none, and the maximum mark.
    again:
        Sentences of lessons that the student should read again.
    """

    id: str
    title: str
    ask: str
    answer: tuple[str, ...]
    tables: tuple[Grid, ...]
    code: str
    outcome: str
    words: str
    mark: float | None
    points: float
    reasons: tuple[str, ...]
    again: tuple[Passage, ...]
    tutor: ByTutor

    @property
    def number(self) -> str:
        """The question's number, as ``2b``."""
        return self.title.removeprefix("Question ")

    @property
    def lost(self) -> float:
        """The marks that the student did not earn; 0 while there is no mark."""
        return 0.0 if self.mark is None else self.points - self.mark

    @property
    def marks(self) -> str:
        """The mark in words: ``0.5 of 1 mark``."""
        noun = "mark" if self.points == 1 else "marks"
        return f"{f'{round(self.mark, 2):g}' if self.mark is not None else 'Not marked yet,'} of {self.points:g} {noun}"


@dataclass(frozen=True)
class Feedback:
    """The feedback to one student on one unit.

    Attributes
    ----------
    root:
        The course folder.
    penalty:
        The marks that are taken off for handing in late.
    times:
        Sentences on when the work was handed in and due.
    notes:
        Sentences on what was repaired in order to read the hand-in.
    """

    root: Path
    unit: str
    title: str
    items: tuple[Item, ...]
    marks: Total
    penalty: float
    times: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def earned(self) -> float:
        """The marks earned so far, less those taken off for handing in late."""
        return round(max(self.marks.earned - self.penalty, 0.0), 2)

    @property
    def waiting(self) -> tuple[Item, ...]:
        """The questions that are not marked yet."""
        return tuple(item for item in self.items if item.mark is None)


@dataclass(frozen=True)
class Point:
    """A question that went well or needs work: what it asks in short, and a sentence on what was wrong ("" for nothing)."""

    item: Item
    ask: str
    why: str = ""


@dataclass(frozen=True)
class Step:
    """The next step for a student: a sentence, with the sentence of a lesson to read again or the question to look at, if any."""

    text: str
    passage: Passage | None = None
    item: Item | None = None


@dataclass(frozen=True)
class Summary:
    """The top of a student's feedback: what went well, what to work on, the questions left blank, and one next step."""

    well: tuple[Point, ...]
    work_on: tuple[Point, ...]
    blank: tuple[Item, ...]
    step: Step | None


def summary(given: Feedback) -> Summary:
    """Return the summary of a student's feedback. Of what to work on, the question that lost most marks comes first."""
    marked = [item for item in given.items if item.mark is not None and item.points]
    whole = sorted((item for item in marked if item.lost <= 0), key=lambda item: -item.points)
    nearly = sorted((item for item in marked if 0 < item.lost <= item.points / 2), key=lambda item: item.lost / item.points)
    missed = sorted((item for item in marked if item.lost > 0), key=lambda item: -item.lost)
    tried = [item for item in missed if item.outcome != "not attempted"]
    well = [Point(item, _short(item.ask)) for item in (whole or nearly)[:NAMED]]
    work_on = [Point(item, _short(item.ask), _why(item)) for item in tried[:NAMED]]
    blank = tuple(item for item in missed if item.outcome == "not attempted")
    return Summary(tuple(well), tuple(work_on), blank, _step(missed) if marked else None)


def to_student(repaired: Iterable[str]) -> tuple[str, ...]:
    """Return the sentences on what was repaired in a hand-in, reworded for the student."""
    return tuple(_said(what) for what in repaired)


def _said(what: str) -> str:
    for words, to_student in _TO_STUDENT.items():
        what = what.replace(words, to_student)
    return what


def _short(ask: str) -> str:
    first = ask.splitlines()[0] if ask else ""
    return first if len(first) <= ASK else f"{first[: ASK - 1].rsplit(' ', 1)[0]}…"


def _why(item: Item) -> str:
    """Return the first reason that is about what is not right; of writing, the line of the rubric that was met least."""
    levels = [one for one in item.tutor.levels if one.level is not None and one.level < MOST]
    if levels:
        least = min(levels, key=lambda one: one.level or 0)
        return f"{least.line}: {least.level} of {MOST}."
    why = next((why for why in item.reasons if "(right): " not in why and not why.startswith("✓")), "")
    return _brief(why.partition(" (not right): ")[2] or why.lstrip("✗◐ "))


def _brief(text: str) -> str:
    """Return the first sentences of a text, as many as are not too long together; the first in any case."""
    sentences = _SENTENCES.split(text)
    most = max((n for n in range(1, len(sentences) + 1) if len(" ".join(sentences[:n])) <= WHY), default=1)
    return " ".join(sentences[:most])


def _step(missed: list[Item]) -> Step:
    if not missed:
        return Step("You have every mark that has been given so far. Go on to the next unit.")
    first = missed[0]
    if first.outcome == "not attempted":
        worth = f"{first.points:g} {'mark' if first.points == 1 else 'marks'}"
        return Step(f"Have a go at question {first.number}. It's worth {worth}, and it had no answer.", item=first)
    found = next(((item, one) for item in missed for one in item.again if one.anchor), None)
    if found is None or found[0].lost < first.lost / 2:
        return Step(f"Look at question {first.number} again, and at the reasons beside it. It cost you most.", item=first)
    return Step(f"Read one sentence again, then look at question {found[0].number} once more.", found[1], found[0])
