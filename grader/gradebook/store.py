"""nbgrader's gradebook, written straight: its own schema, one transaction a submission.

Knows nothing of how marks arise, nor of how its SQL statements are put together (``statements``).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, create_engine, event, select, text, update

from grader.gradebook.deadlines import Deadlines
from grader.gradebook.problem import GradebookProblem, check_schema, teller
from grader.gradebook.rows import complete
from grader.gradebook.scores import ByHand, Mark, Score
from grader.gradebook.statements import Statements

PATIENCE_SECONDS = 30
"""So long another program, such as formgrader, may hold the gradebook before a person hears of it."""

_RELEASE = "carelab build {0}, or nbgrader generate_assignment {0} where its notebooks are not Care Lab's"


class Gradebook:
    """nbgrader's gradebook database of a course, opened; use it as a context manager.

    Parameters
    ----------
    path:
        Path of the course's ``gradebook.db``, which ``carelab build`` (or nbgrader) makes.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise GradebookProblem(f"There is no {path.name} in {path.parent}.", "Run carelab build first.")
        self.path = path
        self._engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": PATIENCE_SECONDS})
        event.listen(self._engine, "handle_error", teller(path))
        meta = MetaData()
        meta.reflect(self._engine, resolve_fks=False)  # one that nbgrader has upgraded refers to tables that are gone
        check_schema(path, meta.tables)
        if "task_cells" not in meta.tables:
            _add_tables(path)
            meta.reflect(self._engine, resolve_fks=False)
        self._sql = Statements(path, meta.tables)
        self._cells: dict[tuple[str, str, str], dict[str, str]] = {}

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()

    @property
    def deadlines(self) -> Deadlines:
        """The due dates of units and the extensions of students."""
        return Deadlines(self._engine, self._sql)

    def units(self) -> set[str]:
        """Return the names of the units in the gradebook."""
        with self._engine.connect() as db:
            return set(db.scalars(select(self._sql.table("assignment").c.name)))

    def cells(self, unit: str, notebook_name: str, kind: str = "GradeCell") -> dict[str, str]:
        """Return a notebook's cells of one kind (``GradeCell``, ``SolutionCell`` …): nbgrader cell id → id of its row."""
        wanted = (unit, notebook_name, kind)
        if wanted not in self._cells:
            query = self._sql.cells(unit, notebook_name, kind)
            with self._engine.connect() as db:
                self._cells[wanted] = {row.name: row.id for row in db.execute(query)}
        return self._cells[wanted]

    def points(self, unit: str) -> dict[str, dict[str, float]]:
        """Return the maximum points of each marked cell of a unit: notebook name → nbgrader cell id → points."""
        found: dict[str, dict[str, float]] = {}
        with self._engine.connect() as db:
            for table in ("grade_cells", "task_cells"):
                for notebook, name, most in db.execute(self._sql.points(unit, table)):
                    found.setdefault(notebook, {})[name] = float(most or 0)
        return found

    def locked_cells(self, unit: str) -> dict[str, dict[str, str]]:
        """Return the text of a unit's locked cells as nbgrader released them: notebook name → nbgrader cell id → text."""
        found: dict[str, dict[str, str]] = {}
        with self._engine.connect() as db:
            for notebook, name, text in db.execute(self._sql.locked_cells(unit)):
                found.setdefault(notebook, {})[name] = text or ""
        return found

    def save(
        self,
        student: str,
        unit: str,
        marks: Iterable[Mark],
        handed_in: dt.datetime | None = None,
        notebook: str = "",
        *,
        same: Collection[str] = (),
        comments: Mapping[str, str] | None = None,
    ) -> None:
        """Write the marks of one notebook of a submission in one transaction.

        Marks that a person gave are kept, and their cells wait for another look (but see ``same``).

        Parameters
        ----------
        handed_in:
            When the submission was handed in (UTC); None when that is not known.
        notebook:
            The notebook's name, where it is not the unit's.
        same:
            Ids of cells whose answer has not changed since they were last marked: a person need not look at these again.
        comments:
            Cell id → comment, for cells without points that a student writes in.

        Raises
        ------
        GradebookProblem
            When the gradebook cannot be written, or does not have the unit.
        """
        with self._engine.begin() as db:
            db.exec_driver_sql("begin immediate")  # from here on nothing that is read can be changed by another program
            submission = self._submission(db, student, unit, notebook or unit, handed_in)
            self._grades(db, submission, (unit, notebook or unit), marks, comments or {}, same=same)

    def withdraw(self, student: str, unit: str, why: str, notebook: str = "") -> bool:
        """Remove the automatic marks of a notebook that can no longer be marked; each cell then waits for a person.

        ``why`` is the comment on each cell. Marks that a person gave stay. Returns whether there were marks to remove.
        """
        name = notebook or unit
        query = self._sql.notebook_of(student, unit, name)
        with self._engine.begin() as db:
            db.exec_driver_sql("begin immediate")
            submission = db.scalar(query)
            if submission is not None:
                cells = self.cells(unit, name) | self.cells(unit, name, "TaskCell")
                self._grades(db, submission, (unit, name), [Mark(cell, None, why) for cell in cells], {})
        return submission is not None

    def _submission(self, db: Connection, student: str, unit: str, name: str, handed_in: dt.datetime | None) -> str:
        """Return the id of a student's notebook, adding the student, the submission and the notebook where they are not there."""
        of = {"unit": unit, "notebook": name, "student": student}
        known = db.execute(self._sql.knowing, of).first()
        if known is None or known.notebook is None:
            raise GradebookProblem(
                f"The gradebook does not know {name}.ipynb of {unit}.", f"Release it first: {_RELEASE.format(unit)}."
            )
        of_unit, of_notebook = known.of_unit, known.of_notebook
        if known.student is None:
            db.execute(self._sql.table("student").insert().values(id=student))
        if of_unit is None:
            of_unit = uuid.uuid4().hex
            row = {"id": of_unit, "assignment_id": known.unit, "student_id": student}
            db.execute(self._sql.table("submitted_assignment").insert().values(row))
        if handed_in is not None:
            table = self._sql.table("submitted_assignment")
            db.execute(update(table).where(table.c.id == of_unit).values(timestamp=handed_in))
        complete(db, of_unit)
        return str(of_notebook or db.execute(self._sql.knowing, of).one().of_notebook)

    def _grades(
        self,
        db: Connection,
        submission: str,
        where_from: tuple[str, str],
        marks: Iterable[Mark],
        beside: Mapping[str, str],
        *,
        same: Collection[str] = (),
    ) -> None:
        """Write marks and comments. Where a person gave a mark, theirs stays and waits for another look."""
        unit, notebook = where_from
        gradable = self.cells(unit, notebook) | self.cells(unit, notebook, "TaskCell")
        written = self.cells(unit, notebook, "SolutionCell") | self.cells(unit, notebook, "TaskCell")
        grades: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
        said = {name: words for name, words in beside.items() if name in written}
        for mark in marks:
            if mark.grade_id not in gradable:
                raise GradebookProblem(
                    f"The gradebook does not know {mark.grade_id}.", f"Release {unit} again: {_RELEASE.format(unit)}."
                )
            of = {"notebook_id": submission, "cell_id": gradable[mark.grade_id], "id": uuid.uuid4().hex}
            row = {**of, "auto_score": mark.score, "needs_manual_grade": mark.score is None}
            grades[mark.grade_id in same].append(row)
            if mark.grade_id in written:
                said[mark.grade_id] = mark.comment
        comments = [
            {"notebook_id": submission, "cell_id": written[name], "id": uuid.uuid4().hex, "auto_comment": words or None}
            for name, words in said.items()
        ]
        sql = self._sql
        for statement, rows in ((sql.grading, grades[False]), (sql.grading_again, grades[True]), (sql.commenting, comments)):
            if rows:
                db.execute(statement, rows)

    def held(self, unit: str) -> Iterator[tuple[str, dict[str, dict[str, float | None]]]]:
        """Yield (student, automatic marks of a unit), ordered by student; marks: notebook → nbgrader cell id → points or None.

        Read the iterator to its end before you write: an unfinished read blocks writers.
        """
        grade = self._sql.table("grade")
        query = (
            self._sql.cells_of(grade, grade.c.auto_score).where(self._sql.table("assignment").c.name == unit).order_by(text("1"))
        )
        with self._engine.connect() as db:
            for student, rows in groupby(db.execution_options(yield_per=1000).execute(query), key=lambda row: str(row[0])):
                marks: dict[str, dict[str, float | None]] = {}
                for row in rows:
                    marks.setdefault(row[2], {})[row[3]] = row[4]
                yield student, marks

    def marked(self, units: Iterable[str]) -> set[tuple[str, str]]:
        """Return (student, unit) for each submission of these units that has a mark, automatic or a person's."""
        grade = self._sql.table("grade")
        given = grade.c.auto_score.is_not(None) | grade.c.manual_score.is_not(None)
        query = self._sql.cells_of(grade).where(given, self._sql.table("assignment").c.name.in_(list(units)))
        with self._engine.connect() as db:
            return {(student, unit) for student, unit, *_ in db.execute(query.distinct())}

    def late(self, unit: str, *, with_penalty: bool) -> dict[tuple[str, str], float | None]:
        """Return the late penalties of a unit: (student, notebook name) → points taken off; None for a late notebook without one.

        Parameters
        ----------
        with_penalty:
            Whether to leave out notebooks without a penalty.
        """
        with self._engine.connect() as db:
            return {
                (student, notebook): penalty
                for student, notebook, penalty in db.execute(self._sql.late(unit))
                if penalty is not None or not with_penalty
            }

    def by_hand(self) -> dict[tuple[str, str, str, str], ByHand]:
        """Return what people set by hand: (student, unit, notebook, nbgrader cell id) → what they set. Other cells are absent."""
        grade, comment = self._sql.table("grade"), self._sql.table("comment")
        found: dict[tuple[str, str, str, str], ByHand] = {}
        with self._engine.connect() as db:
            touched = grade.c.manual_score.is_not(None) | grade.c.extra_credit.is_not(None)
            for *of, score, extra in db.execute(
                self._sql.cells_of(grade, grade.c.manual_score, grade.c.extra_credit).where(touched)
            ):
                found[_key(of)] = ByHand(score, extra, "")
            said = self._sql.cells_of(comment, comment.c.manual_comment).where(comment.c.manual_comment != "")
            for *of, words in db.execute(said):
                before = found.get(_key(of), ByHand(None, None, ""))
                found[_key(of)] = replace(before, comment=hashlib.sha256(words.encode()).hexdigest())
        return found

    def scores(self, unit: str) -> list[Score]:
        """Return the marks of every student for a unit, ordered by student and cell."""
        grade, points, base = self._sql.table("grade"), self._sql.table("grade_cells"), self._sql.table("base_cell")
        columns = (grade.c.auto_score, grade.c.manual_score, points.c.max_score, grade.c.needs_manual_grade, grade.c.extra_credit)
        query = (
            self._sql.cells_of(grade, *columns)
            .join(points, points.c.id == base.c.id)
            .where(self._sql.table("assignment").c.name == unit)
            .order_by(text("1, 4"))
        )
        with self._engine.connect() as db:
            return [Score(r[0], unit, r[3], r[4], r[5], r[6], bool(r[7]), r[8] or 0.0) for r in db.execute(query)]

    def comments(self, unit: str) -> dict[tuple[str, str], str]:
        """Return what people wrote to students about a unit: (student, nbgrader cell id) → the comment."""
        comment = self._sql.table("comment")
        written = (self._sql.table("assignment").c.name == unit, comment.c.manual_comment != "")
        query = self._sql.cells_of(comment, comment.c.manual_comment).where(*written)
        with self._engine.connect() as db:
            return {(student, cell): words for student, _, _, cell, words in db.execute(query)}


def _add_tables(path: Path) -> None:
    """Add the tables that ``nbgrader db upgrade`` leaves to nbgrader's next command, by opening the gradebook with nbgrader."""
    from nbgrader.api import Gradebook as WholeGradebook

    with WholeGradebook(f"sqlite:///{path}"):
        pass


def _key(of: list[Any]) -> tuple[str, str, str, str]:
    student, unit, notebook, cell = of
    return student, unit, notebook, cell
