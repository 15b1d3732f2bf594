"""What practice says of a try: a hint at the first miss, the reason at the second, the answer when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from carelab.questions import spec
from carelab.questions.errors import BadAnswer
from carelab.questions.key import Key, Slip
from carelab.questions.reading import EXACT, show_number
from carelab.questions.response import Value, read_response
from carelab.questions.scenario import Scenario, steps_of
from carelab.questions.score import Outcome, Reason, Score, score
from carelab.questions.words import describe

RowState = Literal["right", "part", "wrong", "missing"]
MISSES_TO_SHOW = 2
"""After so many misses the student may ask for the answer."""
_OPENING = re.compile(r".{20,}?[.!?][”’]?(?=\s|$)", re.DOTALL)
"""The first sentence of a reason, or more where it is as short as *No.*"""


@dataclass(frozen=True)
class Coaching:
    """The feedback on a student's latest try at a practice question.

    Attributes
    ----------
    says:
        The result in a few words: ``2 of 6 right.``
    rows:
        Id of an option, card, left item, step or rule → ``right``, ``part``, ``wrong`` or ``missing``. Ids whose verdict would
        give the answer away are left out.
    lines:
        What follows ``says``: hints after the first miss, then reasons why the chosen parts are wrong; all reasons when right.
    can_show:
        Whether the student may ask for the answer now.
    answer:
        The right answer, part by part with its reasons, once the student has asked for it; else empty.
    """

    outcome: Outcome
    says: str
    rows: Mapping[str, RowState]
    lines: tuple[Reason, ...]
    can_show: bool = False
    answer: tuple[Reason, ...] = ()


def coach(question: spec.Question, key: Key, tries: Sequence[Any], *, shown: bool = False) -> Coaching:
    """Return the feedback on a student's latest try at a practice question.

    Parameters
    ----------
    tries:
        The answers that the student has checked, oldest first. One that no longer fits the question is left out.
    shown:
        Whether the student has asked for the answer.
    """
    read = [value for value in (_readable(question, tried) for tried in tries) if value is not None]
    answer = show_answer(question, key) if shown else ()
    if not read:
        return Coaching("not attempted", "Answer first, then check.", {}, (), answer=answer)
    results = [score(question, key, value) for value in read]
    misses = sum(result.outcome != "right" for result in results)
    value, result = read[-1], results[-1]
    rows = _rows(question, key, value, result)
    if isinstance(question, spec.Choice):
        rows = {**{str(tried): "wrong" for tried in read if tried != key.value}, **rows}
    if result.outcome == "right":
        lines = result.reasons
    else:
        lines = _hint(question, key, value, rows, result) if misses == 1 else _reasons(question, key, value, rows, result)
    can_show = misses >= MISSES_TO_SHOW and result.outcome != "right" and not shown
    return Coaching(result.outcome, says(question, key, value, result), rows, lines, can_show, answer)


def _readable(question: spec.Question, value: object) -> Value | None:
    try:
        return read_response(question, value)
    except BadAnswer:
        return None


def says(question: spec.Question, key: Key, value: Any, result: Score) -> str:
    """Return the result of a try in a few words, such as ``2 of 6 right.``; ``result`` is the score of the answer ``value``."""
    states = list(_rows(question, key, value, result).values())
    hits, of = states.count("right"), len(states)
    match question:
        case spec.Choice():
            return "Right." if hits else "Not this one."
        case spec.Choices():
            return _found(hits, len(key.value), states.count("wrong"))
        case spec.Number():
            return "Right." if hits else "Not yet."
        case spec.Order():
            return f"All {of} in order." if hits == of else f"{hits} of {of} in the right place."
        case Scenario():
            return "A good way through." if result.outcome == "right" else f"{hits} of {of} steps were good ones."
        case spec.Plan():
            return f"All {of} rules met." if hits == of else f"{hits} of {of} rules met."
    return f"All {of} right." if hits == of else f"{hits} of {of} right."


def _found(hits: int, of: int, extra: int) -> str:
    if hits == of and not extra:
        return f"All {of} found."
    more = "" if not extra else " 1 tick doesn’t belong." if extra == 1 else f" {extra} ticks don’t belong."
    return f"{hits} of {of} found.{more}"


def _rows(question: spec.Question, key: Key, value: Any, result: Score) -> dict[str, RowState]:
    """Return the verdict of each part of a try. What a student left unticked has none: it would show the answer."""
    match question:
        case spec.Choice():
            return {value: "right" if value == key.value else "wrong"}
        case spec.Choices():
            return {option: "right" if option in key.value else "wrong" for option in value}
        case spec.Sort():
            return {c: _placed(value.get(c), key.value[c]) for c in question.cards}
        case spec.Match():
            return {left: _placed(value.get(left), [key.value[left]]) for left in question.left}
        case spec.Order():
            return {step: "right" if step == best else "wrong" for step, best in zip(value, key.value, strict=True)}
        case spec.Number():
            return {"": "right" if result.outcome == "right" else "wrong"}
    return {r.item: r.state for r in result.reasons if r.item and r.state != "note"}


def _placed(value: str | None, accepted: Sequence[str]) -> RowState:
    return "missing" if value is None else "right" if value in accepted else "wrong"


def _hint(question: spec.Question, key: Key, value: Any, rows: Mapping[str, RowState], result: Score) -> tuple[Reason, ...]:
    """Return the author's hints for the rows that are wrong, or the author's one hint, or the one that the kind gives."""
    wrong = _wrong(question, value, rows)
    given = [Reason(item, "note", key.hint(item)) for item in wrong if key.hint(item)]
    general = key.hints if isinstance(key.hints, str) else key.hints.get("overall", "")
    if given:
        return tuple(given)
    if isinstance(question, spec.Number) and (slip := _slip(key, value)):
        return (Reason("", "note", slip.why),)
    if general:
        return (Reason("", "note", general),)
    return _own_hint(question, key, value, wrong, result)


def _own_hint(question: spec.Question, key: Key, value: Any, wrong: Sequence[str], result: Score) -> tuple[Reason, ...]:
    match question:
        case spec.Choice():
            return (Reason(value, "note", _opening(key.reason(value))),)
        case spec.Choices():
            if wrong:
                return tuple(Reason(item, "note", _opening(key.reason(item))) for item in wrong)
            return (Reason("", "note", "What you ticked belongs here. There is more to find."),)
        case spec.Number():
            return (Reason("", "note", _direction(key, value)),)
        case spec.Order():
            return (Reason("", "note", f"The first step out of place is “{question.steps[wrong[0]].rstrip('.')}”."),)
        case Scenario():
            return tuple(r for r in result.reasons if r.item in wrong[:1] or r.state == "missing")
        case spec.Plan():
            return tuple(r for r in result.reasons if r.state in ("part", "wrong", "missing"))
        case _:
            return (Reason("", "note", "Look again at those marked ✗. Leave the others as they are."),)


def _wrong(question: spec.Question, value: Any, rows: Mapping[str, RowState]) -> list[str]:
    listed = value if isinstance(question, spec.Order) else rows
    return [item for item in listed if rows[item] in ("part", "wrong")]


def _opening(reason: str) -> str:
    found = _OPENING.match(reason)
    return found.group() if found else reason


def _direction(key: Key, value: float) -> str:
    return "Your answer is too low." if value < key.value else "Your answer is too high."


def _slip(key: Key, value: float) -> Slip | None:
    near = [s for s in key.slips.values() if key.near(value, s.value)]
    return min(near, key=lambda s: abs(value - s.value), default=None)


def _reasons(question: spec.Question, key: Key, value: Any, rows: Mapping[str, RowState], result: Score) -> tuple[Reason, ...]:
    """Return the reason for each part of a try that is wrong, and nothing of the rest of the answer."""
    match question:
        case spec.Number():
            slip = _slip(key, value)
            return (Reason("", "wrong", slip.why if slip else _direction(key, value)),)
        case Scenario() | spec.Plan() | spec.Code():
            return tuple(r for r in result.reasons if r.state in ("part", "wrong", "missing"))
    wrong = _wrong(question, value, rows)
    told = tuple(Reason(item, "wrong", key.reason(item)) for item in wrong if key.reason(item))
    return told or _own_hint(question, key, value, wrong, result)


def show_answer(question: spec.Question, key: Key) -> tuple[Reason, ...]:
    """Return the right answer: one ``Reason`` for each part (option, card, step …), in its text the answer and why."""
    best = key.best(question)
    match question:
        case spec.Choice() | spec.Choices():
            right = {key.value} if isinstance(question, spec.Choice) else set(key.value)
            listed = sorted(question.options, key=lambda option: option not in right)
            parts = [Reason(o, "right" if o in right else "wrong", key.reason(o)) for o in listed]
        case spec.Sort():
            parts = [Reason(c, "right", _both(_any_of(question.columns, key.value[c]), key.reason(c))) for c in question.cards]
        case spec.Match():
            parts = [Reason(left, "right", _both(question.right[best[left]], key.reason(left))) for left in question.left]
        case spec.Order():
            parts = [Reason("", "right", _both(f"{n}. {question.steps[s]}", key.reason(s))) for n, s in enumerate(best, 1)]
        case spec.Number():
            parts = [Reason("", "right", f"The answer is {show_number(key.value, question.unit, EXACT)}.")]
        case Scenario():
            steps = zip(describe(question, best), steps_of(question, best), strict=True)
            parts = [Reason("", "right", _both(words, key.reason(step))) for words, step in steps]
        case _:
            parts = [Reason("", "right", line) for line in describe(question, best)]
    return tuple(part for part in (*parts, Reason("", "note", key.overall)) if part.text or part.item)


def _any_of(columns: spec.Texts, accepted: Sequence[str]) -> str:
    return " or ".join(columns[column] for column in accepted)


def _both(first: str, second: str) -> str:
    ended = first if first.endswith((".", "!", "?", "”")) else f"{first}."
    return f"{ended} {second}".strip()
