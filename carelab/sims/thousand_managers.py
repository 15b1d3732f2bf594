"""A Thousand Managers: *Ninety Days* played a thousand times by chance, and once for every way to share it out. Knows no screen.

A thousand plans are drawn with the seed 7: each of the twelve cards is met by one of the kinds of choice, all equally likely.
Beside them are all 4,096 plans that only manage or lead, card by card, worked out beforehand (``thousand_shares``). Nothing in
the sums reads how a plan is mixed; the four switches take away, one by one, the links and the dial that make both worth more than
either (``ninety_sums.Links``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import floor
from random import Random
from statistics import fmean, pstdev

from carelab.questions import show_number
from carelab.sims.model import Chart, Control, Data, Figure, Pick, Series, Switch, Values, View, settle
from carelab.sims.ninety_cards import CARDS
from carelab.sims.ninety_sums import ALL, Links, after, overall
from carelab.sims.thousand_shares import SHARES

RUNS, SEED, BIN = 1_000, 7, 5
EVERY: Mapping[str, tuple[str, ...]] = {
    "good": ("manage", "lead", "both"),
    "any": ("manage", "lead", "both", "other"),
}
CONTROLS: Sequence[Control] = (
    Pick(
        "kinds",
        "What may each plan pick from?",
        {"good": "Manage, lead or both", "any": "All four choices, poor ones too"},
        "good",
        "Each of the twelve choices is left to chance.",
    ),
    Switch("keeps", "Routines are always kept, however low trust is", help="Takes away what leading does for managing."),
    Switch("mends", "Reports mend themselves", help="Takes away what managing does for leading."),
    Switch("straight", "The tenth hour does as much as the first", help="Takes away the gain from some time on each side."),
    Switch("unheard", "Leave out the dial for wishes heard and done", help="The overall score is then the mean of four dials."),
)
MANAGE_ONLY, LEAD_ONLY, ALTERNATE = (
    tuple(kinds[n % len(kinds)] for n in range(len(CARDS))) for kinds in (("manage",), ("lead",), ("manage", "lead"))
)


@lru_cache(maxsize=2)
def random_plans(kinds: tuple[str, ...], runs: int = RUNS, seed: int = SEED) -> Sequence[tuple[str, ...]]:
    """Return ``runs`` random plans for the game *Ninety Days*: for each card one of these kinds of choice, all equally likely."""
    draw = Random(seed)  # noqa: S311 (a draw to look at, not a secret)
    return [tuple(draw.choice(kinds) for _ in CARDS) for _ in range(runs)]


def result(plan: Sequence[str], links: Links = ALL) -> float:
    """Return the overall score, 0 to 100, of a plan (a kind of choice for each card) on day ninety; ``links``: see ``Links``."""
    return overall(after(tuple(plan), links), links)


@lru_cache(maxsize=32)
def random_results(kinds: tuple[str, ...], links: Links = ALL) -> tuple[float, ...]:
    """Return the overall scores of a thousand random plans of these kinds of choice, worst first; ``links``: see ``Links``."""
    return tuple(sorted(result(plan, links) for plan in random_plans(kinds)))


def beaten(score: float, results: Sequence[float]) -> int:
    """Count the results that are lower than a score."""
    return sum(each < score for each in results)


@dataclass(frozen=True)
class ThousandManagers:
    """The teaching model *A Thousand Managers*: random plans for *Ninety Days* compared with managing only and leading only."""

    title: str = "A Thousand Managers"
    built_in: str = (
        "All of it rests on the sums of Ninety Days, which we chose. "
        "The four switches take the links away one by one, so that you can see how much of the result was put in by us."
    )
    controls: Sequence[Control] = CONTROLS

    @property
    def likely(self) -> Iterator[Values]:
        """All settings of the controls, those with few switches on first."""
        switches = [control.id for control in self.controls if isinstance(control, Switch)]
        for on in sorted(product((False, True), repeat=len(switches)), key=sum):
            for kinds in EVERY:
                yield {"kinds": kinds, **dict(zip(switches, on, strict=True))}

    def run(self, values: Values) -> View:
        """Return the view of a thousand random plans for these values of the controls."""
        v = settle(self.controls, values)
        links = Links(not v["keeps"], not v["mends"], not v["straight"], not v["unheard"])
        results = random_results(EVERY[v["kinds"]], links)
        manage, lead, alternate = (result(plan, links) for plan in (MANAGE_ONLY, LEAD_ONLY, ALTERNATE))
        over = [len(results) - sum(each <= end for each in results) for end in (manage, lead)]
        return View(
            _reading(results, over, manage, lead),
            [_ranked(results, manage, lead, over), _shares(links), _counts(results)],
            _table(results, manage, lead, alternate),
            [
                Figure("Beat managing only", f"{_whole(over[0])} of {_whole(RUNS)}", "good" if over[0] > 0.9 * RUNS else "plain"),
                Figure("Beat leading only", f"{_whole(over[1])} of {_whole(RUNS)}", "good" if over[1] > 0.9 * RUNS else "plain"),
                Figure("Mean of the thousand", _one(fmean(results))),
                Figure("Manage and lead in turn", _one(alternate)),
            ],
            _notices(links, results, manage),
        )


def _one(number: float) -> str:
    return show_number(round(number, 1))


def _whole(number: int) -> str:
    return f"{number:,}"


def _reading(results: Sequence[float], over: Sequence[int], manage: float, lead: float) -> str:
    return (
        f"Of {_whole(RUNS)} plans left to chance, {_whole(over[0])} end above managing only ({_one(manage)}) "
        f"and {_whole(over[1])} above leading only ({_one(lead)}). Their mean is {_one(fmean(results))} of 100."
    )


def _notices(links: Links, results: Sequence[float], manage: float) -> list[str]:
    said = []
    if not (links.trust_keeps or links.systems_mend or links.first_hours or links.wishes_count):
        said.append(
            "With all four taken away, managing and leading in turn does no better than managing. The gain is in the links."
        )
    if fmean(results) < manage:
        said.append("A mix left to chance isn't enough here: on average it does worse than managing only.")
    return said


def _ranked(results: Sequence[float], manage: float, lead: float, over: Sequence[int]) -> Chart:
    steps = range(0, 101, 5)
    line = [results[min(RUNS - 1, step * RUNS // 100)] for step in steps]
    says = (
        f"From worst to best the plans score {_one(results[0])} to {_one(results[-1])}; "
        f"{_whole(over[0])} of {_whole(RUNS)} are above managing only and {_whole(over[1])} above leading only."
    )
    return Chart(
        "lines",
        "A thousand plans on day ninety, from worst to best",
        [str(step) for step in steps],
        [Series("Overall score", line)],
        says,
        "Plans that did worse, %",
        low=0,
        high=80,
        marks={"Managing only": manage, "Leading only": lead},
    )


def _shares(links: Links) -> Chart:
    bests, means, worsts = SHARES[links]
    best = max(range(len(means)), key=means.__getitem__)
    says = (
        f"The mean is {_one(means[0])} with no card managed and {_one(means[-1])} with all twelve; "
        f"it's highest, at {_one(means[best])}, with {best} managed."
    )
    lines = [Series("Best", bests), Series("Mean", means), Series("Worst", worsts)]
    labels = [str(number) for number in range(len(means))]
    title = "Every way to share twelve cards between managing and leading"
    return Chart("lines", title, labels, lines, says, "Cards managed; the rest are led", low=0, high=80)


def _counts(results: Sequence[float]) -> Chart:
    first, last = (floor(end / BIN) * BIN for end in (results[0], results[-1]))
    starts = range(first, last + 1, BIN)
    counts = [sum(start <= score < start + BIN for score in results) for start in starts]
    top = max(range(len(counts)), key=counts.__getitem__)
    says = f"Most of them, {counts[top]}, score from {starts[top]} to {starts[top] + BIN}."
    labels = [f"{start} to {start + BIN}" for start in starts]
    return Chart("bars", "How many plans end with each score", labels, [Series("Plans", counts)], says, "Overall score", low=0)


def _table(results: Sequence[float], manage: float, lead: float, alternate: float) -> Data:
    rows = [
        ["Managing only", _one(manage), _whole(beaten(manage, results))],
        ["Leading only", _one(lead), _whole(beaten(lead, results))],
        ["Manage and lead in turn", _one(alternate), _whole(beaten(alternate, results))],
        ["By chance: worst", _one(results[0]), "0"],
        ["By chance: 1 in 20 is below", _one(results[RUNS // 20]), _whole(RUNS // 20)],
        ["By chance: mean", _one(fmean(results)), _whole(beaten(fmean(results), results))],
        ["By chance: 1 in 20 is above", _one(results[RUNS - RUNS // 20 - 1]), _whole(RUNS - RUNS // 20 - 1)],
        ["By chance: best", _one(results[-1]), _whole(RUNS - 1)],
    ]
    caption = f"Overall scores on day ninety. The thousand spread around their mean by {_one(pstdev(results))} points as a rule."
    return Data(caption, ["Plan", "Overall", "Plans that it beats"], rows)


MODEL = ThousandManagers()
