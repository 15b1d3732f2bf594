"""Twenty-eight care homes, their size, how long the manager has stayed, and what residents think: invented, made from a seed."""

from __future__ import annotations

import random

COLUMNS = {"home": "Home", "size": "Size", "manager": "Manager stayed", "score": "Score"}
SMALL, LARGE = "Small", "Large"
"""30 beds or fewer, and more than 30."""
LONG, SHORT = "3 years or more", "Under 3 years"
HOMES = {(SMALL, LONG): 10, (SMALL, SHORT): 4, (LARGE, LONG): 4, (LARGE, SHORT): 10}
"""How many homes of each sort."""
SEEDS = (50, 284, 80, 544)
"""One for each variant, chosen so that the figures tell the usual slips apart (see ``tests/data/test_homes.py``)."""
VARIANTS = len(SEEDS)


def homes(variant: int) -> list[tuple[str, str, str, float]]:
    """Return 28 invented homes in random order: (name, size in words, how long the manager has stayed in words, score).

    The score is the average that residents gave their home, 0 to 100, to one decimal place. Each ``variant`` (from 1) has other
    figures; the same variant always has the same.
    """
    chance = random.Random(f"homes-{SEEDS[(variant - 1) % VARIANTS]}")  # noqa: S311 (teaching data)
    small_more, long_more = chance.uniform(10, 13), chance.uniform(2, 4)
    found = []
    for (size, stayed), count in HOMES.items():
        usual = 62 + small_more * (size == SMALL) + long_more * (stayed == LONG)
        found += [(size, stayed, round(usual + chance.uniform(-4.5, 4.5), 1)) for _ in range(count)]
    chance.shuffle(found)
    return [(f"Home {number}", *row) for number, row in enumerate(found, 1)]
