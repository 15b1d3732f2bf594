"""From what a student typed to what a question can be answered with: numbers where numbers are wanted. Knows no widget."""

from __future__ import annotations

from typing import Any

from carelab.questions import Plan, Question, typed_number
from carelab.questions import spec as kinds


def read_typed(question: Question, typed: Any) -> tuple[Any, list[str]]:
    """Read an answer that the browser sent, in which numbers are still text as typed.

    Returns
    -------
    tuple
        (answer with numbers, sentences for the student). There is a sentence for each number box whose text is not a number. In a
        plan (tables to fill in), such a box is left out of the answer, so that the rest can be saved.
    """
    if isinstance(question, kinds.Number) and isinstance(typed, str):
        number = typed_number(typed)
        return (number, []) if number is not None else (None, [f"{_quoted(typed)} is not a number. Type it like 9600 or 12.5."])
    if isinstance(question, Plan) and isinstance(typed, dict):
        problems: list[str] = []
        return {name: _read_table(question, name, rows, problems) for name, rows in typed.items()}, problems
    return typed, []


def _read_table(question: Plan, name: str, rows: Any, problems: list[str]) -> Any:
    table = {t.id: t for t in question.tables}.get(name)
    if table is None or not isinstance(rows, dict):
        return rows
    numeric = {c.id: c.label for c in table.columns if c.type in ("money", "number")}
    read: dict[str, Any] = {}
    for row, cells in rows.items():
        read[row] = dict(cells) if isinstance(cells, dict) else cells
        for column, typed in (cells if isinstance(cells, dict) else {}).items():
            if column not in numeric or not isinstance(typed, str) or not typed.strip():
                continue
            number = typed_number(typed)
            if number is None:
                del read[row][column]
                line = table.rows.get(row, f"Row {row.removeprefix('r')}")
                problems.append(f"{line}, {numeric[column]}: {_quoted(typed)} is not a number. Type it like 9600 or 12.5.")
            else:
                read[row][column] = number
    return read


def _quoted(typed: str) -> str:
    return f"“{typed.strip()[:30]}”"
