"""Errors of the answer file: which file, what is wrong, and what to do next."""

from __future__ import annotations

from pathlib import Path

from carelab.questions import CareLabError


class AnswerFileError(CareLabError):
    """An answer file cannot be used. The file itself is left as it was."""

    def __init__(self, path: Path, problem: str, next_step: str) -> None:
        self.path = path
        super().__init__(f"{path.name} {problem}", next_step)


class UnreadableAnswers(AnswerFileError):
    """The file is empty, cut short, too large or not an answer file at all."""


class OtherAssignment(AnswerFileError):
    """The file holds answers to another unit."""


class NewerAnswers(AnswerFileError):
    """The file was written by a newer Care Lab."""


class NotSaved(CareLabError):
    """An answer could not be written to disk. It is still on the student's screen."""
