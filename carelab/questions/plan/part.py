"""What a plan is made of: parts, of which the plain one is a table with typed columns. All of it is data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from carelab.questions.errors import BadQuestion
from carelab.questions.plan.column import Column, Fact, Product
from carelab.questions.reading import is_id, plain

PlanValue = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""A student's plan: part id → row id → column id → what they entered. A blank cell is absent."""


class Part(Protocol):
    """The interface of every table of a plan: its rows, and the columns that a student fills in.

    ``PlanTable`` is the plain table; ``Rota`` and ``Timeline`` are tables with rows, columns and a screen form of their own.
    """

    @property
    def id(self) -> str:
        """Id of the table, unique in its plan."""

    @property
    def label(self) -> str:
        """The heading of the table."""

    @property
    def mode(self) -> Literal["fixed", "pick", "free"]:
        """``fixed``, ``pick`` or ``free``: rows are given, picked from a list or added by the student; see ``PlanTable``."""

    @property
    def most(self) -> int:
        """The most rows that can be picked or added."""

    @property
    def rows(self) -> Mapping[str, str]:
        """The rows: row id → the words that name the row."""

    @property
    def columns(self) -> Sequence[Column]:
        """The columns that the student fills in for each row."""

    def column(self, column_id: str) -> Column | None:
        """Return the column with this id, or None."""

    def check(self, question: str) -> None:
        """Raise BadQuestion, which names the question with this id, when the table cannot be filled in as it is declared."""

    def form(self) -> dict[str, Any]:
        """Return what the screen needs to draw the table, as JSON data."""


@dataclass(frozen=True)
class PlanTable:
    """One table of a plan.

    Attributes
    ----------
    rows:
        Row id → words. With the mode ``fixed`` the student fills in every row; with ``pick`` those rows that they pick; with
        ``free`` this is empty, and the student adds rows with the ids ``r1``, ``r2`` …
    most:
        The most rows that can be picked or added.
    least:
        The fewest rows that the screen asks for; the same as ``most`` to ask for exactly so many.
    about:
        Row id → some words below the row's name.
    facts:
        Columns to read, not to fill in.
    score:
        A score that the screen works out for each row; None for no score.
    """

    id: str
    label: str
    columns: Sequence[Column]
    rows: Mapping[str, str] = field(default_factory=dict)
    mode: Literal["fixed", "pick", "free"] = "fixed"
    most: int = 0
    least: int = 0
    about: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    score: Product | None = None

    def check(self, question: str) -> None:
        """Raise BadQuestion, which names the question with this id, when the table cannot be filled in as it is declared."""
        self._check_words(question)
        if self.mode not in ("fixed", "pick", "free"):
            raise BadQuestion(question, f"table {self.id!r} cannot be {self.mode!r}.", "Use fixed, pick or free.")
        if (self.mode == "free") == bool(self.rows):
            raise BadQuestion(question, f"table {self.id!r}: a free table has no rows of its own, any other needs some.")
        if self.mode != "fixed" and not 1 <= self.most <= 60:
            raise BadQuestion(question, f"table {self.id!r} must say how many rows it may have (most=1 to 60).")
        if not 0 <= self.least <= self.most:
            raise BadQuestion(question, f"table {self.id!r}: the fewest rows are 0 or more, and no more than the most.")
        if self.mode != "pick" and not self.columns:
            raise BadQuestion(question, f"table {self.id!r} has nothing to fill in.")
        for column in self.columns:
            self._check_column(question, column)
        self._check_score(question)
        if unknown := set(self.about) - set(self.rows):
            raise BadQuestion(
                question, f"table {self.id!r} says something about rows it does not have: {', '.join(sorted(unknown))}."
            )

    def _check_words(self, question: str) -> None:
        ids = [c.id for c in self.columns]
        if len(set(ids)) < len(ids) or not all(is_id(i) for i in [self.id, *ids, *self.rows]):
            raise BadQuestion(question, f"table {self.id!r} has two equal ids, or one with a character it cannot have.")
        headings, names = [c.label for c in self.columns], list(self.rows.values())
        if not all(isinstance(text, str) and text.strip() for text in [self.label, *headings, *names]):
            raise BadQuestion(question, f"table {self.id!r} has a label, a column or a row with no words.")
        for texts in (headings, names):
            if len({" ".join(t.split()).casefold() for t in texts}) < len(texts):
                raise BadQuestion(question, f"table {self.id!r} has two columns or two rows that read the same.")

    def _check_column(self, question: str, column: Column) -> None:
        column.check(question)
        if column.start_from and column.start_from not in self.facts:
            raise BadQuestion(question, f"column {column.id!r} starts from a fact that is not there.")
        if column.only_if is not None and column.only_if not in [(c.id, option) for c in self.columns for option in c.options]:
            fix = "Give only_if the ids of a column of choices in this table, and of one of its options."
            raise BadQuestion(question, f"column {column.id!r} waits for a choice that is not in the table.", fix)

    def _check_score(self, question: str) -> None:
        if self.score is None:
            return
        scales = {c.id for c in self.columns if c.type == "scale"}
        if len(self.score.columns) != 2 or not set(self.score.columns) <= scales:
            raise BadQuestion(question, f"table {self.id!r}: its score multiplies two of its scales.")
        if not (self.score.label.strip() and all(isinstance(n, int) and name.strip() for n, name in self.score.bands.items())):
            raise BadQuestion(question, f"table {self.id!r}: its score needs a label, and each band a figure and a name.")

    def column(self, column_id: str) -> Column | None:
        """Return the column with this id, or None."""
        return next((c for c in self.columns if c.id == column_id), None)

    def asks(self, column_id: str, cells: Mapping[str, Any]) -> bool:
        """Say whether the student fills in the column with this id in a row; a column may wait for a choice (``Column.only_if``).

        ``cells``: the row's entries by column id.
        """
        column = self.column(column_id)
        return column is not None and (column.only_if is None or cells.get(column.only_if[0]) == column.only_if[1])

    def form(self) -> dict[str, Any]:
        """Return what the screen needs to draw the table, as JSON data."""
        return {
            "part": "table",
            "id": self.id,
            "label": self.label,
            "mode": self.mode,
            "most": self.most,
            "least": self.least,
            "rows": plain(dict(self.rows)),
            "columns": [c.form() for c in self.columns],
            "about": plain(dict(self.about)),
            "facts": {k: fact.form() for k, fact in self.facts.items()},
            "score": None if self.score is None else {"label": self.score.label, "after": self.score.columns[1]},
        }


def row_name(part: Part, row: str) -> str:
    """Return the words of a row; a row that the student added is named by its number."""
    return part.rows.get(row, f"Row {row[1:]}")
