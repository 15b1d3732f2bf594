"""A page for each student: what I chose, what was right, why, what to read again. No script, no outside address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from carelab.answers import now, write_whole
from carelab.data.course import statements
from carelab.questions import BadAnswer, Grid, Reflection, describe, grids
from grader.authoring import Marked, attempted, names_asked, written
from grader.course import Course
from grader.marking import read_verdicts
from grader.reports.pages import render
from grader.reports.work import Work, heading, read_scores, read_work, total

OUTCOMES = {
    "right": "Right", "partly": "Partly right", "wrong": "Not yet right", "not attempted": "Not attempted",
    "by hand": "Marked by your tutor", "no mark": "Your tutor will look at this",
}  # fmt: skip


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


def give_feedback(course: Course, units: Iterable[str]) -> int:
    """Write ``feedback/<student>/<unit>/<unit>.html`` for every marked submission and return how many pages that was."""
    pages = 0
    for unit in units:
        scores = read_scores(course, unit)
        for verdicts in read_verdicts(course.root, unit):
            work = read_work(course, unit, verdicts, scores.get(verdicts["student"], {}))
            target = course.root / "feedback" / work.student / unit / f"{unit}.html"
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, _page(work, verdicts["repaired"]).encode())
            pages += 1
    return pages


def _page(work: Work, repaired: list[str]) -> str:
    marks = total(work)
    return render(
        "feedback.html.j2", title=work.master.title, student=work.student,
        items=[_item(one, work) for one in work.master.questions],
        total=f"{marks.earned:g}", points=f"{marks.possible:g}", waiting=marks.waiting, repaired=repaired, made=now()[:10],
    )  # fmt: skip


def _item(one: Marked, work: Work) -> Item:
    final, said, by_person = work.final(one), work.said[one.grade_id], work.by_person(one)
    outcome = "by hand" if by_person else said["outcome"]
    mark = f"{round(final, 2):g} of {one.points:g}" if final is not None else f"Not marked yet, of {one.points:g}"
    again = () if said["outcome"] == "right" else tuple(statements()[s].text for s in one.key.teaches if s in statements())
    reasons = (said["reason"],) if said["reason"] and final is None else tuple(said["reasons"])
    words = "Marked by your tutor" if by_person else OUTCOMES[outcome]
    if isinstance(one.question, Reflection) and final is None:
        words = "Waiting for your tutor"
    title, ask = heading(one)
    code = written(work.notebook.cells, one.grade_id).strip() if _coded(one, work) else ""
    return Item(title, ask, *_answer(one, work, code), code, outcome, words, mark, reasons, again)


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
