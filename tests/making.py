"""Notebooks for tests, written as plain text: one ``# %% KIND ID POINTS`` line above each cell.

Kinds: ``solution`` (the student's), ``test``, ``locked`` (the tutor's set-up) and ``free`` (a cell that nbgrader does not know).
"""

import re
from typing import Any

from nbformat.v4 import new_code_cell, new_notebook

_HEAD = re.compile(r"^# %% (\w+)(?: (\S+))?(?: (\S+))?$", re.MULTILINE)


def cell(kind: str, grade_id: str, source: str, points: float = 1) -> Any:
    """Build one cell."""
    made = new_code_cell(source)
    if kind != "free":
        about = {"schema_version": 3, "grade": kind == "test", "solution": kind == "solution", "locked": kind != "solution"}
        made.metadata["nbgrader"] = {
            **about,
            "task": False,
            "grade_id": grade_id,
            **({"points": points} if about["grade"] else {}),
        }
    return made


def notebook(text: str) -> Any:
    """Read cells from text."""
    made = new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})
    parts = _HEAD.split(text)[1:]
    for kind, grade_id, points, source in zip(*(parts[n::4] for n in range(4)), strict=True):
        made.cells.append(cell(kind, grade_id, source.strip("\n"), float(points or 1)))
    return made
