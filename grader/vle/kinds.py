"""Which VLE a table comes from, and what is asked of that VLE's module."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from grader.vle import blackboard, brightspace, canvas, moodle, plain
from grader.vle.listed import Entry, Filled, Listed, MarkColumn
from grader.vle.tables import BadTable, Table


class _TakesMarks(Protocol):
    """A VLE's module that writes marks."""

    def mark_columns(self, table: Table, /) -> list[MarkColumn]: ...

    def fill(self, table: Table, entries: Mapping[int, Entry], column: MarkColumn, /) -> Filled: ...


_KINDS: dict[str, tuple[Callable[[Table], bool], Callable[[Table], list[Listed]]]] = {
    "moodle-worksheet": (moodle.is_worksheet, moodle.worksheet_people),
    "moodle-grades": (moodle.is_grades, moodle.people),
    "canvas": (canvas.recognise, canvas.people),
    "brightspace": (brightspace.recognise, brightspace.people),
    "blackboard": (blackboard.recognise, blackboard.people),
    "moodle-participants": (moodle.is_participants, moodle.people),
    "plain": (plain.recognise, plain.people),
}
"""Kind → how it is recognised, in this order, and who reads its people."""
_TAKES_MARKS: dict[str, _TakesMarks] = {"moodle": moodle, "canvas": canvas, "brightspace": brightspace, "blackboard": blackboard}
IN_WORDS = {
    "moodle-worksheet": "Moodle's grading worksheet",
    "moodle-grades": "Moodle's gradebook",
    "moodle-participants": "Moodle's participants",
    "canvas": "Canvas's gradebook",
    "brightspace": "Brightspace's grades",
    "blackboard": "Blackboard's grade centre",
    "plain": "a class list",
}


def kind_of(table: Table) -> str:
    """Return the kind of a table, a key of ``IN_WORDS`` such as ``canvas``; "" for a table that names no people."""
    return next((kind for kind, (recognise, _) in _KINDS.items() if recognise(table)), "")


def people(table: Table) -> list[Listed]:
    """Return the people listed in a table. Raises BadTable for a table that names no people."""
    kind = kind_of(table)
    if not kind:
        raise BadTable(
            f"{table.name} has no heading that names people: {', '.join(table.header[:8])}.",
            "It needs one such as Name, First name and Last name, Email address, Username or Student ID.",
        )
    return _KINDS[kind][1](table)


def mark_columns(table: Table) -> list[MarkColumn]:
    """Return the columns that take marks in a table from a VLE (Moodle, Canvas …). Raises BadTable for a table of no VLE."""
    return _of_vle(table).mark_columns(table)


def fill(table: Table, entries: Mapping[int, Entry], column: MarkColumn) -> Filled:
    """Return a VLE's table with marks written into one column, and which marks were not written, by that VLE's rules.

    Parameters
    ----------
    entries:
        ``Listed.row`` → what to write. For people without an entry nothing is written, neither a blank nor a 0.
    column:
        One of those that ``mark_columns`` returns.

    Raises
    ------
    BadTable
        When the VLE would refuse the file or a mark.
    """
    return _of_vle(table).fill(table, entries, column)


def _of_vle(table: Table) -> _TakesMarks:
    vle = kind_of(table).partition("-")[0]
    if vle not in _TAKES_MARKS:
        raise BadTable(f"{table.name} is no table that a VLE takes marks from.", "Export the grades from the VLE first.")
    return _TAKES_MARKS[vle]
