"""The order in which one student sees options, cards, partners and steps. Changes no id, no key and no mark.

Each student has a seed (kept in the answer file), so neighbours see different orders, and one student always sees the same.
Seed 0 is the author's own order. What has a meaning in its place keeps it: figures stay as the author wrote them, and
"Both", "Neither", "All of" and "None of" stay where they were.
"""

from __future__ import annotations

import dataclasses
import random
import re

from carelab.questions import spec

FIGURE = re.compile(r"\W*\d")
"""An option that begins with a figure: ``£9,600``, ``3 days``."""
ABOUT_OTHERS = re.compile(r"(both|neither|all of|none of|all the|none)\b", re.IGNORECASE)
"""An option that speaks of the other options."""


def arranged(question: spec.Question, seed: int) -> spec.Question:
    """Return the question with its options, cards or steps in the order of one student, whose ``seed`` decides it.

    Seed 0 keeps the author's order. The steps of an ``Order`` are rotated and not shuffled: ``carelab check`` proves that no
    rotation of the author's list is the right order, so no student starts with the answer.
    """
    if seed == 0:
        return question
    chance = random.Random(f"{seed}:{question.id}")  # noqa: S311 (no secret)
    match question:
        case spec.Choice(options=options) | spec.Choices(options=options):
            return dataclasses.replace(question, options=_mixed(options, question.pin, chance))
        case spec.Sort(cards=cards):
            return dataclasses.replace(question, cards=_mixed(cards, question.pin, chance))
        case spec.Match(left=left, right=right):
            return dataclasses.replace(
                question, left=_mixed(left, question.pin, chance), right=_mixed(right, question.pin, chance)
            )
        case spec.Order(steps=steps):
            return dataclasses.replace(question, steps=chance.choice(rotations(steps)))
    return question


def rotations(steps: spec.Texts) -> list[dict[str, str]]:
    """Return every order in which the steps may be shown first: the author's list begun at each of its steps in turn."""
    listed = list(steps.items())
    return [dict(listed[at:] + listed[:at]) for at in range(len(listed))]


def _mixed(texts: spec.Texts, pin: tuple[str, ...], chance: random.Random) -> dict[str, str]:
    listed = list(texts)
    if sum(bool(FIGURE.match(text)) for text in texts.values()) * 2 > len(listed):
        return dict(texts)
    free = [at for at, item in enumerate(listed) if item not in pin and not ABOUT_OTHERS.match(texts[item])]
    moved = [listed[at] for at in free]
    chance.shuffle(moved)
    for at, item in zip(free, moved, strict=True):
        listed[at] = item
    return {item: texts[item] for item in listed}
