"""Whether each rule on show is met while a plan is built, and which rows it still waits for. Tells nothing of the key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from carelab.questions.plan.condition import ALMOST, Condition
from carelab.questions.plan.limits import AtLeast, AtMost, Both, Once, Scaled
from carelab.questions.plan.measures import Spent, Ticked, Total, Worth
from carelab.questions.plan.part import Part, PlanTable, PlanValue
from carelab.questions.plan.places import places
from carelab.questions.plan.risks import RiskLeft
from carelab.questions.plan.rule import Rule
from carelab.questions.reading import show_number

NAMED = 3
"""How many rows that are still empty are named."""


def standing(rule: Rule, tables: Sequence[Part], plan: PlanValue) -> dict[str, Any]:
    """Return whether a plan in progress meets a rule that the student sees, as JSON data for the screen.

    Returns
    -------
    dict
        ``state``: ``met``, ``part``, ``not``, ``open`` (too little is filled in to tell) or ``marked`` (checked only when the
        plan is marked). ``said``: in words, the present sum of what the rule limits, and why the rule is not met or
        which rows are empty.
    """
    if rule.when is None:
        return {"state": "marked", "said": ""}
    if not plan or rule.when.open(plan):
        return {"state": "open", "said": ""}
    share = rule.when.share(plan)
    now = _sum_words(rule.when, plan, "£" if "£" in rule.text else "")
    if share >= 1 - ALMOST:
        return {"state": "met", "said": now}
    names = {row: name for table in tables for row, name in table.rows.items()}
    said = [now, rule.when.why_not(plan, names) or _empty_words(empty_rows(rule, tables, plan))]
    return {"state": "part" if share > 0 else "not", "said": " ".join(text for text in said if text)}


def _sum_words(condition: Condition, plan: PlanValue, unit: str) -> str:
    """Say what the money, the hours or the risks come to that a rule limits, so that nobody adds up fourteen ticks by hand."""
    limits = condition.conditions if isinstance(condition, Both) else [condition]
    measure = _measure(limits[0])
    if measure is None or any(_measure(other) != measure for other in limits):
        return ""
    value = measure.of(plan)
    return "" if value is None else f"It’s {show_number(value, unit)} now."


def _measure(condition: Condition) -> Ticked | Total | Worth | Spent | RiskLeft | None:
    inner = condition.then if isinstance(condition, Once) else condition
    if not isinstance(inner, AtMost | AtLeast | Scaled):
        return None
    return inner.measure if isinstance(inner.measure, Ticked | Total | Worth | Spent | RiskLeft) else None


def empty_rows(rule: Rule, tables: Sequence[Part], plan: PlanValue) -> list[str]:
    """Return the names of the rows in which a box that the rule reads is still empty."""
    found: dict[str, None] = {}
    for place in places(rule.when):
        table = next((t for t in tables if t.id == place.table), None)
        if not isinstance(table, PlanTable) or table.mode != "fixed":
            continue
        typed = [c for c in place.columns if (column := table.column(c)) is not None and column.type != "tick"]
        for row in place.rows or table.rows:
            cells = plan.get(table.id, {}).get(row, {})
            if any(cells.get(column) is None and table.asks(column, cells) for column in typed):
                found[table.rows[row]] = None
    return list(found)


def _empty_words(rows: list[str]) -> str:
    if not rows:
        return ""
    if len(rows) > NAMED:
        return f"{len(rows)} rows are empty."
    named = f"{', '.join(rows[:-1])} and {rows[-1]}" if len(rows) > 1 else rows[0]
    return f"{named} {'is' if len(rows) == 1 else 'are'} empty."
