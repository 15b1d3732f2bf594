"""A page for each student: what I chose, what was right, why, what to read again. No script, no outside address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from carelab.answers import write_whole
from carelab.data.course import statements
from carelab.questions import BadAnswer, Grid, describe, grids
from grader.authoring import Marked, attempted, names_asked, written
from grader.course import Course, copy_exchange_files
from grader.marking import read_verdicts
from grader.progress import class_states
from grader.reports.by_tutor import ByTutor, by_tutor
from grader.reports.pages import render
from grader.reports.work import Marks, Work, heading, read_marks, read_work, total

OUTCOMES = {
    "right": "Right", "partly": "Partly right", "wrong": "Not yet right", "not attempted": "Not attempted",
    "by hand": "Marked by your tutor", "no mark": "Your tutor will look at this",
}  # fmt: skip


@dataclass(frozen=True)
class Pages:
    """What feedback was given: how many pages, and (student, unit) of hand-ins that changed after they were marked."""

    written: int
    changed: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Item:
    """One question on a feedback page; every field is plain text."""

    title: str
    ask: str
    answer: tuple[str, ...]
    tables: tuple[Grid, ...]
    code: str
    outcome: str
    words: str
    mark: str
    reasons: tuple[str, ...]
    read_again: tuple[str, ...]
    tutor: ByTutor


def give_feedback(course: Course, units: Iterable[str]) -> Pages:
    """Write ``feedback/<student>/<unit>/<unit>.html`` for every marked submission that is still as it was when it was marked."""
    pages, units = 0, list(units)
    changed: list[tuple[str, str]] = []
    states = class_states(course, units)
    for unit in units:
        marks = read_marks(course, unit)
        for verdicts in read_verdicts(course.root, unit):
            work = read_work(course, unit, verdicts, marks.get(verdicts["student"], Marks()))
            if work.changed:
                changed.append((work.student, unit))
                continue
            target = course.root / "feedback" / work.student / unit / f"{unit}.html"
            target.parent.mkdir(parents=True, exist_ok=True)
            copy_exchange_files(course.root / "autograded" / work.student / unit, target.parent)
            person = states.person(work.student)
            times = states.work[work.student, unit].told_to_student()
            write_whole(target, feedback_page(work, person.shown, times).encode())
            pages += 1
    return Pages(pages, tuple(changed))


def feedback_page(work: Work, name: str = "", times: Sequence[str] = ()) -> str:
    """Return the feedback page on one student's work, as HTML.

    Parameters
    ----------
    name:
        The student's name, where it is known.
    times:
        When the work was handed in and was due, in sentences.
    """
    marks = total(work)
    return render(
        "feedback.html.j2", title=work.master.title, student=name or work.student, times=times,
        items=[_item(one, work) for one in work.master.questions],
        total=f"{marks.earned:g}", points=f"{marks.possible:g}", waiting=marks.waiting, repaired=work.repaired,
    )  # fmt: skip


def _item(one: Marked, work: Work) -> Item:
    final, said, by_person = work.final(one), work.verdict(one), work.by_person(one)
    waits = final is None and said["outcome"] != "no mark"
    outcome = "by hand" if by_person or waits else said["outcome"]
    mark = f"{round(final, 2):g} of {one.points:g}" if final is not None else f"Not marked yet, of {one.points:g}"
    again = () if said["outcome"] == "right" else tuple(statements()[s].text for s in one.key.teaches if s in statements())
    reasons = (said["reason"],) if said["reason"] and final is None else tuple(said["reasons"])
    words = "Waiting for your tutor" if waits else OUTCOMES[outcome]
    title, ask = heading(one)
    code = written(work.notebook.cells, one.grade_id).strip() if _coded(one, work) else ""
    return Item(title, ask, *_answer(one, work, code), code, outcome, words, mark, reasons, again, by_tutor(one, work))


def _coded(one: Marked, work: Work) -> bool:
    return bool(one.code) and attempted(one.code, work.notebook.cells, one.grade_id, names_asked(one.question))


def _answer(one: Marked, work: Work, code: str) -> tuple[tuple[str, ...], tuple[Grid, ...]]:
    """Return the answer as lines, or as tables where it is a plan."""
    if code and work.book.value(one.question.id) is None:
        return (), ()
    try:
        value = work.answer(one)
    except BadAnswer as error:
        return (str(error),), ()
    tables = tuple(grids(one.question, value))
    return (() if tables else tuple(describe(one.question, value))), tables
