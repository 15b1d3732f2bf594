"""The answer file: the only store of a student's answers. Reads anything safely, writes whole files only. Marks nothing."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from filelock import FileLock, Timeout

from carelab.errors import AnswerFileError, NewerAnswers, NotSaved, OtherAssignment, UnreadableAnswers
from carelab.questions.reading import is_id

NAME = "answers.json"
SCHEMA = 1
LARGEST = 4 * 1024 * 1024
"""Most bytes of an answer file that is read. A full unit takes about 20 kB."""
DEEPEST = 12
LOCK_SECONDS = 3.0


@dataclass(frozen=True)
class Answer:
    """One saved answer: the question's kind, its value (JSON data, see ``read_response``), and when (UTC, ISO 8601)."""

    kind: str
    value: Any
    at: str


@dataclass(frozen=True)
class AnswerBook:
    """Everything in one answer file.

    Attributes
    ----------
    assignment:
        The unit, e.g. ``08-budgeting``.
    variant:
        Which variant of the unit's data this student has, from 1.
    answers:
        Question id → Answer.
    extra:
        Fields that a later version added: kept when the file is written again.
    """

    assignment: str
    variant: int = 1
    answers: dict[str, Answer] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)

    def value(self, question: str) -> Any:
        """Return the stored value of an answer, or None when there is none."""
        found = self.answers.get(question)
        return None if found is None else found.value

    def with_answer(self, question: str, answer: Answer) -> AnswerBook:
        """Return the book with one answer set."""
        return AnswerBook(self.assignment, self.variant, {**self.answers, question: answer}, self.extra)

    def as_json(self) -> str:
        """Return the file's text."""
        answers = {q: {"kind": a.kind, "value": a.value, "at": a.at} for q, a in self.answers.items()}
        whole = {"schema": SCHEMA, "assignment": self.assignment, "variant": self.variant, "answers": answers, **self.extra}
        return json.dumps(whole, ensure_ascii=True, allow_nan=False, indent=1) + "\n"


def now() -> str:
    """Return this moment in UTC, to the second: ``2026-11-23T10:42:07Z``."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def load(path: Path, assignment: str) -> AnswerBook:
    """Read an answer file.

    Raises
    ------
    FileNotFoundError
        When there is none: nothing has been answered.
    UnreadableAnswers, OtherAssignment, NewerAnswers
        When there is one that cannot be used. The message names the file and says what to do.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise UnreadableAnswers(path, "is not an ordinary file.", "Ask for the file to be handed in again.")
    size = path.stat().st_size
    if size > LARGEST:
        problem = f"is {size / 1e6:,.0f} MB, far more than a unit's answers can be."
        raise UnreadableAnswers(path, problem, "Check that it is the right file.")
    return parse(path.read_bytes(), path, assignment)


