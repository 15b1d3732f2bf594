"""Scores one question from the answer file, from code, or, for a table answered in both ways, from the better answer. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from carelab.questions import BadAnswer, Code, Reason, Score, Table, describe, read_response, say, score
from grader.authoring import Marked
from grader.marking.code_answers import CodeAnswer


@dataclass(frozen=True)
class Routed:
    """The score of a question, and the answer that earned it (the saved one, or the values that code made) as lines of text."""

    score: Score
    answer: tuple[str, ...]


class NotMarkable(Exception):
    """An answer may earn points but cannot be marked on this machine; the message says why."""


def routed(one: Marked, value: Any, code: CodeAnswer | None) -> Routed:
    """Return the score of one question, from the saved answer or the student's code; when there are both, the better one counts.

    Parameters
    ----------
    value:
        The answer in ``answers.json``; None for no answer.
    code:
        The values that the student's code made; None when they wrote no code.

    Raises
    ------
    BadAnswer
        When the saved value does not have the form of an answer.
    NotMarkable
        When the student's code may earn the mark but could not be run.
    """
    if isinstance(one.question, Code):
        return _by_code(one, code)
    typed = Routed(score(one.question, one.key, value), tuple(describe(one.question, read_response(one.question, value))))
    if not isinstance(one.question, Table) or code is None or typed.score.share == 1:
        return typed
    if code.refused:
        raise NotMarkable(code.refused)
    coded = _table_by_code(one, one.question, code)
    if typed.score.outcome == "not attempted":
        return coded
    better = coded if (coded.score.share or 0) > (typed.score.share or 0) else typed
    other = "the table" if better is coded else "your code"
    both = Reason("", "note", f"You answered twice. The better answer counts; the other was from {other}.")
    return Routed(replace(better.score, reasons=(*better.score.reasons, both)), better.answer)


def _by_code(one: Marked, code: CodeAnswer | None) -> Routed:
    if code is None:
        return Routed(score(one.question, one.key, None), tuple(describe(one.question, None)))
    if code.refused:
        raise NotMarkable(code.refused)
    made = dict(code.made)
    found = score(one.question, one.key, made)
    return Routed(_with_stop(found, code), tuple(describe(one.question, read_response(one.question, made))))


def _table_by_code(one: Marked, table: Table, code: CodeAnswer) -> Routed:
    name = table.variable
    if name not in code.made:
        missing = Score(0.0, "wrong", (Reason("", "wrong", f"Your code did not make {name}."),))
        return Routed(_with_stop(missing, code), (f"With code: {name} was not made.",))
    try:
        found = score(one.question, one.key, code.made[name])
    except BadAnswer:
        found = Score(0.0, "wrong", (Reason("", "wrong", f"{name} should be a number; it is {say(code.made[name])}."),))
    if code.made[name] is None:
        found = Score(0.0, "wrong", (Reason("", "wrong", f"{name} holds nothing, or not a usable number."),))
    return Routed(_with_stop(found, code), (f"With code: {name} is {say(code.made[name])}",))


def _with_stop(found: Score, code: CodeAnswer) -> Score:
    return replace(found, reasons=(Reason("", "wrong", code.stopped), *found.reasons)) if code.stopped else found
