"""Marks a submission whose answers are data: parsed, bounded, scored. Starts no kernel and runs nothing that a student wrote."""

from __future__ import annotations

import hashlib
import json
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carelab.answers import NAME, Answer, AnswerBook, load
from carelab.errors import AnswerFileError, BadAnswer, CareLabError
from carelab.questions import Reason, Reflection, describe, item_words, read_response, score
from carelab.ui.record import MIME
from grader.judge.verdict import CellVerdict
from grader.master import Marked, Master, read_master

LARGEST_NOTEBOOK = 32 * 1024 * 1024
WIDE = 104
"""Characters a line, so that formgrader's page cuts nothing off."""


@dataclass(frozen=True)
class Judged:
    """What the judge says of one submission.

    Attributes
    ----------
    verdicts:
        One for each grade cell, in the order of the notebook. Empty when there is no mark at all: then ``problem`` says why.
    written:
        Grade id → the text that the student wrote for a person to mark.
    repaired:
        What was done to read it, in sentences.
    """

    verdicts: tuple[CellVerdict, ...]
    written: Mapping[str, str]
    master: Master | None
    sha256: str
    problem: str = ""
    repaired: tuple[str, ...] = ()


def judge_answers(source: Path, folder: Path) -> Judged:
    """Mark one submission folder against a source notebook. Never raises for anything in the folder.

    Parameters
    ----------
    source:
        The unit's source notebook, which is trusted.
    folder:
        What the student handed in: ``answers.json`` and the notebook, either of which may be missing or damaged.
    """
    unit = source.stem
    digest = hash_files([folder / NAME, folder / f"{unit}.ipynb"])
    repaired: list[str] = []
    try:
        book = _read_book(folder, unit, repaired)
        master = read_master(source, _variant(source, book, repaired))
    except CareLabError as error:
        return Judged((), {}, None, digest, str(error))
    except OSError as error:
        return Judged((), {}, None, digest, f"{folder.name}: {error.strerror}: hand it in again.")
    verdicts = tuple(_verdict(one, book) for one in master.questions)
    written = {m.grade_id: _text(m, book) for m in master.questions if isinstance(m.question, Reflection)}
    return Judged(verdicts, written, master, digest, "", tuple(repaired))


def _read_book(folder: Path, unit: str, repaired: list[str]) -> AnswerBook:
    try:
        return load(folder / NAME, unit)
    except FileNotFoundError:
        problem: CareLabError = CareLabError(
            f"{NAME} is missing from {folder.name}.", "Ask for the whole folder to be handed in."
        )
    except AnswerFileError as error:
        problem = error
    found = recover(folder / f"{unit}.ipynb", unit)
    if not found.answers:
        raise problem
    repaired.append(f"{problem.problem} {len(found.answers)} answers were read from the records in the notebook instead.")
    return found


def _variant(source: Path, book: AnswerBook, repaired: list[str]) -> int:
    most = read_master(source).variants
    if book.variant > most:
        repaired.append(f"{NAME} names variant {book.variant}, but the unit has {most}: marked as variant 1.")
        return 1
    return book.variant


def recover(notebook: Path, unit: str) -> AnswerBook:
    """Read answers out of the plain records that a notebook carries; an empty book when there are none to be had."""
    answers: dict[str, Answer] = {}
    try:
        if notebook.is_symlink() or notebook.stat().st_size > LARGEST_NOTEBOOK:
            return AnswerBook(unit)
        cells = json.loads(notebook.read_bytes())["cells"]
        for record in _records(cells):
            if record.get("assignment") == unit and isinstance(record.get("question"), str) and record.get("value") is not None:
                answers[record["question"]] = Answer(str(record.get("kind", "")), record["value"], str(record.get("at", "")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return AnswerBook(unit)
    return AnswerBook(unit, 1, answers)


def _records(cells: Iterable[Any]) -> Iterable[dict[str, Any]]:
    for cell in cells:
        for output in cell.get("outputs", []):
            record = output.get("data", {}).get(MIME)
            if isinstance(record, dict):
                yield record


def _verdict(one: Marked, book: AnswerBook) -> CellVerdict:
    value = book.value(one.question.id)
    try:
        result = score(one.question, one.key, value)
    except BadAnswer as error:
        return CellVerdict(one.grade_id, one.points, None, f"{error} The mark is left for a person.", "no mark")
    except Exception as error:  # noqa: BLE001 (whatever an answer does to the marking, the class goes on without a mark for it)
        why = f"Question {one.question.id} could not be marked ({type(error).__name__}: {error}). A person must look."
        return CellVerdict(one.grade_id, one.points, None, why, "no mark")
    if result.share is None:
        return CellVerdict(one.grade_id, one.points, None, "A person marks this against the rubric.", "by hand")
    earned = round(result.share * one.points, 4)
    reasons = tuple(_sentence(one, r) for r in result.reasons)
    outputs = _outputs(one, value, result.outcome, earned, reasons)
    return CellVerdict(one.grade_id, one.points, earned, "", result.outcome, reasons, result.misconceptions, outputs)


def _sentence(one: Marked, reason: Reason) -> str:
    label = item_words(one.question).get(reason.item, "")
    state = {"right": "right", "wrong": "not right", "missing": "missing", "note": ""}[reason.state]
    head = f"{label} ({state}): " if label and state else f"{label}: " if label else ""
    return f"{head}{reason.text}"


def _text(one: Marked, book: AnswerBook) -> str:
    try:
        return str(read_response(one.question, book.value(one.question.id)) or "")
    except BadAnswer:
        return ""


def _outputs(one: Marked, value: Any, outcome: str, earned: float, reasons: tuple[str, ...]) -> tuple[dict[str, Any], ...]:
    """Return plain-text outputs: what a tutor reads in formgrader, and last the mark in the form in which nbgrader reads it."""
    lines = ["Answer:", *(f"  {line}" for line in describe(one.question, read_response(one.question, value)))]
    lines += [f"Mark: {round(earned, 2):g} of {one.points:g} ({outcome})", *(f"- {reason}" for reason in reasons)]
    text = "\n".join(textwrap.fill(line, WIDE, subsequent_indent="  ") for line in lines)
    shown = {"output_type": "display_data", "metadata": {}, "data": {"text/plain": text}}
    mark = {"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": {"text/plain": f"{earned!r}"}}
    return shown, mark


def hash_files(paths: Iterable[Path]) -> str:
    """Return one SHA-256 over the names and contents of those files that there are."""
    total = hashlib.sha256()
    for path in paths:
        if path.is_file() and not path.is_symlink():
            total.update(path.name.encode() + b"\0" + str(path.stat().st_size).encode() + b"\0")
            with path.open("rb") as content:
                while block := content.read(1 << 20):
                    total.update(block)
    return total.hexdigest()
