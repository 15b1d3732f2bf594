"""Blackboard's grade-centre table (CSV, or tab-separated UTF-16 named .xls): people, columns that take marks, marks written."""

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

_KEYED = re.compile(r"(?P<title>.+?)\s*(?:\[(?P<about>[^\]]*)\]\s*)?\|\s*(?P<key>\d+)", re.DOTALL)
_MAXIMUM = re.compile(r"(?:Total Pts|Pts possible|out of):?\s*(?:up to\s*)?(\d+(?:\.\d+)?)", re.IGNORECASE)
_NAMED = ("last access", "availability", "child course id")


def recognise(table: Table) -> bool:
    """Say whether a table was exported from Blackboard's grade centre."""
    known = columns(table)
    named = ("last name" in known or "surname" in known) and "first name" in known and "username" in known
    return named and (any(n in known for n in _NAMED) or any(_KEYED.fullmatch(heading.strip()) for heading in table.header))


def people(table: Table) -> list[Listed]:
    """Return the people listed in a table from Blackboard's grade centre."""
    known = columns(table)
    given, family = first_of(known, "first name"), first_of(known, "last name", "surname")
    found = []
    for row in filled_rows(table):
        first, last = table.cell(row, given), table.cell(row, family)
        ids = ids_of(blackboard=id_in(table, row, known["username"]), student_id=id_in(table, row, known.get("student id")))
        email = table.cell(row, first_of(known, "email", "email address"))
        if ids and not ids.get("blackboard", "").endswith("_previewuser"):
            found.append(Listed(row, f"{first} {last}".strip(), first, last, email, table.cell(row, known.get("group")), ids))
    return found


def mark_columns(table: Table) -> list[MarkColumn]:
    """Return the columns that take marks: those whose heading has Blackboard's number of the column after a ``|``."""
    found = []
    for column, heading in enumerate(table.header):
        if keyed := _KEYED.fullmatch(heading.strip()):
            most = _MAXIMUM.search(keyed["about"] or "")
            found.append(MarkColumn(column, keyed["title"], Decimal(most[1]) if most else None))
    return found


def fill(table: Table, entries: Mapping[int, Entry], column: MarkColumn) -> Filled:
    """Return the table with these marks (row → entry) in a column. Every other cell stays unchanged."""
    check_marks(table, entries, column)
    comma = comma_decimals([table.cell(row, c.column) for c in mark_columns(table) for row in filled_rows(table)])
    changes = {(row, column.column): mark_text(entry.mark, comma=comma) for row, entry in entries.items()}
    return Filled(table.with_cells(changes), {})
