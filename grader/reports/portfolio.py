"""A student's portfolio, one page to print: the plans and writing handed in, unit by unit, with marks and criteria. No keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from carelab.answers import write_whole
from carelab.data.criteria import Criterion, by_scheme, caveat
from carelab.questions import BadAnswer, Grid, Plan, PlanTable, Reflection, Value, describe, grids
from carelab.questions.plan import WORDS
from grader.authoring import Marked
from grader.course import Course
from grader.marking import read_verdicts
from grader.reports.by_tutor import ByTutor, by_tutor
from grader.reports.pages import render
from grader.reports.work import Marks, Work, heading, read_marks, read_work, total

NAME = "portfolio.html"


@dataclass(frozen=True)
class Words:
    """Something that the student wrote, as lines. ``label``: the name of the box that it was in; "" for a whole answer."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """One plan or piece of writing in a student's portfolio, with its mark and the tutor's words; all texts are plain."""

    title: str
    ask: str
    tables: tuple[Grid, ...]
    words: tuple[Words, ...]
    mark: str
    waits: bool
    tutor: ByTutor


@dataclass(frozen=True)
class Chapter:
    """The part of a student's portfolio about one unit.

    Attributes
    ----------
    left_out:
        The questions of the unit that ask for a plan or writing and that the student did not answer, as *Question 4*.
    """

    title: str
    marks: str
    waiting: str
    pieces: tuple[Piece, ...]
    left_out: tuple[str, ...]
    criteria: tuple[tuple[str, tuple[Criterion, ...]], ...]


def give_portfolios(course: Course, units: Iterable[str]) -> int:
    """Write ``feedback/<student>/portfolio.html`` for every student with marked work in these units; return how many students.

    A portfolio holds the student's marked plans and writing from the whole course, not only from these units.
    """
    chapters: dict[str, list[Chapter]] = {v["student"]: [] for unit in units for v in read_verdicts(course.root, unit)}
    for unit in sorted(course.own_units()):
        marks = read_marks(course, unit)
        for verdicts in read_verdicts(course.root, unit):
            student = verdicts["student"]
            if student in chapters:
                chapters[student].append(_chapter(unit, read_work(course, unit, verdicts, marks.get(student, Marks()))))
    for student, own in chapters.items():
        target = course.root / "feedback" / student / NAME
        target.parent.mkdir(parents=True, exist_ok=True)
        page = render("portfolio.html.j2", student=student, chapters=own, caveat=caveat())
        write_whole(target, page.encode())
    return len(chapters)


def _chapter(unit: str, work: Work) -> Chapter:
    kept = [(one, _piece(one, work)) for one in work.master.questions if isinstance(one.question, Plan | Reflection)]
    pieces = tuple(piece for _, piece in kept if piece is not None)
    left_out = tuple(heading(one)[0] for one, piece in kept if piece is None)
    return Chapter(work.master.title, *_marks(work), pieces, left_out, by_scheme(unit))


def _marks(work: Work) -> tuple[str, str]:
    """Return a unit's marks in words, and what is not marked yet ("" for nothing)."""
    marks = total(work)
    if marks.waiting == len(work.master.questions):
        return "Not marked yet", ""
    earned = f"{marks.earned:g} of {marks.possible:g} marks"
    if not marks.waiting:
        return earned, ""
    waiting = "1 answer isn't marked yet" if marks.waiting == 1 else f"{marks.waiting} answers aren't marked yet"
    return f"{earned} so far", f"{waiting}. {marks.waiting_points:g} more marks can be earned there."


def _piece(one: Marked, work: Work) -> Piece | None:
    """Return a plan or a piece of writing, or None when none was handed in."""
    tables: tuple[Grid, ...] = ()
    try:
        value = work.answer(one)
    except BadAnswer as error:
        words: tuple[Words, ...] = (Words("", (str(error),)),)
    else:
        if value is None:
            return None
        tables, words = _handed_in(one, value)
    return Piece(*heading(one), tables, words, _mark(one, work), work.final(one) is None, by_tutor(one, work))


def _handed_in(one: Marked, value: Value) -> tuple[tuple[Grid, ...], tuple[Words, ...]]:
    """Return an answer as tables, and as words: parts of a plan that hold nothing but the student's own words, and writing."""
    question = one.question
    if not isinstance(question, Plan):
        return (), (Words("", tuple(describe(question, value))),)
    tables: list[Grid] = []
    words: list[Words] = []
    for part, grid in zip(question.tables, grids(question, value), strict=True):
        if grid.rows and isinstance(part, PlanTable) and all(column.type in WORDS for column in part.columns):
            boxes = [(row[0], label, cell) for row in grid.rows for label, cell in zip(grid.heads[1:], row[1:], strict=True)]
            words += [Words(f"{row}: {label}", tuple(cell.splitlines())) for row, label, cell in boxes]
        else:
            tables.append(grid)
    return tuple(tables), tuple(words)


def _mark(one: Marked, work: Work) -> str:
    final = work.final(one)
    if final is None:
        return f"Not marked yet. Your tutor will mark it out of {one.points:g}."
    who = "marked by your tutor" if work.by_person(one) else "marked automatically"
    return f"{round(final, 2):g} of {one.points:g} {'mark' if one.points == 1 else 'marks'}, {who}"
