"""What would be written into a VLE's file: the mark of each person, or why the cell stays as it is. Writes nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from carelab.questions import CareLabError
from grader.authoring import read_master, source_path
from grader.classlist import ClassList, Hint, Person
from grader.course import Course
from grader.gradebook import Gradebook
from grader.progress import State, Work, class_states
from grader.returns.record import returned_before
from grader.vle import Entry, Listed, MarkColumn, Table, kind_of, mark_columns, people, read_table, takes_comments

VLES = ("moodle", "canvas", "brightspace", "blackboard", "csv")


class BadReturn(CareLabError):
    """Marks cannot be returned to the VLE (Moodle, Canvas …) as asked."""


@dataclass(frozen=True)
class Row:
    """One person's mark, to be returned to a VLE (Moodle, Canvas …).

    Attributes
    ----------
    row:
        The person's row in the VLE's file, from 0 below the header; −1 when they are not in it.
    score, points:
        The mark in the gradebook, less the late penalty, and the maximum points of the unit. ``score`` is None while part of the
        work is not marked.
    cell:
        What will be written into the person's cell; empty when the cell stays unchanged.
    held:
        What the cell contains now.
    comment:
        The tutor's comment, for a file that takes comments.
    why:
        Why nothing is written, or another sentence for the tutor.
    again:
        The mark that was returned to this VLE earlier; None for none.
    """

    person: Person
    row: int
    score: float | None
    points: float
    cell: str = ""
    held: str = ""
    comment: str = ""
    why: str = ""
    again: float | None = None
    moodle_number: str = ""

    @property
    def written(self) -> bool:
        """Whether a mark is written for this person."""
        return self.cell != ""


@dataclass(frozen=True)
class Return:
    """The plan of what will be written into the file of a VLE (Moodle, Canvas …) for one unit.

    Attributes
    ----------
    table, column:
        The VLE's file and its column for these marks; None for Care Lab's own CSV.
    maximum:
        The maximum mark in the VLE, to which the marks are scaled; without one there, the points of the unit.
    unknown:
        Sentences about people in the file who are not in the class list. Their cells stay unchanged.
    """

    to: str
    unit: str
    points: float
    maximum: Decimal
    rows: tuple[Row, ...]
    table: Table | None = None
    column: MarkColumn | None = None
    unknown: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def again(self) -> list[Row]:
        """The planned rows of people to whom a mark for this unit was returned in this VLE before."""
        return [row for row in self.rows if row.written and row.again is not None]

    def entries(self) -> dict[int, Entry]:
        """Return row of the VLE's file → what is written there."""
        return {row.row: Entry(Decimal(row.cell), row.comment) for row in self.rows if row.written and row.row >= 0}


def plan_return(
    course: Course, unit: str, to: str, file: Path | None = None, *, column: str = "", decimals: int = 2, comments: bool = True
) -> Return:
    """Return the plan of what would be written into the file of a VLE (Moodle, Canvas …) for one unit. Writes nothing.

    Parameters
    ----------
    to:
        Where the marks go: one of ``VLES``.
    file:
        Path of the file exported from the VLE; None for ``csv``.
    column:
        The title of the column for the marks, when it cannot be found by the unit's number or name.
    decimals:
        How many decimal places a mark gets, 0 to 2; halves are rounded up.
    comments:
        Whether the tutor's comments are written too, in a file that takes them.

    Raises
    ------
    BadReturn
        When the file is of another VLE, or it is not certain which column is this unit's.
    """
    states = class_states(course, [unit])
    points = sum(one.points for one in read_master(source_path(course.root, unit)).questions)
    before = returned_before(course, unit, to)
    words = _comments(course, unit) if comments else {}
    if to == "csv":
        maximum = Decimal(str(points))
        rows = [_row(p, -1, states.work[p.id, unit], points, maximum, decimals) for p in states.people]
        return Return(to, unit, points, maximum, tuple(_told(row, before, words) for row in rows))
    if file is None:
        raise BadReturn("Name the file that you exported from the VLE.", f"carelab return --to {to} {unit} FILE")
    table = read_table(file)
    kind = kind_of(table).partition("-")[0]
    if kind != to:
        raise BadReturn(
            f"{file.name} is not a file of {to}.", f"Say --to {kind}, or export it again." if kind in VLES else "Export it again."
        )
    into = _column(mark_columns(table), unit, column, file.name)
    maximum = into.maximum or Decimal(str(points))
    known, rows, unknown = ClassList.load(course), [], []
    takes = takes_comments(table) if kind_of(table) == "moodle-worksheet" else False
    for listed in people(table):
        match = known.find(Hint.of(listed))
        work = states.work.get((match.person.id, unit)) if match.person else None
        if match.person is None or work is None:
            unknown.append(
                f"{listed.name or listed.moodle_number}: {match.question or 'is not in the class list.'} The cell stays as it is."
            )
            continue
        row = _row(match.person, listed.row, work, points, maximum, decimals)
        held = table.cell(listed.row, into.column)
        rows.append(_told(row, before, words if takes else {}, held=held, listed=listed))
    there = {row.person.id for row in rows}
    missing = [p for p in states.in_state(unit, State.marked) if p.id not in there]
    notes = [f"{p.shown} ({p.id}) has a mark here, and is not in {file.name}." for p in missing]
    if maximum != Decimal(str(points)):
        notes.append(f"{to} gives {maximum:f} marks for this, and the unit has {points:g}: each mark × {maximum:f} ÷ {points:g}.")
    return Return(to, unit, points, maximum, tuple(rows), table, into, tuple(unknown), tuple(notes))


