"""Errors of questions and answers, and the root of every error that a person may read."""

from __future__ import annotations


class CareLabError(Exception):
    """The root of Care Lab's own errors.

    Parameters
    ----------
    problem:
        What is wrong, naming the file, question or student.
    next_step:
        What the reader should do next; a sentence.
    """

    def __init__(self, problem: str, next_step: str = "") -> None:
        self.problem = problem
        self.next_step = next_step
        super().__init__(f"{problem} {next_step}".strip())


class BadQuestion(CareLabError):
    """A question or its key is declared in a way that cannot be asked or marked."""

    def __init__(self, question: str, problem: str, next_step: str = "") -> None:
        self.question = question
        super().__init__(f"Question {question}: {problem}", next_step)


class BadAnswer(CareLabError):
    """A value does not have the form of an answer to this question."""

    def __init__(self, question: str, problem: str) -> None:
        self.question = question
        super().__init__(f"Question {question}: {problem}", "Choose or type your answer again.")


class UnknownSource(CareLabError):
    """A text cites a source that ``carelab/data/sources.json`` does not list."""

    def __init__(self, id: str) -> None:
        self.id = id
        super().__init__(
            f"There is no source “{id}”.", "Use an id of carelab/data/sources.json, or add the source there with all its fields."
        )
