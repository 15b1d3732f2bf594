"""Brightspace's grades CSV: its people, the grade items that take marks, and marks written into one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from grader.vle.listed import (
    Entry,
    Filled,
    Listed,
    MarkColumn,
    check_marks,
    columns,
    comma_decimals,
    filled_rows,
    first_of,
    id_in,
    ids_of,
    mark_text,
)
from grader.vle.tables import Table

_ITEM = re.compile(r"(.+?) Points Grade(?: <.*>)?", re.DOTALL | re.IGNORECASE)
_MAXIMUM = re.compile(r"MaxPoints:(\d+(?:\.\d+)?)")


def recognise(table: Table) -> bool:
    """Say whether a table is a grades export from Brightspace."""
    known = columns(table)
    return "orgdefinedid" in known or ("username" in known and "end-of-line indicator" in known)


def people(table: Table) -> list[Listed]:
    """Return the people in a grades export. The ``#`` that keeps an id's zeros from Excel is removed from ids."""
    known = columns(table)
    given, family = first_of(known, "first name"), first_of(known, "last name", "surname")
    found = []
    for row in filled_rows(table):
        first, last = table.cell(row, given), table.cell(row, family)
        ids = ids_of(orgdefinedid=id_in(table, row, known.get("orgdefinedid")), username=id_in(table, row, known.get("username")))
        email = table.cell(row, first_of(known, "email", "email address")).removeprefix("#")
        group = table.cell(row, first_of(known, "sections", "section", "groups", "group"))
        if ids or first or last:
            found.append(Listed(row, f"{first} {last}".strip(), first, last, email, group, ids))
    return found


def mark_columns(table: Table) -> list[MarkColumn]:
    """Return the columns that take marks: grade items with points."""
    found = []
    for column, heading in enumerate(table.header):
        if item := _ITEM.fullmatch(heading.strip()):
            most = _MAXIMUM.search(heading)
            found.append(MarkColumn(column, item[1], Decimal(most[1]) if most else None))
    return found


def fill(table: Table, entries: Mapping[int, Entry], column: MarkColumn) -> Filled:
    """Return the table with these marks (row → entry) in a column, and without the rows of everybody else.

    They are left out because it is not known what Brightspace does with a blank mark.
    """
    check_marks(table, entries, column)
    comma = comma_decimals([table.cell(row, c.column) for c in mark_columns(table) for row in filled_rows(table)])
    changes = {(row, column.column): mark_text(entry.mark, comma=comma) for row, entry in entries.items()}
    others = {row for row in range(len(table.rows)) if row not in entries}
    return Filled(table.with_cells(changes).without_rows(others), {})
