"""The sums of *Outbreak*: how far rules are kept depends on trust, and how far it spreads depends on both. Knows no screen.

Five rounds of about three days in a home where 36 people live. In each round, in this order::

    trust T  ← T + message - 0.09 where breaks are missed + 0.02 where breaks are kept and people are thanked by name   (0 to 1)
    a = 0.4 + 0.5 · T                                    how far rules are kept, 0 to 1
    R = 2.5 · Π (1 - effect · a)                         how many people each ill person infects, over the rules and visits in use
    newly ill = ill last round · R · (1 - ill so far / 36)
    staff off = 6% + 20% · (1 - T)
    loneliness (0 to 100) rises by 0, 3 or 10 points where visits are open, go by risk, or are stopped

- Effects: masks 0.35, cohorting 0.30, fresh air 0.25, pay when ill 0.20; visits 0 open, 0.05 by risk, 0.10 stopped.
- Messages: honest and on time +0.05, orders only 0, "nothing to worry about" -0.15, waiting until sure -0.15.
- Start: 4 people ill, loneliness 20.

That trust moves by these steps, that people keep rules as far as they trust, and every size are invented; no study measures them.
Left out: vaccines, tests, and that some people cannot understand or bear a mask.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

PEOPLE, ROUNDS, FIRST = 36, 5, 4.0
UNCHECKED = 2.5
"""How many people each ill person infects where there is no rule."""
LONELY = 20.0
RULES: Mapping[str, float] = {"masks": 0.35, "cohort": 0.30, "air": 0.25, "pay": 0.20}
MESSAGES: Mapping[str, float] = {"honest": 0.05, "orders": 0.0, "calm": -0.15, "wait": -0.15}
VISITS: Mapping[str, float] = {"open": 0.0, "risk": 0.05, "none": 0.10}
LONELINESS: Mapping[str, float] = {"open": 0, "risk": 3, "none": 10}
NO_BREAKS, THANKS = -0.09, 0.02


@dataclass(frozen=True)
class Response:
    """What a home does about an outbreak.

    Attributes
    ----------
    messages:
        What the leader tells people in each round: keys of MESSAGES.
    rules:
        The rules in use: keys of RULES.
    breaks, thanks:
        Whether staff get their breaks, and whether they are thanked by name.
    visits:
        How visits are handled: a key of VISITS.
    trust:
        Trust before the outbreak, 0 to 1.
    """

    messages: Sequence[str]
    rules: Collection[str] = tuple(RULES)
    breaks: bool = True
    thanks: bool = False
    visits: str = "risk"
    trust: float = 0.7


@dataclass(frozen=True)
class Round:
    """The home at the end of one round of about three days.

    Attributes
    ----------
    newly, ill:
        People who fell ill in this round, and in all so far.
    trust:
        From 0 to 1.
    infects:
        R: how many people each ill person infects.
    lonely:
        Loneliness of the residents, 0 to 100.
    """

    newly: float
    ill: float
    trust: float
    infects: float
    lonely: float

    @property
    def kept(self) -> float:
        """How far people keep to the rules, 0 to 1."""
        return adherence(self.trust)

    @property
    def staff_off(self) -> float:
        """Share of staff who are off work, 0 to 1."""
        return 0.06 + 0.20 * (1 - self.trust)


def adherence(trust: float) -> float:
    """Return how far people keep to the rules, 0 to 1, when their trust is ``trust``, 0 to 1."""
    return 0.4 + 0.5 * trust


def infects(effects: Sequence[float], kept: float) -> float:
    """Return R: how many people each ill person infects.

    Parameters
    ----------
    effects:
        The share by which each rule in use would lower R if it were always kept, 0 to 1.
    kept:
        How far people keep to the rules, 0 to 1.
    """
    people = UNCHECKED
    for effect in effects:
        people *= 1 - effect * kept
    return people


def follow(response: Response) -> list[Round]:
    """Return the home at the end of each of the five rounds of an outbreak."""
    newly = ill = FIRST
    trust, lonely = response.trust, LONELY
    effects = [*(RULES[rule] for rule in response.rules), VISITS[response.visits]]
    cared = (THANKS if response.thanks else 0.0) if response.breaks else NO_BREAKS
    rounds = []
    for message in response.messages:
        trust = max(0.0, min(1.0, trust + MESSAGES[message] + cared))
        spread = infects(effects, adherence(trust))
        newly = newly * spread * (1 - ill / PEOPLE)
        ill += newly
        lonely = min(100.0, lonely + LONELINESS[response.visits])
        rounds.append(Round(newly, ill, trust, spread, lonely))
    return rounds
