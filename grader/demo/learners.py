"""Simulated learners: answers of a known worth, for the demonstration class and for tests. Never uses the code that marks."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from carelab.questions import Scenario, spec, steps_of
from grader.authoring import Marked
from grader.demo.code_answers import coded

NAMES = (
    "amina", "ben", "chidi", "dorota", "ewan", "farah", "grace", "hassan", "irina", "jon", "kwame", "lucy",
    "maria", "nadia", "owen", "priya", "rosa", "sam", "tomasz", "uma", "vera", "will", "yusuf", "zoe",
)  # fmt: skip
"""Invented first names."""


@dataclass(frozen=True)
class Response:
    """One simulated answer, and the share of the mark that it must earn, 0 to 1; ``share`` is None when a person marks it.

    ``value`` is None when the learner leaves the question out. ``code`` is what they write in the code cell; "" for nothing.
    """

    value: Any
    share: float | None
    code: str = ""


def learner_id(n: int) -> str:
    """Return the student id of simulated learner n, counted from 0: ``amina01`` and so on."""
    return f"{NAMES[n % len(NAMES)]}{n // len(NAMES) + 1:02d}"


def answer(one: Marked, ability: float, chance: random.Random) -> Response:
    """Return a random answer to the question ``one`` by a learner of this ability, 0 to 1, with the share that it must earn.

    The share is worked out from how the answer was made, without the code that marks, so that the two can be compared.
    """
    if chance.random() < 0.08 * (1.2 - ability):
        return Response(None, 0.0)
    return _LEARN[one.question.kind](one, ability, chance)


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


def _choices(one: Marked, ability: float, chance: random.Random) -> Response:
    question, right = one.question, list(one.key.value)
    assert isinstance(question, spec.Choices)  # noqa: S101 (narrows the type)
    if chance.random() < ability:
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


def _order(one: Marked, ability: float, chance: random.Random) -> Response:
    question, best = one.question, list(one.key.value)
    assert isinstance(question, spec.Order)  # noqa: S101 (narrows the type)
    if chance.random() < ability:
        return Response(best, 1.0)
    at = chance.randrange(len(best) - 1)
    swapped = [*best[:at], best[at + 1], best[at], *best[at + 2 :]]
    return Response(swapped, (len(best) - 2) / len(best) if question.marking == "lcs" else 0.0)


def _walk(one: Marked, ability: float, chance: random.Random) -> Response:
    question, scores, best = one.question, one.key.scores, list(one.key.value)
    assert isinstance(question, Scenario)  # noqa: S101 (narrows the type)
    if chance.random() < ability:
        return Response(best, 1.0)
    at, made, earned = question.start, list[str](), 0.0
    while question.scenes[at].choices:
        choice = chance.choice(sorted(question.scenes[at].choices))
        earned += scores.get(f"{at}:{choice}", 0.0)
        made.append(choice)
        at = question.scenes[at].choices[choice].to
    whole = sum(scores.get(step, 0.0) for step in steps_of(question, best))
    return Response(made, scores.get(at, 0.0) if question.marking == "ending" else earned / whole)


def _number(one: Marked, ability: float, chance: random.Random) -> Response:
    key = one.key
    if chance.random() < ability:
        return Response(key.value, 1.0)
    slips = list(key.slips.values())
    if slips and chance.random() < 0.7:
        made = chance.choice(slips)
        first = next(s for s in slips if s.value == made.value)
        return Response(made.value, first.share)
    wrong = key.value * 3 + 7 * (key.tolerance + 1)
    while any(abs(slip.value - wrong) <= key.tolerance + 1e-9 for slip in slips):
        wrong += 3 * (key.tolerance + 1)
    return Response(wrong, 0.0)


def _plan(one: Marked, ability: float, chance: random.Random) -> Response:
    if chance.random() < ability or not one.key.examples:
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


def _choice(one: Marked, ability: float, chance: random.Random) -> Response:
    if chance.random() < ability:
        return Response(one.key.value, 1.0)
    wrong = [o for o in getattr(one.question, "options", {}) if o != one.key.value]
    return Response(chance.choice(wrong), 0.0)


def _sorted(one: Marked, ability: float, chance: random.Random) -> Response:
    assert isinstance(one.question, spec.Sort)  # noqa: S101 (narrows the type)
    return _pairs({c: list(a) for c, a in one.key.value.items()}, list(one.question.columns), ability, chance)


def _matched(one: Marked, ability: float, chance: random.Random) -> Response:
    assert isinstance(one.question, spec.Match)  # noqa: S101 (narrows the type)
    return _pairs({left: [r] for left, r in one.key.value.items()}, list(one.question.right), ability, chance)


def _table(one: Marked, ability: float, chance: random.Random) -> Response:
    """Answer below the table, with code where that is offered, or both ways: then the better of the two counts."""
    clicked, question = _number(one, ability, chance), one.question
    assert isinstance(question, spec.Table)  # noqa: S101 (narrows the type)
    if not question.pandas or chance.random() < 0.5:
        return clicked
    written = _number(one, ability, chance)
    code = f"{question.variable} = {written.value!r}\n"
    if chance.random() < 0.5:
        return Response(None, written.share, code)
    return Response(clicked.value, max(clicked.share or 0.0, written.share or 0.0), code)


def _code(one: Marked, ability: float, chance: random.Random) -> Response:
    code, share = coded(one, ability, chance)
    return Response(None, share, code)


_LEARN: Mapping[str, Callable[[Marked, float, random.Random], Response]] = {
    "choice": _choice,
    "choices": _choices,
    "sort": _sorted,
    "match": _matched,
    "order": _order,
    "number": _number,
    "table": _table,
    "code": _code,
    "plan": _plan,
    "scenario": _walk,
    "reflection": lambda _one, _ability, chance: Response(_paragraph(chance), None),
}
