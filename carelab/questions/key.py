"""Keys: what the right answer to a question is, and why. In marked work only the tutor's side has a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from carelab.questions import spec
from carelab.questions.plan.rule import Rule, decided


@dataclass(frozen=True)
class Slip:
    """A wrong answer that has a known cause, such as a forgotten step of a sum.

    Attributes
    ----------
    value:
        The wrong number; for a ``code`` question the wrong value of any type.
    why:
        What went wrong, as the student reads it.
    share:
        The part of the mark that this answer still earns, 0 to 1.
    code:
        Code of the misconception that the slip shows, such as ``MC08``; may be empty.
    of:
        For a ``code`` question: the name of the variable that has the wrong value.
    """

    value: Any
    why: str
    share: float = 0.0
    code: str = ""
    of: str = ""


RESPONSES = ("find out", "act at once", "enforce", "escalate", "delegate", "agree", "wait", "do nothing")
"""What a right answer can be to *what should you do?*. Where one of them is always right, students learn a habit."""


@dataclass(frozen=True)
class Key:
    """The key of one question: its right answer, the reasons, and what the usual mistakes show.

    Attributes
    ----------
    value:
        ``choice``: option id. ``choices``: option ids. ``sort``: {card: [accepted columns, best first]}. ``match``: {left:
        right}. ``order``: step ids. ``number``, ``table``: the number. ``plan``: a full-mark plan. ``scenario``: ids of the
        choices, in order, that earn the full mark. ``code``: {name: value, in the form of ``carelab.questions.values``}.
        ``reflection``: None.
    why:
        The reasons: id of an option, card, left item or step → why it is right or wrong; or one text for the whole question.
    catches:
        Wrong option id → code of the misconception that choosing it shows. The id is ``card:column`` for ``sort``, ``left:right``
        for ``match`` and the name of a value for ``code``.
    tolerance:
        For numbers, also those in the values of ``code``: how far from the key an answer is still right, in the answer's unit.
    slips:
        For numbers and for ``code``: slip id → Slip.
    rules:
        For ``plan``: the rules that mark it.
    teaches:
        Ids of the course's statements that the question tests (see ``carelab.data.course``).
    scores:
        For ``scenario``: ``scene:choice`` → how much that choice counts (``steps`` marking); or id of an ending → its share of
        the mark, 0 to 1 (``ending`` marking).
    examples:
        (answer, share of the mark that the author worked out by hand) pairs, with which ``carelab check`` tests the key.
    none_fits:
        Ids of wrong options that show none of the listed misconceptions, as the author has confirmed.
    response:
        For a question about what to do: the word of ``RESPONSES`` (``delegate``, ``wait`` …) for what the right answer does;
        several words for a story or a sort.
    hints:
        For practice: the hints after a first miss, by the same ids as ``why``, or one text for the whole question.
    """

    value: Any = None
    why: Mapping[str, str] | str = ""
    catches: Mapping[str, str] = field(default_factory=dict)
    teaches: Sequence[str] = ()
    tolerance: float = 0.0
    slips: Mapping[str, Slip] = field(default_factory=dict)
    rules: Sequence[Rule] = ()
    examples: Sequence[tuple[Any, float]] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    none_fits: Sequence[str] = ()
    response: Sequence[str] = ()
    hints: Mapping[str, str] | str = ""

    def near(self, answer: float, target: float) -> bool:
        """Say whether ``answer`` differs from ``target`` by no more than the tolerance."""
        return abs(answer - target) <= self.tolerance + 1e-9

    def reason(self, item: str) -> str:
        """Return the reason for the option, card or step with this id; "" when the key gives none."""
        return self.why.get(item, "") if isinstance(self.why, Mapping) else ""

    def hint(self, item: str) -> str:
        """Return the hint for the option, card or step with this id; "" when the key gives none."""
        return self.hints.get(item, "") if isinstance(self.hints, Mapping) else ""

    @property
    def overall(self) -> str:
        """Return the reason for the question as a whole; "" when the key gives none."""
        return self.why if isinstance(self.why, str) else self.why.get("overall", "")

    def best(self, question: spec.Question) -> Any:
        """Return an answer that earns the full mark, in the form in which answers are saved; None for a reflection."""
        if isinstance(question, spec.Sort):
            return {card: columns[0] for card, columns in self.value.items()}
        return self.value


def all_rules(question: spec.Plan, key: Key) -> tuple[Rule, ...]:
    """Return every rule that marks the plan: those that students see, then the key's own.

    A rule that students see in words only (a ``principle``) is returned with the condition that the key has for it.
    """
    return decided(question.shown, key.rules)
