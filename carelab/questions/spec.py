"""What can be asked: one small class for each kind of question. Holds no key and knows no screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from carelab.errors import BadQuestion
from carelab.questions.choosing import Choice, Choices, Match, Order, Sort
from carelab.questions.code import Code
from carelab.questions.figures import Number, Table
from carelab.questions.places import check_rules
from carelab.questions.plan import Part
from carelab.questions.question import Question, Texts
from carelab.questions.reading import as_number, plain
from carelab.questions.rule import MUST_CAP, Rule

__all__ = ["Choice", "Choices", "Code", "Match", "Number", "Order", "Plan", "Question", "Reflection", "Sort", "Table", "Texts"]


@dataclass(frozen=True, kw_only=True)
class Plan(Question):
    """Build a thing: a budget, a role card, a rota, a risk register, an action plan.

    Attributes
    ----------
    tables:
        The parts of the plan.
    shown:
        Rules whose state (met, not met) the student sees while building. The rest stay with the key.
    cap:
        The most that a plan earns, 0 to 1, while it breaks a rule marked *must*.
    """

    kind: ClassVar[str] = "plan"
    how: ClassVar[str] = "Fill in the plan."
    tables: Sequence[Part]
    shown: Sequence[Rule] = ()
    cap: float = MUST_CAP

    def check(self) -> None:
        cap = as_number(self.cap)
        if cap is None or not 0 <= cap <= 1:
            raise BadQuestion(self.id, "the cap must be a share from 0 to 1, such as 0.4.")
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
            f"if it breaks a rule marked Must, the most it can earn is {self.cap:.0%}."
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
