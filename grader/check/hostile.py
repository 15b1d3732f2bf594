"""Spoilt plans, made from the key of an artefact, such as one with a column moved round; and the share that each earns."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from carelab.questions import Key, Plan, score
from carelab.questions.plan import Fact
from grader.check.material import Material
from grader.check.plan_entries import Answer, drawn, entered, entries, filled, rows_of

MEANINGLESS, DAMAGED, AT_RANDOM = 0.25, 0.85, 0.20
"""The most that a meaningless plan earns, a full plan with one column moved round or its numbers at zero, and plans at random
on average."""
TUNED = 0.40
"""The most that one answer for each column earns, when every answer has been tried: such a plan may be safe, but is no plan."""
MOVES = 3
"""From so many different entries on, a column that is moved round is spoilt: two people may well swap what they own."""
DRAWN = 500
"""How many plans are drawn at random."""
SEED = 5


@dataclass(frozen=True)
class Earnings:
    """What one spoilt plan (an empty one, say, or one with a column moved round) earns on a question.

    ``share``: the share of the question's mark that it earns, 0 to 1. ``limit``: the largest share that it may earn.
    """

    unit: str
    question: str
    name: str
    share: float
    limit: float

    @property
    def too_much(self) -> bool:
        """Whether the share is over the limit."""
        return round(self.share, 3) > self.limit

    def as_json(self) -> dict[str, Any]:
        """Return the result as JSON data, with shares from 0 to 1."""
        about = {"unit": self.unit, "question": self.question, "plan": self.name}
        return {**about, "share": round(self.share, 4), "limit": self.limit}


def hostile_course(material: Material) -> list[Earnings]:
    """Return what each spoilt plan (empty, one column moved round …) earns on each marked question that asks for a plan."""
    found = []
    for page in material.exercises:
        for one in page.asked:
            if isinstance(one.question, Plan) and not page.practice:
                earned = [(name, earns(one.question, one.key, plan), most) for name, most, plan in wrecks(one.question, one.key)]
                earned.append(("filled in at random, on average", random_mean(one.question, one.key), AT_RANDOM))
                found += [Earnings(page.unit, one.question.id, *line) for line in earned]
    return found


def earns(question: Plan, key: Key, plan: Answer) -> float:
    """Return the share of the mark that a plan earns, 0 to 1."""
    return score(question, key, plan).share or 0.0


def wrecks(question: Plan, key: Key) -> Iterator[tuple[str, float, Answer]]:
    """Yield (name, largest share that it may earn, 0 to 1, plan) of each spoilt plan that can be made from a question's key."""
    full: Answer = key.value
    yield "empty", MEANINGLESS, {}
    yield "rows picked, nothing filled in", MEANINGLESS, {t.id: {row: {} for row in rows_of(t)} for t in question.tables}
    alike = [_same(question, at) for at in range(_most_options(question))]
    yield "one choice in every row, everything ticked", MEANINGLESS, _best(question, key, alike)
    yield "one choice for each column, the best that was found", TUNED, _tuned(question, key)
    if start := _start(question):
        yield "the start copied", MEANINGLESS, start
    listed = [(t, c) for t in question.tables for c in t.columns if c.type not in ("tick", "text", "long")]
    columns = [(t, c) for t, c in listed if len(set(entered(full, t.id, c.id))) >= MOVES]
    if len(columns) > 1:
        every = full
        for table, column in columns:
            every = moved_round(every, table.id, column.id)
        yield "the full plan, every column moved round", MEANINGLESS, every
    for table, column in columns:
        yield f"the full plan, “{column.label}” moved round", DAMAGED, moved_round(full, table.id, column.id)
    if (zeroed := _zeroed(question, full)) != full:
        yield "the full plan, its numbers at zero", DAMAGED, zeroed


def moved_round(plan: Mapping[str, Mapping[str, Mapping[str, Any]]], table: str, column: str) -> Answer:
    """Return a copy of a plan in which each entry of one column is in the next row, and the last entry is in the first row."""
    copy = {name: {row: dict(cells) for row, cells in rows.items()} for name, rows in plan.items()}
    rows = list(copy.get(table, {}))
    entries = [copy[table][row].pop(column, None) for row in rows]
    for row, entry in zip(rows, entries[-1:] + entries[:-1], strict=True):
        if entry is not None:
            copy[table][row][column] = entry
    return copy


def _most_options(question: Plan) -> int:
    return max((len(entries(c)) for t in question.tables for c in t.columns), default=1)


def _same(question: Plan, at: int) -> Answer:
    """Return a plan with the choice at one place of its list in every row, figures at 0, everything ticked, no dates."""
    plan: Answer = {}
    for table in question.tables:
        lists = {c.id: [True] if c.type == "tick" else entries(c) for c in table.columns}
        cells = filled((column, offered[min(at, len(offered) - 1)]) for column, offered in lists.items())
        plan[table.id] = {row: dict(cells) for row in rows_of(table)}
    return plan


def _best(question: Plan, key: Key, plans: Sequence[Answer]) -> Answer:
    return max(plans, key=lambda plan: earns(question, key, plan))


def _tuned(question: Plan, key: Key) -> Answer:
    """Return the best plan with one entry for each column of several rows, one column after another, twice over."""
    plan = _best(question, key, [_same(question, at) for at in range(_most_options(question))])
    several = [(t, c) for t in question.tables if len(rows_of(t)) > 1 for c in t.columns]
    for table, column in several * 2:
        tried = [
            {**plan, table.id: {row: filled({**cells, column.id: entry}.items()) for row, cells in plan[table.id].items()}}
            for entry in entries(column, entered(key.value, table.id, column.id))
        ]
        plan = _best(question, key, [plan, *tried])
    return plan


def _start(question: Plan) -> Answer:
    """Return the plan that the buttons *Copy* fill in; empty where there is none."""
    plan: Answer = {}
    for table in question.tables:
        facts: Mapping[str, Fact] = getattr(table, "facts", {})
        for column in table.columns:
            if column.start_from:
                for row, value in facts[column.start_from].values.items():
                    plan.setdefault(table.id, {}).setdefault(row, {})[column.id] = value
    return plan


def _zeroed(question: Plan, full: Answer) -> Answer:
    figures = {(t.id, c.id) for t in question.tables for c in t.columns if c.type in ("money", "number")}
    return {
        table: {row: {c: 0 if (table, c) in figures else entry for c, entry in cells.items()} for row, cells in rows.items()}
        for table, rows in full.items()
    }


def random_mean(question: Plan, key: Key) -> float:
    """Return the mean share of the mark that plans filled in at random earn; figures and dates are taken from the right plan."""
    chance = random.Random(SEED)  # noqa: S311 (a fixed sample, not a secret)
    return fmean(earns(question, key, drawn(question.tables, key.value, chance)) for _ in range(DRAWN))
