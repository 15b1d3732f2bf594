"""Moodle's tables: the participants export, the gradebook export, and the grading worksheet of one assignment.

A worksheet has its headings in the tutor's language, so that its columns are also found by their place and content.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

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
from grader.vle.tables import AGAIN, BadTable, Table, comment_safe
from grader.vle.times import to_utc

_IDENTIFIER = re.compile(r"(\D*[^\W\d_]\D*)(\d+)")
_GRADES = re.compile(r"\((?:real|percentage|letter)\)$|^(?:assignment|quiz):")
_GRADES_END = "last downloaded from this course"
_LOCKED_ROW = "Moodle says that this grade cannot be changed. Unlock it in Moodle, or type the mark there."
_SLASHED_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}\b.*")
"""How Excel writes a date. Moodle never does."""


def is_participants(table: Table) -> bool:
    """Say whether a table is Moodle's list of participants."""
    known = columns(table)
    named = "first name" in known and ("last name" in known or "surname" in known)
    return named and any(heading in known for heading in ("email address", "id number", "groups"))


def is_grades(table: Table) -> bool:
    """Say whether a table is a gradebook export from Moodle."""
    known = columns(table)
    return "first name" in known and (_GRADES_END in known or any(_GRADES.search(heading) for heading in known))


def is_worksheet(table: Table) -> bool:
    """Say whether a table is Moodle's grading worksheet, whatever language its headings are in."""
    known = columns(table)
    if "identifier" in known and "grade" in known:
        return True
    rows = [row for row in table.rows if row[0].strip()]
    found = [_IDENTIFIER.fullmatch(row[0].strip()) for row in rows]
    prefixes = {one[1] if one else "" for one in found}
    return len(table.header) >= 6 and len(prefixes) == 1 and "" not in prefixes and _grade_by_place(table) is not None


def people(table: Table) -> list[Listed]:
    """Return the people in a list of participants or a gradebook export."""
    known = columns(table)
    given, family = first_of(known, "first name"), first_of(known, "last name", "surname")
    found = []
    for row in filled_rows(table):
        first, last = table.cell(row, given), table.cell(row, family)
        ids = ids_of(
            username=id_in(table, row, first_of(known, "username")),
            id_number=id_in(table, row, first_of(known, "id number")),
        )
        email = table.cell(row, first_of(known, "email address", "email"))
        group = table.cell(row, first_of(known, "groups", "group"))
        found.append(Listed(row, f"{first} {last}".strip(), first, last, email, group, ids))
    return found


@dataclass(frozen=True)
class _Places:
    """Where a worksheet has what; None where it has not."""

    grade: int | None
    maximum: int | None
    scale: int | None
    changeable: int | None
    submitted: int | None
    graded: int | None
    comment: int | None
    name: int | None
    email: int | None


def _places(table: Table) -> _Places:
    known = columns(table)
    grade = first_of(known, "grade")
    if grade is not None and "identifier" in known:
        return _Places(
            grade,
            first_of(known, "maximum grade"),
            first_of(known, "scale"),
            first_of(known, "grade can be changed"),
            first_of(known, "last modified (submission)"),
            first_of(known, "last modified (grade)"),
            first_of(known, "feedback comments"),
            first_of(known, "full name"),
            first_of(known, "email address", "email"),
        )
    grade = _grade_by_place(table)
    emails = [c for c in range(1, grade or 1) if any("@" in table.cell(r, c) for r in filled_rows(table))]
    name = 1 if grade and grade > 2 and 1 not in emails else None
    return _Places(grade, None if grade is None else grade + 1, None, None, None, None, None, name, emails[0] if emails else None)


def _grade_by_place(table: Table) -> int | None:
    """Return the column before the first one after the name that holds one and the same number in every row: the maximum."""
    rows = filled_rows(table)
    for column in range(2, len(table.header)):
        held = {table.cell(row, column) for row in rows}
        if len(held) == 1 and re.fullmatch(r"\d+[.,]\d\d", next(iter(held))):
            return column - 1
    return None


def worksheet_people(table: Table) -> list[Listed]:
    """Return the people in a grading worksheet. In an anonymous one they have numbers only, and the names are ""."""
    known, at = columns(table), _places(table)
    found = []
    for row in filled_rows(table):
        identifier = _IDENTIFIER.fullmatch(table.cell(row, known.get("identifier", 0)))
        name, given, family = name_parts(table.cell(row, at.name))
        ids = ids_of(
            username=id_in(table, row, first_of(known, "username")),
            id_number=id_in(table, row, first_of(known, "id number")),
        )
        found.append(
            Listed(
                row,
                name,
                given,
                family,
                table.cell(row, at.email),
                table.cell(row, first_of(known, "group")),
                ids,
                identifier[2] if identifier else "",
                to_utc(table.cell(row, at.submitted)),
                table.cell(row, first_of(known, "status")),
            )
        )
    return found


def mark_columns(table: Table) -> list[MarkColumn]:
    """Return the one column for marks of a grading worksheet. Raises BadTable for any other table of Moodle's."""
    at = _places(table)
    if at.grade is None or not is_worksheet(table):
        raise BadTable(
            f"{table.name} is not a grading worksheet, the only table that Moodle takes marks from.",
            "In Moodle, open the assignment, choose View all submissions, then Download grading worksheet.",
        )
    held = {as_decimal(table.cell(row, at.maximum)) for row in filled_rows(table)}
    locked = "It is marked with a scale of words in Moodle, which takes no numbers." if at.scale is not None else ""
    return [MarkColumn(at.grade, table.header[at.grade], held.pop() if len(held) == 1 else None, locked)]


def fill(table: Table, entries: Mapping[int, Entry], column: MarkColumn) -> Filled:
    """Return a grading worksheet with these marks, and with comments added to those in it. Every other cell stays unchanged.

    Raises
    ------
    BadTable
        When a mark is below 0 or above the maximum, a row has too few or too many cells, or Excel has rewritten the dates by
        which Moodle checks that no mark was changed after the export.
    """
    check_marks(table, entries, column)
    at = _places(table)
    for row in filled_rows(table):
        if len(table.rows[row]) != len(table.header):
            raise BadTable(f"{table.name}: Moodle would refuse it: row {row + 2} has other cells than the header.", AGAIN)
        if _SLASHED_DATE.fullmatch(table.cell(row, at.graded)):
            raise BadTable(f"{table.name}: Excel has rewritten its dates ({table.cell(row, at.graded)}).", AGAIN)
    comma = comma_decimals([table.cell(row, at.maximum) for row in filled_rows(table)])
    changes: dict[tuple[int, int], str] = {}
    not_written: dict[int, str] = {}
    for row, entry in entries.items():
        if table.cell(row, at.changeable).casefold() == "no":
            not_written[row] = _LOCKED_ROW
            continue
        changes[row, column.column] = mark_text(entry.mark, comma=comma)
        if at.comment is not None and entry.comment:
            changes[row, at.comment] = _with_comment(table.rows[row][at.comment], entry.comment)
    return Filled(table.with_cells(changes), not_written)


def takes_comments(table: Table) -> bool:
    """Say whether a grading worksheet has a column for comments."""
    return _places(table).comment is not None


def _with_comment(old: str, new: str) -> str:
    """Return the comment that is in Moodle with a new one after it: Moodle replaces its comment by what the file has."""
    if not old.strip():
        return comment_safe(new)
    return old if new.strip() in old else f"{old}\n{new}"
