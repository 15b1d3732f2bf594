"""The sums of *Ninety Days*: six fortnights at Larkfield in which the earlier models are joined. Knows no screen.

Each fortnight has two cards. Of 37.5 hours a week, 5 go to managing and 5 to leading whatever happens, and each card adds 13.75:
all to managing (manage), all to leading (lead), half and half (both), or to neither (other). In this order::

    S ← S + 0.10 · (side(managing hours) / 100 - S)                      systems: Two Dials, and half a month of Twelve Months
    C ← C + 0.04 · (side(leading hours) / 100 - C)                       culture: the same
    done ← done + min(heard - done, 1.6 · side(managing hours) / 100)    wishes heard, up to 8, and those acted on
    T ← T + the choices' steps - 0.02 - 0.01 · wishes left over          trust, 0 to 1
    a = 0.4 + 0.5 · T                                                    adherence, from Outbreak
    risk = Σ (L - steps) · (C - steps), each at least 1                  Risk Room; steps of a routine count × a
    r moves up by at most 0.05 towards 0.20 + 0.50 S, or down by at most 0.05 towards 0.10, for each choice that says so
    N ← N · (1 - 0.04 · r · S)                                           the Reporting Iceberg, with half of its month
    events ← events + N / 2 · risk / 100

- A wish is left over if it was heard in an earlier fortnight and is not done; what was heard in this fortnight is done first.
- Controls that work whoever is on shift are not multiplied by a: sensor mats, low beds, doors, hoist, mattresses.
- Start: S 0.40, C 0.40, T 0.55, r 0.20, N 40 events a month, nothing heard, £25,000.

Dials, 0 to 100: safety (100 - risk) / 66 · harm avoided 1 - events / 120 · heard and done, done / 8 · trust T · staying
0.6 C + 0.4 S. Overall is the plain mean of the five. Leavers = 48 · turnover · 90 / 365, with the turnover of Twelve Months.

Nothing reads how the choices are mixed. Every size is invented, and so is that trust wears and that promises wear it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from carelab.sims.iceberg import MENDS, MOVES, START_EVENTS, START_RATE, goal, mend, moved
from carelab.sims.ninety_cards import CARDS
from carelab.sims.outbreak_sums import adherence
from carelab.sims.risk_room import MEASURES, RISKS, total
from carelab.sims.twelve_months import CULTURE_SPEED, SYSTEMS_SPEED, Month
from carelab.sims.two_dials import side

FORTNIGHTS, DAYS, STAFF, MONEY = 6, 90, 48, 25_000
ALWAYS, A_CARD = 5.0, 13.75
"""Hours a week: on each side whatever happens, and for each card."""
MOST_HOURS = ALWAYS + 2 * A_CARD
WEAR, WAITING, PACE, MOST_HEARD = 0.02, 0.01, 1.6, 8
WHOEVER = frozenset({"r2a", "r2c", "r3a", "r6a", "r8b"})
"""Controls that work whoever is on shift."""
AGAINST = {name: [i for i, control in MEASURES.items() if control.risk == name] for name in RISKS}
"""Risk → the controls that act on it."""
WORST, SAFEST = total(()), total(MEASURES)
WORST_EVENTS = FORTNIGHTS * START_EVENTS / 2
DIALS: Mapping[str, str] = {
    "safety": "Safety",
    "harm": "Harm avoided",
    "heard": "Heard and done",
    "trust": "Trust",
    "staying": "Staying",
}
WAYS = {1: "support", 0: "now", -1: "blame"}
"""What a choice does to reporting → the action of the Reporting Iceberg that does the same."""
MANAGING = {"manage": 1.0, "both": 0.5}
LEADING = {"lead": 1.0, "both": 0.5}


class Links(NamedTuple):
    """Which effects of managing on leading, and of leading on managing, are on. In the lesson of *Ninety Days* all of them are.

    Attributes
    ----------
    trust_keeps:
        Routines work as far as people keep to them, which depends on trust. Off: they always work.
    systems_mend:
        Reports prevent events, and people go on reporting, as far as the home's systems put things right. Off: they do so fully.
    first_hours:
        The first hours a week of managing, or of leading, do more than later ones. Off: every hour does the same.
    wishes_count:
        The overall score includes the score for wishes heard and done.
    """

    trust_keeps: bool = True
    systems_mend: bool = True
    first_hours: bool = True
    wishes_count: bool = True


ALL = Links()


class State(NamedTuple):
    """Larkfield, the invented care home of the game *Ninety Days*, at the end of a fortnight.

    Attributes
    ----------
    systems, culture, trust, reporting:
        Four measures of the home, each from 0 to 1: how good its routines and checks are, how good its culture is, how much
        trust people have, and the share of events that is reported.
    events:
        Events a month that harmed nobody but could have (near misses), and unsafe conditions.
    heard, done:
        How many wishes people have brought up, and how many were acted on.
    risk:
        Sum of the scores in the risk register.
    harm:
        How many events of harm there have been so far.
    spent:
        £ spent so far.
    controls:
        Keys of ``risk_room.MEASURES``: the risk controls that are in place.
    unkept, kept:
        What ``risk`` would be if people kept to no routine, and to all of them. Between the two it falls in a straight line, as
        no choice of cards puts so many routines in place for one risk that some of them are of no use.
    """

    systems: float = 0.40
    culture: float = 0.40
    trust: float = 0.55
    reporting: float = START_RATE
    events: float = START_EVENTS
    heard: float = 0.0
    done: float = 0.0
    risk: float = float(WORST)
    harm: float = 0.0
    spent: int = 0
    controls: frozenset[str] = frozenset()
    unkept: float = float(WORST)
    kept: float = float(WORST)

    @property
    def turnover(self) -> float:
        """The share of staff who would leave in a year, 0 to 1, if the whole year were like this fortnight."""
        return Month(self.systems, self.culture).turnover

    @property
    def leavers(self) -> float:
        """How many staff leave in ninety days at the rate of ``turnover``."""
        return STAFF * self.turnover * DAYS / 365


def risk_left(controls: Collection[str], kept: float) -> float:
    """Return the sum of the risk scores with these controls in place (keys of ``risk_room.MEASURES``).

    ``kept``: how far people keep to the routines that some controls depend on, 0 to 1.
    """
    left = 0.0
    for name, risk in RISKS.items():
        acting = [(MEASURES[i], 1.0 if i in WHOEVER else kept) for i in AGAINST[name] if i in controls]
        likelihood = risk.likelihood - sum(control.less_likely * works for control, works in acting)
        consequence = risk.consequence - sum(control.less_harm * works for control, works in acting)
        left += max(1.0, likelihood) * max(1.0, consequence)
    return left


class Step(NamedTuple):
    """What two cards do to the home in a fortnight.

    Attributes
    ----------
    manage, lead:
        How well the home is managed and led, 0 to 1.
    heard, trust, cost, controls:
        What the two choices add to the fields of ``State`` with these names.
    touched:
        All controls of the risks that ``controls`` act on.
    reports:
        For each choice that changes reporting: 1 when people report more events after it, -1 when they report less.
    """

    manage: float
    lead: float
    heard: int
    trust: float
    cost: int
    controls: frozenset[str]
    touched: frozenset[str]
    reports: Sequence[int]


@lru_cache
def step(number: int, kinds: tuple[str, ...], links: Links) -> Step:
    """Return what the two cards of a fortnight do. ``number``, ``kinds`` and ``links``: as in ``fortnight``."""
    choices = [card.choices[kind] for card, kind in zip(CARDS[2 * number : 2 * number + 2], kinds, strict=True)]
    controls = frozenset().union(*(choice.controls for choice in choices))
    return Step(
        manage=_side(ALWAYS + A_CARD * sum(MANAGING.get(kind, 0) for kind in kinds), links),
        lead=_side(ALWAYS + A_CARD * sum(LEADING.get(kind, 0) for kind in kinds), links),
        heard=sum(choice.heard for choice in choices),
        trust=sum(choice.trust for choice in choices),
        cost=sum(choice.cost for choice in choices),
        controls=controls,
        touched=frozenset().union(*(AGAINST[MEASURES[i].risk] for i in controls)),
        reports=[choice.reporting for choice in choices if choice.reporting],
    )


@lru_cache
def _fall(before: frozenset[str], new: frozenset[str]) -> tuple[float, float]:
    """Return how far new controls lower the risk that is left if no routine is kept, and then if all of them are.

    ``before``: the controls that are in place against the same risks.
    """
    first, then = ([risk_left(controls, kept) for kept in (0.0, 1.0)] for controls in (before, before | new))
    return first[0] - then[0], first[1] - then[1]


def fortnight(before: State, number: int, kinds: tuple[str, ...], links: Links = ALL) -> State:
    """Return the state of the home one fortnight after ``before``.

    Parameters
    ----------
    number:
        Which fortnight it is, 0 to 5.
    kinds:
        The kinds of choice for the fortnight's two cards: manage, lead, both or other.
    links:
        Which effects of managing on leading, and of leading on managing, are on.
    """
    systems, culture, trust, rate, events, heard, done, _, harm, spent, controls, unkept, kept = before
    manage, lead, hear, gain, cost, new, touched, reports = step(number, kinds, links)
    systems += SYSTEMS_SPEED / 2 * (manage - systems)
    culture += CULTURE_SPEED / 2 * (lead - culture)
    left_over = heard - done
    heard = min(MOST_HEARD, heard + hear)
    done = min(heard, done + PACE * manage)
    trust += gain - WEAR - WAITING * min(left_over, heard - done)
    trust = 0.0 if trust < 0 else min(1.0, trust)
    if new:
        falls = _fall(controls & touched, new)
        unkept, kept = unkept - falls[0], kept - falls[1]
        controls |= new
    risk = unkept + (kept - unkept) * adherence(trust) if links.trust_keeps else kept
    mended = systems if links.systems_mend else 1.0
    for way in reports:
        towards = goal(WAYS[way], mended)
        if towards is not None and (towards - rate) * way > 0:
            rate = moved(rate, towards, MOVES / 2)
    events = mend(events, rate, mended, MENDS / 2)
    harm += events / 2 * risk / 100
    spent += cost
    return State._make((systems, culture, trust, rate, events, heard, done, risk, harm, spent, controls, unkept, kept))


def _side(hours: float, links: Links) -> float:
    return side(hours) / 100 if links.first_hours else hours / MOST_HOURS


@lru_cache(maxsize=2_000)
def _begun(plan: tuple[str, ...], links: Links) -> State:
    """Return the state of the home after the first 0 to 3 fortnights of a plan, which many plans have in common."""
    return fortnight(_begun(plan[:-2], links), len(plan) // 2 - 1, plan[-2:], links) if plan else State()


def after(plan: tuple[str, ...], links: Links = ALL) -> State:
    """Return the state of the home after the fortnights of a plan: two kinds of choice for each of the first 0 to 6 of them.

    ``links``: as in ``fortnight``.
    """
    state = _begun(plan[:6], links)
    for number in range(3, len(plan) // 2):
        state = fortnight(state, number, plan[2 * number : 2 * number + 2], links)
    return state


def play(plan: Sequence[str], links: Links = ALL) -> list[State]:
    """Return the state of the home at the start and after each fortnight.

    ``plan``: the kind of choice (manage, lead, both, other) for each of the twelve cards. ``links``: as in ``fortnight``.
    """
    return [after(tuple(plan[: 2 * number]), links) for number in range(FORTNIGHTS + 1)]


def dials(state: State) -> dict[str, float]:
    """Return the home's five scores, 0 to 100 each, by the keys of DIALS."""
    return {
        "safety": 100 * (WORST - state.risk) / (WORST - SAFEST),
        "harm": 100 * (1 - state.harm / WORST_EVENTS),
        "heard": 100 * state.done / MOST_HEARD,
        "trust": 100 * state.trust,
        "staying": 100 * (0.6 * state.culture + 0.4 * state.systems),
    }


def overall(state: State, links: Links = ALL) -> float:
    """Return the overall score, 0 to 100: the mean of the five scores, without the one for wishes if ``links`` leaves it out."""
    return mean_of(dials(state), () if links.wishes_count else ("heard",))


def mean_of(read: Mapping[str, float], without: Collection[str] = ()) -> float:
    """Return the mean of the scores ``read`` (as ``dials`` returns them), leaving out the keys in ``without``."""
    counted = [value for name, value in read.items() if name not in without]
    return sum(counted) / len(counted)
