"""The cell in which a student answers with code: what was written there, and whether anything was. Pure; runs nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from typing import Any

from carelab.questions import Code, Question, Table
from grader.authoring.cells import grade_id_of

GOES_ON = "raises-exception"
"""The tag of a cell in which students write code: Jupyter runs the cells after it even when it stops with an error."""
LONGEST = 100_000
"""Most characters of a student's code that are looked at or shown."""
_SOLUTION = re.compile(r"^[^\n]*### BEGIN SOLUTION.*?### END SOLUTION[^\n]*$", re.DOTALL | re.MULTILINE)


def names_asked(question: Question) -> list[str]:
    """Return the names of the variables that a student's code must set for a question; empty when code cannot answer it."""
    if isinstance(question, Code):
        return list(question.values)
    return [question.variable] if isinstance(question, Table) and question.pandas else []


def cell_name(grade_id: str) -> str:
    """Return the nbgrader id of the cell for students' code, given the nbgrader id of the cell that marks the question."""
    return f"{grade_id}-code"


def written(cells: Iterable[Mapping[str, Any]], grade_id: str) -> str:
    """Return the code that a student wrote for the question with this grade id; "" when its cell was deleted."""
    found = (str(cell.get("source", "")) for cell in cells if grade_id_of(cell) == cell_name(grade_id))
    return next(found, "")[:LONGEST]


def attempted(handed_out: str, cells: Iterable[Mapping[str, Any]], grade_id: str, names: Iterable[str]) -> bool:
    """Say whether a student wrote code for a question, in its cell or by setting its names in a cell that they added.

    Parameters
    ----------
    handed_out:
        The text of the question's code cell in the tutor's notebook, with or without its solution.
    names:
        The names of the variables that the question asks for.
    cells:
        The cells of the student's notebook.
    """
    cells = list(cells)
    code = written(cells, grade_id)
    if code.strip() and _bare(code) != _bare(_SOLUTION.sub("", handed_out)):
        return True
    own = [str(c.get("source", ""))[:LONGEST] for c in cells if c.get("cell_type") == "code" and not grade_id_of(c)]
    return any(re.search(rf"^\s*{re.escape(name)}\s*=(?!=)", source, re.MULTILINE) for source in own for name in names)


def _bare(code: str) -> str:
    """Return what a cell does, without comments, spacing and nbgrader's placeholder for an answer."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return f"not Python: {code}"
    return "\n".join(ast.dump(node) for node in tree.body if ast.unparse(node) != "raise NotImplementedError()")
