"""Due dates, extensions and hand-in times in nbgrader's gradebook. All times are UTC; the gradebook keeps them without a zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import Engine, select, update

from grader.gradebook.problem import GradebookProblem
from grader.gradebook.statements import Statements

_NO_TIME = dt.datetime(1970, 1, 1)  # noqa: DTZ001 (a length of time, as SQLAlchemy keeps it in SQLite: counted from here)


class Deadlines:
    """The due dates, extensions and hand-in times in one gradebook; ``Gradebook.deadlines`` makes it."""

    def __init__(self, engine: Engine, sql: Statements) -> None:
        self._engine, self._sql = engine, sql

    def due(self) -> dict[str, dt.datetime]:
        """Return unit → due date (UTC); units without a due date are left out."""
        unit = self._sql.table("assignment").c
        with self._engine.connect() as db:
            found = db.execute(select(unit.name, unit.duedate).where(unit.duedate.is_not(None)))
            return {name: due.replace(tzinfo=dt.UTC) for name, due in found}

    def set_due(self, unit: str, due: dt.datetime | None) -> None:
        """Set a unit's due date (UTC; None for no date). Raises GradebookProblem for a unit that the gradebook does not have."""
        table = self._sql.table("assignment")
        with self._engine.begin() as db:
            made = db.execute(update(table).where(table.c.name == unit).values(duedate=_naive(due) if due else None))
        if made.rowcount == 0:
            raise GradebookProblem(f"The gradebook does not know {unit}.", f"Release it first: carelab build {unit}.")

    def extend(self, unit: str, until: Mapping[str, dt.datetime | None]) -> None:
        """Write students' extensions for a unit: student → new deadline (UTC), or None to remove the extension.

        nbgrader keeps an extension as the time after the due date, in the row of a submission. So nothing is written for a unit
        without a due date, or for a student who has not handed in.
        """
        due = self.due().get(unit)
        if due is None or not until:
            return
        of_unit, table = self._sql.table("submitted_assignment"), self._sql.table("assignment")
        whose = of_unit.c.assignment_id == select(table.c.id).where(table.c.name == unit).scalar_subquery()
        with self._engine.begin() as db:
            for student, end in until.items():
                more = _NO_TIME + max(end - due, dt.timedelta()) if end else None
                db.execute(update(of_unit).where(whose, of_unit.c.student_id == student).values(extension=more))

    def handed_in(self, unit: str) -> dict[str, dt.datetime | None]:
        """Return student → when they handed the unit in (UTC), or None when no time is known; only students with a submission."""
        of_unit, table = self._sql.table("submitted_assignment"), self._sql.table("assignment")
        query = select(of_unit.c.student_id, of_unit.c.timestamp).join(table, of_unit.c.assignment_id == table.c.id)
        with self._engine.connect() as db:
            found = db.execute(query.where(table.c.name == unit))
            return {student: at.replace(tzinfo=dt.UTC) if at else None for student, at in found}


def _naive(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(tzinfo=None)
