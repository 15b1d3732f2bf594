"""The plain record of a saved answer: what the notebook keeps for print, and for the day when the folder is lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

from carelab.answers import MIME, Answer
from carelab.questions import Code, Question, describe, grids, show_date
from carelab.ui.html import html


def record(unit: str, question: Question, value: Any, answer: Answer | None, variant: int = 1) -> dict[str, Any]:
    """Return a notebook output (MIME type → content) that records one answer, in words and as data.

    Parameters
    ----------
    value:
        The answer as ``read_response`` returned it; None for no answer.
    answer:
        The answer as saved, with its time; None when there is none.
    variant:
        Which variant of the unit (its set of numbers in the questions) the answer belongs to, from 1.
    """
    lines = describe(question, value) if not isinstance(question, Code) else _to_make(question)
    when = f" (saved on {_clock(answer.at)})" if answer is not None and value is not None else ""
    return {
        "text/plain": f"{question.ask}\nYour answer{when}:\n" + "\n".join(lines),
        "text/html": str(html("record", ask=question.ask, when=when, parts=grids(question, value), lines=lines)),
        MIME: {
            "assignment": unit,
            "question": question.id,
            "kind": question.kind,
            "value": None if answer is None else answer.value,
            "at": "" if answer is None else answer.at,
            "variant": variant,
        },
    }


def _clock(at: str) -> str:
    """Return a moment in UTC as a reader here would say it: ``23 November 2026 at 10:42``. Other words stay."""
    try:
        here = dt.datetime.fromisoformat(at).astimezone()
    except ValueError:
        return at
    return f"{show_date(here)} at {here:%H:%M}"


def _to_make(question: Code) -> list[str]:
    """Say where an answer in code is kept: in the notebook itself."""
    return ["In the code cell below, which makes:", *(f"{name}: {words}" for name, words in question.values.items())]
