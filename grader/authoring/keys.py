"""``mark(…)``: how a source notebook states a key, inside nbgrader's hidden tests. Collects keys; never marks a class."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from carelab.answers import NAME, as_plain, load
from carelab.notebook import latest
from carelab.questions import BadQuestion, Key, Rule, Slip, score
from grader.authoring.cells import nbgrader_of

_keys: ContextVar[dict[str, Key] | None] = ContextVar("keys", default=None)


@contextlib.contextmanager
def collecting_keys() -> Iterator[dict[str, Key]]:
    """Collect the keys that ``mark`` is called with in this ``with`` block into the dict, question id → key, that it receives."""
    keys: dict[str, Key] = {}
    token = _keys.set(keys)
    try:
        yield keys
    finally:
        _keys.reset(token)


def slip(value: Any, why: str, *, share: float = 0.0, code: str = "", of: str = "") -> Slip:
    """Return a wrong answer that has a known cause, for ``slips`` of ``mark``; the arguments are ``carelab.questions.Slip``'s."""
    return Slip(as_plain(value) if of else value, why, share, code, of)


def mark(
    question: str,
    value: Any = None,
    *,
    why: Mapping[str, str] | str = "",
    catches: Mapping[str, str] | None = None,
    teaches: Sequence[str] = (),
    tolerance: float = 0.0,
    slips: Mapping[str, Slip] | None = None,
    rules: Sequence[Rule] = (),
    examples: Sequence[tuple[Any, float]] = (),
    scores: Mapping[str, float] | None = None,
    none_fits: Sequence[str] = (),
    response: Sequence[str] | str = (),
    values: Mapping[str, Any] | None = None,
) -> float | None:
    """State the key (right answer and reasons) of the question with this id. Arguments are those of ``carelab.questions.Key``.

    Parameters
    ----------
    response:
        For a question about what to do: which of ``carelab.questions.RESPONSES`` (``escalate``, ``wait`` …) the right answer is;
        it may be several.
    values:
        For a question that code answers, in place of ``value``: name of a variable → right value, which may be a pandas object.

    Returns
    -------
    None while keys are collected. When nbgrader itself runs this cell in the student's kernel: the points for the saved answer,
    so that nbgrader's mark can be compared with Care Lab's.
    """
    key = Key(
        value if values is None else {name: as_plain(wanted) for name, wanted in values.items()},
        why,
        catches or {},
        tuple(teaches),
        tolerance,
        slips or {},
        tuple(rules),
        tuple(examples),
        scores or {},
        tuple(none_fits),
        (response,) if isinstance(response, str) else tuple(response),
    )
    keys = _keys.get()
    if keys is None:
        return _points_earned(question, key)
    if question in keys:
        raise BadQuestion(question, "it is marked twice.")
    keys[question] = key
    return None


def _points_earned(question: str, key: Key) -> float | None:
    exercise = latest()
    try:
        value = load(Path.cwd() / NAME, exercise.unit).value(question)
    except FileNotFoundError:
        value = None
    if question not in exercise.asked:
        raise BadQuestion(question, f"{exercise.unit} does not ask it.", "Ask it in the cell that marks it.")
    share = score(exercise.asked[question], key, value).share
    return None if share is None else share * _points(Path.cwd() / f"{exercise.unit}.ipynb", question)


def _points(notebook: Path, question: str) -> float:
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        found = nbgrader_of(cell)
        if found.get("grade") and str(found.get("grade_id", "")).endswith(f"_{question}"):
            return float(found["points"])
    raise BadQuestion(question, f"{notebook.name} has no grade cell for it.")
