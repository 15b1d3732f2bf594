"""What an answer file holds, and reading one: from any bytes at all to its answers, or a clear refusal. Writes nothing."""

from __future__ import annotations

import codecs
import json
import math
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

from carelab.answers.errors import NewerAnswers, OtherAssignment, UnreadableAnswers
from carelab.questions import is_id

NAME = "answers.json"
SCHEMA = 1
LARGEST = 4 * 1024 * 1024
"""Most bytes of an answer file that is read. A full unit takes about 20 kB."""
DEEPEST = 12
MOST_SEED = 2**31 - 1
MOMENT = re.compile(r"[0-9T:.+Z-]{0,40}")
"""What a time may be written with; anything else is not kept, because times are shown on pages."""


@dataclass(frozen=True)
class Answer:
    """One saved answer.

    Attributes
    ----------
    kind:
        The kind of question: ``choice``, ``sort`` and so on.
    value:
        The answer as JSON data, whose form ``carelab.questions.read_response`` lists by kind; None when the student cleared it.
    at:
        When it was saved (UTC, ISO 8601); empty when that is not known.
    extra:
        Other fields of the answer in the file, such as a later version's: kept when the file is written again.
    """

    kind: str
    value: Any
    at: str
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class AnswerBook:
    """Everything in one answer file (``answers.json``), which holds one student's answers to one unit.

    Attributes
    ----------
    assignment:
        The unit, e.g. ``08-budgeting``.
    variant:
        Which of the unit's sets of figures this student works with, counted from 1.
    answers:
        Question id → Answer.
    extra:
        Other fields of the file, such as a later version's: kept when the file is written again.
    seed:
        Seed of the order in which this student sees options (see ``carelab.questions.arranged``); 0 is the author's own order.
    """

    assignment: str
    variant: int = 1
    answers: dict[str, Answer] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    seed: int = 0

    def value(self, question: str) -> Any:
        """Return the saved answer to a question (its id) as JSON data, or None when there is none."""
        found = self.answers.get(question)
        return None if found is None else found.value

    def with_answer(self, question: str, answer: Answer) -> AnswerBook:
        """Return a copy of the book in which the question with this id has this answer."""
        return replace(self, answers={**self.answers, question: answer})

    def as_json(self) -> str:
        """Return the JSON text of the answer file."""
        answers = {q: {"kind": a.kind, "value": a.value, "at": a.at, **a.extra} for q, a in self.answers.items()}
        seed = {"seed": self.seed} if self.seed else {}
        whole = {"schema": SCHEMA, "assignment": self.assignment, "variant": self.variant, **seed, "answers": answers}
        whole |= self.extra
        return json.dumps(whole, ensure_ascii=True, allow_nan=False, indent=1) + "\n"


def load(path: Path, assignment: str) -> AnswerBook:
    """Read and return the answer file at ``path``, which must hold answers to the unit ``assignment``.

    Raises
    ------
    FileNotFoundError
        When there is no file: nothing has been answered.
    UnreadableAnswers, OtherAssignment, NewerAnswers
        When there is a file that cannot be used. The message names the file and says what to do.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise UnreadableAnswers(path, "is not an ordinary file.", "Ask for the file to be handed in again.")
    size = path.stat().st_size
    if size > LARGEST:
        problem = f"is {size / 1e6:,.0f} MB, far more than a unit's answers can be."
        raise UnreadableAnswers(path, problem, "Check that it is the right file.")
    return parse(path.read_bytes(), path, assignment)


def parse(data: bytes, path: Path, assignment: str) -> AnswerBook:
    """Return what an answer file with these bytes holds, which must be answers to the unit ``assignment``.

    ``path`` is not opened, only named in messages. Raises the same errors as ``load``, except FileNotFoundError.
    """
    if not data.strip():
        raise UnreadableAnswers(path, "is empty.", "Open the notebook it came from and save an answer again.")
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
        whole = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        what = "is cut short or is not an answer file" if data.lstrip()[:1] == b"{" else "is not an answer file"
        raise UnreadableAnswers(path, f"{what} ({_short(error)}).", "Use an earlier copy, or answer again.") from error
    schema = whole.pop("schema", None) if isinstance(whole, dict) else None
    if isinstance(schema, int) and not isinstance(schema, bool) and SCHEMA < schema < 1_000_000:
        raise NewerAnswers(path, f"was written by a newer Care Lab (schema {schema}).", "Update Care Lab, then open it again.")
    if not isinstance(whole, dict) or "answers" not in whole or _depth(whole) > DEEPEST:
        raise UnreadableAnswers(path, "does not have the form of an answer file.", "Check that it is the right file.")
    if schema != SCHEMA or isinstance(schema, bool):
        raise UnreadableAnswers(path, "does not say which schema it has.", "Check that it is the right file.")
    found = whole.pop("assignment", None)
    if found != assignment:
        named = (_shown(found) if isinstance(found, str) else "") or "no unit"
        raise OtherAssignment(path, f"holds answers to {named}, not to {assignment}.", "Move it back to its own folder.")
    variant, seed = _variant(path, whole.pop("variant", 1)), _seed(path, whole.pop("seed", 0))
    return AnswerBook(assignment, variant, _answers(path, whole.pop("answers")), whole, seed)


def _variant(path: Path, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 999:
        raise UnreadableAnswers(path, "has a variant that is not a whole number from 1.", "Check that it is the right file.")
    return value


def _seed(path: Path, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_SEED:
        raise UnreadableAnswers(path, "has a seed that is not a whole number.", "Check that it is the right file.")
    return value


def _answers(path: Path, value: object) -> dict[str, Answer]:
    if not isinstance(value, dict) or len(value) > 500:
        raise UnreadableAnswers(path, "does not have a list of answers.", "Check that it is the right file.")
    found = {}
    for question, entry in value.items():
        ok = is_id(question) and isinstance(entry, dict) and isinstance(entry.get("kind"), str)
        if not ok or not isinstance(entry.get("at", ""), str):
            raise UnreadableAnswers(path, f"has an entry '{_shown(question)}' that is not an answer.", "Check the file.")
        at = entry.get("at", "")
        extra = {name: more for name, more in entry.items() if name not in ("kind", "value", "at")}
        found[question] = Answer(entry["kind"], entry.get("value"), at if MOMENT.fullmatch(at) else "", extra)
    return found


def _shown(text: str) -> str:
    """Return the start of a name that somebody forged, as it can be shown on any page and in any terminal."""
    return "".join(c if c.isalnum() or c in " ._/-" else "?" for c in text[:40])


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("the same name stands twice")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number that can be saved")


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _no_constant(text[:20])


def _depth(value: object) -> int:
    deepest, open_values = 0, [(value, 1)]
    while open_values:
        item, depth = open_values.pop()
        deepest = max(deepest, depth)
        if depth > DEEPEST:
            break
        if isinstance(item, dict):
            open_values.extend((v, depth + 1) for v in item.values())
        elif isinstance(item, list):
            open_values.extend((v, depth + 1) for v in item)
    return deepest


def _short(error: BaseException) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error).split(":")[0][:80]
