"""Reading a plan that a student handed in: from anything at all to rows of typed cells, or a clear refusal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from carelab.questions.errors import BadAnswer
from carelab.questions.plan.column import Column
from carelab.questions.plan.part import Part
from carelab.questions.reading import as_number, as_text


def read_plan(question: str, parts: Sequence[Part], value: object) -> dict[str, dict[str, dict[str, Any]]] | None:
    """Return a student's plan as ``{table: {row: {column: entry}}}``, all by id, without blank cells; None for an empty plan.

    Raises
    ------
    BadAnswer
        When the value does not have the form of a plan with these tables. The message names the question.
    """
    if not isinstance(value, Mapping):
        _refuse(question, "the plan is not in a form that can be read.")
    tables = {t.id: t for t in parts}
    if set(value) - set(tables):
        _refuse(question, "the plan has a part that was not asked for.")
    found = {name: _table(question, tables[name], value[name]) for name in tables if value.get(name) is not None}
    return {name: rows for name, rows in found.items() if rows} or None


def _refuse(question: str, problem: str) -> NoReturn:
    raise BadAnswer(question, problem)


def _table(question: str, table: Part, value: object) -> dict[str, dict[str, Any]]:
    if not isinstance(value, Mapping):
        _refuse(question, f"the part {table.label!r} is not in a form that can be read.")
    known = [f"r{n}" for n in range(1, table.most + 1)] if table.mode == "free" else list(table.rows)
    if set(value) - set(known):
        _refuse(question, f"the part {table.label!r} has a row that was not asked for.")
    found = {row: _row(question, table, value[row]) for row in known if value.get(row) is not None}
    if table.mode == "pick" and len(found) > table.most:
        _refuse(question, f"the part {table.label!r} has more than {table.most} rows.")
    return {row: cells for row, cells in found.items() if cells or table.mode == "pick"}


def _row(question: str, table: Part, value: object) -> dict[str, Any]:
    columns = {c.id: c for c in table.columns}
    if not isinstance(value, Mapping) or set(value) - set(columns):
        _refuse(question, f"the part {table.label!r} has a column that was not asked for.")
    found = {name: _cell(question, columns[name], value[name]) for name in columns if name in value}
    return {name: cell for name, cell in found.items() if cell is not None}


def _cell(question: str, column: Column, value: object) -> Any:
    if value is None or value == "":
        return None
    cell: Any
    match column.type:
        case "money" | "number":
            cell = as_number(value)
        case "scale":
            number = as_number(value)
            cell = int(number) if number is not None and number in range(1, len(column.scale) + 1) else None
        case "tick":
            cell = value if isinstance(value, bool) else None
        case "choice":
            cell = value if isinstance(value, str) and value in column.options else None
        case "date":
            cell = _date(value)
        case _:
            text = as_text(value)
            cell = None if text is None else text.strip()
            if cell == "":
                return None
    if cell is None:
        what = repr(value[:40]) if isinstance(value, str) else "something of another kind"
        _refuse(question, f"{column.label!r} cannot be {what}.")
    return cell


def _date(value: object) -> str | None:
    if not isinstance(value, str) or len(value) != 10:
        return None
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        return None
