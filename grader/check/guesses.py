"""How people answer who know nothing: at random, the longest option, "management" to everything, or not at all."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from carelab.questions import Column, Key, Question, Scenario, score, spec
from grader.check.plan_entries import drawn, entries, filled

MOST = 2_000
"""Up to this many different answers are all counted; where there are more, so many are drawn."""
PLANS = 400
"""How many whole plans are drawn."""
SEED = 5
MANAGEMENT = "manag"

Guess = Any
Weighted = tuple[float, Guess]


def expected_share(question: Question, key: Key, guesses: Iterator[Weighted]) -> float:
    """Return the mean share of the mark that guesses earn. ``guesses``: (probability, answer); an answer None is no answer."""
    return math.fsum(weight * (score(question, key, guess).share or 0.0) for weight, guess in guesses)


def at_random(question: Question) -> Iterator[Weighted]:
    """Yield (probability, answer) for all answers of someone who clicks at random, or for a sample where there are very many.

    A number is always answered with 0. A plan always has one row.
    """
    match question:
        case spec.Choice():
            yield from _evenly([list(question.options)], lambda picked: picked[0])
        case spec.Choices():
            yield from _evenly([[None, option] for option in question.options], lambda p: [o for o in p if o] or None)
        case spec.Sort():
            yield from _evenly([list(question.columns)] * len(question.cards), _onto(question.cards))
        case spec.Match():
            yield from _partners(question)
        case spec.Order():
            yield from ((weight, list(picked)) for weight, picked in _arrangements(list(question.steps), len(question.steps)))
        case Scenario():
            yield from _wander(question)
        case spec.Plan():
            yield from _one_row(question)
        case _:
            yield 1.0, _same(question)


def longest(question: Question) -> Iterator[Weighted]:
    """Yield one pair: probability 1, and the answer of someone who always picks the longest option (of equal ones the first)."""
    yield 1.0, _picked(question, lambda texts: max(texts, key=lambda name: len(texts[name])))


def management(question: Question) -> Iterator[Weighted]:
    """Yield one pair: probability 1, and the answer of someone who picks the option that begins with "manag", else the first."""
    yield 1.0, _picked(question, _management_or_first)


def nothing(question: Question) -> Iterator[Weighted]:  # noqa: ARG001 (one shape for every guesser)
    """Yield one pair: probability 1, and None, the answer of someone who answers nothing."""
    yield 1.0, None


def _management_or_first(texts: Mapping[str, str]) -> str:
    said = [name for name, text in texts.items() if text.lower().startswith(MANAGEMENT) or name.startswith(MANAGEMENT)]
    return (said or list(texts))[0]


def _evenly(each: Sequence[Sequence[Any]], answer: Callable[[tuple[Any, ...]], Guess], *, most: int = MOST) -> Iterator[Weighted]:
    """Yield each way to pick one from every list, all equally likely; or a sample of them."""
    ways = math.prod(len(options) for options in each)
    every = itertools.product(*each)
    for weight, picked in _all_or_sample(ways, every, lambda chance: tuple(map(chance.choice, each)), most):
        yield weight, answer(picked)


def _all_or_sample(
    ways: int, every: Iterable[Any], draw: Callable[[random.Random], Any], most: int = MOST
) -> Iterator[tuple[float, Any]]:
    """Yield every way, each as likely as any other; a sample of the ways where there are more than ``most``."""
    chance = random.Random(SEED)  # noqa: S311 (a fixed sample, not a secret)
    found = every if ways <= most else (draw(chance) for _ in range(most))
    yield from ((1 / min(ways, most), way) for way in found)


def _onto(cards: Mapping[str, str]) -> Callable[[tuple[Any, ...]], Guess]:
    return lambda picked: dict(zip(cards, picked, strict=True))


def _partners(question: spec.Match) -> Iterator[Weighted]:
    """Each thing on the right is used once where there are enough of them."""
    left, right = list(question.left), list(question.right)
    if len(right) < len(left):
        yield from _evenly([right] * len(left), _onto(question.left))
    else:
        for weight, picked in _arrangements(right, len(left)):
            yield weight, dict(zip(left, picked, strict=True))


def _arrangements(items: list[str], length: int) -> Iterator[tuple[float, Sequence[str]]]:
    every = itertools.permutations(items, length)
    return _all_or_sample(math.perm(len(items), length), every, lambda chance: chance.sample(items, length))


def _wander(question: Scenario) -> Iterator[Weighted]:
    """Yield every walk with its chance when each choice is made at random."""
    for walk in question.walks():
        at, weight = question.start, 1.0
        for choice in walk:
            weight /= len(question.scenes[at].choices)
            at = question.scenes[at].choices[choice].to
        yield weight, list(walk)


def _one_row(question: spec.Plan) -> Iterator[Weighted]:
    """Yield a plan with one row in it, any row of any table, its lists answered at random."""
    places = [(table, row) for table in question.tables for row in (table.rows or {"r1": ""})]
    share = max(1, MOST // len(places))
    for table, row in places:
        names = [column.id for column in table.columns]
        for weight, picked in _evenly([entries(c) for c in table.columns], lambda p: p, most=share):
            yield weight / len(places), {table.id: {row: filled(zip(names, picked, strict=True))}}


def whole_plan(question: spec.Plan) -> Iterator[Weighted]:
    """Yield (probability, plan) for plans that are filled in at random, with as many rows as allowed."""
    chance = random.Random(SEED)  # noqa: S311 (a fixed sample, not a secret)
    for _ in range(PLANS):
        yield 1 / PLANS, drawn(question.tables, {}, chance)


def _picked(question: Question, pick: Callable[[Mapping[str, str]], str]) -> Guess:
    """Return the answer of someone with one habit: ``pick`` takes one of some texts."""
    match question:
        case spec.Choice():
            return pick(question.options)
        case spec.Choices():
            return [pick(question.options)]
        case spec.Sort():
            return dict.fromkeys(question.cards, pick(question.columns))
        case spec.Match():
            return dict.fromkeys(question.left, pick(question.right))
        case Scenario():
            return _walk(question, pick)
        case spec.Plan():
            return _first_row(question, pick)
        case _:
            return _same(question)


def _walk(question: Scenario, pick: Callable[[Mapping[str, str]], str]) -> list[str]:
    at, walk = question.start, list[str]()
    while question.scenes[at].choices:
        choices = question.scenes[at].choices
        walk.append(pick({name: go.text for name, go in choices.items()}))
        at = choices[walk[-1]].to
    return walk


def _first_row(question: spec.Plan, pick: Callable[[Mapping[str, str]], str]) -> Guess:
    table = question.tables[0]
    row = pick(table.rows) if table.rows else "r1"
    return {table.id: {row: filled((c.id, _pick(c, pick)) for c in table.columns)}}


def _pick(column: Column, pick: Callable[[Mapping[str, str]], str]) -> Any:
    if column.type == "scale":
        return int(pick({str(at): text for at, text in enumerate(column.scale, 1)}))
    return pick(column.options) if column.options else entries(column)[0]


def _same(question: Question) -> Guess:
    """Return what everyone who knows nothing does: 0 for a number, steps left as they are shown."""
    match question:
        case spec.Number():
            return 0
        case spec.Order():
            return list(question.steps)
        case _:
            return None
