"""The rules that mark a plan: a condition, what it needs, and the words that explain it. All of it is data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from carelab.questions.plan.condition import Condition

Need = Literal["must", "core", "should", "note"]
NEEDS: tuple[Need, ...] = get_args(Need)
MUST_CAP = 0.2
"""The most that a plan earns while it breaks a *must* rule, unless its question says another cap."""
CORE_CAP = 0.6
"""The most that a plan earns while it breaks a *core* rule."""


@dataclass(frozen=True)
class Rule:
    """One rule by which a plan is marked.

    Attributes
    ----------
    need:
        ``must`` (harm or the law: a breach caps the mark at 20 %), ``core`` (nobody could use a plan that breaks it: a breach
        caps the mark at 60 %), ``should`` (good practice) or ``note`` (said, never scored). A plan may set another cap than 20 %.
    when:
        The condition that the plan must meet. None in a ``principle``, which students see in words only and whose condition is in
        the key.
    text:
        The rule as the student reads it. Empty in the key's rule for a principle, because the principle has the words.
    why:
        Feedback: why the rule is there, or how to mend a plan that breaks it. Or row id → why that row breaks the rule, and
        ``overall`` → the feedback on the rule as a whole.
    catches:
        Code of the misconception that a plan shows when it earns less than half of the rule's mark; may be empty.
    weight:
        How much the rule counts towards the mark, relative to the other rules.
    """

    id: str
    need: Need
    when: Condition | None
    text: str
    why: str | Mapping[str, str] = ""
    catches: str = ""
    weight: float = 1.0

    @property
    def overall(self) -> str:
        """Return the feedback on the rule as a whole: why it is there; "" when there is none."""
        return self.why if isinstance(self.why, str) else self.why.get("overall", "")

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return the texts in ``why`` as a tuple, whether that is one text or a text for each row."""
        return (self.why,) if isinstance(self.why, str) else tuple(self.why.values())

    @property
    def condition(self) -> Condition:
        """Return the condition that the plan must meet. Raises TypeError for a principle, whose condition is in the key."""
        if self.when is None:
            raise TypeError(f"rule {self.id!r} is a principle; only its key can decide it")
        return self.when


Why = str | Mapping[str, str]


def must(rule_id: str, when: Condition, text: str = "", *, why: Why = "", catches: str = "", weight: float = 1.0) -> Rule:
    """Return a rule of safety or law: a breach caps the mark at 20 %. Arguments as in ``Rule``."""
    return Rule(rule_id, "must", when, text, why, catches, weight)


def core(rule_id: str, when: Condition, text: str = "", *, why: Why = "", catches: str = "", weight: float = 1.0) -> Rule:
    """Return a rule that a usable plan must meet: breaking it caps the plan's mark at 60 %. Arguments as in ``Rule``."""
    return Rule(rule_id, "core", when, text, why, catches, weight)


def should(rule_id: str, when: Condition, text: str = "", *, why: Why = "", catches: str = "", weight: float = 1.0) -> Rule:
    """Return a rule of good practice: a breach loses only the rule's own part of the mark. Arguments as in ``Rule``."""
    return Rule(rule_id, "should", when, text, why, catches, weight)


def note(rule_id: str, when: Condition, text: str, *, why: Why = "") -> Rule:
    """Return a note that the feedback shows when a plan meets the condition ``when``, without a mark. ``why``: as in ``Rule``."""
    return Rule(rule_id, "note", when, text, why, "", 0.0)


def principle(rule_id: str, text: str, *, need: Need = "should") -> Rule:
    """Return a rule that students see in words only. The key has a rule of the same id and ``need``, with its condition."""
    return Rule(rule_id, need, None, text)


def decided(shown: Sequence[Rule], hidden: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return every rule that marks a plan: those that students see (``shown``), then the key's own (``hidden``).

    A principle is returned with the condition that the key's rule of the same id has.
    """
    by_id = {rule.id: rule for rule in hidden}
    whole = [replace(by_id[r.id], text=r.text) if r.when is None and r.id in by_id else r for r in shown]
    return (*whole, *(rule for rule in hidden if rule.id not in {r.id for r in shown if r.when is None}))
