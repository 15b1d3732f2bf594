"""Risk Room: the risk register of Larkfield House, and controls to buy within a budget. Knows no screen.

A risk scores likelihood L × consequence C, each 1…5. Controls bought for a risk take steps off one or the other:

    residual = max(1, L − ΣΔL) × max(1, C − ΣΔC)

Bands: 1–3 low, 4–6 moderate, 8–12 high, 15 or more extreme. No score can be less than 1, because no control removes a risk.
The budget is £8,000. A plan may be shown that costs more; a notice says so, and that it cannot be bought.
Every score, price and effect is invented; the 5×5 grid and its bands are the usual ones.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from carelab.questions import show_number
from carelab.sims.model import Chart, Control, Data, Figure, Grid, Series, Switch, Values, View, settle

BUDGET, EXTREME = 8_000, 15
BANDS = ("low", "moderate", "high", "extreme")
LIKELIHOOD = ("1 Rare", "2 Unlikely", "3 Possible", "4 Likely", "5 Almost certain")
CONSEQUENCE = ("1 Very small", "2 Small", "3 Medium", "4 Large", "5 Very large")


@dataclass(frozen=True)
class Risk:
    """One risk: its code and name, a short name for charts, and its likelihood and consequence (1 to 5) before any control."""

    name: str
    short: str
    likelihood: int
    consequence: int


@dataclass(frozen=True)
class RiskControl:
    """A control that can be bought: the risk that it lowers, its cost in £, and the steps off likelihood and off consequence."""

    risk: str
    name: str
    cost: int
    less_likely: int = 0
    less_harm: int = 0


RISKS: Mapping[str, Risk] = {
    "r1": Risk("R1 Medicine errors", "Medicines", 4, 4),
    "r2": Risk("R2 Falls", "Falls", 4, 3),
    "r3": Risk("R3 Faulty fire doors", "Fire doors", 3, 5),
    "r4": Risk("R4 Too few staff at night", "Nights", 4, 4),
    "r5": Risk("R5 Personal data lost", "Data", 2, 4),
    "r6": Risk("R6 Hoist exam overdue", "Hoist", 3, 5),
    "r7": Risk("R7 Complaints not answered", "Complaints", 3, 2),
    "r8": Risk("R8 Pressure ulcers", "Ulcers", 3, 4),
}
MEASURES: Mapping[str, RiskControl] = {
    "r1a": RiskControl("r1", "Train staff on electronic medicines records", 2_500, less_likely=2),
    "r1b": RiskControl("r1", "Have a second person check high-risk medicines", 1_000, less_likely=1),
    "r2a": RiskControl("r2", "Sensor mats", 1_800, less_likely=1),
    "r2b": RiskControl("r2", "A strength class", 2_200, less_likely=1),
    "r2c": RiskControl("r2", "Low beds", 1_500, less_harm=1),
    "r3a": RiskControl("r3", "Mend the doors", 3_000, less_likely=2),
    "r3b": RiskControl("r3", "Fire patrols for now", 600, less_likely=1),
    "r4a": RiskControl("r4", "A bank of Larkfield's own staff", 2_000, less_likely=2),
    "r4b": RiskControl("r4", "An agency contract", 4_500, less_likely=2),
    "r5a": RiskControl("r5", "Data protection training", 500, less_likely=1),
    "r6a": RiskControl("r6", "Have the hoist examined now", 900, less_likely=2),
    "r7a": RiskControl("r7", "Look through the complaints log each week", 0, less_likely=1),
    "r8a": RiskControl("r8", "Check turning charts", 700, less_likely=1),
    "r8b": RiskControl("r8", "Pressure-relief mattresses", 3_200, less_likely=1),
}


def _pounds(amount: int) -> str:
    return show_number(amount, "£")


def _effect(measure: RiskControl) -> str:
    steps = measure.less_likely or measure.less_harm
    return f"{steps} {'step' if steps == 1 else 'steps'} less {'likely' if measure.less_likely else 'serious'}"


CONTROLS: Sequence[Control] = tuple(
    Switch(i, f"{RISKS[m.risk].name}: {m.name[0].lower()}{m.name[1:]}, {_pounds(m.cost)}", help=f"{_effect(m)}.")
    for i, m in MEASURES.items()
)


def band(score: int) -> int:
    """Return the band of a risk score (likelihood × consequence, 1 to 25) as a position in BANDS, 0 (low) to 3 (extreme)."""
    return 0 if score <= 3 else 1 if score <= 6 else 2 if score < EXTREME else 3


def residual(bought: Collection[str]) -> dict[str, tuple[int, int]]:
    """Return risk → (likelihood, consequence) once these controls (keys of MEASURES) are in place."""
    left = {}
    for i, risk in RISKS.items():
        acting = [MEASURES[m] for m in bought if MEASURES[m].risk == i]
        likelihood = risk.likelihood - sum(m.less_likely for m in acting)
        left[i] = max(1, likelihood), max(1, risk.consequence - sum(m.less_harm for m in acting))
    return left


def total(bought: Collection[str]) -> int:
    """Return the sum of all risk scores once these controls (keys of MEASURES) are in place."""
    return sum(likelihood * consequence for likelihood, consequence in residual(bought).values())


def price(bought: Collection[str]) -> int:
    """Return what these controls (keys of MEASURES) cost together in £."""
    return sum(MEASURES[m].cost for m in bought)


@dataclass(frozen=True)
class RiskRoom:
    """The teaching model *Risk Room*: which of fourteen risk controls to buy with a limited budget."""

    title: str = "Risk Room"
    built_in: str = (
        "We decided each score, each price and what each control takes off. A score is a judgement: it can't see "
        "what matters most to one person. And no control here can bring a risk to zero."
    )
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        on = settle(self.controls, values)
        bought = [i for i in MEASURES if on[i]]
        left = residual(bought)
        scores = {i: likelihood * consequence for i, (likelihood, consequence) in left.items()}
        extreme = sum(score >= EXTREME for score in scores.values())
        money = BUDGET - price(bought)
        return View(
            _reading(bought, extreme),
            [_grid(left), _bars(scores)],
            _table(bought, left),
            [
                Figure("Total risk left", show_number(total(bought))),
                Figure("Extreme risks left", show_number(extreme), "warn" if extreme else "good"),
                Figure("Money left", _pounds(money), "warn" if money < 0 else "plain"),
                Figure("Total if every control were bought", f"{total(MEASURES)}, for {_pounds(price(MEASURES))}"),
            ],
            _notices(bought, scores, money),
        )


def _reading(bought: Sequence[str], extreme: int) -> str:
    if not bought:
        return f"No control is in place yet. The eight risks add up to {total(bought)}, and {extreme} of them are extreme."
    many = "1 control" if len(bought) == 1 else f"{len(bought)} controls"
    took = "took" if price(bought) <= BUDGET else "would take"
    left = {0: "no risk is extreme now", 1: "1 risk is still extreme"}.get(extreme, f"{extreme} risks are still extreme")
    start = f"{many} for {_pounds(price(bought))} {took} the total from {total([])} to {total(bought)}, and {left}."
    return f"{start} {_value(bought)}".strip()


def _value(bought: Sequence[str]) -> str:
    """Return a sentence on what single controls add to this plan: one that adds nothing, else the best and least value."""
    adds = {i: total([m for m in bought if m != i]) - total(bought) for i in bought}
    idle = next((i for i, points in adds.items() if points == 0), None)
    if idle:
        return f"“{MEASURES[idle].name}” adds nothing here: the other control has done all that can be done."
    paid = sorted((i for i in bought if MEASURES[i].cost), key=lambda i: MEASURES[i].cost / adds[i])
    if len(paid) < 2:
        return ""
    best, least = paid[0], paid[-1]
    return (
        f"Each point off costs least with “{MEASURES[best].name}” ({_deal(best, adds)}) "
        f"and most with “{MEASURES[least].name}” ({_deal(least, adds)})."
    )


def _deal(measure: str, adds: Mapping[str, int]) -> str:
    points = adds[measure]
    return f"{points} {'point' if points == 1 else 'points'} for {_pounds(MEASURES[measure].cost)}"


def _notices(bought: Sequence[str], scores: Mapping[str, int], money: int) -> list[str]:
    notices = []
    if money < 0:
        notices.append(f"This plan costs {_pounds(-money)} more than the budget of {_pounds(BUDGET)}. Switch something off.")
    extreme = [f"{RISKS[i].name} ({score})" for i, score in scores.items() if score >= EXTREME]
    if extreme:
        notices.append(f"Still extreme: {', '.join(extreme)}.")
    if "r6a" not in bought:
        notices.append("The hoist is past its exam date. Money or not, it must not lift anyone until it has been examined.")
    if "r3b" in bought and "r3a" not in bought:
        notices.append("Fire patrols are a stopgap. The doors are still faulty.")
    return notices


def _grid(left: Mapping[str, tuple[int, int]]) -> Grid:
    places = [(5 - row, column + 1, row, column) for row in range(5) for column in range(5)]
    cells = {
        (row, column): (band(likely * harm), [i.upper() for i, place in left.items() if place == (likely, harm)])
        for likely, harm, row, column in places
    }
    standing = [[i.upper() for i, (a, b) in left.items() if band(a * b) == level] for level in range(4)]
    found = [f"{name}: {', '.join(codes)}" for name, codes in zip(BANDS, standing, strict=True) if codes]
    says = "; ".join(reversed(found))
    says = f"{says[0].upper()}{says[1:]}."
    return Grid("Where each risk stands now", LIKELIHOOD[::-1], CONSEQUENCE, cells, says, "Likelihood", "Consequence", BANDS)


def _bars(scores: Mapping[str, int]) -> Chart:
    before = {i: risk.likelihood * risk.consequence for i, risk in RISKS.items()}
    fell = sum(scores[i] < before[i] for i in RISKS)
    top = max(scores, key=lambda i: scores[i])
    have = "has" if fell == 1 else "have"
    says = f"{fell} of 8 scores {have} fallen; the highest left is {scores[top]}, for {RISKS[top].name}."
    both = [Series("Before", list(before.values())), Series("Now", list(scores.values()))]
    names = [f"{i.upper()} {risk.short}" for i, risk in RISKS.items()]
    return Chart("bars", "Score of each risk, before and now", names, both, says, low=0, high=25, marks={"Extreme": EXTREME})


def _table(bought: Sequence[str], left: Mapping[str, tuple[int, int]]) -> Data:
    rows = []
    for i, risk in RISKS.items():
        mine = [m for m in bought if MEASURES[m].risk == i]
        names = "; ".join(MEASURES[m].name for m in mine) or "No control"
        rows.append([risk.name, _sum(risk.likelihood, risk.consequence), names, _pounds(price(mine)), _sum(*left[i])])
    caption = "Risk register: likelihood × consequence = score, before any control and now."
    return Data(caption, ["Risk", "Before", "Controls bought", "Cost", "Now"], rows)


def _sum(likelihood: int, consequence: int) -> str:
    score = likelihood * consequence
    return f"{likelihood} × {consequence} = {score}, {BANDS[band(score)]}"


MODEL = RiskRoom()
