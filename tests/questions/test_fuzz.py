"""Whatever a student's file holds, does marking stay whole: a refusal that names the question, or a share from 0 to 1?

Values come from a seeded generator of our own, many thousands a second; hypothesis covers the same ground by search in
``test_score.py``.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable
from typing import Any

import pytest
from asked import BEST_PLAN, KEYS, QUESTIONS, names_in
from soak import long_proof, times

from carelab.questions import Question, describe, read_response, score
from carelab.questions.errors import BadAnswer

SEED = 20261123
LEAVES: list[Callable[[random.Random], Any]] = [
    lambda _: None,
    lambda c: c.random() < 0.5,
    lambda c: c.randrange(-5, 10_000),
    lambda c: c.choice([1, -1]) * 10 ** c.randrange(400),
    lambda c: c.choice([10**4_400, -(10**4_300), 2**63, -(2**63) - 1]),
    lambda c: c.choice([math.nan, math.inf, -math.inf, -0.0, 5e-324, 1e308, -1e308, 1e12, 1.0000001e12]),
    lambda c: c.uniform(-1e4, 1e4),
    lambda c: "".join(chr(c.randrange(0x110000)) for _ in range(c.randrange(6))),
    lambda c: c.choice(["\ud800", "a\udfff", "\x00", "\u202e", "́" * 50, " ", "", "９", "1e5", "NaN", "£9,600", "null"]),
    lambda c: "x" * c.choice([1, 40, 9_999, 20_001]),
    lambda c: c.choice(["2026-11-23", "2026-02-30", "0000-00-00", "٢٠٢٦-11-23", "2026-W01-1", "20261123"]),
]
"""What a value is made of: nothing, truth, numbers great and small, text good and bad, days that are and are not."""


def garbage(chance: random.Random, names: list[str], depth: int = 0) -> Any:
    """Return any JSON-like value, often built from ids that the question knows."""
    draw = chance.random()
    if depth > 4 or draw < 0.45:
        return chance.choice(names) if chance.random() < 0.4 else chance.choice(LEAVES)(chance)
    if draw < 0.5:
        deep: Any = chance.choice(names)
        for _ in range(chance.choice([3, 30, 400])):
            deep = [deep] if chance.random() < 0.5 else {chance.choice(names): deep}
        return deep
    size = chance.choice([0, 1, 2, 3, 4, 5, 60])
    if draw < 0.72:
        return [garbage(chance, names, depth + 1) for _ in range(min(size, 6))] * (1 if size < 60 else 20)
    return {
        (chance.choice(names) if chance.random() < 0.8 else _leaf_name(chance)): garbage(chance, names, depth + 1)
        for _ in range(size % 7)
    }


def _leaf_name(chance: random.Random) -> str:
    return str(LEAVES[chance.choice([7, 8, 10])](chance))


def nearly(chance: random.Random, names: list[str], right: Any) -> Any:
    """Return a right answer with one or more of its parts spoilt, moved, doubled or left out."""
    if chance.random() < 0.12:
        return garbage(chance, names, 3)
    if isinstance(right, dict):
        made = {k: nearly(chance, names, v) if chance.random() < 0.5 else v for k, v in right.items() if chance.random() < 0.9}
        if chance.random() < 0.15:
            made[chance.choice(names)] = garbage(chance, names, 3)
        return made
    if isinstance(right, list):
        made_list = [nearly(chance, names, v) if chance.random() < 0.3 else v for v in right]
        chance.shuffle(made_list)
        return made_list[: chance.randrange(len(made_list) + 2)] + made_list[: chance.choice([0, 0, 0, 1])]
    if isinstance(right, str):
        return chance.choice([right, *names])
    return right


def _read(question: Question, value: Any) -> tuple[BadAnswer | None, Any]:
    try:
        return None, read_response(question, value)
    except BadAnswer as error:
        return error, None


def marked(kind: str, value: Any) -> str:
    """Mark a value, see that the outcome keeps to the rules, and return what it was."""
    question, key = QUESTIONS[kind], KEYS[kind]
    refusal, read = _read(question, value)
    if refusal is not None:
        assert refusal.question == question.id
        assert str(refusal).startswith(f"Question {question.id}: ")
        assert len(str(refusal)) < 400
        assert str(refusal).encode()
        with pytest.raises(BadAnswer):
            score(question, key, value)
        return "refused"
    result = score(question, key, value)
    if result.share is None:
        assert kind == "reflection"
    else:
        assert math.isfinite(result.share)
        assert 0 <= result.share <= 1
    assert (result.outcome == "not attempted") == (read is None)
    json.dumps(read, allow_nan=False).encode()
    "\n".join(describe(question, read)).encode()
    return result.outcome


@long_proof
@pytest.mark.parametrize("kind", QUESTIONS)
def test_generated_values_never_stop_marking_and_never_earn_what_cannot_be_earned(kind: str) -> None:
    chance = random.Random(f"{SEED}:{kind}")
    question = QUESTIONS[kind]
    names = names_in(question)
    right = BEST_PLAN if kind == "plan" else "A paragraph." if kind == "reflection" else KEYS[kind].best(question)
    outcomes = set()
    for _ in range(times(1_500, 100_000)):
        value = nearly(chance, names, right) if chance.random() < 0.5 else garbage(chance, names)
        outcomes.add(marked(kind, value))
    assert {"refused", "not attempted"} <= outcomes
    assert "by hand" in outcomes if kind == "reflection" else "right" in outcomes
