"""What a right answer is, and the check that a key fits its question. In marked work only the tutor's side makes one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from carelab.errors import BadAnswer, BadQuestion
from carelab.questions import spec
from carelab.questions.plan import PlanValue, Rule
from carelab.questions.reading import as_number
from carelab.questions.response import read_response

MUST_CAP = 0.4
"""The most a plan can earn while it breaks a *must* rule."""


@dataclass(frozen=True)
class Slip:
    """A wrong number that has a known cause.

    Attributes
    ----------
    value:
        The number that the slip leads to.
    why:
        What went wrong, said to the student.
    share:
        The part of the mark that it still earns, 0…1.
    code:
        The misconception it shows.
    """

    value: float
    why: str
    share: float = 0.0
    code: str = ""


@dataclass(frozen=True)
class Key:
    """The key of one question.

    Attributes
    ----------
    value:
        ``choice``: option id. ``choices``: option ids. ``sort``: {card: [accepted columns, best first]}.
        ``match``: {left: right}. ``order``: step ids. ``number``, ``table``: the number. ``plan``: a full-mark plan.
        ``reflection``: None.
    why:
        Reasons: {option, card, left or step id: why it is right or wrong}, or one text for the whole question.
    catches:
        Misconception codes: by option id; for ``sort`` and ``match`` by ``card:column`` and ``left:right``.
    tolerance:
        For numbers: how far off, in the answer's own unit, is still right.
    slips:
        For numbers: slip id → Slip.
    rules:
        For plans.
    teaches:
        Ids of the statements that the question tests.
    examples:
        Answers whose share the author has worked out by hand: proofs that the key marks as meant.
    """

    value: Any = None
    why: Mapping[str, str] | str = ""
    catches: Mapping[str, str] = field(default_factory=dict)
    teaches: Sequence[str] = ()
    tolerance: float = 0.0
    slips: Mapping[str, Slip] = field(default_factory=dict)
    rules: Sequence[Rule] = ()
    examples: Sequence[tuple[Any, float]] = ()

    def reason(self, item: str) -> str:
        """Return the reason given for an option, card or step, or nothing."""
        return self.why.get(item, "") if isinstance(self.why, Mapping) else ""

    @property
    def overall(self) -> str:
        """Return the reason for the question as a whole."""
        return self.why if isinstance(self.why, str) else self.why.get("overall", "")

    def best(self, question: spec.Question) -> Any:
        """Return a full-mark answer in the shape of an answer's value; None for a reflection."""
        if isinstance(question, spec.Sort):
            return {card: columns[0] for card, columns in self.value.items()}
        return self.value


def check_key(question: spec.Question, key: Key) -> None:
    """Raise BadQuestion when the key does not fit the question: an option it does not have, a card left out, no rule."""
    _check_value(question, key)
    _check_why(question, key)


def _check_value(question: spec.Question, key: Key) -> None:
    match question:
        case spec.Reflection():
            _refuse(question, key.value is not None, "a reflection has no key; a person marks it.")
            return
        case spec.Sort():
            columns = key.value if isinstance(key.value, Mapping) else {}
            _refuse(question, set(columns) != set(question.cards), "the key must give a column for every card.")
            unknown = {c for accepted in columns.values() for c in accepted} - set(question.columns)
            _refuse(question, bool(unknown), f"the key names columns that are not there: {', '.join(sorted(unknown))}.")
            _refuse(
                question,
                any(isinstance(a, str) or not a for a in columns.values()),
                "each card needs a list of columns.",
            )
        case spec.Match():
            _refuse(question, set(key.value or ()) != set(question.left), "the key must pair everything on the left.")
        case spec.Order():
            _refuse(question, sorted(key.value or ()) != sorted(question.steps), "the key must hold every step once.")
        case spec.Choices():
            _refuse(question, not key.value, "the key ticks nothing.")
        case spec.Number():
            _refuse(question, as_number(key.value) is None, "the key must be a number.")
            _refuse(question, key.tolerance < 0, "the tolerance must not be below 0.")
            for name, slip in key.slips.items():
                near = abs(slip.value - key.value) <= key.tolerance
                _refuse(question, near, f"slip {name!r} is within the tolerance of the key, so it can never be caught.")
                _refuse(question, not 0 <= slip.share < 1, f"slip {name!r} must earn from 0 to less than 1.")
        case spec.Plan():
            _refuse(question, not key.rules and not question.shown, "the plan has no rules.")
    try:
        read_response(question, key.best(question))
    except BadAnswer as error:
        raise BadQuestion(question.id, f"its own key is not a possible answer: {error.problem}") from error


def _check_why(question: spec.Question, key: Key) -> None:
    items = reason_ids(question)
    named = set(key.why) - {"overall"} if isinstance(key.why, Mapping) else set()
    _refuse(question, bool(named - items), f"why names what is not there: {', '.join(sorted(named - items))}.")
    caught = {item.split(":")[0] for item in key.catches}
    _refuse(question, bool(caught - items), f"catches names what is not there: {', '.join(sorted(caught - items))}.")


def reason_ids(question: spec.Question) -> set[str]:
    """Return the ids about which a key may give a reason or name a misconception."""
    match question:
        case spec.Choice() | spec.Choices():
            return set(question.options)
        case spec.Sort():
            return set(question.cards)
        case spec.Match():
            return set(question.left)
        case spec.Order():
            return set(question.steps)
        case _:
            return set()


def all_rules(question: spec.Plan, key: Key) -> tuple[Rule, ...]:
    """Return the plan's rules, those on show first."""
    return (*question.shown, *key.rules)


def _refuse(question: spec.Question, bad: bool, problem: str) -> None:
    if bad:
        raise BadQuestion(question.id, problem)


__all__ = ["MUST_CAP", "Key", "PlanValue", "Slip", "all_rules", "check_key", "reason_ids"]
