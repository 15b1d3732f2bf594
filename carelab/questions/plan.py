"""What a plan is made of, and the rules that mark one. All of it is data: tables with typed columns, and rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, get_args

from carelab.errors import BadQuestion
from carelab.questions.reading import is_id, plain

ColumnType = Literal["text", "money", "number", "date", "choice", "tick"]
PlanValue = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""A student's plan: table id → row id → column id → what they entered. A blank cell is absent."""


@dataclass(frozen=True)
class Column:
    """One thing to fill in for each row.

    Attributes
    ----------
    type:
        ``text`` (one line), ``money`` (pounds), ``number``, ``date`` (ISO ``2026-11-23``), ``choice`` or ``tick``.
    options:
        For ``choice``: ids and words.
    start_from:
        Id of a fact; the student may press a button that copies that fact into every box of the column.
    """

    id: str
    label: str
    type: ColumnType = "text"
    options: Mapping[str, str] = field(default_factory=dict)
    start_from: str = ""
    unit: str = ""


@dataclass(frozen=True)
class PlanTable:
    """One table of a plan.

    Attributes
    ----------
    rows:
        Row ids and words. ``fixed``: every row is filled in. ``pick``: the student picks some. ``free``: must be
        empty; the student adds rows, whose ids are ``r1``, ``r2`` …
    most:
        The most rows that can be picked or added.
    facts:
        Columns to read, not to fill in: fact id → (heading, row id → value).
    """

    id: str
    label: str
    columns: Sequence[Column]
    rows: Mapping[str, str] = field(default_factory=dict)
    mode: Literal["fixed", "pick", "free"] = "fixed"
    most: int = 0
    facts: Mapping[str, tuple[str, Mapping[str, float | str]]] = field(default_factory=dict)

    def check(self, question: str) -> None:
        """Raise BadQuestion when the table cannot be filled in."""
        self._check_words(question)
        if self.mode not in ("fixed", "pick", "free"):
            raise BadQuestion(question, f"table {self.id!r} cannot be {self.mode!r}.", "Use fixed, pick or free.")
        if (self.mode == "free") == bool(self.rows):
            raise BadQuestion(question, f"table {self.id!r}: a free table has no rows of its own, any other needs some.")
        if self.mode != "fixed" and not 1 <= self.most <= 60:
            raise BadQuestion(question, f"table {self.id!r} must say how many rows it may have (most=1 to 60).")
        if self.mode != "pick" and not self.columns:
            raise BadQuestion(question, f"table {self.id!r} has nothing to fill in.")
        for column in self.columns:
            self._check_column(question, column)

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
        if column.type not in get_args(ColumnType):
            raise BadQuestion(
                question, f"column {column.id!r} cannot be {column.type!r}.", f"Use {', '.join(get_args(ColumnType))}."
            )
        if (column.type == "choice") != bool(column.options):
            raise BadQuestion(question, f"column {column.id!r}: a choice has options, and nothing else does.")
        if not all(is_id(i) and isinstance(text, str) and text.strip() for i, text in column.options.items()):
            raise BadQuestion(question, f"column {column.id!r} has an option with a bad id or no words.")
        if column.start_from and column.start_from not in self.facts:
            raise BadQuestion(question, f"column {column.id!r} starts from a fact that is not there.")

    def column(self, column_id: str) -> Column | None:
        """Return the column with this id, or None."""
        return next((c for c in self.columns if c.id == column_id), None)

    def form(self) -> dict[str, Any]:
        """Return the table as JSON data for the screen."""
        return {
            "part": "table",
            "id": self.id,
            "label": self.label,
            "mode": self.mode,
            "most": self.most,
            "rows": plain(dict(self.rows)),
            "columns": [
                {
                    "id": c.id,
                    "label": c.label,
                    "type": c.type,
                    "options": plain(dict(c.options)),
                    "start_from": c.start_from,
                    "unit": c.unit,
                }
                for c in self.columns
            ],
            "facts": {k: {"label": label, "values": plain(dict(values))} for k, (label, values) in self.facts.items()},
        }


class Part(Protocol):
    """What every part of a plan is to reading, marking and describing: rows, and columns of typed cells.

    ``PlanTable`` is the plain one; ``carelab.questions.rota.Rota`` and others have a schema and a form of their own.
    """

    @property
    def id(self) -> str:
        """Id of the part, unique in its plan."""

    @property
    def label(self) -> str:
        """Its heading."""

    @property
    def mode(self) -> Literal["fixed", "pick", "free"]:
        """How rows come to be in an answer; see ``PlanTable``."""

    @property
    def most(self) -> int:
        """The most rows that can be picked or added."""

    @property
    def rows(self) -> Mapping[str, str]:
        """Row ids and words."""

    @property
    def columns(self) -> Sequence[Column]:
        """What is filled in for each row."""

    def column(self, column_id: str) -> Column | None:
        """Return the column with this id, or None."""

    def check(self, question: str) -> None:
        """Raise BadQuestion when the part cannot be filled in."""

    def form(self) -> dict[str, Any]:
        """Return the part as JSON data for the screen."""


class Condition(Protocol):
    """Something a plan meets or does not meet. Conditions are frozen dataclasses: see ``carelab.questions.rules``.

    One that cannot be told yet while a plan is half built says so by a second method, ``open``: see ``standing``.
    """

    def met(self, plan: PlanValue) -> bool:
        """Say whether the plan meets it. A blank cell that it needs means no."""


@dataclass(frozen=True)
class Rule:
    """One rule of a plan.

    Attributes
    ----------
    need:
        ``must`` (law, safety, the limits of the task: breaking one caps the mark), ``should`` (good practice) or
        ``note`` (said, never scored).
    text:
        The rule as the student reads it.
    why:
        Why the rule is there, or how to mend a plan that breaks it; shown in feedback.
    catches:
        The misconception that breaking it shows, if any.
    weight:
        Its share of the mark, relative to the other rules.
    """

    id: str
    need: Literal["must", "should", "note"]
    when: Condition
    text: str
    why: str = ""
    catches: str = ""
    weight: float = 1.0


def must(rule_id: str, when: Condition, text: str, *, why: str = "", catches: str = "", weight: float = 1.0) -> Rule:
    """Declare a rule whose breach caps the mark at 40%."""
    return Rule(rule_id, "must", when, text, why, catches, weight)


def should(rule_id: str, when: Condition, text: str, *, why: str = "", catches: str = "", weight: float = 1.0) -> Rule:
    """Declare a rule of good practice."""
    return Rule(rule_id, "should", when, text, why, catches, weight)


def note(rule_id: str, when: Condition, text: str, *, why: str = "") -> Rule:
    """Declare something worth saying that carries no mark."""
    return Rule(rule_id, "note", when, text, why, "", 0.0)


def standing(rule: Rule, plan: PlanValue) -> bool | None:
    """Return whether a plan meets a rule, or None while too little of it is there to tell: the state on the student's screen."""
    is_open = getattr(rule.when, "open", None)
    return None if not plan or (is_open is not None and is_open(plan)) else rule.when.met(plan)
