"""The file that brings a student's feedback home: all their units, which the student opens in the course's own pages.

It holds what the feedback pages beside it say, and the student's own answers, by which a page tells that one was changed since.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from carelab.answers import now, write_whole
from grader.progress import stamp
from grader.reports.lesson_links import Passage
from grader.reports.summary import Feedback, Item, Point, summary
from grader.reports.work import Work
from grader.vle import in_uk_words

NAME = "care-lab-feedback.json"
KIND = "feedback"
"""What the field ``carelab`` says, by which a file is known."""
SCHEMA = 1


def entry(given: Feedback, work: Work, verdicts: Path) -> dict[str, Any]:
    """Return the entry of one unit in a student's feedback file, as JSON data; ``given`` is the feedback in words.

    What is not known is null, never 0.

    Parameters
    ----------
    verdicts:
        Path of ``verdicts.json``, whose modification time is when the work was marked.
    """
    marked = dt.datetime.fromtimestamp(verdicts.stat().st_mtime, dt.UTC)
    said = summary(given)
    known = given.marks.waiting < len(given.items)
    return {
        "title": given.title,
        "at": now(),
        "marked": stamp(marked),
        "marked_words": in_uk_words(marked).partition(",")[0],
        "variant": work.book.variant,
        "earned": given.earned if known else None,
        "possible": given.marks.possible if known else None,
        "points": given.marks.possible + given.marks.waiting_points,
        "waiting": [item.id for item in given.waiting],
        "times": list(given.times),
        "notes": list(given.notes),
        "went_well": [_point(one) for one in said.well],
        "work_on": [_point(one) for one in said.work_on],
        "blank": [item.id for item in said.blank],
        "next_step": said.step
        and {
            "text": said.step.text,
            "read": said.step.passage and _passage(said.step.passage),
            "question": said.step.item and said.step.item.id,
        },
        "questions": [_question(item, work) for item in given.items],
    }


def add_units(folder: Path, student: str, name: str, units: Mapping[str, Mapping[str, Any]]) -> None:
    """Write entries (unit → what ``entry`` returns) into the student's feedback file in ``folder``; those of other units stay.

    Raises OSError.
    """
    kept = {**_units(folder / NAME), **units}
    whole = {
        "carelab": KIND,
        "schema": SCHEMA,
        "at": now(),
        "student": {"id": student, "name": name},
        "units": {unit: kept[unit] for unit in sorted(kept)},
    }
    write_whole(folder / NAME, (json.dumps(whole, indent=1, allow_nan=False) + "\n").encode())


def _units(path: Path) -> dict[str, Any]:
    """Return the units of a feedback file; none of a file that is missing, damaged or of another version."""
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        if (whole["carelab"], whole["schema"]) != (KIND, SCHEMA):
            return {}
        return {unit: about for unit, about in whole["units"].items() if isinstance(about["questions"], list)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _question(item: Item, work: Work) -> dict[str, Any]:
    return {
        "id": item.id,
        "number": item.number,
        "ask": item.ask,
        "value": _plain(work.book.value(item.id)),
        "outcome": item.outcome,
        "words": item.words,
        "mark": None if item.mark is None else round(item.mark, 2),
        "points": item.points,
        "reasons": list(item.reasons),
        "read_again": [_passage(one) for one in item.again],
        "rubric": [{"line": one.line, "level": one.level} for one in item.tutor.levels],
        "comment": list(item.tutor.comment),
        "earlier": item.tutor.earlier,
    }


def _plain(value: Any) -> Any:
    """Return an answer as JSON can hold it; None for one that it cannot."""
    try:
        json.dumps(value, allow_nan=False)
    except (ValueError, TypeError, RecursionError):
        return None
    return value


def _point(one: Point) -> dict[str, str]:
    return {"question": one.item.id, "number": one.item.number, "ask": one.ask, "marks": one.item.marks, "why": one.why}


def _passage(one: Passage) -> dict[str, str]:
    return {"unit": one.unit, "anchor": one.anchor, "heading": one.heading, "text": one.text}