def parse(data: bytes, path: Path, assignment: str) -> AnswerBook:
    """Read the bytes of an answer file; ``path`` is only named in messages. Raises as ``load`` does."""
    if not data.strip():
        raise UnreadableAnswers(path, "is empty.", "Open the notebook it came from and save an answer again.")
    try:
        whole = json.loads(data.decode("utf-8"), object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        what = "is cut short or is not an answer file" if data.lstrip()[:1] == b"{" else "is not an answer file"
        raise UnreadableAnswers(path, f"{what} ({_short(error)}).", "Use an earlier copy, or answer again.") from error
    if not isinstance(whole, dict) or "answers" not in whole or _depth(whole) > DEEPEST:
        raise UnreadableAnswers(path, "does not have the form of an answer file.", "Check that it is the right file.")
    schema = whole.pop("schema", None)
    if isinstance(schema, int) and not isinstance(schema, bool) and schema > SCHEMA:
        raise NewerAnswers(path, f"was written by a newer Care Lab (schema {schema}).", "Update Care Lab, then open it again.")
    if schema != SCHEMA or isinstance(schema, bool):
        raise UnreadableAnswers(path, "does not say which schema it has.", "Check that it is the right file.")
    found = whole.pop("assignment", None)
    if found != assignment:
        named = str(found)[:40] if isinstance(found, str) else "no unit"
        raise OtherAssignment(path, f"holds answers to {named}, not to {assignment}.", "Move it back to its own folder.")
    return AnswerBook(assignment, _variant(path, whole.pop("variant", 1)), _answers(path, whole.pop("answers")), whole)


def _variant(path: Path, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 999:
        raise UnreadableAnswers(path, "has a variant that is not a whole number from 1.", "Check that it is the right file.")
    return value


def _answers(path: Path, value: object) -> dict[str, Answer]:
    if not isinstance(value, dict) or len(value) > 500:
        raise UnreadableAnswers(path, "does not have a list of answers.", "Check that it is the right file.")
    found = {}
    for question, entry in value.items():
        ok = is_id(question) and isinstance(entry, dict) and isinstance(entry.get("kind"), str)
        if not ok or not isinstance(entry.get("at", ""), str):
            raise UnreadableAnswers(path, f"has an entry {question[:40]!r} that is not an answer.", "Check the file.")
        found[question] = Answer(entry["kind"], entry.get("value"), entry.get("at", ""))
    return found


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("the same name stands twice")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number that can be saved")


def _depth(value: object) -> int:
    deepest, open_values = 0, [(value, 1)]
    while open_values:
        item, depth = open_values.pop()
        deepest = max(deepest, depth)
        if depth > DEEPEST:
            break
        if isinstance(item, dict):
            open_values.extend((v, depth + 1) for v in item.values())
        elif isinstance(item, list):
            open_values.extend((v, depth + 1) for v in item)
    return deepest


def _short(error: BaseException) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error).split(":")[0][:80]


@dataclass(frozen=True)
class Saved:
    """What a save did: when, and which other questions another window had changed since this one last looked."""

    at: str
    changed_elsewhere: tuple[str, ...] = ()


class AnswerFile:
    """A student's answer file, open in one window.

    Attributes
    ----------
    book:
        The answers as this window knows them.
    notice:
        What the student must know about the file: that it was damaged and where the copy is, say. Empty when all is well.
    read_only:
        True when nothing may be written, because a newer Care Lab wrote the file.
    """

    def __init__(self, folder: Path, assignment: str, *, variant: int = 1) -> None:
        self.path = folder / NAME
        self.book = AnswerBook(assignment, variant)
        self.notice = ""
        self.read_only = False
        self.refresh()

    def refresh(self) -> None:
        """Read the file again. A file that cannot be used is kept under another name, and ``notice`` says so."""
        try:
            self.book = load(self.path, self.book.assignment)
        except FileNotFoundError:
            return
        except NewerAnswers as error:
            self.notice, self.read_only = str(error), True
        except AnswerFileError as error:
            self.notice = self._keep(error)
        except OSError as error:
            self.notice = f"{self.path.name} cannot be read ({error.strerror}). Ask for help before you answer."
            self.read_only = True

    def save(self, question: str, kind: str, value: Any) -> Saved:
        """Write one answer to disk, whole or not at all. Answers that another window saved meanwhile are kept.

        Raises
        ------
        NotSaved
            When it could not be written. The message says why and what to do.
        """
        if self.read_only:
            raise NotSaved(self.notice)
        answer = Answer(kind, value, now())
        try:
            with self._lock():
                before = self.book
                self.refresh()
                changed = [q for q, a in self.book.answers.items() if q != question and before.answers.get(q) != a]
                book = self.book.with_answer(question, answer)
                write_whole(self.path, book.as_json().encode())
                self.book = book
        except OSError as error:
            raise NotSaved(*_explain(error, self.path)) from error
        return Saved(answer.at, tuple(changed))

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        try:
            with FileLock(self.path.with_name(".answers.lock"), timeout=LOCK_SECONDS):
                yield
        except Timeout as error:
            raise NotSaved(
                "Another window is saving to the same file.", "Close the other window; this one will try again."
            ) from error

    def _keep(self, error: AnswerFileError) -> str:
        stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%f")
        copy = self.path.with_name(f"answers-kept-{stamp}.json")
        try:
            self.path.replace(copy)
        except OSError as why:
            self.read_only = True
            return f"{error.problem} It cannot be moved out of the way either ({why.strerror}). Ask for help before you answer."
        return f"{error.problem} Nothing is lost: it is kept as {copy.name}. What you answer now goes into a new file."


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file's content so that a crash at any moment leaves either the old file or the new one. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=".answers-", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(data)
            part.flush()
            os.fsync(part.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _explain(error: OSError, path: Path) -> tuple[str, str]:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full.", "Delete something you do not need, such as old downloads, then change your answer."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "This folder is read-only.", f"Copy the folder {path.parent.name} to your Documents and open it there."
    return f"The answer file cannot be written ({error.strerror or error}).", "Tell your tutor, and leave this page open."
