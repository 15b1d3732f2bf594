"""Reads answers back out of the plain records that a notebook carries beside each form: for the day when the folder is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from carelab.answers.book import MOMENT, Answer, AnswerBook
from carelab.questions import is_id

MIME = "application/vnd.carelab.answer+json"
"""Output type from which an answer can be read back out of a notebook."""


def recover(cells: Iterable[Mapping[str, Any]], unit: str) -> AnswerBook:
    """Return the answers to a unit that are recorded in the outputs of a notebook's cells, for when ``answers.json`` is lost.

    The book that is returned is empty when no answer is recorded. Nothing is raised, whatever the cells hold.
    """
    answers: dict[str, Answer] = {}
    variant = 1
    for record in _records(cells):
        question, value, stated = record.get("question"), record.get("value"), record.get("variant", 1)
        if record.get("assignment") == unit and isinstance(question, str) and is_id(question) and value is not None:
            at = record.get("at")
            kept = at if isinstance(at, str) and MOMENT.fullmatch(at) else ""
            answers[question] = Answer(str(record.get("kind", ""))[:20], value, kept)
            variant = stated if type(stated) is int and 1 <= stated <= 999 else variant
    return AnswerBook(unit, variant, answers)


def _records(cells: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    for cell in cells:
        outputs = cell.get("outputs")
        for output in outputs if isinstance(outputs, list) else ():
            data = output.get("data") if isinstance(output, dict) else None
            record = data.get(MIME) if isinstance(data, dict) else None
            if isinstance(record, dict):
                yield record
