"""Conditions on what a student wrote: how much, how it starts, and that it is their own. All frozen data, all pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carelab.questions.plan import PlanValue
from carelab.questions.reading import words
from carelab.questions.rules.measures import Cell, cell


@dataclass(frozen=True)
class EveryRow:
    """Each row that the plan has, and ``least`` or more, has a text of enough words in a column, and not one from ``copies``."""

    table: str
    column: str
    least_words: int
    copies: Mapping[str, str] | None = None
    least: int = 1

    def met(self, plan: PlanValue) -> bool:
        have = plan.get(self.table, {})
        return len(have) >= self.least and all(self._row(row, cells.get(self.column)) for row, cells in have.items())

    def _row(self, row: str, text: object) -> bool:
        if not isinstance(text, str) or words(text) < self.least_words:
            return False
        return self.copies is None or bare(text) != bare(self.copies.get(row, ""))


@dataclass(frozen=True)
class ReasonForEachChange:
    """Each row whose number differs from where it started has a reason of enough words; and something was changed."""

    table: str
    column: str
    start: Mapping[str, float]
    reason: str
    least_words: int = 2

    def met(self, plan: PlanValue) -> bool:
        changed = [
            row
            for row in plan.get(self.table, {})
            if (now := Cell(self.table, row, self.column).of(plan)) is not None and now != self.start.get(row, 0.0)
        ]
        texts = [cell(plan, self.table, row, self.reason) for row in changed]
        return bool(changed) and all(isinstance(t, str) and words(t) >= self.least_words for t in texts)


@dataclass(frozen=True)
class Written:
    """The text in one cell has enough words and, where asked, a figure in it (12, 90%)."""

    table: str
    row: str
    column: str
    least_words: int
    figure: bool = False

    def met(self, plan: PlanValue) -> bool:
        text = cell(plan, self.table, self.row, self.column)
        if not isinstance(text, str) or words(text) < self.least_words:
            return False
        return not self.figure or any(c.isdigit() for c in text)


@dataclass(frozen=True)
class ShortRows:
    """Each row that the plan has, and ``least`` or more, has a text in a column of at most so many words."""

    table: str
    column: str
    most_words: int
    least: int = 1

    def met(self, plan: PlanValue) -> bool:
        texts = [cells.get(self.column) for cells in plan.get(self.table, {}).values()]
        return len(texts) >= self.least and all(isinstance(t, str) and 1 <= words(t) <= self.most_words for t in texts)


@dataclass(frozen=True)
class OpensWithAction:
    """No row's text in a column, and there are ``least`` or more, opens with a word that cannot be something to do.

    A plain list of such words (*the, our, excellence*) tells a slogan from a promise. A leading *we will*, *always* or *never*
    is passed over first.
    """

    table: str
    column: str
    not_actions: Sequence[str]
    least: int = 1

    def met(self, plan: PlanValue) -> bool:
        texts = [cells.get(self.column) for cells in plan.get(self.table, {}).values()]
        return len(texts) >= self.least and all(isinstance(t, str) and self._acts(t) for t in texts)

    def _acts(self, text: str) -> bool:
        left = bare(text).split()
        while left and left[0] in {"we", "ll", "will", "always", "never"}:
            left = left[1:]
        return bool(left) and left[0] not in self.not_actions


@dataclass(frozen=True)
class AllDifferent:
    """No two texts of a table, in any of these columns, are the same; and there is at least one."""

    table: str
    columns: Sequence[str]

    def met(self, plan: PlanValue) -> bool:
        cells = [row.get(column) for row in plan.get(self.table, {}).values() for column in self.columns]
        texts = [bare(c) for c in cells if isinstance(c, str)]
        return bool(texts) and len(set(texts)) == len(texts)


def bare(text: str) -> str:
    """Return the letters and digits of a text, in small letters, with single spaces: the same words give the same text."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
