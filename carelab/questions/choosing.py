"""The kinds that are answered by choosing among words: choice, choices, sort, match, order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from carelab.questions.errors import BadQuestion
from carelab.questions.question import Question, Texts
from carelab.questions.reading import plain


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """Pick one of ``options`` (option id → words)."""

    kind: ClassVar[str] = "choice"
    how: ClassVar[str] = "Pick one."
    options: Texts

    def check(self) -> None:
        self._need_texts("options", self.options)

    @property
    def how_marked(self) -> str:
        return "Pick one. The best answer earns the marks."

    def _form(self) -> dict[str, Any]:
        return {"options": plain(dict(self.options))}


@dataclass(frozen=True, kw_only=True)
class Guess(Choice):
    """Guess one of ``options`` before a teaching model shows the answer. A guess has no key and gets no feedback."""

    how: ClassVar[str] = "Pick one. The model below will tell you."

    @property
    def how_marked(self) -> str:
        return self.how

    def _form(self) -> dict[str, Any]:
        return {**super()._form(), "guess": True}


@dataclass(frozen=True)
class TickTable:
    """A table in which each row is an option of a question, with a box to tick.

    Attributes
    ----------
    columns:
        The headings of the columns.
    rows:
        Option id → the cells of its row. An empty cell is joined to the one before it, as in a row of totals.
    about:
        A sentence or two on what a reader of the table must know.
    """

    caption: str
    columns: Sequence[str]
    rows: Mapping[str, Sequence[str]]
    about: str = ""

    def check(self, question: str) -> None:
        """Raise BadQuestion, naming the question with this id, when a row has another number of cells than there are headings."""
        for row, cells in self.rows.items():
            if isinstance(cells, str) or len(cells) != len(self.columns) or not cells[0]:
                fix = "An empty cell belongs to the one before it, so the first is never empty."
                raise BadQuestion(question, f"row {row!r} has {len(cells)} cells for {len(self.columns)} headings.", fix)

    def form(self) -> dict[str, Any]:
        """Return what the screen needs to draw the table, as JSON data."""
        return {"caption": self.caption, "columns": list(self.columns), "rows": plain(dict(self.rows)), "about": self.about}


def row_words(tables: Sequence[TickTable]) -> dict[str, str]:
    """Return option id → its row in words, numbered from 1 over all tables: ``4. Mon 26 April, Late, Devi. Hours: 7``."""
    rows = [(table.columns[-1], row, cells) for table in tables for row, cells in table.rows.items()]
    said = [(row, ", ".join(cell for cell in cells[:-1] if cell), f"{last}: {cells[-1]}") for last, row, cells in rows]
    return {row: f"{n}. {first}. {last}" for n, (row, first, last) in enumerate(said, 1)}


@dataclass(frozen=True, kw_only=True)
class Choices(Question):
    """Tick every one of ``options`` (option id → words) that fits.

    Where the options are rows of tables, ``tables`` holds those tables, and the options are their rows in words (``row_words``).
    ``marking`` names the rule for the share of the mark. ``all``: full mark for exactly the right set, else none.
    ``net``: (right ticks − wrong ticks) ÷ number of right options, never below 0.
    ``coverage``: (right ticks ÷ number of right options) × (right ticks ÷ ticks made).
    """

    kind: ClassVar[str] = "choices"
    how: ClassVar[str] = "Tick all that fit."
    options: Texts
    marking: Literal["all", "net", "coverage"] = "net"
    tables: tuple[TickTable, ...] = ()

    def check(self) -> None:
        for table in self.tables:
            table.check(self.id)
        self._need_texts("options", self.options, 3)
        if self.tables and dict(self.options) != row_words(self.tables):
            raise BadQuestion(self.id, "its options are not the rows of its tables.")
        if self.marking not in ("all", "net", "coverage"):
            raise BadQuestion(self.id, f"{self.marking!r} is not a marking rule.", "Use all, net or coverage.")

    @property
    def rule(self) -> str:
        return self.marking

    @property
    def how_marked(self) -> str:
        return {
            "all": "Tick all that fit. You earn the marks only when every tick is right and none is missing.",
            "net": "Tick all that fit. Each right tick earns part of the mark; each wrong tick takes the same part away.",
            "coverage": "Tick all that fit. Right ticks earn part of the mark; extra ticks shrink it.",
        }[self.marking]

    def _form(self) -> dict[str, Any]:
        return {"options": plain(dict(self.options)), "tables": [table.form() for table in self.tables]}


@dataclass(frozen=True, kw_only=True)
class Sort(Question):
    """Put each of ``cards`` into one of ``columns`` (both id → words)."""

    kind: ClassVar[str] = "sort"
    how: ClassVar[str] = "Put every card in a column."
    cards: Texts
    columns: Texts

    def check(self) -> None:
        self._need_texts("cards", self.cards)
        self._need_texts("columns", self.columns)

    @property
    def rule(self) -> str:
        return "share"

    @property
    def how_marked(self) -> str:
        return "Put every card in a column. Each card in its right place earns an equal part of the mark."

    def _form(self) -> dict[str, Any]:
        return {"cards": plain(dict(self.cards)), "columns": plain(dict(self.columns))}


@dataclass(frozen=True, kw_only=True)
class Match(Question):
    """Pair each item of ``left`` with one of ``right`` (both id → words). ``right`` may have items to spare."""

    kind: ClassVar[str] = "match"
    how: ClassVar[str] = "Choose a partner for each line."
    left: Texts
    right: Texts

    def check(self) -> None:
        self._need_texts("things on the left", self.left)
        self._need_texts("things on the right", self.right)

    @property
    def rule(self) -> str:
        return "share"

    @property
    def how_marked(self) -> str:
        return "Choose a partner for each line. Each right pair earns an equal part of the mark."

    def _form(self) -> dict[str, Any]:
        return {"left": plain(dict(self.left)), "right": plain(dict(self.right))}


@dataclass(frozen=True, kw_only=True)
class Order(Question):
    """Put ``steps`` (step id → words) in order. They are first shown in the declared order, or a rotation of it.

    ``marking`` names the rule for the share of the mark. ``lcs``: (steps that keep their right relative order − steps that do
    not) ÷ steps, never below 0; the longest common subsequence says which steps those are. ``exact``: all or nothing.
    """

    kind: ClassVar[str] = "order"
    how: ClassVar[str] = "Drag a step to its place, or move it with its arrows."
    steps: Texts
    marking: Literal["lcs", "exact"] = "lcs"

    def check(self) -> None:
        self._need_texts("steps", self.steps)
        if self.marking not in ("lcs", "exact"):
            raise BadQuestion(self.id, f"{self.marking!r} is not a marking rule.", "Use lcs or exact.")

    @property
    def rule(self) -> str:
        return self.marking

    @property
    def how_marked(self) -> str:
        if self.marking == "exact":
            return f"{self.how} You earn the marks only when every step is in its place."
        return f"{self.how} Each step that keeps its right place among the others earns; each that does not takes away."

    def _form(self) -> dict[str, Any]:
        return {"steps": plain(dict(self.steps))}
