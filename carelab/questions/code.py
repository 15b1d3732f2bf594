"""The kind that is answered with code: the student's cell makes values under given names, and the values are marked."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from carelab.questions.errors import BadQuestion
from carelab.questions.question import Question, Texts
from carelab.questions.reading import plain

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, kw_only=True)
class Code(Question):
    """Write Python code that sets variables with given names; their values are marked.

    Attributes
    ----------
    values:
        Name of each variable that the student's code must set → what it must hold, in words.
    any_order:
        Names of the variables whose list items, or table rows, may be in any order.
    """

    kind: ClassVar[str] = "code"
    how: ClassVar[str] = "Write code in the cell below, and run it. Then check your values."
    values: Texts
    any_order: Sequence[str] = ()

    def check(self) -> None:
        if not isinstance(self.values, Mapping) or not self.values:
            raise BadQuestion(self.id, "it names no value to make.", 'Write them as {"total_hours": "the hours of …", …}.')
        for name, words in self.values.items():
            if not isinstance(name, str) or not NAME.fullmatch(name) or keyword.iskeyword(name):
                raise BadQuestion(self.id, f"{name!r} cannot be the name of a value.", "Use small letters, digits and _.")
            if not isinstance(words, str) or not words.strip():
                raise BadQuestion(self.id, f"{name!r} does not say what it is to hold.")
        if unknown := sorted(map(str, set(self.any_order) - set(self.values))):
            raise BadQuestion(self.id, f"any_order names what is not there: {', '.join(unknown)}.")

    @property
    def rule(self) -> str:
        return "values"

    @property
    def how_marked(self) -> str:
        if len(self.values) == 1:
            return "Your code is run, and the value that it makes is marked. How you write it is up to you."
        return (
            "Your code is run, and the values that it makes are marked: each right one earns an equal part. "
            "How you write it is up to you."
        )

    def _form(self) -> dict[str, Any]:
        return {"values": plain(dict(self.values)), "any_order": list(self.any_order)}
