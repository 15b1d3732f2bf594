"""Reading an answer's value: from anything at all to the one shape a question can be marked on, or a clear refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from carelab.questions import spec
from carelab.questions.errors import BadAnswer
from carelab.questions.plan.read import read_plan
from carelab.questions.reading import as_number, as_text
from carelab.questions.scenario import read_walk
from carelab.questions.values import NotPlain, Plain, read_plain

Value = Any
"""An answer's value: JSON data in the shape that its question's kind has (see ``read_response``)."""


def read_response(question: spec.Question, value: object) -> Value | None:
    """Check that a value has the form of an answer to this question, and return it; None when nothing was answered.

    Parameters
    ----------
    value:
        JSON data. ``choice``: an option id. ``choices``: a list of option ids. ``sort``: {card: column}.
        ``match``: {left: right}. ``order``: all step ids. ``number``, ``table``: a number.
        ``plan``: {table: {row: {column: value}}}. ``scenario``: the choices made, in order. ``reflection``: text.
        ``code``: {name: the value that the code made, in the form of ``carelab.questions.values``}; {} when it made none.

    Raises
    ------
    BadAnswer
        When the value does not have that form. The message names the question.
    """
    if value is None:
        return None
    return _READERS[question.kind](question, value)


def _refuse(question: spec.Question, problem: str) -> NoReturn:
    raise BadAnswer(question.id, problem)


def _known(question: spec.Question, value: object, known: Mapping[str, str]) -> str:
    if not isinstance(value, str) or value not in known:
        _refuse(question, "the answer is not one of the options.")
    return value


def _ids(question: spec.Question, value: object, known: Mapping[str, str]) -> list[str]:
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        _refuse(question, "the answer is not a list.")
    if len(value) > len(known):
        _refuse(question, "the answer has more entries than there are options.")
    found = [_known(question, v, known) for v in value]
    if len(set(found)) < len(found):
        _refuse(question, "the answer has the same entry twice.")
    return found


def _pairs(question: spec.Question, value: object, left: Mapping[str, str], right: Mapping[str, str]) -> dict[str, str] | None:
    if not isinstance(value, Mapping):
        _refuse(question, "the answer does not pair things.")
    if len(value) > len(left):
        _refuse(question, "the answer has more entries than there are cards.")
    found = {_known(question, k, left): None if v is None else _known(question, v, right) for k, v in value.items()}
    return {k: paired for k in left if (paired := found.get(k)) is not None} or None


def _steps(question: spec.Order, value: object) -> list[str] | None:
    steps = _ids(question, value, question.steps)
    if steps and len(steps) < len(question.steps):
        _refuse(question, "the answer leaves out some of the steps.")
    return steps or None


def _number(question: spec.Question, value: object) -> float:
    number = as_number(value)
    if number is None:
        _refuse(question, "the answer is not a number.")
    return number


def _text(question: spec.Question, value: object) -> str | None:
    text = as_text(value)
    if text is None:
        _refuse(question, "the answer is not text, or is too long.")
    return text if text.strip() else None


def _values(question: spec.Code, value: object) -> dict[str, Plain]:
    """Read the values that an attempt at code made; there may be none, which is an attempt all the same."""
    if not isinstance(value, Mapping):
        _refuse(question, "the answer does not name values.")
    if set(value) - set(question.values):
        _refuse(question, "the answer has a value that was not asked for.")
    try:
        return {name: read_plain(value[name]) for name in question.values if name in value}
    except NotPlain as error:
        _refuse(question, f"a value cannot be read: {error}.")


_READERS: Mapping[str, Callable[[Any, object], Value | None]] = {
    "choice": lambda q, v: _known(q, v, q.options),
    "choices": lambda q, v: _ids(q, v, q.options) or None,
    "sort": lambda q, v: _pairs(q, v, q.cards, q.columns),
    "match": lambda q, v: _pairs(q, v, q.left, q.right),
    "order": _steps,
    "number": _number,
    "table": _number,
    "plan": lambda q, v: read_plan(q.id, q.tables, v),
    "scenario": read_walk,
    "code": _values,
    "reflection": _text,
}
