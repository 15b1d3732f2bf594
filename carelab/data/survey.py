"""Larkfield House's staff survey: invented answers, made from a seed so that each student may have their own."""

from __future__ import annotations

import random

COLUMNS = {"team": "Team", "sentence": "Sentence", "score": "Score"}
HELP, SPEAK = "We help each other", "I can say when something is wrong"
"""The two sentences. Each person gave each of them a score from 0 (never) to 100 (always)."""
ANSWERED = {"Days": 11, "Housekeeping": 7, "Kitchen": 5, "Nights": 7}
"""How many people of each team answered: 30 of Larkfield's 48 staff. No team is so small that one person could be picked out."""
SEEDS = (18, 10, 7, 4)
"""One for each variant, chosen so that the figures tell the usual slips apart (see ``tests/data/test_survey.py``)."""
VARIANTS = len(SEEDS)


def survey(variant: int) -> list[tuple[str, str, int]]:
    """Return the staff survey of an invented care home: 60 rows, in random order, of (team, sentence, score).

    A score, 0 (never) to 100 (always), is one person's answer to one of two sentences. For each sentence another team is clearly
    the least happy, and never the smallest team. Each ``variant`` (from 1) has other figures.
    """
    chance = random.Random(f"larkfield-survey-{SEEDS[(variant - 1) % VARIANTS]}")  # noqa: S311 (teaching data)
    larger = [team for team in ANSWERED if ANSWERED[team] > min(ANSWERED.values())]
    least = dict(zip((HELP, SPEAK), chance.sample(larger, 2), strict=True))
    rows = []
    for sentence, unhappy in least.items():
        for team, people in ANSWERED.items():
            usual = chance.uniform(46, 52) if team == unhappy else chance.uniform(62, 80)
            rows += [(team, sentence, round(usual + chance.uniform(-15, 15))) for _ in range(people)]
    chance.shuffle(rows)
    return rows