def _row(person: Person, row: int, work: Work, points: float, maximum: Decimal, decimals: int) -> Row:
    if work.state not in (State.marked, State.returned):
        why = f"{work.state.value}: {work.reason}" if work.reason else work.state.value
        return Row(person, row, None, points, why=why)
    return Row(person, row, work.score, points, cell=_rounded(work.score, points, maximum, decimals), why=work.late)


def _rounded(score: float, points: float, maximum: Decimal, decimals: int) -> str:
    """Return a mark on the VLE's scale, rounded once: a half goes up. The sum of marks is exact to a ten-thousandth."""
    exact = Decimal(str(round(score, 4))) * maximum / Decimal(str(points))
    return f"{exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"


def _told(
    row: Row, before: Mapping[str, Mapping[str, Any]], words: dict[str, str], *, held: str = "", listed: Listed | None = None
) -> Row:
    last = before.get(row.person.id)
    again = float(last["score"]) if last and last.get("score") is not None else None
    number = listed.moodle_number if listed else ""
    return Row(
        row.person, row.row, row.score, row.points, row.cell, held, words.get(row.person.id, ""), row.why, again, number
    )  # fmt: skip


def _comments(course: Course, unit: str) -> dict[str, str]:
    """Return what the tutor wrote to each student about a unit, in the order of the notebook."""
    order = {one.grade_id: n for n, one in enumerate(read_master(source_path(course.root, unit)).questions)}
    found: dict[str, list[tuple[int, str]]] = {}
    with Gradebook(course.gradebook) as gradebook:
        for (student, cell), said in gradebook.comments(unit).items():
            found.setdefault(student, []).append((order.get(cell, len(order)), " ".join(said.split())))
    return {student: " ".join(said for _, said in sorted(all_said)) for student, all_said in found.items()}


def _column(columns: Sequence[MarkColumn], unit: str, wanted: str, name: str) -> MarkColumn:
    """Return the column of a unit: the one asked for, the only one, or the only one whose title names the unit."""
    titles = ", ".join(one.title for one in columns) or "none"
    number, _, words = unit.partition("-")
    by_number = re.compile(rf"(?<!\d)0*{int(number)}(?!\d)") if number.isdigit() else None
    found = [one for one in columns if one.title.casefold() == wanted.casefold()] if wanted else list(columns)
    if not wanted and len(found) > 1:
        plain = words.replace("-", " ")
        found = [one for one in columns if plain in one.title.casefold()] or [
            one for one in columns if by_number and by_number.search(one.title)
        ]
    if len(found) != 1:
        what = f"called {wanted}" if wanted else f"of {unit}"
        raise BadReturn(
            f"{name} has {'no' if not found else 'more than one'} column {what}.", f"Say --column and one of: {titles}."
        )
    return found[0]
