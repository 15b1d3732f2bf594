"""What a check says: one finding is one thing to mend, in words for a tutor who does not code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal


@dataclass(frozen=True)
class Finding:
    """One problem that a check found in the course.

    Attributes
    ----------
    severity:
        An ``error`` fails the check; a ``warning`` does not.
    check:
        The name of the check that found it.
    file:
        Path of the notebook from the course folder, with ``/`` between folders; empty for the course as a whole.
    where:
        The question or the cell: ``question q3``, ``cell 5 (words)``; empty for the whole file.
    problem:
        What is wrong: a sentence.
    do:
        What to do about it: a sentence.
    """

    severity: Literal["error", "warning"]
    check: str
    file: str
    where: str
    problem: str
    do: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, self.where) if part)
        return " ".join(part for part in (f"{place}:" if place else "", self.problem, self.do) if part)

    def as_json(self) -> dict[str, str]:
        """Return the finding as JSON data."""
        return asdict(self)


@dataclass(frozen=True)
class Place:
    """What a finding is about (a check, a notebook, a question or cell in it), with methods that make findings there."""

    check: str
    file: str = ""
    where: str = ""

    def error(self, problem: str, do: str) -> Finding:
        """Return a finding that fails the check."""
        return Finding("error", self.check, self.file, self.where, problem, do)

    def warning(self, problem: str, do: str) -> Finding:
        """Return a finding that does not fail the check."""
        return Finding("warning", self.check, self.file, self.where, problem, do)


def errors(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that are errors."""
    return [f for f in findings if f.severity == "error"]
