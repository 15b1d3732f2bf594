"""Marks a submission whose answers are data: parsed, limited, scored. Starts no kernel and runs nothing that a student wrote."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from carelab.answers import LARGEST, NAME, AnswerBook, AnswerFileError, UnreadableAnswers, load, parse, recover
from carelab.questions import (
    LONGEST_TEXT,
    BadAnswer,
    CareLabError,
    Plan,
    Reason,
    Reflection,
    as_text,
    item_words,
    read_response,
)
from grader.authoring import Marked, Master, cell_name, written
from grader.course import file_hash, is_ordinary, name_bytes
from grader.marking.code_answers import NOT_ARRIVED, CodeAnswer, code_answers
from grader.marking.elsewhere import written_elsewhere
from grader.marking.routes import NotMarkable, routed
from grader.marking.run import Options
from grader.marking.tutors_notebook import TutorsNotebook
from grader.marking.verdict import CellVerdict
from grader.repair import Mended

RULE_STATES = {"right": "✓ Met. ", "part": "◐ Met in part. ", "wrong": "✗ Not met. ", "missing": "", "note": ""}
"""How the sentence about a rule of a plan begins."""
WIDE = 104
"""Characters a line, so that formgrader's page cuts nothing off."""


@dataclass(frozen=True)
class Verdicts:
    """The result of marking one submission: a verdict (mark and reasons) on each of its cells.

    Attributes
    ----------
    verdicts:
        One for each marked cell, in the order of the notebook. Empty when nothing could be marked; ``problem`` then says why.
    written:
        nbgrader cell id → the text that the student wrote for a person to mark.
    repaired:
        Sentences that say what was repaired in order to read the submission.
    shown:
        nbgrader cell id of a question that code answers → what the student's code showed, as nbformat outputs.
    unmarked:
        Cell id → comment, for cells without points that the student writes in; filled only for units that do not use Care Lab.
    sha256:
        SHA-256 of the submission's files that were read.
    master:
        The unit's questions, with this student's set of figures; None when nothing could be marked.
    """

    verdicts: tuple[CellVerdict, ...]
    written: Mapping[str, str]
    master: Master | None
    sha256: str
    problem: str = ""
    repaired: tuple[str, ...] = ()
    shown: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    unmarked: Mapping[str, str] = field(default_factory=dict)


def mark_answers(tutors: TutorsNotebook, folder: Path, notebook: Mended, options: Options) -> Verdicts:
    """Return the verdicts on one submission of a unit that uses Care Lab. Nothing in the submission raises an error.

    Parameters
    ----------
    folder:
        The student's folder, with ``answers.json`` and the notebook. Either may be missing or damaged.
    notebook:
        The student's notebook, repaired.
    """
    digest = submission_hash(folder, notebook)
    repaired: list[str] = []
    try:
        book = read_answers(tutors.path.stem, folder, notebook, repaired)
    except CareLabError as error:
        return Verdicts((), {}, None, digest, str(error))
    except OSError as error:
        return Verdicts((), {}, None, digest, f"{folder.name}: {error.strerror}: hand it in again.")
    master = _variant(tutors, book, repaired)
    if notebook.problem:
        left = "the rest is marked without it" if any(one.code for one in master.questions) else "the answers were complete"
        repaired.append(f"{notebook.problem.rstrip('.')}; {left}.")
    repaired += notebook.repaired
    codes = code_answers(tutors, master, notebook, options)
    if notebook.notebook is None:
        codes = {q.question.id: NOT_ARRIVED for q in master.questions if q.code and book.value(q.question.id) is None}
    elsewhere = written_elsewhere(tutors.notebook["cells"], notebook.cells)
    verdicts = tuple(
        replace(_verdict(one, book, codes.get(one.question.id), elsewhere), answer=_answer_hash(one, book, notebook))
        for one in master.questions
    )
    texts = {m.grade_id: _text(m, book) for m in master.questions if isinstance(m.question, Reflection)}
    shown = {cell_name(m.grade_id): codes[m.question.id].outputs for m in master.questions if m.question.id in codes}
    return Verdicts(verdicts, texts, master, digest, "", tuple(repaired), shown)


def read_answers(unit: str, folder: Path, notebook: Mended, repaired: list[str]) -> AnswerBook:
    """Return a submission's answers, read from ``answers.json`` or, when that cannot be used, from the outputs of its notebook.

    Parameters
    ----------
    repaired:
        A sentence for each repair is added to this list.

    Raises
    ------
    CareLabError
        When no answers can be read. The message says why, and what to do.
    """
    try:
        return _read_file(_answer_file(folder, repaired), unit, repaired)
    except FileNotFoundError:
        problem: CareLabError = CareLabError(
            f"{NAME} is missing from {folder.name}.", "Ask for the whole folder to be handed in."
        )
    except AnswerFileError as error:
        problem = error
    found = recover(notebook.cells, unit)
    if not found.answers:
        raise problem
    repaired.append(f"{problem.problem} {len(found.answers)} answers were read from the records in the notebook instead.")
    return found


def _answer_file(folder: Path, repaired: list[str]) -> Path:
    """Return the path of the answer file; a copy that a browser renamed, when there is just that one."""
    path = folder / NAME
    if path.exists() or path.is_symlink():
        return path
    copies = [p for p in folder.glob("answers*.json") if re.fullmatch(r"answers ?\(\d+\)\.json|answers-Copy\d+\.json", p.name)]
    if len(copies) == 1:
        repaired.append(f"{copies[0].name} was read as {NAME}.")
        return copies[0]
    return path


