"""What every question has, whatever its kind. Holds no key and knows no screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from carelab.questions.errors import BadQuestion
from carelab.questions.reading import is_id

Texts = Mapping[str, str]
"""Ids and the words a student reads, in the order in which they are shown."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """The base class of all kinds of question.

    Attributes
    ----------
    how:
        How a question of this kind is answered, in a few words that are shown above it.
    id:
        The question's id, unique in its unit and never changed: ``q1``, ``q2a``.
    ask:
        The question in one sentence, which is the legend of its HTML form.
    pin:
        Ids of options, cards or items that keep their place when the others are shuffled for a student (see ``arranged``).
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
        """Raise BadQuestion when the question is declared wrongly for its kind."""

    @property
    def rule(self) -> str:
        """Name of the rule by which the question is marked: ``exact``, ``net``, ``lcs`` and so on."""
        return "exact"

    @property
    def how_marked(self) -> str:
        """A sentence that tells the student how the question is marked."""
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
