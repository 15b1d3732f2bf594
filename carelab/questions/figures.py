"""The kinds that are answered with a number: number, and a number that a table holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from carelab.questions.errors import BadQuestion
from carelab.questions.question import Question, Texts
from carelab.questions.reading import as_number, plain


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """Type a number. ``unit`` is shown beside the box: ``£`` before it, any other unit after it. ``hint`` is shown below it."""

    kind: ClassVar[str] = "number"
    how: ClassVar[str] = "Type a number."
    unit: str = ""
    hint: str = ""

    @property
    def rule(self) -> str:
        return "tolerance"

    @property
    def how_marked(self) -> str:
        return "A number close enough to the right one earns the marks; some slips earn part."

    def _form(self) -> dict[str, Any]:
        return {"unit": self.unit, "hint": self.hint}


@dataclass(frozen=True, kw_only=True)
class Table(Number):
    """Find a number in a table that can be filtered, sorted and summed on screen.

    Attributes
    ----------
    caption:
        What the table shows, and whose (invented) figures they are.
    columns:
        Column id → heading.
    rows:
        The records: each a sequence of text or numbers in column order; at most 5,000.
    money:
        Ids of the columns in pounds; the screen can add these up.
    totals:
        Ids of other columns that the screen can add up.
    pandas:
        Whether the student may also answer with code that sets the variable ``variable``. The better of the two answers counts.
    """

    kind: ClassVar[str] = "table"
    how: ClassVar[str] = "Work with the table, then type a number."
    caption: str = ""
    columns: Texts = field(default_factory=dict)
    rows: Sequence[Sequence[str | float]] = ()
    money: Sequence[str] = ()
    totals: Sequence[str] = ()
    pandas: bool = False

    @property
    def variable(self) -> str:
        """The name of the variable that a student's code sets in order to answer: ``answer_q4`` for question ``q4``."""
        return f"answer_{self.id.replace('-', '_')}"

    @property
    def how_marked(self) -> str:
        either = " Answer below or with code: the better answer counts." if self.pandas else ""
        return f"{super().how_marked}{either}"

    def check(self) -> None:
        self._need_texts("columns", self.columns)
        if not self.caption.strip():
            raise BadQuestion(self.id, "the table has no caption.")
        if not 1 <= len(self.rows) <= 5_000:
            raise BadQuestion(self.id, f"the table has {len(self.rows)} rows; it needs 1 to 5,000.")
        numeric = {*self.money, *self.totals}
        if unknown := numeric - set(self.columns):
            raise BadQuestion(self.id, f"money or totals names columns that are not there: {', '.join(sorted(unknown))}.")
        for at, row in enumerate(self.rows, 1):
            if isinstance(row, str) or len(row) != len(self.columns):
                raise BadQuestion(self.id, f"row {at} has {len(row)} values for {len(self.columns)} columns.")
            for column, cell in zip(self.columns, row, strict=True):
                if not (as_number(cell) is not None or (isinstance(cell, str) and column not in numeric)):
                    raise BadQuestion(self.id, f"row {at} has {cell!r} under {column!r}, which cannot be shown there.")

    def _form(self) -> dict[str, Any]:
        table = {
            "caption": self.caption,
            "columns": plain(dict(self.columns)),
            "rows": plain(list(self.rows)),
            "money": list(self.money),
            "totals": [*self.money, *self.totals],
        }
        return {**super()._form(), "table": table, "variable": self.variable if self.pandas else ""}
