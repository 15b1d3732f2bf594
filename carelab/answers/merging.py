"""Two answer files of one notebook become one, question by question: the newer answer counts, the other stays as ``earlier``.

``carelab/page/browser/merge.js`` does the same on the website.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from typing import Any

from carelab.answers.book import Answer, AnswerBook

EARLIER = 5
"""Most answers of other windows that are kept for one question, newest last."""
EARLIER_LETTERS = 40_000
"""Most letters that they may take together, so that they never fill the answer file."""
TIME = re.compile(
    r"(?!0000)\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?", re.ASCII
)
"""How an answer's time is written."""


def merged(here: AnswerBook, there: AnswerBook) -> AnswerBook:
    """Return one book that joins two books of one unit. Where both answer a question, the newer answer counts.

    The older answer is kept under ``earlier`` of the newer one. Two devices may have given the student different variants (sets
    of figures). Then only the book with more answers counts, and all answers of the other book are kept under ``earlier``.
    """
    if not here.answers:
        return there
    other_figures = here.variant != there.variant
    base, added = (there, here) if other_figures and _given(there) > _given(here) else (here, there)
    answers = dict(base.answers)
    for question, other in added.answers.items():
        own = answers.get(question)
        if other_figures:
            answers[question] = _joined(other, own or Answer(other.kind, None, ""))
        elif own is None:
            answers[question] = other
        else:
            answers[question] = _joined(own, other) if _when(other.at) > _when(own.at) else _joined(other, own)
    return replace(base, answers=answers)


def fitting(earlier: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the newest of a question's earlier answers, in the same order: at most 5, of 40,000 letters in all."""
    kept = earlier[-EARLIER:]
    while kept and len(json.dumps(kept, ensure_ascii=False, separators=(",", ":"))) > EARLIER_LETTERS:
        kept = kept[1:]
    return kept


def earlier_of(answer: Answer) -> list[dict[str, Any]]:
    """Return the earlier answers to a question that are kept with its answer, oldest first: dicts with ``value`` and ``at``."""
    found = answer.extra.get("earlier")
    return [one for one in found if isinstance(one, dict) and {"value", "at"} <= set(one)] if isinstance(found, list) else []


def _joined(older: Answer, newer: Answer) -> Answer:
    found = [*earlier_of(older), *earlier_of(newer), {"value": older.value, "at": older.at}]
    kept = [
        one
        for n, one in enumerate(found)
        if one["value"] is not None
        and one["value"] != newer.value
        and all(one["value"] != later["value"] for later in found[n + 1 :])
    ]
    if "earlier" in newer.extra:
        kept.sort(key=lambda one: _when(one["at"]))
    kept = fitting(kept)
    extra = {**older.extra, **newer.extra}
    extra.pop("earlier", None)
    return replace(newer, extra={**extra, "earlier": kept} if kept else extra)


def _given(book: AnswerBook) -> int:
    return sum(answer.value is not None for answer in book.answers.values())


def _when(at: object) -> int:
    """Return a time in milliseconds; 0 where it is none. A time without a zone is in UTC."""
    if not TIME.fullmatch(str(at)):
        return 0
    try:
        found = dt.datetime.fromisoformat(str(at))
    except ValueError:
        return 0
    since = (found if found.tzinfo else found.replace(tzinfo=dt.UTC)) - dt.datetime.fromtimestamp(0, dt.UTC)
    return since // dt.timedelta(milliseconds=1)
