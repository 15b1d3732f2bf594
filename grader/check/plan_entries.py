"""What can be put into a plan without thought: the rows and entries that its tables offer, and plans drawn from them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from carelab.questions import Column, Part

Answer = dict[str, dict[str, dict[str, Any]]]
"""A plan as a student fills it in: table → row → column → entry."""


def rows_of(table: Part) -> list[str]:
    """Return the rows of a table that can be filled in: the first ones, where there are more than may be picked."""
    if table.mode == "free":
        return [f"r{n}" for n in range(1, table.most + 1)]
    return list(table.rows)[: table.most] if table.mode == "pick" else list(table.rows)


def entries(column: Column, known: Sequence[Any] = ()) -> list[Any]:
    """Return the entries that a column could have: every option; for a figure or a date, the known ones; else only None."""
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
    """Return what a plan holds in one column, from the first row to the last."""
    return [cells[column] for cells in plan.get(table, {}).values() if column in cells]


def filled(cells: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return the cells of a row without those that are left blank."""
    return {column: entry for column, entry in cells if entry is not None}


def drawn(tables: Sequence[Part], known: Answer, chance: random.Random) -> Answer:
    """Return a plan that is filled in at random, in as many rows as may be, with the figures and dates of a known plan."""
    plan: Answer = {}
    for table in tables:
        rows = chance.sample(list(table.rows), min(table.most, len(table.rows))) if table.mode == "pick" else rows_of(table)
        offered = {c.id: entries(c, entered(known, table.id, c.id)) for c in table.columns}
        plan[table.id] = {row: filled((c, chance.choice(choices)) for c, choices in offered.items()) for row in rows}
    return plan
