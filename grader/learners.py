"""Simulated learners: answers of a known worth, for the demonstration class and for tests. Never uses the code that marks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from carelab.questions import spec
from grader.master import Marked

NAMES = (
    "amina", "ben", "chidi", "dorota", "ewan", "farah", "grace", "hassan", "irina", "jon", "kwame", "lucy",
    "maria", "nadia", "owen", "priya", "rosa", "sam", "tomasz", "uma", "vera", "will", "yusuf", "zoe",
)  # fmt: skip
"""Invented first names."""


@dataclass(frozen=True)
class Response:
    """One answer and the share that it must earn; ``value`` None for a question left out, ``share`` None where a person marks."""

    value: Any
    share: float | None


def learner_id(n: int) -> str:
    """Return the id of learner n, from 0: ``amina01`` and so on."""
    return f"{NAMES[n % len(NAMES)]}{n // len(NAMES) + 1:02d}"


def answer(one: Marked, ability: float, chance: random.Random) -> Response:
    """Return an answer as a learner of this ability (0…1) might give it, with the share that it is worth.

    The share is counted here from how the answer was built, by the rule that the question states, not by the code that marks.
    """
    if chance.random() < 0.08 * (1.2 - ability):
        return Response(None, 0.0)
    question, key = one.question, one.key
    right = chance.random() < ability
    match question:
        case spec.Reflection():
            return Response(_paragraph(chance), None)
        case spec.Plan():
            return _plan(one, right, chance)
        case spec.Number():
            return _number(one, right, chance)
        case spec.Choice():
            wrong = [o for o in question.options if o != key.value]
            return Response(key.value, 1.0) if right else Response(chance.choice(wrong), 0.0)
        case spec.Choices():
            return _choices(question, list(key.value), right, chance)
        case spec.Sort():
            return _pairs({c: list(a) for c, a in key.value.items()}, list(question.columns), ability, chance)
        case spec.Match():
            return _pairs({left: [r] for left, r in key.value.items()}, list(question.right), ability, chance)
        case spec.Order():
            return _order(question, list(key.value), right, chance)
    raise AssertionError(f"no learner answers {question.kind}")


def _pairs(accepted: dict[str, list[str]], columns: Sequence[str], ability: float, chance: random.Random) -> Response:
    value, hits = {}, 0
    for item, good in accepted.items():
        bad = [c for c in columns if c not in good]
        if chance.random() < ability or not bad:
            value[item] = good[0]
            hits += 1
        else:
            value[item] = chance.choice(bad)
    return Response(value, hits / len(accepted))


def _choices(question: spec.Choices, right: list[str], knows: bool, chance: random.Random) -> Response:
    if knows:
        return Response(right, 1.0)
    wrong = [o for o in question.options if o not in right]
    ticks = right[:-1] + chance.sample(wrong, min(1, len(wrong)))
    hits, misses = len(right) - 1, len(ticks) - len(right) + 1
    if not ticks:
        return Response(None, 0.0)
    shares = {
        "all": 0.0,
        "net": max(0, hits - misses) / len(right),
        "coverage": (hits / len(right)) * (hits / len(ticks)),
    }
    return Response(ticks, shares[question.marking])


def _order(question: spec.Order, best: list[str], knows: bool, chance: random.Random) -> Response:
    if knows:
        return Response(best, 1.0)
    at = chance.randrange(len(best) - 1)
    swapped = [*best[:at], best[at + 1], best[at], *best[at + 2 :]]
    return Response(swapped, (len(best) - 2) / (len(best) - 1) if question.marking == "lcs" else 0.0)


def _number(one: Marked, knows: bool, chance: random.Random) -> Response:
    key = one.key
    if knows:
        return Response(key.value, 1.0)
    slips = list(key.slips.values())
    if slips and chance.random() < 0.7:
        made = chance.choice(slips)
        first = next(s for s in slips if abs(s.value - made.value) <= key.tolerance + 1e-9)
        return Response(made.value, first.share)
    return Response(key.value * 3 + 7 * (key.tolerance + 1), 0.0)


def _plan(one: Marked, knows: bool, chance: random.Random) -> Response:
    if knows or not one.key.examples:
        return Response(one.key.value, 1.0)
    value, share = chance.choice(list(one.key.examples))
    return Response(value, share)


def _paragraph(chance: random.Random) -> str:
    starts = ("On a busy shift last winter", "In my placement at a day centre", "When our supplies ran short in spring")
    middles = (
        "the senior counted what we had, shared it out and wrote down who would order more",
        "the manager showed us the figures and asked each of us for one idea",
        "nobody knew who had ordered what, and two of us did the same job twice",
    )
    ends = ("Next time I would ask earlier and say what I need.", "I would keep the list and thank people by name.")
    return (
        f"{chance.choice(starts)}, {chance.choice(middles)}. It was managed well, and it was led well too. {chance.choice(ends)}"
    )
