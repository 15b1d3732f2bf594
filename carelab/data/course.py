"""The course's own lists: the 118 statements that it teaches, and the misconceptions that its questions catch."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal


@dataclass(frozen=True)
class Statement:
    """One statement about management or leadership that the course teaches, taken from the article on which the course is built.

    Attributes
    ----------
    unit:
        The unit whose lesson teaches it, e.g. ``08-budgeting``.
    """

    id: str
    section: str
    kind: Literal["management", "leadership", "both"]
    unit: str
    text: str


@dataclass(frozen=True)
class Misconception:
    """A common mistake of learners.

    ``code``: its id, such as ``MC08``; ``say``: a question with which a tutor can talk it through.
    """

    code: str
    text: str
    say: str


def _rows(name: str) -> list[dict[str, Any]]:
    whole = json.loads(files("carelab.data").joinpath(f"{name}.json").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = whole[name]
    return found


@lru_cache(maxsize=1)
def statements() -> dict[str, Statement]:
    """Return the statements, id → statement, in the order of the article on which the course is built."""
    return {row["id"]: Statement(**row) for row in _rows("statements")}


@lru_cache(maxsize=1)
def misconceptions() -> dict[str, Misconception]:
    """Return the misconceptions, code → misconception."""
    return {row["code"]: Misconception(**row) for row in _rows("misconceptions")}
