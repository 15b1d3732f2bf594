"""What a right answer is, and the check that a key fits its question. In marked work only the tutor's side makes one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from carelab.errors import BadAnswer, BadQuestion
from carelab.questions import spec
from carelab.questions.places import check_rules
from carelab.questions.plan import PlanValue
from carelab.questions.reading import as_number
from carelab.questions.response import read_response
from carelab.questions.rule import Rule
from carelab.questions.scenario import Scenario, check_scores, steps_of

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
    scores:
        For scenarios: the weight of each ``scene:choice``, or the share of each ending.
    examples:
        Answers whose share the author has worked out by hand: proofs that the key marks as meant.
    none_fits:
        Wrong options that show no misconception of the list, said by an author who has looked.
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

    def near(self, answer: float, target: float) -> bool:
        """Say whether a number is within the tolerance of another."""
        return abs(answer - target) <= self.tolerance + 1e-9

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
    if isinstance(question, spec.Reflection):
        _refuse(question, key.value is not None, "a reflection has no key; a person marks it.")
    else:
        _check_value(question, key)
    _check_why(question, key)
    _check_catches(question, key)


def _check_value(question: spec.Question, key: Key) -> None:
    match question:
        case spec.Sort():
            _check_columns(question, key.value)
        case spec.Match():
            pairs = key.value if isinstance(key.value, Mapping) else {}
            _refuse(
                question, set(pairs) != set(question.left) or None in pairs.values(), "the key must pair everything on the left."
            )
        case spec.Order():
            steps = _list_of_text(key.value)
            _refuse(question, sorted(steps) != sorted(question.steps), "the key must hold every step once.")
            _refuse(
                question, steps == list(question.steps), "its steps are declared in the right order, so the screen would show it."
            )
        case spec.Number():
            _check_number(question, key)
        case spec.Plan():
            rules = all_rules(question, key)
            _refuse(question, not any(r.need != "note" and r.weight > 0 for r in rules), "the plan has no rules that earn marks.")
            check_rules(question.id, question.tables, rules)
    try:
        read = read_response(question, key.best(question))
    except BadAnswer as error:
        problem = error.problem.removeprefix(f"Question {question.id}: ")
        raise BadQuestion(question.id, f"its own key is not a possible answer: {problem}") from error
    _refuse(question, read is None, "its key is empty.")
    if isinstance(question, Scenario):
        check_scores(question, key.scores, key.value)


def _check_columns(question: spec.Sort, value: object) -> None:
    columns = value if isinstance(value, Mapping) else {}
    _refuse(question, set(columns) != set(question.cards), "the key must give a column for every card.")
    _refuse(question, any(not _list_of_text(a) for a in columns.values()), "each card needs a list of columns.")
    unknown = {c for accepted in columns.values() for c in accepted} - set(question.columns)
    _refuse(question, bool(unknown), f"the key names columns that are not there: {', '.join(sorted(unknown))}.")


def _check_number(question: spec.Number, key: Key) -> None:
    _refuse(question, as_number(key.value) is None, "the key must be a number.")
    tolerance = as_number(key.tolerance)
    _refuse(question, tolerance is None or tolerance < 0, "the tolerance must be a number, 0 or more.")
    values: set[float] = set()
    for name, slip in key.slips.items():
        value, share = as_number(slip.value), as_number(slip.share)
        if value is None or share is None or not 0 <= share < 1:
            raise BadQuestion(question.id, f"slip {name!r} must be a number that earns from 0 to less than 1.")
        near = key.near(value, key.value)
        _refuse(question, near, f"slip {name!r} is within the tolerance of the key, so it can never be caught.")
        _refuse(question, value in values, f"slip {name!r} is the same number as another slip.")
        values.add(value)


def _check_why(question: spec.Question, key: Key) -> None:
    named = set(key.why) - {"overall"} if isinstance(key.why, Mapping) else set()
    unknown = sorted(str(n) for n in named - reason_ids(question))
    _refuse(question, bool(unknown), f"why names what is not there: {', '.join(unknown)}.")


def _check_catches(question: spec.Question, key: Key) -> None:
    unknown = sorted(str(n) for n in set(key.catches) - _wrong_ids(question, key))
    _refuse(question, bool(unknown), f"catches names what is not there, or is right: {', '.join(unknown)}.")


def _wrong_ids(question: spec.Question, key: Key) -> set[str]:
    """Return what a wrong answer can be caught by."""
    match question:
        case spec.Choice():
            return set(question.options) - {key.value}
        case spec.Choices():
            return set(question.options) - set(key.value)
        case spec.Sort():
            return {f"{card}:{column}" for card in question.cards for column in question.columns if column not in key.value[card]}
        case spec.Match():
            return {f"{left}:{right}" for left in question.left for right in question.right if right != key.value[left]}
        case spec.Order():
            return set(question.steps) - {key.value[0]}
        case Scenario():
            return reason_ids(question) - set(steps_of(question, key.value))
        case _:
            return set()


def _list_of_text(value: object) -> list[str]:
    listed = list(value) if isinstance(value, list | tuple) else []
    return listed if all(isinstance(item, str) for item in listed) else []


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
        case Scenario():
            return question.steps
        case _:
            return set()


def all_rules(question: spec.Plan, key: Key) -> tuple[Rule, ...]:
    """Return the plan's rules, those on show first."""
    return (*question.shown, *key.rules)


def _refuse(question: spec.Question, bad: bool, problem: str) -> None:
    if bad:
        raise BadQuestion(question.id, problem)


__all__ = ["MUST_CAP", "Key", "PlanValue", "Slip", "all_rules", "check_key", "reason_ids"]
