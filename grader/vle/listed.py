"""One person as a VLE's table lists them, the columns that hold marks, and what is written into one: the same for every VLE."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from grader.vle.tables import AGAIN, BadTable, Table

_EXCEL_NUMBER = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
"""A long id as Excel writes it after it took it for a number: 1.23457E+11."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Listed:
    """One person in a table.

    Attributes
    ----------
    row:
        Which row of the table, for ``fill``.
    name:
        As people say it: given name first.
    ids:
        What identifies the person in a system: ``username``, ``id number`` (Moodle), ``canvas``, ``sis``, ``login`` (Canvas),
        ``orgdefinedid`` (Brightspace), ``blackboard`` (the username there), ``student id``.
    moodle_number:
        The number of a grading worksheet's Identifier. It belongs to one assignment.
    handed_in:
        When, in UTC; None where the table does not say.
    status:
        What Moodle's worksheet says of the hand-in.
    adjustments:
        Codes such as ``ET25``, from a table of the college's own.
    """

    row: int
    name: str = ""
    given: str = ""
    family: str = ""
    email: str = ""
    group: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    moodle_number: str = ""
    handed_in: dt.datetime | None = None
    status: str = ""
    adjustments: str = ""


@dataclass(frozen=True)
class MarkColumn:
    """A column of a VLE's table that takes marks.

    Attributes
    ----------
    title:
        The assignment's name, without what the VLE adds to it.
    maximum:
        The most marks there, or None where the table does not say.
    locked:
        Why the VLE takes no marks in this column, or "".
    """

    column: int
    title: str
    maximum: Decimal | None = None
    locked: str = ""


@dataclass(frozen=True)
class Entry:
    """What to write for one person: a mark on the VLE's own scale, and a comment where the file has a place for one."""

    mark: Decimal
    comment: str = ""


@dataclass(frozen=True)
class Filled:
    """A table with marks in it, and why some entries were not written: row → reason."""

    table: Table
    not_written: Mapping[int, str]


def plain_heading(text: str) -> str:
    """Return a heading for comparison: lower case, single spaces."""
    return " ".join(text.split()).casefold()


def columns(table: Table) -> dict[str, int]:
    """Return the table's headings, made plain → column; of two alike, the first."""
    found: dict[str, int] = {}
    for column, heading in enumerate(table.header):
        found.setdefault(plain_heading(heading), column)
    return found


def first_of(known: Mapping[str, int], *headings: str) -> int | None:
    """Return the column of the first heading that the table has."""
    return next((known[heading] for heading in headings if heading in known), None)


def filled_rows(table: Table) -> list[int]:
    """Return the rows that are not empty."""
    return [n for n, row in enumerate(table.rows) if any(cell.strip() for cell in row)]


def id_in(table: Table, row: int, column: int | None) -> str:
    """Return an id as the college wrote it. Raises BadTable where Excel has turned it into a number."""
    text = table.cell(row, column).removeprefix("#").strip()
    if _EXCEL_NUMBER.fullmatch(text):
        raise BadTable(f"{table.name}: Excel has changed the ids in it: one reads {text}.", AGAIN)
    return text


def name_parts(text: str) -> tuple[str, str, str]:
    """Return (name as people say it, given name, family name) of ``Okafor, Grace`` or ``Grace Okafor``.

    Without a comma, nothing says where the family name begins: both parts are "". A name that begins with ``=`` comes as ``="…"``
    from Canvas.
    """
    text = text.strip()
    if text.startswith('="') and text.endswith('"') and len(text) > 3:
        text = text[2:-1].replace('""', '"')
    family, comma, given = (part.strip() for part in text.partition(","))
    if comma and family and given and "," not in given:
        return f"{given} {family}", given, family
    return " ".join(text.split()), "", ""


def ids_of(**found: str) -> dict[str, str]:
    """Return the ids that are not blank, with the names that ``Listed`` gives them."""
    return {key.replace("_", " "): value for key, value in found.items() if value}


def as_decimal(text: str) -> Decimal | None:
    """Return the number in a cell, with a decimal point or a comma; None where the cell holds no number."""
    try:
        return Decimal(text.strip().replace(",", ".")) if _NUMBER.fullmatch(text.strip()) else None
    except InvalidOperation:
        return None


def comma_decimals(texts: Sequence[str]) -> bool:
    """Say whether the first number with decimals has a comma before them."""
    return next(("," in text for text in texts if _NUMBER.fullmatch(text.strip()) and re.search("[.,]", text)), False)


def mark_text(mark: Decimal, *, comma: bool) -> str:
    """Return a mark as text, without zeros after its last decimal: 31.5, or 31,5 where the file has decimal commas."""
    text = f"{mark:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",") if comma else text


def check_marks(table: Table, entries: Mapping[int, Entry], column: MarkColumn) -> None:
    """Raise BadTable for a column that takes no marks, and for a mark that does not fit into it."""
    if column.locked:
        raise BadTable(f"{table.name}, {column.title}: {column.locked}")
    for row, entry in entries.items():
        if entry.mark < 0 or (column.maximum is not None and entry.mark > column.maximum):
            most = "" if column.maximum is None else f", which takes 0 to {column.maximum:f}"
            raise BadTable(f"{table.name}, row {row + 2}: {entry.mark:f} does not fit into {column.title}{most}.")
