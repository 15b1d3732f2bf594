"""The answer file: the only store of a student's answers. Reads anything safely, writes whole files only. Marks nothing."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from carelab.answers.atomic import clear_parts, why_not_written, write_whole
from carelab.answers.book import LARGEST, NAME, Answer, AnswerBook, load, parse
from carelab.answers.errors import AnswerFileError, NewerAnswers, NotSaved
from carelab.answers.merging import earlier_of, fitting, merged

LOCK_SECONDS = 3.0
POLL_SECONDS = 0.01


def now() -> str:
    """Return this moment in UTC, to the second: ``2026-11-23T10:42:07Z``."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Saved:
    """The result of saving one answer.

    Attributes
    ----------
    at:
        When the answer was on disk (UTC, ISO 8601).
    changed_elsewhere:
        Ids of the other questions whose answers another browser window has saved since this window last read the file.
    took_over:
        The answer to the same question from another window that this save replaced and that this window had not shown; None when
        there was none. The file keeps it under ``earlier``.
    """

    at: str
    changed_elsewhere: tuple[str, ...] = ()
    took_over: Answer | None = None


class AnswerFile:
    """A student's answer file, as one browser window has it open. Several windows may have the same file open.

    Attributes
    ----------
    book:
        The answers as this window knows them.
    notice:
        What the student must know about the file, such as that it was damaged and where its copy is. Empty when all is well.
    read_only:
        True while nothing may be written, because a newer Care Lab wrote the file or the file can be neither read nor moved away.
    """

    def __init__(self, folder: Path, assignment: str, *, variant: int = 1, seed: int = 0) -> None:
        self.path = folder / NAME
        self.book = AnswerBook(assignment, variant, seed=seed)
        self.notice = ""
        self.read_only = False
        self.refresh()
        self._own = dict(self.book.answers)  # what was here at the start, and what this window itself has saved

    def refresh(self) -> None:
        """Read the file again. A file that cannot be used is renamed, not deleted, and ``notice`` says so."""
        damage = self._read()
        if damage is None:
            return
        try:
            with self._lock():
                self._read_or_keep()
        except (OSError, NotSaved) as error:
            self._stop(_stuck(damage, error))

    def save(self, question: str, kind: str, value: Any) -> Saved:
        """Write the answer ``value`` to a question (its id) of this kind; return when it was saved and what other windows did.

        Answers to other questions that another window has saved since the last read are kept.

        Raises
        ------
        NotSaved
            When the answer could not be written; the file is then unchanged. The message says why and what to do.
        """
        before, at = self.book, now()

        def answer(stood: Answer | None) -> Answer:
            return Answer(kind, value, at, _with_earlier(stood, value, own=_same(self._own.get(question), stood)))

        stood = self._put(question, answer)
        changed = [q for q, a in self.book.answers.items() if q != question and before.answers.get(q) != a]
        unseen = stood is not None and stood.value not in (None, value) and not _same(before.answers.get(question), stood)
        self._own[question] = self.book.answers[question]
        return Saved(at, tuple(changed), stood if unseen else None)

    def add(self, question: str, kind: str, fields: Mapping[str, Any]) -> None:
        """Write more fields (name → JSON data) into the entry of a question, given its id and kind; its answer is unchanged.

        Raises NotSaved.
        """

        def answer(stood: Answer | None) -> Answer:
            found = stood or Answer(kind, None, "")
            return replace(found, extra={**found.extra, **fields})

        self._put(question, answer)

    def join(self, there: AnswerBook) -> None:
        """Merge the answers of another copy of this file into it; see ``merging.merged``. Raises NotSaved as ``save`` does."""
        self._write(lambda book: merged(book, there))

    def _put(self, question: str, answer: Callable[[Answer | None], Answer]) -> Answer | None:
        """Write what ``answer`` makes of the answer that is in the file. Return the one that it replaced."""
        stood: list[Answer | None] = []

        def change(book: AnswerBook) -> AnswerBook:
            stood.append(book.answers.get(question))
            return book.with_answer(question, answer(stood[0]))

        self._write(change)
        return stood[0]

    def _write(self, change: Callable[[AnswerBook], AnswerBook]) -> None:
        """Write what ``change`` makes of the file's content, whole or not at all."""
        before = self.book
        try:
            with self._lock():
                self._read_to_write()
                book = change(self.book)
                data = _checked(book, self.path)
                clear_parts(self.path)
                write_whole(self.path, data)
        except BaseException as error:
            self.book = before
            if isinstance(error, OSError):
                raise NotSaved(*why_not_written(error, self.path)) from error
            raise
        self.book = book

    def _read_to_write(self) -> None:
        self._read_or_keep()
        if self.read_only:
            raise NotSaved(self.notice)

    def _read(self) -> AnswerFileError | None:
        """Read the file as it is now. Return what makes it unusable, or None."""
        try:
            self.book = load(self.path, self.book.assignment)
        except FileNotFoundError:
            pass
        except NewerAnswers as error:
            self._stop(str(error))
            return None
        except AnswerFileError as error:
            return error
        except OSError as error:
            self._stop(f"{self.path.name} cannot be read ({error.strerror}). Ask for help before you answer.")
            return None
        if self.read_only:
            self.read_only, self.notice = False, ""
        return None

    def _read_or_keep(self) -> None:
        """Read the file; move it aside when it cannot be used. Only with the lock, so that no other window is writing it."""
        damage = self._read()
        if damage is None:
            return
        moment = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%f")
        copy = self.path.with_name(f"answers-kept-{moment}.json")
        try:
            self.path.replace(copy)
        except OSError as error:
            self._stop(_stuck(damage, error))
        else:
            self.read_only = False
            self.notice = (
                f"{damage.problem} Nothing is lost: it is kept as {copy.name}. What you answer now goes into a new file."
            )

    def _stop(self, notice: str) -> None:
        self.read_only, self.notice = True, notice

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        try:
            with FileLock(self.path.with_name(".answers.lock"), timeout=LOCK_SECONDS, poll_interval=POLL_SECONDS):
                yield
        except Timeout as error:
            raise NotSaved(
                "Another window is saving to the same file.", "Close the other window; this one will try again."
            ) from error


