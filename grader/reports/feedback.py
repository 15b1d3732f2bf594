"""What a student is told about their work on a unit, as a page and as an entry of their feedback file. No script, no key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from carelab.answers import write_whole
from carelab.questions import BadAnswer, Grid, describe, grids
from grader.authoring import Marked, attempted, names_asked, written
from grader.course import Course, copy_exchange_files
from grader.marking import VERDICTS, read_verdicts
from grader.progress import Work as States
from grader.progress import class_states
from grader.reports.by_tutor import by_tutor
from grader.reports.feedback_file import add_units, entry
from grader.reports.lesson_links import passages, website
from grader.reports.pages import render
from grader.reports.summary import Feedback, Item, summary, to_student
from grader.reports.work import Marks, Work, heading, read_marks, read_work, total

OUTCOMES = {
    "right": "Right", "partly": "Partly right", "wrong": "Not yet right", "not attempted": "Not attempted",
    "by hand": "Marked by your tutor", "no mark": "Your tutor will look at this",
}  # fmt: skip


@dataclass(frozen=True)
class Pages:
    """The feedback pages of a run: how many were ``written``, and what was ``changed``.

    ``changed``: (student, unit) of the work that was handed in anew after it was marked; no page was written for it.
    """

    written: int
    changed: tuple[tuple[str, str], ...]


def give_feedback(course: Course, units: Iterable[str]) -> Pages:
    """Write ``feedback/<student>/<unit>/<unit>.html`` for every submission that has not changed since it was marked.

    The same units are added to the student's feedback file, ``feedback/<student>/care-lab-feedback.json``.
    """
    pages, units = 0, list(units)
    changed: list[tuple[str, str]] = []
    entries: dict[str, dict[str, dict[str, object]]] = {}
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
            marked = course.root / "autograded" / work.student / unit
            copy_exchange_files(marked, target.parent)
            given = feedback_on(work, states.work[work.student, unit])
            write_whole(target, _page(given, states.person(work.student).shown).encode())
            entries.setdefault(work.student, {})[unit] = entry(given, work, marked / VERDICTS)
            pages += 1
    for student, own in entries.items():
        add_units(course.root / "feedback" / student, student, states.person(student).shown, own)
    return Pages(pages, tuple(changed))


def feedback_page(work: Work) -> str:
    """Return the HTML of the feedback page on a student's work, without the name, due date and late penalty."""
    return _page(feedback_on(work), work.student)


def _page(given: Feedback, student: str) -> str:
    return render("feedback.html.j2", given=given, summary=summary(given), student=student, site=website(given.root))


def feedback_on(work: Work, state: States | None = None) -> Feedback:
    """Return the feedback on a student's work on a unit, as data.

    Parameters
    ----------
    state:
        The state of the work: when it was handed in and due, and the late penalty; None when that is not known.
    """
    root = work.master.path.parents[2]
    unit = work.master.path.stem
    marks = total(work)
    items = tuple(_item(one, work, root, unit) for one in work.master.questions)
    penalty = state.penalty if state else 0.0
    times: Sequence[str] = state.told_to_student() if state else ()
    return Feedback(root, unit, work.master.title, items, marks, penalty, tuple(times), to_student(work.repaired))


def _item(one: Marked, work: Work, root: Path, unit: str) -> Item:
    final, said, by_person = work.final(one), work.verdict(one), work.by_person(one)
    waits = final is None and said["outcome"] != "no mark"
    outcome = "by hand" if by_person or waits else said["outcome"]
    again = () if said["outcome"] == "right" else passages(root, unit, one.key.teaches)
    reasons = (said["reason"],) if said["reason"] and final is None else tuple(said["reasons"])
    words = "With your tutor" if waits else OUTCOMES[outcome]
    title, ask = heading(one)
    code = written(work.notebook.cells, one.grade_id).strip() if _coded(one, work) else ""
    answer, tables = _answer(one, work, code)
    return Item(
        one.question.id, title, ask, answer, tables, code, outcome, words, final, one.points, reasons, again, by_tutor(one, work)
    )


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
