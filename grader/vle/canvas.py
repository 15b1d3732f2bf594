"""Canvas's gradebook CSV: its people, the assignments that take marks, and marks written into one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from grader.vle.listed import (
    Entry,
    Filled,
    Listed,
    MarkColumn,
    as_decimal,
    check_marks,
    columns,
    comma_decimals,
    filled_rows,
    first_of,
    id_in,
    ids_of,
    mark_text,
    name_parts,
)
from grader.vle.tables import Table

_ASSIGNMENT = re.compile(r"(.+) \((\d+)\)", re.DOTALL)
_TEST_STUDENT = "student, test"
_EXCUSED = {
    "EX": "Canvas has this person as excused (EX). Take that away in Canvas first if the mark should count.",
    "N/A": "Canvas has not given this person the assignment (N/A).",
}


def recognise(table: Table) -> bool:
    """Say whether a table is a gradebook export from Canvas."""
    known = columns(table)
    named = "student" in known or ("lastname" in known and "firstname" in known)
    return named and "id" in known and "section" in known


def people(table: Table) -> list[Listed]:
    """Return the people in a gradebook export, without Canvas's test student."""
    known = columns(table)
    found = []
    for row in _rows_of_people(table):
        last, first = table.cell(row, known.get("lastname")), table.cell(row, known.get("firstname"))
        name, given, family = name_parts(table.cell(row, known.get("student"))) if "student" in known else ("", first, last)
        login = id_in(table, row, known.get("sis login id"))
        ids = ids_of(
            canvas=id_in(table, row, known["id"]),
            sis=id_in(table, row, known.get("sis user id")),
            login=login,
        )
        email = login if "@" in login else table.cell(row, first_of(known, "email", "email address"))
        group = table.cell(row, known["section"])
        found.append(Listed(row, name or f"{first} {last}".strip(), given, family, email, group, ids))
    return found


def mark_columns(table: Table) -> list[MarkColumn]:
    """Return the columns that take marks: those whose heading ends in Canvas's number of an assignment."""
    points = next((row for row in filled_rows(table) if _is_points(table, row)), None)
    found = []
    for column, heading in enumerate(table.header):
        if assignment := _ASSIGNMENT.fullmatch(heading.strip()):
            most = "" if points is None else table.cell(points, column)
            locked = "Canvas takes no marks in this column: it is read only." if "read only" in most else ""
            found.append(MarkColumn(column, assignment[1], as_decimal(most), locked))
    return found


def fill(table: Table, entries: Mapping[int, Entry], column: MarkColumn) -> Filled:
    """Return the table with these marks (row → entry) in a column. Other cells stay unchanged: a blank would delete a mark."""
    check_marks(table, entries, column)
    numbers = [table.cell(row, c.column) for c in mark_columns(table) for row in filled_rows(table)]
    comma = comma_decimals(numbers)
    held = {row: table.cell(row, column.column).upper() for row in entries}
    changes = {(row, column.column): mark_text(e.mark, comma=comma) for row, e in entries.items() if held[row] not in _EXCUSED}
    return Filled(table.with_cells(changes), {row: _EXCUSED[cell] for row, cell in held.items() if cell in _EXCUSED})


def _rows_of_people(table: Table) -> Iterator[int]:
    known = columns(table)
    for row in filled_rows(table):
        name = table.cell(row, first_of(known, "student", "lastname"))
        if table.cell(row, known["id"]) and not _is_points(table, row) and name.casefold() != _TEST_STUDENT:
            yield row


def _is_points(table: Table, row: int) -> bool:
    return table.rows[row][0].strip().casefold() == "points possible"
