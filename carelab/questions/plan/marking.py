"""What each rule of a plan earns, and what the whole plan earns within its caps. A pure function of rules and plan."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from carelab.questions.plan.condition import ALMOST
from carelab.questions.plan.part import Part, PlanValue, row_name
from carelab.questions.plan.rule import CORE_CAP, Rule

SHOWS_A_MISCONCEPTION = 0.5
"""A rule that earns less than this share catches its misconception: one slip in a table of rows does not."""
NAMED = 4
"""How many rows that do not count are named."""


@dataclass(frozen=True)
class Earned:
    """What one rule earned.

    Attributes
    ----------
    share:
        The part of the rule's mark that the plan earned, 0 to 1.
    text:
        What the student reads: the rule, the rows that do not meet it, and why.
    code:
        Code of the misconception that the plan shows by breaking the rule; "" for none.
    """

    rule: Rule
    share: float
    text: str
    code: str

    @property
    def state(self) -> Literal["right", "part", "wrong", "note"]:
        """Return the rule's result: ``right`` (met), ``part``, ``wrong`` or ``note`` (a rule that carries no mark).

        Only a *should* rule can be ``part``: a *must* or *core* rule that is met in part is ``wrong``, because it caps the mark.
        """
        if self.rule.need == "note":
            return "note"
        if self.share >= 1 - ALMOST:
            return "right"
        return "part" if self.share > 0 and self.rule.need == "should" else "wrong"


@dataclass(frozen=True)
class Marked:
    """The result of marking a plan.

    Attributes
    ----------
    share:
        The part of the mark that the plan earned, 0 to 1.
    rules:
        What each rule earned. A note that does not apply to the plan is left out.
    cap:
        A sentence on why the mark was held down to a cap; empty when it was not.
    """

    share: float
    rules: tuple[Earned, ...]
    cap: str


def mark_plan(rules: Sequence[Rule], tables: Sequence[Part], plan: PlanValue, must_cap: float) -> Marked:
    """Mark a plan by its rules, and return the result. ``tables``: the tables that the plan fills in.

    ``must_cap``: the largest share of the mark, 0 to 1, that a plan can earn when it breaks a *must* rule.
    """
    found = [_earned(rule, tables, plan) for rule in rules]
    scored = [one for one in found if one.rule.need != "note"]
    share = math.fsum(one.rule.weight * one.share for one in scored) / math.fsum(one.rule.weight for one in scored)
    share = 1.0 if share >= 1 - ALMOST else share
    cap = ""
    for need, most, says in (
        ("core", CORE_CAP, "A Core rule is not met, and without it nobody could use the plan"),
        ("must", must_cap, "A Must rule is not met: used as it is, the plan could hurt somebody or break the law"),
    ):
        if any(one.rule.need == need and one.state != "right" for one in scored):
            share, cap = min(share, most), f"{says}. So it can earn at most {most:.0%} of the marks."
    told = tuple(one for one in found if one.rule.need != "note" or one.share >= 1 - ALMOST)
    return Marked(share, told, cap)


def _earned(rule: Rule, tables: Sequence[Part], plan: PlanValue) -> Earned:
    share = rule.condition.share(plan)
    head = f"{rule.need.capitalize()}: {rule.text}"
    if share >= 1 - ALMOST or rule.need == "note":
        return Earned(rule, share, head, "")
    said = [head, f"This earns {share:.0%} of its part." if share > 0 else "", _rows_said(rule, tables, plan), rule.overall]
    return Earned(rule, share, " ".join(text for text in said if text), rule.catches if share < SHOWS_A_MISCONCEPTION else "")


def _rows_said(rule: Rule, tables: Sequence[Part], plan: PlanValue) -> str:
    if rule.condition.open(plan):
        return "It counts once what it depends on is in place."
    by_id = {table.id: table for table in tables}
    failing = [(row, row_name(by_id[table], row)) for table, row in rule.condition.failing(plan) if table in by_id]
    reasons = rule.why if isinstance(rule.why, Mapping) else {}
    told = [f"{name}: {reasons[row]}" for row, name in failing if row in reasons]
    rest = [name for row, name in failing if row not in reasons]
    if rest:
        more = f" and {len(rest) - NAMED} more" if len(rest) > NAMED else ""
        told.insert(0, f"Look again at: {'; '.join(rest[:NAMED])}{more}.")
    return " ".join(told)
