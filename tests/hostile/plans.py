"""What a unit's file of hostile plans holds: for each artefact, plans by name, and how each must fare."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.check.hostile import moved_round
from grader.check.plan_entries import Answer

DANGEROUS, GOOD = 0.20, 0.80
"""The most that a dangerous plan earns, and the least that a good plan earns."""

__all__ = ["DANGEROUS", "GOOD", "Answer", "Hostile", "Sheet", "changed", "each", "moved"]


@dataclass(frozen=True)
class Hostile:
    """The plans of one artefact, by name.

    Attributes
    ----------
    dangerous:
        At least two plans that would hurt somebody or break the law: at most 20 %.
    meaningless:
        At least two plans that mean nothing: at most 25 %.
    good:
        At least three plans of three different managers, unlike the key: at least 80 %.
    damaged:
        A full plan with one column moved round, or its figures at zero, beyond those that are made from every key: at most 85 %.
    """

    dangerous: Mapping[str, Answer]
    meaningless: Mapping[str, Answer]
    good: Mapping[str, Answer]
    damaged: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """A full plan in lines of words, from which others are made that differ in a line or two.

    Attributes
    ----------
    cells:
        Line → the cells that its words go into, as ``table.row.column``; or ``table.*.column=entry``: its words name rows with
        that entry, or ``row=entry`` with another; ``table.*.``: rows that are picked and have no cells.
    full:
        Line → the words of the full plan. One word alone goes into every cell of its line; ``–`` leaves a cell blank.
    """

    cells: Mapping[str, str]
    full: Mapping[str, str]

    def __call__(self, **lines: str) -> Answer:
        """Return the full plan with these lines in place of its own."""
        plan: Answer = {}
        assert set(lines) <= set(self.cells)
        for line, words in {**self.full, **lines}.items():
            entries, cells = words.split(), self.cells[line].split()
            if "*" in self.cells[line]:
                named, _, usual = self.cells[line].partition("=")
                ticked = [entry.partition("=") for entry in entries]
                cells, entries = [named.replace("*", row) for row, _, _ in ticked], [own or usual for _, _, own in ticked]
            for cell, entry in zip(cells, entries * len(cells) if len(entries) == 1 else entries, strict=True):
                table, row, column = cell.split(".")
                if entry != "–":
                    filled = plan.setdefault(table, {}).setdefault(row, {})
                    filled |= {column: _entry(entry)} if column else {}
        return plan


def _entry(word: str) -> str | int | bool:
    return word == "True" or (int(word) if re.fullmatch(r"-?\d+", word) else word)


def each(table: str, rows: Sequence[str], column: str) -> str:
    """Return the cells of one column."""
    return " ".join(f"{table}.{row}.{column}" for row in rows)


def moved(plan: Answer, table: str, *columns: str) -> Answer:
    """Return a plan with the entries of these columns moved round by one row, each column on its own."""
    for column in columns:
        plan = moved_round(plan, table, column)
    return plan


def changed(plan: Answer, changes: Mapping[str, Mapping[str, Mapping[str, Any] | None]]) -> Answer:
    """Return a plan with some cells changed; a cell of None is blank, and a row of None is left out."""
    copy = {name: {row: dict(cells) for row, cells in rows.items()} for name, rows in plan.items()}
    for table, rows in changes.items():
        for row, cells in rows.items():
            if cells is None:
                copy.get(table, {}).pop(row, None)
                continue
            kept = {**copy.setdefault(table, {}).get(row, {}), **cells}
            copy[table][row] = {column: entry for column, entry in kept.items() if entry is not None}
    return copy
