"""What can be asked: one small class for each kind of question. Holds no key and knows no screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from carelab.questions.choosing import Choice, Choices, Guess, Match, Order, Sort, TickTable, row_words
from carelab.questions.code import Code
from carelab.questions.errors import BadQuestion
from carelab.questions.figures import Number, Table
from carelab.questions.plan.asked import Plan
from carelab.questions.question import Question, Texts
from carelab.questions.reading import plain

__all__ = [
    "Choice",
    "Choices",
    "Code",
    "Guess",
    "Match",
    "Number",
    "Order",
    "Plan",
    "Question",
    "Reflection",
    "Sort",
    "Table",
    "Texts",
    "TickTable",
    "row_words",
]


@dataclass(frozen=True, kw_only=True)
class Reflection(Question):
    """Write a paragraph of ``least_words`` to ``most_words`` words. A person marks it, 0 to 3 for each line of ``rubric``."""

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
