"""The retrieval questions of *Remember*: a few short ones for each unit, asked again in later units. For practice only.

Each file ``recall/UNIT.json`` is a list of ``{"id", "ask", "options", "key", "why", "about"}``: a choice question as in a
lesson; ``about`` is the id of the check in that unit's own lesson that asks the same, or nothing. No key of marked work
stands here: students receive this folder.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise, zip_longest

from carelab.questions import Choice, Key

ASKED = 3
"""How many questions *Remember* asks."""


@dataclass(frozen=True)
class Recall:
    """One question with which a lesson asks again about an earlier unit, and its key: the right answer and the reasons.

    ``about`` is the id of the question in the earlier unit's own lesson that asks the same; empty when there is none.
    """

    question: Choice
    key: Key
    about: str


def _folder() -> Iterator[str]:
    return (entry.name for entry in files("carelab.data").joinpath("recall").iterdir() if entry.name.endswith(".json"))


def earlier_units(unit: str) -> tuple[str, ...]:
    """Return the names of the units that come before this one and have questions for later lessons, nearest first."""
    return tuple(sorted((name.removesuffix(".json") for name in _folder() if name[:2] < unit[:2]), reverse=True))


@cache
def recalls(unit: str) -> tuple[Recall, ...]:
    """Return the questions with which later lessons ask about a unit again; none for a unit without a file in ``recall/``."""
    if f"{unit}.json" not in _folder():
        return ()
    raw = json.loads(files("carelab.data").joinpath("recall", f"{unit}.json").read_text(encoding="utf-8"))
    return tuple(
        Recall(
            Choice(id=one["id"], ask=f"Unit {int(unit[:2])}. {one['ask']}", options=one["options"]),
            Key(one["key"], one["why"]),
            one.get("about", ""),
        )
        for one in raw
    )


def pick(bank: Mapping[str, Sequence[Recall]], *, here: Collection[str], missed: Collection[str]) -> list[Recall]:
    """Return the three questions about earlier units that a lesson asks. The same arguments always give the same questions.

    Parameters
    ----------
    bank:
        Earlier unit → the questions about it, nearest unit first.
    here:
        Ids of the questions that the student has already answered in this lesson: they come first, so that a reload changes
        nothing.
    missed:
        Ids of the questions that the student did not get right first time, in later lessons or (``Recall.about``) in the earlier
        unit's own lesson: these come next.
    """

    def rank(recall: Recall) -> int:
        if recall.question.id in here:
            return 0
        return 1 if {recall.question.id, recall.about} & set(missed) else 2

    return sorted(_spread(bank), key=rank)[:ASKED]


def _spread(bank: Mapping[str, Sequence[Recall]]) -> list[Recall]:
    """Return all questions, in turn from the nearest, the middle and the farthest third of the units.

    A unit's questions are taken round from another one in each turn and each lesson, so that few come twice.
    """
    units = list(bank)
    ends = [len(units) * third // ASKED for third in range(ASKED + 1)]
    turns = [unit for turn in zip_longest(*(units[a:b] for a, b in pairwise(ends))) for unit in turn if unit]
    rounds = max((len(recalls) for recalls in bank.values()), default=0)
    return [
        bank[unit][(number + turn + len(units)) % len(bank[unit])]
        for number in range(rounds)
        for turn, unit in enumerate(turns)
        if number < len(bank[unit])
    ]
