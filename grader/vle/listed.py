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
    """One person in a table that was exported from a VLE (Moodle, Canvas …).

    Attributes
    ----------
    row:
        The person's row, from 0 below the header.
    name:
        The whole name, given name first.
    ids:
        Kind of id → the person's id. The kinds: ``username``, ``id number`` (Moodle), ``canvas``, ``sis``, ``login`` (Canvas),
        ``orgdefinedid`` (Brightspace), ``blackboard`` (the username there), ``student id``.
    moodle_number:
        The person's number in a Moodle grading worksheet (column *Identifier*), which is another one in each assignment.
    handed_in:
        When the person handed in (UTC); None when the table does not say.
    status:
        The status of the hand-in in Moodle's words.
    adjustments:
        Exam adjustments as codes such as ``ET25``, from a college's own table.
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
    """A column that takes marks in a table from a VLE (Moodle, Canvas …).

    Attributes
    ----------
    title:
        The assignment's name, without numbers that the VLE adds to the heading.
    maximum:
        The maximum mark, or None when the table does not say.
    locked:
        Why the VLE takes no marks in this column; "" when it does.
    """

    column: int
    title: str
    maximum: Decimal | None = None
    locked: str = ""


@dataclass(frozen=True)
class Entry:
    """What to write for one person: a mark on the VLE's own scale, and a comment if the file has a column for one."""

    mark: Decimal
    comment: str = ""


@dataclass(frozen=True)
class Filled:
    """A table with marks written into it. ``not_written``: row → why its entry was not written."""

    table: Table
    not_written: Mapping[int, str]


def plain_heading(text: str) -> str:
    """Return a heading normalised for comparison: lower case, single spaces."""
    return " ".join(text.split()).casefold()


def columns(table: Table) -> dict[str, int]:
    """Return normalised heading → number of its column, from 0; of two equal headings the first counts."""
    found: dict[str, int] = {}
    for column, heading in enumerate(table.header):
        found.setdefault(plain_heading(heading), column)
    return found


def first_of(known: Mapping[str, int], *headings: str) -> int | None:
    """Return the column of the first of these headings in ``known`` (as ``columns`` returns it); None for none of them."""
    return next((known[heading] for heading in headings if heading in known), None)


def filled_rows(table: Table) -> list[int]:
    """Return the numbers, from 0 below the header, of the rows that are not empty."""
    return [n for n, row in enumerate(table.rows) if any(cell.strip() for cell in row)]


def id_in(table: Table, row: int, column: int | None) -> str:
    """Return the id in a cell as text; "" for no cell. Raises BadTable when Excel has turned it into a number such as 1,2E+11."""
    text = table.cell(row, column).removeprefix("#").strip()
    if _EXCEL_NUMBER.fullmatch(text):
        raise BadTable(f"{table.name}: Excel has changed the ids in it: one reads {text}.", AGAIN)
    return text


def name_parts(text: str) -> tuple[str, str, str]:
    """Return (whole name, given name, family name) for ``Okafor, Grace`` or ``Grace Okafor``.

    Without a comma nobody knows where the family name begins, so both parts are "". Canvas writes a name that begins with ``=``
    as ``="…"``; that is undone.
    """
    text = text.strip()
    if text.startswith('="') and text.endswith('"') and len(text) > 3:
        text = text[2:-1].replace('""', '"')
    family, comma, given = (part.strip() for part in text.partition(","))
    if comma and family and given and "," not in given:
        return f"{given} {family}", given, family
    return " ".join(text.split()), "", ""


def ids_of(**found: str) -> dict[str, str]:
    """Return the ids that are not blank: kind of id, as in ``Listed.ids``, → id."""
    return {key.replace("_", " "): value for key, value in found.items() if value}


def as_decimal(text: str) -> Decimal | None:
    """Return the number in a cell, with a decimal point or a comma; None where the cell holds no number."""
    try:
        return Decimal(text.strip().replace(",", ".")) if _NUMBER.fullmatch(text.strip()) else None
    except InvalidOperation:
        return None


def comma_decimals(texts: Sequence[str]) -> bool:
    """Say whether numbers in these texts have a decimal comma: the first number with decimals decides."""
    return next(("," in text for text in texts if _NUMBER.fullmatch(text.strip()) and re.search("[.,]", text)), False)


def mark_text(mark: Decimal, *, comma: bool) -> str:
    """Return a mark as text without trailing zeros: 31.5, or 31,5 with ``comma``."""
    text = f"{mark:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",") if comma else text


def check_marks(table: Table, entries: Mapping[int, Entry], column: MarkColumn) -> None:
    """Raise BadTable when the column takes no marks, or when a mark is below 0 or above its maximum."""
    if column.locked:
        raise BadTable(f"{table.name}, {column.title}: {column.locked}")
    for row, entry in entries.items():
        if entry.mark < 0 or (column.maximum is not None and entry.mark > column.maximum):
            most = "" if column.maximum is None else f", which takes 0 to {column.maximum:f}"
            raise BadTable(f"{table.name}, row {row + 2}: {entry.mark:f} does not fit into {column.title}{most}.")
