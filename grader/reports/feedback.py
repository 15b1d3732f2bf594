"""A page for each student: what I chose, what was right, why, what to read again. No script, no outside address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carelab.answers import AnswerBook, now, write_whole
from carelab.data.course import statements
from carelab.questions import BadAnswer, CareLabError, Grid, Reflection, describe, grids, read_response
from grader.authoring import Marked, attempted, names_asked, read_master, source_path, written
from grader.course import Course
from grader.gradebook import Gradebook, Score
from grader.marking import read_answers, read_verdicts
from grader.repair import Mended, mended, read_original
from grader.reports.pages import render

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
        with Gradebook(course.gradebook) as gradebook:
            scores: dict[str, dict[str, Score]] = {}
            for score in gradebook.scores(unit):
                scores.setdefault(score.student, {})[score.grade_id] = score
        for verdicts in read_verdicts(course.root, unit):
            page = student_page(course, unit, verdicts, scores.get(verdicts["student"], {}))
            target = course.root / "feedback" / verdicts["student"] / unit / f"{unit}.html"
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, page.encode())
            pages += 1
    return pages


def student_page(course: Course, unit: str, verdicts: dict[str, Any], scores: dict[str, Score]) -> str:
    """Return one student's page as HTML."""
    master = read_master(source_path(course.root, unit), verdicts["variant"])
    folder = course.root / "submitted" / verdicts["student"] / unit
    notebook = mended(read_original(master.path), folder)
    book = _book(unit, folder, notebook)
    said = {v["grade_id"]: v for v in verdicts["verdicts"]}
    items = [_item(one, book, notebook, said[one.grade_id], scores.get(one.grade_id)) for one in master.questions]
    finals = [
        (scores[m.grade_id].final if m.grade_id in scores else said[m.grade_id]["score"], m.points) for m in master.questions
    ]
    waiting = sum(1 for final, _ in finals if final is None)
    total = sum(final for final, _ in finals if final is not None)
    return render(
        "feedback.html.j2", title=master.title, student=verdicts["student"], items=items,
        total=f"{round(total, 2):g}", points=f"{sum(p for final, p in finals if final is not None):g}", waiting=waiting,
        repaired=verdicts["repaired"], made=now()[:10],
    )  # fmt: skip


def _item(one: Marked, book: AnswerBook, notebook: Mended, said: dict[str, Any], score: Score | None) -> Item:
    final = score.final if score is not None else said["score"]
    by_person = score is not None and score.manual is not None
    outcome = "by hand" if by_person else said["outcome"]
    mark = f"{round(final, 2):g} of {one.points:g}" if final is not None else f"Not marked yet, of {one.points:g}"
    again = () if said["outcome"] == "right" else tuple(statements()[s].text for s in one.key.teaches if s in statements())
    reasons = (said["reason"],) if said["reason"] and final is None else tuple(said["reasons"])
    words = "Marked by your tutor" if by_person else OUTCOMES[outcome]
    if isinstance(one.question, Reflection) and final is None:
        words = "Waiting for your tutor"
    number = one.question.id.removeprefix("q")
    ask = re.sub(rf"^{re.escape(number)}\.\s*", "", one.question.ask)
    code = written(notebook.cells, one.grade_id).strip() if _coded(one, notebook) else ""
    return Item(f"Question {number}", ask, *_answer(one, book, code), code, outcome, words, mark, reasons, again)


def _coded(one: Marked, notebook: Mended) -> bool:
    return bool(one.code) and attempted(one.code, notebook.cells, one.grade_id, names_asked(one.question))


def _answer(one: Marked, book: AnswerBook, code: str) -> tuple[tuple[str, ...], tuple[Grid, ...]]:
    """Return the answer as lines, or as tables where it is a plan."""
    if code and book.value(one.question.id) is None:
        return (), ()
    try:
        value = read_response(one.question, book.value(one.question.id))
    except BadAnswer as error:
        return (str(error),), ()
    tables = tuple(grids(one.question, value))
    return (() if tables else tuple(describe(one.question, value))), tables


def _book(unit: str, folder: Path, notebook: Mended) -> AnswerBook:
    """Return the answers as marking read them."""
    try:
        return read_answers(unit, folder, notebook, [])
    except (CareLabError, OSError):
        return AnswerBook(unit)