def _read_file(path: Path, unit: str, repaired: list[str]) -> AnswerBook:
    """Read an answer file; one that another program saved in UTF-16, or with something after its end, as what it was before."""
    try:
        return load(path, unit)
    except UnreadableAnswers:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
            raise
        data = path.read_bytes()
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            book = parse(data.decode("utf-16", "replace").encode(), path, unit)
            repaired.append(f"{path.name} was saved as UTF-16; it was read as that.")
            return book
        end = data.rfind(b"\n}") + 2
        if end < 2 or not data[end:].strip():
            raise
        book = parse(data[:end], path, unit)
        repaired.append(f"There was something after the end of {path.name}; that was left out.")
        return book


def _variant(tutors: TutorsNotebook, book: AnswerBook, repaired: list[str]) -> Master:
    """Return the questions of the variant that an answer file names."""
    most = len(tutors.masters)
    if book.variant > most:
        repaired.append(f"{NAME} names variant {book.variant}, but the unit has {most}: marked as variant 1.")
        return tutors.masters[0]
    return tutors.masters[book.variant - 1]


def _verdict(one: Marked, book: AnswerBook, code: CodeAnswer | None, elsewhere: str) -> CellVerdict:
    try:
        by = routed(one, book.value(one.question.id), code)
    except NotMarkable as error:
        again = code is not NOT_ARRIVED
        return CellVerdict(one.grade_id, one.points, None, f"No mark: {error}", "no mark", again=again)
    except BadAnswer as error:
        return CellVerdict(one.grade_id, one.points, None, f"{error} The mark is left for a person.", "no mark")
    except Exception as error:  # noqa: BLE001 (whatever an answer does to the marking, the class goes on without a mark for it)
        why = f"Question {one.question.id} could not be marked ({type(error).__name__}: {error}). A person must look."
        return CellVerdict(one.grade_id, one.points, None, why, "no mark")
    result = by.score
    if isinstance(one.question, Reflection) and result.outcome == "not attempted" and elsewhere:
        return CellVerdict(one.grade_id, one.points, None, elsewhere, "no mark")
    if result.share is None:
        return CellVerdict(one.grade_id, one.points, None, "A person marks this against the rubric.", "by hand")
    earned = round(result.share * one.points, 4)
    reasons = tuple(_sentence(one, r) for r in result.reasons)
    outputs = _outputs(one, by.answer, result.outcome, earned, reasons)
    return CellVerdict(one.grade_id, one.points, earned, "", result.outcome, reasons, result.misconceptions, outputs=outputs)


def _answer_hash(one: Marked, book: AnswerBook, notebook: Mended) -> str:
    """Return the SHA-256 of the answer to one question: what was clicked or typed, and the code in its cell."""
    code = written(notebook.cells, one.grade_id) if one.code else ""
    return hash_answer([book.value(one.question.id), code, book.variant])


def hash_answer(answer: Any) -> str:
    """Return the SHA-256 of an answer as JSON, in hexadecimal; "" for an answer that cannot be written as JSON."""
    try:
        return hashlib.sha256(json.dumps(answer).encode()).hexdigest()
    except (ValueError, RecursionError):
        return ""


def _sentence(one: Marked, reason: Reason) -> str:
    if isinstance(one.question, Plan):
        return f"{RULE_STATES[reason.state] if reason.item else ''}{reason.text}"
    label = item_words(one.question).get(reason.item, "")
    state = {"right": "right", "wrong": "not right", "missing": "missing", "note": ""}[reason.state]
    head = f"{label} ({state}): " if label and state else f"{label}: " if label else ""
    return f"{head}{reason.text}"


def _text(one: Marked, book: AnswerBook) -> str:
    """Return what a student wrote for a person to mark; of something too long, the part that can be shown."""
    value = book.value(one.question.id)
    try:
        return str(read_response(one.question, value) or "")
    except BadAnswer:
        return f"{as_text(value[:LONGEST_TEXT])} …" if isinstance(value, str) else ""


def _outputs(
    one: Marked, answer: tuple[str, ...], outcome: str, earned: float, reasons: tuple[str, ...]
) -> tuple[dict[str, Any], ...]:
    """Return plain-text outputs: what a tutor reads in formgrader, and last the mark in the form in which nbgrader reads it."""
    lines = ["Answer:", *(f"  {line}" for line in answer)]
    lines += [f"Mark: {round(earned, 2):g} of {one.points:g} ({outcome})", *(f"- {reason}" for reason in reasons)]
    text = "\n".join(map(_wrapped, lines))
    shown = {"output_type": "display_data", "metadata": {}, "data": {"text/plain": text}}
    mark = {"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": {"text/plain": f"{earned!r}"}}
    return shown, mark


@lru_cache(maxsize=4096)
def _wrapped(line: str) -> str:
    """Return a line in pieces that are not too wide to read, with no line end but between those."""
    fits = len(line) <= WIDE and line.isprintable()
    return line.rstrip() if fits else textwrap.fill(line, WIDE, subsequent_indent="  ")


def submission_hash(folder: Path, notebook: Mended) -> str:
    """Return the SHA-256 of the files of a submission that marking reads: the answer file and the notebook."""
    return hash_files([_answer_file(folder, []), notebook.path])


def hash_files(paths: Iterable[Path]) -> str:
    """Return one SHA-256 over the names and contents of these files; a missing file is left out."""
    total = hashlib.sha256()
    for path in paths:
        if is_ordinary(path):
            total.update(name_bytes(path) + b"\0" + file_hash(path))
    return total.hexdigest()
