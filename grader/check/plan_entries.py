"""What can be put into a plan without thought: the rows and entries that its tables offer, and plans drawn from them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from carelab.questions import Column, Part

Answer = dict[str, dict[str, dict[str, Any]]]
"""A plan as a student fills it in: table → row → column → entry."""


def rows_of(table: Part) -> list[str]:
    """Return the ids of as many rows of a plan's table as a student may fill in; where they choose the rows, the first ones."""
    if table.mode == "free":
        return [f"r{n}" for n in range(1, table.most + 1)]
    return list(table.rows)[: table.most] if table.mode == "pick" else list(table.rows)


def entries(column: Column, known: Sequence[Any] = ()) -> list[Any]:
    """Return entries to try in a column: every choice or step of a scale; ticked and blank; ``x`` for text.

    For a figure those in ``known`` and 0; for a date those in ``known``, or ``[None]``, a blank cell.
    """
    match column.type:
        case "choice":
            return list(column.options)
        case "scale":
            return list(range(1, len(column.scale) + 1))
        case "tick":
            return [True, None]
        case "text" | "long":
            return ["x"]
    return list(dict.fromkeys([*known, *([0] if column.type in ("money", "number") else [])])) or [None]


def entered(plan: Mapping[str, Mapping[str, Mapping[str, Any]]], table: str, column: str) -> list[Any]:
    """Return the entries of a plan in one column, from the first row to the last; a blank cell has no entry."""
    return [cells[column] for cells in plan.get(table, {}).values() if column in cells]


def filled(cells: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return the cells of a row, column id → entry, without the blank ones."""
    return {column: entry for column, entry in cells if entry is not None}


def drawn(tables: Sequence[Part], known: Answer, chance: random.Random) -> Answer:
    """Return a plan filled in at random by ``chance``: as many rows as allowed, figures and dates from the plan ``known``."""
    plan: Answer = {}
    for table in tables:
        rows = chance.sample(list(table.rows), min(table.most, len(table.rows))) if table.mode == "pick" else rows_of(table)
        offered = {c.id: entries(c, entered(known, table.id, c.id)) for c in table.columns}
        plan[table.id] = {row: filled((c, chance.choice(choices)) for c, choices in offered.items()) for row in rows}
    return plan
