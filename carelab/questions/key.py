"""Keys: what the right answer to a question is, and why. In marked work only the tutor's side has a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from carelab.questions import spec
from carelab.questions.plan.rule import Rule, decided


@dataclass(frozen=True)
class Slip:
    """A wrong number that has a known cause.

    Attributes
    ----------
    value:
        The number that the slip leads to; for ``code`` any value.
    why:
        What went wrong, said to the student.
    share:
        The part of the mark that it still earns, 0…1.
    code:
        The misconception it shows.
    of:
        For ``code``: the name of the value in which the slip shows.
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
    """The key of one question.

    Attributes
    ----------
    value:
        ``choice``: option id. ``choices``: option ids. ``sort``: {card: [accepted columns, best first]}.
        ``match``: {left: right}. ``order``: step ids. ``number``, ``table``: the number. ``plan``: a full-mark plan.
        ``code``: {name: value, in the form of ``carelab.questions.values``}. ``reflection``: None.
    why:
        Reasons: {option, card, left or step id: why it is right or wrong}, or one text for the whole question.
    catches:
        Misconception codes: by option id; for ``sort`` and ``match`` by ``card:column`` and ``left:right``;
        for ``code`` by the name of a value.
    tolerance:
        For numbers, also those in the values of ``code``: how far off, in the answer's own unit, is still right.
    slips:
        For numbers and for ``code``: slip id → Slip.
    rules:
        For plans.
    teaches:
        Ids of the statements that the question tests.
    scores:
        For scenarios: the weight of each ``scene:choice``, or the share of each ending.
    examples:
        Answers whose share the author has worked out by hand: proofs that the key marks as meant.
    none_fits:
        Wrong options that show no misconception of the list, said by an author who has looked.
    response:
        For a question about what to do: which of ``RESPONSES`` the right answer is; several for a story or a sort.
    hints:
        For practice: what to say at a first miss, by the ids that ``why`` has, or one text for the whole question.
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
        """Say whether a number is within the tolerance of another."""
        return abs(answer - target) <= self.tolerance + 1e-9

    def reason(self, item: str) -> str:
        """Return the reason given for an option, card or step, or nothing."""
        return self.why.get(item, "") if isinstance(self.why, Mapping) else ""

    def hint(self, item: str) -> str:
        """Return the hint given for an option, card or step, or nothing."""
        return self.hints.get(item, "") if isinstance(self.hints, Mapping) else ""

    @property
    def overall(self) -> str:
        """Return the reason for the question as a whole."""
        return self.why if isinstance(self.why, str) else self.why.get("overall", "")

    def best(self, question: spec.Question) -> Any:
        """Return a full-mark answer in the shape of an answer's value; None for a reflection."""
        if isinstance(question, spec.Sort):
            return {card: columns[0] for card, columns in self.value.items()}
        return self.value


def all_rules(question: spec.Plan, key: Key) -> tuple[Rule, ...]:
    """Return the plan's rules, those on show first; each principle on show with the condition that the key gives it."""
    return decided(question.shown, key.rules)
