"""Notebooks for tests, written as plain text: one ``# %% KIND ID POINTS`` line above each cell.

Kinds: ``solution`` (the master's), ``student`` (what the student handed in for the solution above; without it, the master's),
``test``, ``locked``, ``free``, ``manual`` (graded by a person).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat.v4 import new_code_cell, new_notebook

_HEAD = re.compile(r"^# %% (\w+)(?: (\S+))?(?: (\S+))?$")
_FLAGS = {"solution": "s", "student": "s", "test": "gl", "locked": "l", "free": "", "manual": "gs"}


@dataclass
class Pair:
    """A master and one submission."""

    master: Any
    submitted: Any


def cell(kind: str, grade_id: str, source: str, points: float = 1) -> Any:
    """Build one cell."""
    flags = _FLAGS[kind]
    made = new_code_cell(source)
    if kind != "free":
        made.metadata["nbgrader"] = {
            "schema_version": 3,
            "grade": "g" in flags,
            "solution": "s" in flags,
            "locked": "l" in flags,
            "task": False,
            "grade_id": grade_id,
            **({"points": points} if "g" in flags else {}),
        }
    return made


def read_pair(text: str) -> Pair:
    """Read cells from text."""
    master, submitted = new_notebook(), new_notebook()
    for notebook in (master, submitted):
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for kind, grade_id, points, source in _cells(text):
        made = [cell(kind, grade_id, source, points) for _ in range(2)]
        if kind == "student":
            submitted.cells[-1] = made[0]
        else:
            master.cells.append(made[0])
            submitted.cells.append(made[1])
    return Pair(master, submitted)


def read_pair_file(path: Path) -> Pair:
    """Read cells from a file."""
    return read_pair(path.read_text(encoding="utf-8"))


def _cells(text: str) -> list[tuple[str, str, float, str]]:
    found: list[tuple[str, str, float, list[str]]] = []
    for line in text.splitlines():
        head = _HEAD.match(line)
        if head:
            found.append((head[1], head[2] or f"cell-{len(found)}", float(head[3] or 1), []))
        elif found:
            found[-1][3].append(line)
    return [(kind, grade_id, points, "\n".join(lines).strip("\n")) for kind, grade_id, points, lines in found]
