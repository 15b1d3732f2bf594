"""An answer in plain words: for the record under a form, for print and for feedback. Text only; no HTML, no marks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carelab.questions import spec
from carelab.questions.plan.column import cell_words
from carelab.questions.plan.live import live_lines, score_words
from carelab.questions.plan.part import Part, PlanTable, row_name
from carelab.questions.reading import EXACT, show_number
from carelab.questions.response import Value
from carelab.questions.scenario import Scenario, scenes_of
from carelab.questions.values import say

NOTHING = "Not answered yet."


def describe(question: spec.Question, value: Value | None) -> list[str]:
    """Return an answer in words, as lines of plain text.

    Parameters
    ----------
    value:
        An answer as ``read_response`` returns it; None when nothing was answered.
    """
    if value is None:
        return [NOTHING]
    match question:
        case spec.Choice() | spec.Choices():
            picked = [value] if isinstance(value, str) else value
            return [text for option, text in question.options.items() if option in picked]
        case spec.Sort(cards=left, columns=right) | spec.Match(left=left, right=right):
            return _pairs(left, right, value)
        case spec.Order():
            return [f"{at}. {question.steps[step]}" for at, step in enumerate(value, 1)]
        case spec.Number():
            return [show_number(value, question.unit, EXACT)]
        case spec.Plan():
            return [line for table in question.tables for line in _table(table, value.get(table.id, {}))]
        case Scenario():
            scenes = zip(scenes_of(question, value), value, strict=False)
            return [f"{n}. {question.scenes[scene].choices[choice].text}" for n, (scene, choice) in enumerate(scenes, 1)]
        case spec.Code():
            return [f"{name}: {say(value[name]) if name in value else 'not made'}" for name in question.values]
        case spec.Reflection():
            return str(value).splitlines()
    raise AssertionError(f"no words for {question.kind}")


def _pairs(left: spec.Texts, right: spec.Texts, value: dict[str, str]) -> list[str]:
    return [f"{text} → {right[value[item]] if item in value else 'not answered'}" for item, text in left.items()]


def _table(table: Part, rows: dict[str, dict[str, Any]]) -> list[str]:
    lines = [f"{table.label}:"]
    for row, cells in rows.items():
        shown = "; ".join(f"{c.label}: {cell_words(c, cells[c.id])}" for c in table.columns if c.id in cells)
        if isinstance(table, PlanTable) and table.score is not None and (figure := score_words(table, cells)):
            shown = f"{shown}; {table.score.label}: {figure}"
        name = row_name(table, row)
        lines.append(f"{name} – {shown}" if shown else name)
    return [*lines, *live_lines(table, rows)] if rows else lines


def item_words(question: spec.Question) -> Mapping[str, str]:
    """Return id → words of the parts of a question (options, cards, left items, steps) that the reasons of a mark refer to."""
    match question:
        case spec.Choice() | spec.Choices():
            return question.options
        case spec.Sort():
            return question.cards
        case spec.Match():
            return question.left
        case spec.Order():
            return question.steps
        case spec.Code():
            return {name: name for name in question.values}
        case _:
            return {}
