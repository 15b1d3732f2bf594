"""Whatever a file or a key holds, does marking stay whole: a refusal that names the question, or a share from 0 to 1?"""

import json
import math
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from asked import BEST_PLAN, KEYS, QUESTIONS, names_in
from soak import long_proof, times

from carelab.questions import BadAnswer, BadQuestion, Key, check_key, describe, read_response, score

LEAVES: list[Callable[[random.Random], Any]] = [
    lambda _: None, lambda c: c.random() < 0.5, lambda c: c.randrange(-5, 10_000),
    lambda c: c.choice([1, -1]) * 10 ** c.randrange(400), lambda c: c.choice([10**4_400, -(10**4_300), 2**63, -(2**63) - 1]),
    lambda c: c.choice([math.nan, math.inf, -math.inf, -0.0, 5e-324, 1e308, -1e308, 1e12, 1.0000001e12]),
    lambda c: c.uniform(-1e4, 1e4), lambda c: "".join(chr(c.randrange(0x110000)) for _ in range(c.randrange(6))),
    lambda c: c.choice(["\ud800", "a\udfff", "\x00", "\u202e", "́" * 50, " ", "", "９", "1e5", "NaN", "£9,600", "null"]),
    lambda c: c.choice(["2026-11-23", "2026-02-30", "0000-00-00", "٢٠٢٦-11-23", "2026-W01-1", "20261123"]),
    lambda c: "x" * c.choice([1, 40, 9_999, 20_001]),
]  # fmt: skip
"""What a value is made of: nothing, truth, numbers great and small, text good and bad, days that are and are not."""


class Maker:
    """Values made at random from the names that a question knows, the same ones in every run."""

    def __init__(self, kind: str) -> None:
        self.question, self.key = QUESTIONS[kind], KEYS[kind]
        self.right = {"plan": BEST_PLAN, "reflection": "A paragraph."}.get(kind) or self.key.best(self.question)
        names = {*names_in(self.question.form()), *names_in(self.right), *names_in(self.key.value)}
        self.names = sorted(names - {"kind", "id", "ask", "how", "how_marked"})
        self.chance = random.Random(f"20261123:{kind}")

    def name(self) -> str:
        return self.chance.choice(self.names)

    def garbage(self, depth: int = 0) -> Any:
        """Return any JSON-like value."""
        draw = self.chance.random()
        if depth > 4 or draw < 0.45:
            return self.name() if self.chance.random() < 0.4 else self.chance.choice(LEAVES)(self.chance)
        if draw < 0.5:
            deep: Any = self.name()
            for _ in range(self.chance.choice([3, 30, 400])):
                deep = [deep] if self.chance.random() < 0.5 else {self.name(): deep}
            return deep
        size = self.chance.choice([0, 1, 2, 3, 4, 5, 60])
        if draw < 0.72:
            return [self.garbage(depth + 1) for _ in range(min(size, 6))] * (1 if size < 60 else 20)
        known, strange = self.name, lambda: str(self.chance.choice(LEAVES[7:10])(self.chance))
        return {(known if self.chance.random() < 0.8 else strange)(): self.garbage(depth + 1) for _ in range(size % 7)}

    def nearly(self, right: Any) -> Any:
        """Return a right answer with one or more of its parts spoilt, moved, doubled or left out."""
        if self.chance.random() < 0.12:
            return self.garbage(3)
        if isinstance(right, dict):
            kept = {name: value for name, value in right.items() if self.chance.random() < 0.9}
            made = {name: self.nearly(value) if self.chance.random() < 0.5 else value for name, value in kept.items()}
            return made | ({self.name(): self.garbage(3)} if self.chance.random() < 0.15 else {})
        if isinstance(right, list):
            parts = [self.nearly(value) if self.chance.random() < 0.3 else value for value in right]
            self.chance.shuffle(parts)
            return parts[: self.chance.randrange(len(parts) + 2)] + parts[: self.chance.choice([0, 0, 0, 1])]
        return self.chance.choice([right, *self.names]) if isinstance(right, str) else right

    def value(self, right: Any) -> Any:
        return self.nearly(right) if self.chance.random() < 0.5 else self.garbage()


def marked(make: Maker, value: Any) -> str:
    """Mark a value, see that the outcome keeps to the rules, and return what it was."""
    try:
        result = score(make.question, make.key, value)
    except BadAnswer:
        with pytest.raises(BadAnswer, match=rf"^Question {make.question.id}: ") as refusal:
            read_response(make.question, value)
        assert refusal.value.question == make.question.id
        assert len(str(refusal.value).encode()) < 400
        return "refused"
    read = read_response(make.question, value)
    assert result.outcome == "by hand" if result.share is None else 0 <= result.share <= 1
    assert (result.outcome == "not attempted") == (read is None)
    assert read_response(make.question, read) == read
    json.dumps(read, allow_nan=False).encode()
    lines = describe(make.question, read)
    assert "\n".join(lines).encode()
    assert all("\n" not in line or make.question.kind == "plan" for line in lines)
    return result.outcome


@long_proof
@pytest.mark.parametrize("kind", QUESTIONS)
def test_no_value_stops_marking_or_earns_what_cannot_be_earned(kind: str) -> None:
    make = Maker(kind)
    outcomes = {marked(make, make.value(make.right)) for _ in range(times(1_000, 200_000))}
    assert {"refused", "not attempted", "by hand" if kind == "reflection" else "right"} <= outcomes


@long_proof
@pytest.mark.parametrize("kind", QUESTIONS)
def test_no_key_stops_its_check_and_one_that_is_accepted_earns_all_the_marks(kind: str) -> None:
    make, accepted = Maker(kind), 0
    for _ in range(times(150, 20_000)):
        value = make.value(make.key.value)
        key = replace(make.key, value=value) if make.chance.random() < 0.5 else Key(value)
        with suppress(BadQuestion):
            check_key(make.question, key)
            accepted += 1
            assert kind in ("plan", "reflection") or score(make.question, key, key.best(make.question)).share == 1
    assert accepted
