"""A VLE's table, read from CSV or tab-separated text and written back with the same bytes except for the cells that changed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from carelab.questions import CareLabError

LARGEST_TABLE = 32 * 1024 * 1024
"""Most bytes of a table. A VLE's export of 10,000 people with 50 columns is about 5 MB."""
DELIMITERS = (",", ";", "\t")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NOT_TEXT = {
    b"PK\x03\x04": "an Excel workbook or a zip",
    b"\xd0\xcf\x11\xe0": "an Excel workbook",
    b"%PDF": "a PDF",
}
_SEP_LINE = re.compile(r'"?sep=([,;\t])"?\r?\n', re.IGNORECASE)
"""A first line that tells Excel the delimiter."""
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')
_FORMULA_START = tuple("=+-@＝＋－＠\t\r\n")
AGAIN = "Download it from the VLE again, and do not open it in Excel before you use it here."


class BadTable(CareLabError):
    """A file is not a table that can be used, or a cell of the table cannot be written."""


@dataclass(frozen=True)
class Record:
    """One row of a table file: its cells as written there, quotation marks included, and the line break (``end``) after them."""

    cells: tuple[str, ...]
    end: str


@dataclass(frozen=True)
class Table:
    """A CSV or tab-separated file, kept so that unchanged cells are written again exactly as they were.

    Attributes
    ----------
    name:
        The file's name, for messages.
    codec, bom:
        The file's encoding, and the byte order mark with which it begins.
    start:
        Text before the header: a ``sep=;`` line for Excel, or nothing.
    records:
        Every row, the header first.
    """

    name: str
    codec: str
    bom: bytes
    delimiter: str
    start: str
    records: tuple[Record, ...]

    @cached_property
    def header(self) -> list[str]:
        """The headings, as text."""
        return [_value(cell) for cell in self.records[0].cells]

    @cached_property
    def rows(self) -> list[list[str]]:
        """The cells of every row below the header, as text; an empty line of the file is a row with one empty cell."""
        return [[_value(cell) for cell in record.cells] for record in self.records[1:]]

    def cell(self, row: int, column: int | None) -> str:
        """Return the text of a cell without spaces around it; "" when ``column`` is None or the row is too short."""
        cells = self.rows[row]
        return cells[column].strip() if column is not None and column < len(cells) else ""

    def with_cells(self, changes: Mapping[tuple[int, int], str]) -> Table:
        """Return a copy of the table with these cells, (row, column) → text, and every other cell unchanged.

        Raises
        ------
        BadTable
            When a row has no such column, or the file's encoding cannot write a letter.
        """
        records = list(self.records)
        for (row, column), value in changes.items():
            old = records[row + 1]
            if column >= len(old.cells):
                raise BadTable(f"{self.name}: row {row + 2} has fewer cells than the header.", AGAIN)
            self._check_letters(value)
            if value != _value(old.cells[column]):
                cells = list(old.cells)
                cells[column] = self._written(value, quoted=cells[column].startswith('"'))
                records[row + 1] = replace(old, cells=tuple(cells))
        return replace(self, records=tuple(records))

    def without_rows(self, rows: Collection[int]) -> Table:
        """Return a copy of the table without the rows of these numbers, which count from 0 after the headings."""
        kept = [record for row, record in enumerate(self.records[1:]) if row not in rows]
        return replace(self, records=(self.records[0], *kept))

    def to_bytes(self) -> bytes:
        """Return the content of the file."""
        lines = (self.delimiter.join(record.cells) + record.end for record in self.records)
        return self.bom + (self.start + "".join(lines)).encode(self.codec)

    def _written(self, value: str, *, quoted: bool) -> str:
        if quoted or any(sign in value for sign in (self.delimiter, '"', "\n", "\r")):
            return '"' + value.replace('"', '""') + '"'
        return value

    def _check_letters(self, value: str) -> None:
        try:
            value.encode(self.codec)
        except UnicodeEncodeError as error:
            raise BadTable(
                f"{self.name} is in an old encoding ({self.codec}) that has no sign for {value[error.start]}.",
                "Download it from the VLE again as UTF-8.",
            ) from error


def read_table(path: Path) -> Table:
    """Read a table from a file. Raises BadTable when the file is not a table, OSError when it cannot be read."""
    with path.open("rb") as file:
        data = file.read(LARGEST_TABLE + 1)
    if len(data) > LARGEST_TABLE:
        raise BadTable(f"{path.name} is larger than {LARGEST_TABLE // 2**20} MB: it is not a class list.")
    return parse_table(data, path.name)


def parse_table(data: bytes, name: str) -> Table:
    """Read a table from the content of a file; ``name`` is used in messages. Raises BadTable when it is not a table."""
    for start, what in _NOT_TEXT.items():
        if data.startswith(start):
            raise BadTable(f"{name} is {what}, not a table in text.", "Download the CSV file from the VLE.")
    codec, bom, text = _decode(data, name)
    first = text[:200].lstrip().casefold()
    if first.startswith(("<!doctype", "<html", "<?xml")):
        raise BadTable(f"{name} is a web page, not a table.", "Log in to the VLE, then download the CSV file again.")
    if "\0" in text or not text.strip():
        raise BadTable(f"{name} is {'not text' if text.strip() else 'empty'}.", "Download the CSV file from the VLE again.")
    told = _SEP_LINE.match(text)
    start_line = told[0] if told else ""
    body = text[len(start_line) :]
    delimiter = told[1] if told else max(DELIMITERS, key=lambda d: len(next(_records(body, d, name)).cells))
    return Table(name, codec, bom, delimiter, start_line, tuple(_records(body, delimiter, name)))


def formula_safe(text: str) -> str:
    """Return text for Care Lab's own tables, with ``'`` before it if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_START) or text.lstrip().startswith(_FORMULA_START) else text


def comment_safe(text: str) -> str:
    """Return a comment for a VLE's table, with a space before it if a spreadsheet would take it for a formula."""
    return f" {text}" if text.startswith(_FORMULA_START) else text


def _decode(data: bytes, name: str) -> tuple[str, bytes, str]:
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return codec, bom, _text(data[len(bom) :], codec, name)
    if b"\0" in data[:200]:
        codec = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
        return codec, b"", _text(data, codec, name)
    try:
        return "utf-8", b"", data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252", b"", _text(data, "cp1252", name)


def _text(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise BadTable(f"{name} is in an encoding that is not known.", "Download the CSV file from the VLE again.") from error


def _records(text: str, delimiter: str, name: str) -> Iterator[Record]:
    """Yield the records of a text. A quotation mark opens a quoted cell only at the cell's start, as in Python's ``csv``."""
    sign = re.escape(delimiter)
    cell = re.compile(rf"((?:{_QUOTED.pattern})?+[^{sign}\r\n]*+)({sign}|\r\n|\n|\r|\Z)")
    cells: list[str] = []
    at = 0
    while at < len(text) or cells:
        found = cell.match(text, at)
        if found is None or (found[1].startswith('"') and not _QUOTED.match(found[1])):
            raise BadTable(f"{name}: a quotation mark is opened and never closed.", AGAIN)
        cells.append(found[1])
        at = found.end()
        if found[2] != delimiter:
            yield Record(tuple(cells), found[2])
            cells = []


def _value(raw: str) -> str:
    quoted = _QUOTED.match(raw)
    return quoted[0][1:-1].replace('""', '"') + raw[quoted.end() :] if quoted else raw
