"""Ninety Days: twelve decisions, two a fortnight, in charge of Larkfield; five dials and a decision log. Knows no screen.

The sums, and what is built into them, are in ``ninety_sums``; the cards are in ``ninety_cards``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carelab.questions import show_number
from carelab.sims.model import Chart, Control, Data, Figure, Pick, Series, Values, View, settle
from carelab.sims.ninety_cards import CARDS, Choice
from carelab.sims.ninety_sums import DIALS, FORTNIGHTS, MONEY, State, dials, overall, play
from carelab.sims.thousand_managers import ALTERNATE, EVERY, LEAD_ONLY, MANAGE_ONLY, RUNS, beaten, random_results

IN_HAND = MONEY // 10
"""Pounds below which there is a notice."""
KIND = {"manage": "Manage", "lead": "Lead", "both": "Both", "other": "Other"}
FILLED: Mapping[str, Sequence[str]] = {
    "manage": MANAGE_ONLY,
    "lead": LEAD_ONLY,
    "both": ("both",) * len(CARDS),
    "alternate": ALTERNATE,
}
"""Plans that fill in all twelve cards at once."""


def _option(kind: str, choice: Choice) -> str:
    cost = f" ({show_number(choice.cost, '£')})" if choice.cost else ""
    return f"{KIND[kind]}: {choice.label[0].lower()}{choice.label[1:]}{cost}"


CONTROLS: Sequence[Control] = (
    Pick(
        "plan",
        "Who fills in the twelve cards?",
        {
            "own": "I do, one by one",
            "manage": "Manage every time",
            "lead": "Lead every time",
            "both": "Both every time",
            "alternate": "Manage and lead in turn",
        },
        "own",
        "Your own choices below are kept while you look at another plan.",
    ),
    *(
        Pick(
            f"card{n}",
            f"Fortnight {(n + 1) // 2}. {card.story}",
            {kind: _option(kind, choice) for kind, choice in card.choices.items()},
            "manage",
        )
        for n, card in enumerate(CARDS, 1)
    ),
)


def plan_of(values: Values) -> Sequence[str]:
    """Return the kind of choice (manage, lead, both, other) for each card in order, from valid values of the controls."""
    return FILLED.get(values["plan"]) or [values[f"card{n}"] for n in range(1, len(CARDS) + 1)]


@dataclass(frozen=True)
class NinetyDays:
    """The teaching model *Ninety Days*: twelve decisions in charge of a care home, and their effect on five scores ("dials")."""

    title: str = "Ninety Days"
    built_in: str = (
        "We decided what each card does to the five dials, and which dials feed each other. "
        "Real services have more than twelve decisions, and nobody sees the dials."
    )
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        """Return the view of the ninety days for these values of the controls."""
        v = settle(self.controls, values)
        plan = plan_of(v)
        states = play(plan)
        return View(
            _reading(states[-1]),
            [_bars(states[-1]), _lines(states)],
            _log(plan, states),
            _figures(states[-1]),
            _notices(v["plan"], plan, states[-1]),
        )


def _one(number: float) -> str:
    return show_number(round(number, 1))


def _percent(share: float) -> str:
    return show_number(round(100 * share), "%")


def _reading(end: State) -> str:
    read = dials(end)
    low, high = min(read, key=read.__getitem__), max(read, key=read.__getitem__)
    return (
        f"On day ninety Larkfield scores {_one(overall(end))} of 100. The highest dial is “{DIALS[high]}” at {_one(read[high])}; "
        f"the lowest is “{DIALS[low]}” at {_one(read[low])}. {_stalled(low, end)}"
    )


def _stalled(dial: str, end: State) -> str:
    """Return a sentence on what held a dial back."""
    if dial == "safety":
        if not end.controls:
            return "People were heard, but nothing that could hurt somebody was put right."
        return f"Checks are in place, but at this trust they're kept {_percent(0.4 + 0.5 * end.trust)} of the time."
    if dial == "heard":
        if end.heard < 3:
            return "Few people were asked what they want."
        return f"{_one(end.heard)} wishes were heard and {_one(end.done)} acted on: there weren't the hours to see to them."
    if dial == "trust":
        return "Trust wears a little each fortnight, and too little was done to build it."
    if dial == "staying":
        return "Who stays takes longer than ninety days to change."
    return "What is mended late can't undo what happened early."


def _figures(end: State) -> list[Figure]:
    won = beaten(overall(end), random_results(EVERY["good"]))
    left = MONEY - end.spent
    return [
        Figure("Overall", f"{_one(overall(end))} of 100"),
        Figure("Beats plans left to chance", f"{won:,} of {RUNS:,}", "good" if won > RUNS / 2 else "plain"),
        Figure("Money left", show_number(left, "£"), "warn" if left < IN_HAND else "plain"),
        Figure("Events of harm", _one(end.harm)),
        Figure("Staff who leave, of 48", _one(end.leavers)),
    ]


def _notices(filled: str, plan: Sequence[str], end: State) -> list[str]:
    said = [choice.unsafe for choice in _chosen(plan) if choice.unsafe]
    if MONEY - end.spent < IN_HAND:
        left = show_number(MONEY - end.spent, "£")
        said.append(f"You have {left} in hand. Keep at least {show_number(IN_HAND, '£')} for what you can't foresee.")
    if filled != "own":
        said.append("This is a ready-made plan. Pick “I do, one by one” to go back to your own.")
    return said


def _chosen(plan: Sequence[str]) -> list[Choice]:
    return [card.choices[kind] for card, kind in zip(CARDS, plan, strict=True)]


def _bars(end: State) -> Chart:
    read = dials(end)
    listed = ", ".join(f"{name.lower()} {_one(read[dial])}" for dial, name in DIALS.items())
    says = f"On day ninety, out of 100: {listed}; overall {_one(overall(end))}."
    values = [*read.values(), overall(end)]
    return Chart(
        "bars", "Five dials on day ninety", [*DIALS.values(), "Overall"], [Series("Score", values)], says, low=0, high=100
    )


def _lines(states: Sequence[State]) -> Chart:
    shown = [dial for dial in DIALS if dial != "harm"]
    read = [dials(state) for state in states]
    moved = ", ".join(f"{DIALS[dial].lower()} {_one(read[0][dial])} to {_one(read[-1][dial])}" for dial in shown)
    lines = [Series(DIALS[dial], [each[dial] for each in read]) for dial in shown]
    labels = ["Start", *(f"Day {15 * n}" for n in range(1, FORTNIGHTS + 1))]
    return Chart("lines", "How four dials moved", labels, lines, f"From the start to day ninety: {moved}.", low=0, high=100)


def _log(plan: Sequence[str], states: Sequence[State]) -> Data:
    rows = []
    for n, (card, kind) in enumerate(zip(CARDS, plan, strict=True)):
        choice = card.choices[kind]
        after = dials(states[n // 2 + 1])
        dial_cells = [_one(after[dial]) for dial in ("safety", "heard", "trust")] if n % 2 else ["", "", ""]
        cost = show_number(choice.cost, "£")
        rows.append([str(n // 2 + 1), card.story, f"{KIND[kind]}: {choice.label}", choice.story, cost, *dial_cells])
    columns = ["Fortnight", "What happened", "You", "What came of it", "Cost", "Safety", "Heard and done", "Trust"]
    return Data("Your decision log. Dials are read at the end of each fortnight.", columns, rows)


MODEL = NinetyDays()
