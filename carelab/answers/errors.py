"""Errors of the answer file: which file, what is wrong, and what to do next."""

from __future__ import annotations

from pathlib import Path

from carelab.questions import CareLabError


class AnswerFileError(CareLabError):
    """The root of the errors about an answer file that cannot be used. The file itself is left unchanged."""

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
    """An answer could not be written to disk. The student still sees it on the screen."""
