"""nbgrader's schema, what is asked of it and what is written to it, as SQLAlchemy's statements.

Opens no gradebook, runs nothing, and knows nothing of marks.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, case, func, select
from sqlalchemy.dialects.sqlite import Insert, insert

from grader.gradebook.problem import GradebookProblem

_NO_TIME = "1970-01-01"
"""What SQLAlchemy counts a length of time from, where a database has no such type."""
_A_SECOND = 1 / 86_400
"""In days."""


class Statements:
    """The SQL queries and statements for one gradebook, built with SQLAlchemy.

    Parameters
    ----------
    path:
        The gradebook's path, for error messages.
    tables:
        Table name → table.
    """

    def __init__(self, path: Path, tables: Mapping[str, Table]) -> None:
        self._path = path
        self._tables = tables

    def table(self, name: str) -> Table:
        """Return the table of this name. Raises GradebookProblem when the gradebook does not have it."""
        if name not in self._tables:
            raise GradebookProblem(f"{self._path.name} has no table {name}.", "Run nbgrader db upgrade after a back-up.")
        return self._tables[name]

    def cells(self, unit: str, notebook_name: str, kind: str) -> Select[Any]:
        """Return a query for (nbgrader cell id, row id) of a notebook's cells of one kind, such as ``GradeCell``."""
        base, named = self.table("base_cell"), self.table("notebook").c.name
        return self._released(unit, base, base.c.name, base.c.id).where(named == notebook_name, base.c.type == kind)

    def points(self, unit: str, table: str) -> Select[Any]:
        """Return a query for (notebook, nbgrader cell id, maximum points) of a unit.

        ``table``: ``grade_cells`` or ``task_cells``.
        """
        base, of_cell = self.table("base_cell"), self.table(table)
        columns = (self.table("notebook").c.name, base.c.name, of_cell.c.max_score)
        return self._released(unit, base, *columns).join(of_cell, base.c.id == of_cell.c.id)

    def locked_cells(self, unit: str) -> Select[Any]:
        """Return a query for the locked cells of a unit as nbgrader released them: (notebook, nbgrader cell id, text)."""
        source = self.table("source_cell")
        columns = (self.table("notebook").c.name, source.c.name, source.c.source)
        return self._released(unit, source, *columns).where(source.c.locked)

    def _released(self, unit: str, cells: Table, *columns: ColumnElement[Any]) -> Select[Any]:
        """Return a query for something of each released cell of a unit."""
        notebook, assignment = self.table("notebook"), self.table("assignment")
        return (
            select(*columns)
            .select_from(cells)
            .join(notebook, cells.c.notebook_id == notebook.c.id)
            .join(assignment, notebook.c.assignment_id == assignment.c.id)
            .where(assignment.c.name == unit)
        )

    def notebook_of(self, student: str, unit: str, name: str) -> Select[Any]:
        """Return a query for the row id of the notebook with this name that a student handed in for a unit."""
        of_unit, named = self.table("submitted_assignment"), self.table("notebook")
        return self._handed_in(unit, self.table("submitted_notebook").c.id).where(
            of_unit.c.student_id == student, named.c.name == name
        )

    def late(self, unit: str) -> Select[Any]:
        """Return a query for (student, notebook, penalty) of each late submission of a unit, and of each that has a penalty.

        Submissions within a second of the deadline are included: nbgrader's own code decides whether they are late.
        """
        of_unit, penalty = self.table("submitted_assignment"), self.table("submitted_notebook").c.late_submission_penalty
        extension = func.coalesce(func.julianday(of_unit.c.extension) - func.julianday(_NO_TIME), 0.0)
        due = func.julianday(self.table("assignment").c.duedate) + extension - _A_SECOND
        return self._handed_in(unit, of_unit.c.student_id, self.table("notebook").c.name, penalty).where(
            penalty.is_not(None) | (func.julianday(of_unit.c.timestamp) > due)
        )

    def _handed_in(self, unit: str, *columns: ColumnElement[Any]) -> Select[Any]:
        """Return a query for something of each notebook that was handed in for a unit."""
        unit_, of_unit = self.table("assignment"), self.table("submitted_assignment")
        of_notebook, named = self.table("submitted_notebook"), self.table("notebook")
        return (
            select(*columns)
            .select_from(of_notebook)
            .join(named, of_notebook.c.notebook_id == named.c.id)
            .join(of_unit, of_notebook.c.assignment_id == of_unit.c.id)
            .join(unit_, of_unit.c.assignment_id == unit_.c.id)
            .where(unit_.c.name == unit)
        )

    @cached_property
    def knowing(self) -> Select[Any]:
        """A query for the row ids of a unit, a notebook, a student, and the student's submission and notebook; NULL for none.

        Its bound parameters ``unit``, ``notebook`` and ``student`` are their names.
        """
        unit, notebook, student = self.table("assignment"), self.table("notebook"), self.table("student")
        of_unit, of_notebook = self.table("submitted_assignment"), self.table("submitted_notebook")
        return (
            select(
                unit.c.id.label("unit"),
                notebook.c.id.label("notebook"),
                student.c.id.label("student"),
                of_unit.c.id.label("of_unit"),
                of_notebook.c.id.label("of_notebook"),
            )
            .join(notebook, and_(notebook.c.assignment_id == unit.c.id, notebook.c.name == bindparam("notebook")), isouter=True)
            .join(student, student.c.id == bindparam("student"), isouter=True)
            .join(of_unit, and_(of_unit.c.assignment_id == unit.c.id, of_unit.c.student_id == student.c.id), isouter=True)
            .join(
                of_notebook,
                and_(of_notebook.c.assignment_id == of_unit.c.id, of_notebook.c.notebook_id == notebook.c.id),
                isouter=True,
            )
            .where(unit.c.name == bindparam("unit"))
        )

    @cached_property
    def grading(self) -> Insert:
        """The statement that inserts or replaces automatic marks; a cell with a person's mark then waits for another look."""
        return self._grading(same=False)

    @cached_property
    def grading_again(self) -> Insert:
        """Like ``grading``, for answers that have not changed: a cell that a person has marked need not be marked again."""
        return self._grading(same=True)

    def _grading(self, *, same: bool) -> Insert:
        grade = insert(self.table("grade"))
        held, automatic = self.table("grade").c, grade.excluded.auto_score
        look: ColumnElement[bool] = automatic.is_(None) | held.manual_score.is_not(None)
        if same:
            done = held.manual_score.is_not(None) & held.auto_score.is_not_distinct_from(automatic)
            look = case((done, held.needs_manual_grade), else_=look)
        fresh = {"auto_score": automatic, "needs_manual_grade": look}
        return grade.on_conflict_do_update(index_elements=["cell_id", "notebook_id"], set_=fresh)

    @cached_property
    def commenting(self) -> Insert:
        """The statement that writes automatic comments."""
        comment = insert(self.table("comment"))
        words = {"auto_comment": comment.excluded.auto_comment}
        return comment.on_conflict_do_update(index_elements=["cell_id", "notebook_id"], set_=words)

    def cells_of(self, table: Table, *columns: Any) -> Select[Any]:
        """Return a query on a table of grades or comments for (student, unit, notebook, nbgrader cell id) and these columns."""
        base, notebook, unit = self.table("base_cell"), self.table("notebook"), self.table("assignment")
        of_notebook, of_unit = self.table("submitted_notebook"), self.table("submitted_assignment")
        return (
            select(of_unit.c.student_id, unit.c.name, notebook.c.name, base.c.name, *columns)
            .join(base, table.c.cell_id == base.c.id)
            .join(notebook, base.c.notebook_id == notebook.c.id)
            .join(of_notebook, table.c.notebook_id == of_notebook.c.id)
            .join(of_unit, of_notebook.c.assignment_id == of_unit.c.id)
            .join(unit, of_unit.c.assignment_id == unit.c.id)
        )