def _same(one: Answer | None, other: Answer | None) -> bool:
    """Say whether two entries hold the same answer of the same time, whatever else is kept beside it."""
    return one is other or (one is not None and other is not None and (one.value, one.at) == (other.value, other.at))


def _with_earlier(stood: Answer | None, value: Any, *, own: bool) -> dict[str, Any]:
    """Return the fields that a new answer takes over from the one that stood: what other windows answered is never lost.

    The answer that stood is kept too when another window gave it (not ``own``), or when ``value`` goes back to a kept one.
    """
    if stood is None:
        return {}
    kept = earlier_of(stood)
    back = [k for k in kept if k["value"] == value]
    kept = [k for k in kept if k["value"] != value]
    if (back or not own) and stood.value is not None and stood.value != value:
        kept.append({"value": stood.value, "at": stood.at})
    kept = fitting(kept)
    extra = {name: more for name, more in stood.extra.items() if name != "earlier"}
    return {**extra, "earlier": kept} if kept else extra


def _stuck(damage: AnswerFileError, error: Exception) -> str:
    why = error.strerror if isinstance(error, OSError) else str(error)
    return f"{damage.problem} It cannot be moved out of the way either ({why}). Ask for help before you answer."


def _checked(book: AnswerBook, path: Path) -> bytes:
    """Return the file's bytes, proved to be readable again."""
    try:
        data = book.as_json().encode()
    except (ValueError, TypeError, RecursionError) as error:
        raise NotSaved("This answer has a form that cannot be saved.", "Tell your tutor which question it was.") from error
    if len(data) > LARGEST:
        raise NotSaved("Your answers are too long for the answer file.", "Write less here, and it will be saved.")
    try:
        parse(data, path, book.assignment)
    except AnswerFileError as error:
        raise NotSaved("This answer has a form that cannot be saved.", "Tell your tutor which question it was.") from error
    return data
