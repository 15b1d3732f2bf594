"""What can be asked: one small class for each kind of question. Holds no key and knows no screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from carelab.errors import BadQuestion
from carelab.questions.places import check_rules
from carelab.questions.plan import Part, Rule
from carelab.questions.reading import as_number, is_id, plain

Texts = Mapping[str, str]
"""Ids and the words a student reads, in the order in which they are shown."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What every question has.

    Attributes
    ----------
    how:
        How the kind is answered, in a few words: all that practice needs to say.
    id:
        The question's stable id, unique in its unit: ``q1``, ``q2a``.
    ask:
        The question itself in one sentence: the form's legend, read out by a screen reader.
    pin:
        Ids of options, cards or partners that keep their place when the others are mixed for a student (see ``arranged``).
    """

    kind: ClassVar[str]
    how: ClassVar[str]
    id: str
    ask: str
    pin: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a declaration that cannot be asked."""
        if not is_id(self.id):
            raise BadQuestion(str(self.id), "the id must be lower-case letters, digits and hyphens, such as q1.")
        if not isinstance(self.ask, str) or not self.ask.strip():
            raise BadQuestion(self.id, "there is no question.", 'Write it as ask="…?".')
        self.check()
        known = {item for name in ("options", "cards", "left", "right") for item in getattr(self, name, ())}
        if unknown := set(self.pin) - known:
            named = ", ".join(sorted(map(str, unknown)))
            raise BadQuestion(self.id, f"pin names what is not there: {named}.", 'Write it as pin=["id", "id"].')

    def check(self) -> None:
        """Refuse what is wrong in this kind of question; raise BadQuestion."""

    @property
    def rule(self) -> str:
        """Name the marking rule."""
        return "exact"

    @property
    def how_marked(self) -> str:
        """Say in one sentence, to the student, how the question is marked."""
        return "Full marks for the right answer."

    def form(self) -> dict[str, Any]:
        """Return what the screen needs to draw the question, as JSON data. Never holds a key."""
        about = {"kind": self.kind, "id": self.id, "ask": self.ask, "how": self.how, "how_marked": self.how_marked}
        return {**about, **self._form()}

    def _form(self) -> dict[str, Any]:
        return {}

    def _need_texts(self, what: str, texts: object, least: int = 2) -> None:
        if not isinstance(texts, Mapping) or len(texts) < least:
            raise BadQuestion(self.id, f"it needs at least {least} {what}.", 'Write them as {"id": "words", …}.')
        for key, text in texts.items():
            if not is_id(key):
                raise BadQuestion(self.id, f"{key!r} cannot be the id of one of its {what}.", "Use letters and hyphens.")
            if not isinstance(text, str) or not text.strip():
                raise BadQuestion(self.id, f"{key!r}, one of its {what}, has no words.")
        if len({" ".join(t.split()).casefold() for t in texts.values()}) < len(texts):
            raise BadQuestion(self.id, f"two of its {what} read the same.")


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """Pick one option."""

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
class Choices(Question):
    """Tick every option that fits.

    ``all``: full mark for exactly the right set, else none.
    ``net``: (right ticks − wrong ticks) ÷ number of right options, never below 0.
    ``coverage``: (right ticks ÷ number of right options) × (right ticks ÷ ticks made).
    """

    kind: ClassVar[str] = "choices"
    how: ClassVar[str] = "Tick all that fit."
    options: Texts
    marking: Literal["all", "net", "coverage"] = "net"

    def check(self) -> None:
        self._need_texts("options", self.options, 3)
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
        return {"options": plain(dict(self.options))}


@dataclass(frozen=True, kw_only=True)
class Sort(Question):
    """Put each card in a column."""

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
    """Pair each thing on the left with one on the right. Spare things on the right are allowed."""

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
    """Put steps in order. The order in which they are declared is the order in which they are first shown.

    ``lcs``: (steps that keep their right relative order − steps that do not) ÷ steps, never below 0; the longest common
    subsequence says which steps those are. ``exact``: all or nothing.
    """

    kind: ClassVar[str] = "order"
    how: ClassVar[str] = "Put the steps in order."
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
            return "Put the steps in order. You earn the marks only when every step is in its place."
        return (
            "Put the steps in order. Each step that keeps its right place among the others earns; each that does not takes away."
        )

    def _form(self) -> dict[str, Any]:
        return {"steps": plain(dict(self.steps))}


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """Type a number. ``unit`` is shown beside the box: ``£`` before it, anything else after it."""

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
        Column ids and headings.
    rows:
        The records: each a sequence of text or numbers in column order; at most 5,000.
    money:
        Ids of the columns that hold pounds; they can be added up.
    totals:
        Ids of other columns that can be added up.
    """

    kind: ClassVar[str] = "table"
    how: ClassVar[str] = "Work with the table, then type a number."
    caption: str = ""
    columns: Texts = field(default_factory=dict)
    rows: Sequence[Sequence[str | float]] = ()
    money: Sequence[str] = ()
    totals: Sequence[str] = ()

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
        return {**super()._form(), "table": table}


@dataclass(frozen=True, kw_only=True)
class Plan(Question):
    """Build a thing: a budget, a role card, a rota, a risk register, an action plan.

    Attributes
    ----------
    tables:
        The parts of the plan.
    shown:
        Rules whose state (met, not met) the student sees while building. The rest stay with the key.
    """

    kind: ClassVar[str] = "plan"
    how: ClassVar[str] = "Fill in the plan."
    tables: Sequence[Part]
    shown: Sequence[Rule] = ()

    def check(self) -> None:
        if not self.tables:
            raise BadQuestion(self.id, "the plan has no table.")
        ids = [t.id for t in self.tables]
        if len(set(ids)) < len(ids):
            raise BadQuestion(self.id, "two of its tables have the same id.")
        for table in self.tables:
            table.check(self.id)
        check_rules(self.id, self.tables, self.shown)

    @property
    def rule(self) -> str:
        return "rules"

    @property
    def how_marked(self) -> str:
        return (
            "Your plan is checked against rules. Each rule that it meets earns part of the mark; "
            "if it breaks a rule marked Must, the most it can earn is 40%."
        )

    def table(self, table_id: str) -> Part:
        """Return the table with this id; KeyError when there is none."""
        return {t.id: t for t in self.tables}[table_id]

    def _form(self) -> dict[str, Any]:
        return {
            "tables": [t.form() for t in self.tables],
            "shown": [{"id": r.id, "need": r.need, "text": r.text} for r in self.shown],
        }


@dataclass(frozen=True, kw_only=True)
class Reflection(Question):
    """Write a paragraph. A person marks it against the rubric, 0 to 3 for each line of it."""

    kind: ClassVar[str] = "reflection"
    how: ClassVar[str] = "Write in your own words."
    rubric: Texts
    least_words: int = 80
    most_words: int = 150

    def check(self) -> None:
        self._need_texts("rubric lines", self.rubric, 1)
        if not 0 < self.least_words < self.most_words:
            raise BadQuestion(self.id, "least_words must be above 0 and below most_words.")

    @property
    def rule(self) -> str:
        return "rubric"

    @property
    def how_marked(self) -> str:
        return (
            f"Your tutor reads this and marks it against the list below. "
            f"Write {self.least_words} to {self.most_words} words. Name no one who uses a service or works there."
        )

    def _form(self) -> dict[str, Any]:
        return {
            "rubric": plain(dict(self.rubric)),
            "least_words": self.least_words,
            "most_words": self.most_words,
        }
