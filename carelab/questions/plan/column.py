"""One thing to fill in for each row of a plan's part, and figures that are worked out from two of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from carelab.questions.errors import BadQuestion
from carelab.questions.reading import EXACT, is_id, plain, show_date, show_number

ColumnType = Literal["text", "long", "money", "number", "date", "choice", "scale", "tick"]


@dataclass(frozen=True)
class Column:
    """A column of a table: one thing that the student fills in for each row.

    Attributes
    ----------
    type:
        ``text`` (one line) and ``long`` (several lines), which hold the student's own words, go to the tutor and are never
        marked by a rule; ``money`` (pounds), ``number``, ``date`` (ISO ``2026-11-23``), ``choice``,
        ``scale`` (a whole number from 1, picked from a list) or ``tick``.
    options:
        For ``choice``: option id → words.
    scale:
        For ``scale``: the words beside 1, 2 and so on, as in *4 Likely*.
    most_words:
        For ``long``: the most words asked for; the screen counts them. 0 for no limit.
    start_from:
        Id of one of the table's facts: a button then copies its values into the boxes of this column.
    only_if:
        (id of a ``choice`` column, option id): this column is filled in only in rows where that option is chosen. None for all
        rows.
    then:
        For ``choice``: option id → what would happen next, shown beside the box once the option is chosen. It is not marked.
    """

    id: str
    label: str
    type: ColumnType = "text"
    options: Mapping[str, str] = field(default_factory=dict)
    start_from: str = ""
    unit: str = ""
    scale: Sequence[str] = ()
    most_words: int = 0
    only_if: tuple[str, str] | None = None
    then: Mapping[str, str] = field(default_factory=dict)

    def check(self, question: str) -> None:
        """Raise BadQuestion, naming this question id, when the column is declared wrongly: a choice without options, say."""
        if self.type not in get_args(ColumnType):
            raise BadQuestion(question, f"column {self.id!r} cannot be {self.type!r}.", f"Use {', '.join(get_args(ColumnType))}.")
        if (self.type == "choice") != bool(self.options):
            raise BadQuestion(question, f"column {self.id!r}: a choice has options, and nothing else does.")
        if not all(is_id(i) and isinstance(text, str) and text.strip() for i, text in self.options.items()):
            raise BadQuestion(question, f"column {self.id!r} has an option with a bad id or no words.")
        if not set(self.then) <= set(self.options):
            raise BadQuestion(question, f"column {self.id!r} says what follows an option that it does not have.")
        self._check_scale(question)
        if not isinstance(self.most_words, int) or self.most_words < 0 or (self.most_words and self.type != "long"):
            raise BadQuestion(question, f"column {self.id!r}: only long text has most_words, a whole number.")

    def _check_scale(self, question: str) -> None:
        if (self.type == "scale") != bool(self.scale) or isinstance(self.scale, str):
            raise BadQuestion(question, f"column {self.id!r}: a scale has a list of words, and nothing else does.")
        if not all(isinstance(text, str) and text.strip() for text in self.scale) or len(set(self.scale)) < len(self.scale):
            raise BadQuestion(question, f"column {self.id!r}: each step of its scale needs words of its own.")

    def form(self) -> dict[str, Any]:
        """Return what the screen needs to draw the column, as JSON data."""
        return {
            "id": self.id,
            "label": self.label,
            "type": self.type,
            "options": plain(dict(self.options)),
            "start_from": self.start_from,
            "unit": self.unit,
            "scale": list(self.scale),
            "most_words": self.most_words,
            "then": plain(dict(self.then)),
            "only_if": list(self.only_if) if self.only_if else None,
        }


@dataclass(frozen=True)
class Fact:
    """A column of a table that the student reads and does not fill in.

    Attributes
    ----------
    values:
        Row id → words, or a number.
    unit:
        The unit of the numbers; a column in ``£`` is added up in the table's last row. Empty for words.
    """

    label: str
    values: Mapping[str, float | str]
    unit: str = ""

    def form(self) -> dict[str, Any]:
        """Return what the screen needs to draw the column, as JSON data."""
        return {"label": self.label, "values": plain(dict(self.values)), "unit": self.unit}


@dataclass(frozen=True)
class Product:
    """A score that the screen works out for each row of a table: two scales multiplied, as in likelihood × impact.

    Attributes
    ----------
    columns:
        Ids of the two columns of type ``scale``.
    bands:
        The lowest score of each band → the band's name: ``{1: "low", 8: "high"}``.
    """

    label: str
    columns: tuple[str, str]
    bands: Mapping[int, str] = field(default_factory=dict)

    def of(self, cells: Mapping[str, Any]) -> int | None:
        """Return a row's entries in the two ``columns``, multiplied; None while either is blank. ``cells``: column id → entry."""
        first, second = (cells.get(column) for column in self.columns)
        return None if first is None or second is None else int(first * second)

    def band(self, figure: int) -> str:
        """Return the name of the band that a score falls in; "" below the lowest band."""
        return next((name for low, name in sorted(self.bands.items(), reverse=True) if figure >= low), "")


def cell_words(column: Column, value: Any) -> str:
    """Return the entry of a cell as the student reads it: the words of an option, ``£1,200``, ``3 March 2027``."""
    match column.type:
        case "money":
            return show_number(value, "£", EXACT)
        case "number":
            return show_number(value, column.unit, EXACT)
        case "choice":
            return column.options[value]
        case "scale":
            return column.scale[int(value) - 1]
        case "tick":
            return "yes" if value else "no"
        case "date":
            return show_date(dt.date.fromisoformat(value))
        case _:
            return str(value)
