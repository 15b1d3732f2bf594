"""Check: every student's version of a unit is as hard as every other: each variant of its data, and each order of its lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from carelab.questions import Code, Key, Match, Number, Order, Plan, Question, Scenario, Sort, Table, rotations
from grader.authoring import Marked
from grader.check.finding import Finding, Place
from grader.check.material import Material

TIMES = 10.0
"""The figure to find may be at most this many times as large in one variant as in another."""


def check_variants(material: Material) -> Iterator[Finding]:
    """Yield an error when variants of a unit differ in more than words and numbers.

    Yield an error, too, for steps to put in order that some students would be shown in the right order already.

    ``grader.authoring.source_notebook`` already checks that each variant's key earns the full mark.
    """
    for page in material.pages:
        if not page.masters:
            continue
        first = page.masters[0].questions
        for master in page.masters:
            here = Place("variants", page.file, f"variant {master.variant}")
            if [m.question.id for m in master.questions] != [m.question.id for m in first]:
                yield here.error("It does not ask the same questions as variant 1.", "Ask each question in every variant.")
                continue
            for one, like in zip(master.questions, first, strict=True):
                here = Place("variants", page.file, f"question {one.question.id} (variant {master.variant})")
                yield from _alike(here, one, like)
                if isinstance(one.question, Order):
                    yield from _starts(here, one.question, one.key)


def _alike(here: Place, one: Marked, like: Marked) -> Iterator[Finding]:
    if shape(one.question) != shape(like.question) or one.points != like.points:
        yield here.error(
            "It is not built like variant 1: other ids, another number of rows or steps, or other marks.",
            "Let the variants differ in their figures alone.",
        )
    elif isinstance(one.question, Number):
        mine, other = abs(float(one.key.value)), abs(float(like.key.value))
        if max(mine, other) > TIMES * min(mine, other):
            yield here.error(
                f"Its answer is {one.key.value:g}, and in variant 1 it is {like.key.value:g}: too far apart to be as hard.",
                "Choose figures of about the same size.",
            )
    if isinstance(one.question, Number | Code) and set(one.key.slips) != set(like.key.slips):
        yield here.error("Its common slips are not those of variant 1.", "Name the same slips in each variant.")


def _starts(here: Place, question: Order, key: Key) -> Iterator[Finding]:
    if any(list(rotated) == list(key.value) for rotated in rotations(question.steps)):
        yield here.error(
            "Some students would start with the right order, because the declared steps are that order, begun at another step.",
            "Declare the steps in a more mixed order.",
        )


def shape(question: Question) -> Any:
    """Return what must be equal in every variant of a question: its kind, ids and sizes, but not its words and figures."""
    kind = question.kind
    match question:
        case Sort(cards=one, columns=two) | Match(left=one, right=two):
            return kind, sorted(one), sorted(two)
        case Order(steps=steps):
            return kind, sorted(steps)
        case Table(columns=columns, rows=rows):
            return kind, question.unit, list(columns), len(rows)
        case Code(values=values, any_order=loose):
            return kind, sorted(values), sorted(loose)
        case Number(unit=unit):
            return kind, unit
        case Plan(tables=tables, shown=shown):
            parts = [(t.id, t.mode, list(t.rows), t.most, [(c.id, c.type) for c in t.columns]) for t in tables]
            return kind, parts, [(r.id, r.need) for r in shown]
        case Scenario(scenes=scenes):
            return kind, {name: {c: go.to for c, go in scene.choices.items()} for name, scene in scenes.items()}
    return kind, sorted(getattr(question, "options", ()))
