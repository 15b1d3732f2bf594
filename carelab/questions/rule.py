"""The rules that mark a plan: a condition, what it needs, and the words that explain it. All of it is data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from carelab.questions.plan import PlanValue

MUST_CAP = 0.4
"""The most a plan can earn while it breaks a *must* rule, unless its question says another cap."""


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
    """Declare a rule whose breach caps the mark."""
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
