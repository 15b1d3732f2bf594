"""What can be wrong with a gradebook, in words: which file, the reason, and what to do. Knows SQLite's names, not nbgrader's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import Table
from sqlalchemy.engine import ExceptionContext

from carelab.questions import CareLabError

AGAIN = "Then run the same command again: what was marked is kept, and it goes on from there."
PROBLEMS = {
    "SQLITE_BUSY": ("another program is using it", "Close other programs that use it, such as formgrader."),
    "SQLITE_LOCKED": ("another program is using it", "Close other programs that use it, such as formgrader."),
    "SQLITE_FULL": ("the disk is full", "Make room on the disk."),
    "SQLITE_READONLY": ("you may not write it, or its folder", "Ask whoever keeps the course for the right to write both."),
    "SQLITE_CANTOPEN": ("you may not write it, or its folder", "Ask whoever keeps the course for the right to write both."),
    "SQLITE_IOERR": ("the disk gave an error", "See whether the disk is full or damaged."),
    "SQLITE_CORRUPT": ("it is damaged", "Restore it from a back-up."),
    "SQLITE_NOTADB": ("it is not a gradebook, or it is damaged", "Restore it from a back-up."),
}
"""SQLite's name for a problem, without what follows a second underscore → what it means, and what to do."""


NEEDED = {
    "assignment": ("name", "duedate", "course_id"), "base_cell": ("name", "type"),
    "grade": ("auto_score", "manual_score", "extra_credit", "needs_manual_grade"), "comment": ("auto_comment", "manual_comment"),
    "source_cell": ("source", "locked"), "submitted_notebook": ("late_submission_penalty",),
}  # fmt: skip
"""Columns of nbgrader's tables that gradebooks of early versions lack, in part."""


class GradebookProblem(CareLabError):
    """The gradebook cannot be read or written."""


def check_schema(path: Path, tables: Mapping[str, Table]) -> None:
    """Raise GradebookProblem when the tables of a gradebook lack a column that is needed: another version of nbgrader made it."""
    lacks = [
        f"{name}.{column}" for name, of in NEEDED.items() for column in of if column not in getattr(tables.get(name), "c", ())
    ]
    if lacks:
        raise GradebookProblem(
            f"{path} was made by another version of nbgrader: it has no {lacks[0]}.",
            "Copy it to a safe place, then run nbgrader db upgrade in the course folder, and the same command again.",
        )


def teller(path: Path) -> Callable[[ExceptionContext], GradebookProblem | None]:
    """Return a listener for SQLAlchemy's ``handle_error`` event that turns SQLite's errors into a GradebookProblem in words."""

    def tell(context: ExceptionContext) -> GradebookProblem | None:
        error = context.original_exception
        name = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
        if name not in PROBLEMS:
            return None
        reason, remedy = PROBLEMS[name]
        return GradebookProblem(f"{path} cannot be written or read ({error}): {reason}.", f"{remedy} {AGAIN}")

    return tell
