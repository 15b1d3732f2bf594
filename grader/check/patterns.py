"""Check: a question's layout does not show its key: lines beside their partners, columns that alternate, steps in order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from carelab.questions import Key, Match, Order, Sort, score
from grader.check.finding import Finding, Place
from grader.check.material import Material

SIDE_BY_SIDE = 0.5
"""More than this part of the lines with their partners at the same place shows the key."""
ONE_COLUMN = 0.7
"""A sort that gives this share to one column for every card asks little."""
AS_SHOWN = 0.5
"""Steps left as they are shown may not earn more than this share."""
ALTERNATING = 6
"""From so many cards, two columns that alternate strictly are seen."""


def check_patterns(material: Material) -> Iterator[Finding]:
    """Yield a finding for each question whose layout hints at its answer, such as pairs to match that are shown side by side."""
    for page in material.pages:
        for one in page.asked:
            here = Place("patterns", page.file, one.where)
            match one.question:
                case Match():
                    yield from _match(here, one.question, one.key)
                case Sort():
                    yield from _sort(here, one.question, one.key)
                case Order():
                    yield from _order(here, one.question, one.key)


def _match(here: Place, question: Match, key: Key) -> Iterator[Finding]:
    left, right = list(question.left), list(question.right)
    beside = sum(right.index(key.value[name]) == at for at, name in enumerate(left))
    if beside > SIDE_BY_SIDE * len(left):
        yield here.error(
            f"{beside} of its {len(left)} lines stand beside their partners, so the layout shows the key.",
            "Write the right-hand side in another order.",
        )


def _sort(here: Place, question: Sort, key: Key) -> Iterator[Finding]:
    best = [key.value[card][0] for card in question.cards]
    if len(set(best)) == 2 and len(best) >= ALTERNATING and all(a != b for a, b in itertools.pairwise(best)):
        yield here.warning(
            f"Its cards alternate between two columns: {', '.join(best[:4])} …", "Mix the cards so that no pattern shows."
        )
    for column, words in question.columns.items():
        share = score(question, key, dict.fromkeys(question.cards, column)).share or 0.0
        if share > ONE_COLUMN:
            yield here.warning(
                f"Putting every card under “{words}” earns {share:.0%}.",
                "Add cards that belong elsewhere, or ask it another way.",
            )


def _order(here: Place, question: Order, key: Key) -> Iterator[Finding]:
    shown = list(question.steps)
    share = score(question, key, shown).share or 0.0
    if share > AS_SHOWN:
        yield here.error(f"Leaving the steps as they are shown earns {share:.0%}.", "Declare the steps in a more mixed order.")
