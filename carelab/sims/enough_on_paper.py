"""Enough on Paper: how often a unit is short when its contracts add up to its shifts, and some people are away. Knows no screen.

Maple unit needs 28 day shifts a week. Each carer has a contract for 4 shifts of 7 paid hours.

    v        = leavers · 8 / 52                      posts empty on average: a post stands empty for 8 weeks
    empty    ~ Binomial(carers, v / carers)
    X        ~ Binomial(4 · (carers - empty), 1 - away)     shifts available in a week
    short    = Σ max(0, 28 - x) · P(X = x)           shifts a week
    weeks    = 52 · P(X < 28)                        weeks of a year in which at least one shift is short
    agency £ = short · 7 · price                     own staff £ = (carers - v) · 4 · 7 · 16, paid also when away
    replacing £ = leavers · 3,600 / 52

The sums are exact; nothing is drawn by chance. £3,600 for each leaver is a published estimate for a care worker in England. The
unit, its prices and its shares are invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import comb

from carelab.questions import show_number
from carelab.sims.model import Amount, Chart, Control, Data, Figure, Grid, Series, Slider, Values, View, settle

NEED, SHIFTS_EACH, SHIFT_HOURS, RATE = 28, 4, 7, 16
EMPTY_WEEKS, REPLACING, WEEKS = 8, 3_600, 52
CARERS = range(6, 13)
AWAY = range(0, 31, 5)
"""The shares away that the grid shows, in %."""
LEVELS = ("few", "some", "many", "most")

CONTROLS: Sequence[Control] = (
    Slider("carers", "Carers in post", CARERS[0], CARERS[-1], 1, 7, "carers", "Each has a contract for 4 shifts a week."),
    Slider("away", "Share of contracted shifts away", 0, 30, 1, 20, "%", "Leave, training and sickness."),
    Slider("price", "Agency price for an hour", 16, 40, 1, 26, "£", "Larkfield's own carers cost £16 an hour."),
    Amount(
        "leavers",
        "Carers who leave in a year",
        {0: "None", 1: "1", 2: "2", 4: "4", 6: "6"},
        0,
        "Each post then stands empty for 8 weeks.",
    ),
)


@dataclass(frozen=True)
class Unit:
    """The carers of one unit (a part of a care home with staff of its own).

    Attributes
    ----------
    carers:
        How many carers the unit has posts for.
    away:
        Share of their shifts that are lost to leave, training and illness, 0 to 1.
    price:
        Price in £ an hour of a carer from an agency, who fills a shift that nobody can work.
    leavers:
        How many carers leave in a year.
    """

    carers: int = 7
    away: float = 0.2
    price: float = 26.0
    leavers: int = 0


@dataclass(frozen=True)
class Week:
    """The unit's average week.

    Attributes
    ----------
    available, short:
        Shifts that somebody can work, and shifts that nobody can.
    weeks_short:
        Weeks of 52 with at least one short shift.
    pay, agency, replacing:
        Cost in £ a week of own staff, agency carers and replacing those who leave.
    """

    available: float
    short: float
    weeks_short: float
    pay: float
    agency: float
    replacing: float

    @property
    def cost(self) -> float:
        """The total cost in £ a week."""
        return self.pay + self.agency + self.replacing


def binomial(n: int, p: float) -> list[float]:
    """Return the probabilities of 0, 1 … n successes in n independent tries, each with probability p."""
    return [comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]


@lru_cache(maxsize=512)
def available(carers: int, away: float, leavers: int) -> tuple[float, ...]:
    """Return the probabilities that in one week 0, 1, 2 … shifts have somebody to work them. Arguments as in ``Unit``."""
    chances = [0.0] * (SHIFTS_EACH * carers + 1)
    for empty, weight in enumerate(binomial(carers, leavers * EMPTY_WEEKS / WEEKS / carers)):
        for shifts, chance in enumerate(binomial(SHIFTS_EACH * (carers - empty), 1 - away)):
            chances[shifts] += weight * chance
    return tuple(chances)


def week(unit: Unit) -> Week:
    """Return a care unit's expected week, without simulation: shifts that somebody can work, shifts uncovered, and the cost."""
    chances = available(unit.carers, unit.away, unit.leavers)
    short = sum((NEED - x) * chance for x, chance in enumerate(chances[:NEED]))
    in_post = unit.carers - unit.leavers * EMPTY_WEEKS / WEEKS
    return Week(
        sum(x * chance for x, chance in enumerate(chances)),
        short,
        WEEKS * sum(chances[:NEED]),
        in_post * SHIFTS_EACH * SHIFT_HOURS * RATE,
        short * SHIFT_HOURS * unit.price,
        unit.leavers * REPLACING / WEEKS,
    )


def cheapest(unit: Unit) -> int:
    """Return the number of carers at which the unit costs least a week."""
    return min(CARERS, key=lambda carers: week(replace(unit, carers=carers)).cost)


def _one(number: float) -> str:
    return show_number(round(number + 1e-9, 1))


def _pounds(amount: float) -> str:
    return show_number(round(amount), "£")


def _weeks(number: float) -> str:
    return _one(number) if number < 10 else show_number(round(number))


@dataclass(frozen=True)
class EnoughOnPaper:
    """The teaching model *Enough on Paper*: how often a unit is short of staff although its contracts add up to its shifts."""

    title: str = "Enough on Paper"
    built_in: str = (
        "We decided how many people are away and how long a post stays empty, and each absence is independent of the rest. "
        "Illness in real life comes in waves, which makes short weeks come together."
    )
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        v = settle(self.controls, values)
        unit = Unit(round(v["carers"]), v["away"] / 100, v["price"], round(v["leavers"]))
        every = {carers: week(replace(unit, carers=carers)) for carers in CARERS}
        now = every[unit.carers]
        return View(
            _reading(unit, now),
            [_line(unit, every), _bars(unit, every), _heat(unit)],
            _table(unit, every),
            [
                Figure("Shifts available a week", f"{_one(now.available)} of {NEED}"),
                Figure("Shifts short a week", _one(now.short), "warn" if now.short >= 2 else "plain"),
                Figure("Weeks short, of 52", _one(now.weeks_short), "warn" if now.weeks_short > 26 else "plain"),
                Figure("Cost a week", _pounds(now.cost)),
            ],
            _notices(unit, every),
        )


def _reading(unit: Unit, now: Week) -> str:
    paper = unit.carers * SHIFTS_EACH
    start = f"{unit.carers} carers have contracts for {paper} shifts, and Maple needs {NEED}."
    if now.weeks_short < 0.05:
        return f"{start} With {show_number(unit.away * 100, '%')} away, no week is likely to be short."
    return (
        f"{start} With {show_number(round(unit.away * 100, 1), '%')} away, {_one(now.available)} shifts are covered on average. "
        f"In {_one(now.weeks_short)} of 52 weeks at least one shift is short."
    )


def _line(unit: Unit, every: dict[int, Week]) -> Chart:
    gone = [every[carers].short for carers in CARERS]
    says = (
        f"With {CARERS[0]} carers {_one(gone[0])} shifts a week are short; with {CARERS[-1]} it's {_one(gone[-1])}. "
        f"You have set {unit.carers}: {_one(every[unit.carers].short)}."
    )
    return Chart(
        "lines",
        "Shifts short each week, by number of carers",
        [str(carers) for carers in CARERS],
        [Series("Shifts short", gone)],
        says,
        axis="Carers in post",
        low=0,
        flags={"Now": [CARERS.index(unit.carers)]},
    )


def _bars(unit: Unit, every: dict[int, Week]) -> Chart:
    best = cheapest(unit)
    says = (
        f"{best} carers cost least: {_pounds(every[best].cost)} a week, and {_weeks(every[best].weeks_short)} of 52 weeks are "
        f"short. You have set {unit.carers}: {_pounds(every[unit.carers].cost)}."
    )
    return Chart(
        "bars",
        "Cost a week: own staff, agency and replacing those who leave",
        [f"{carers} carers" for carers in CARERS],
        [Series("Cost", [every[carers].cost for carers in CARERS])],
        says,
        unit="£",
        flags={"Now": [CARERS.index(unit.carers)], "Costs least": [CARERS.index(best)]},
    )


def _level(weeks: float) -> int:
    return sum(weeks >= edge for edge in (5, 20, 40))


def _heat(unit: Unit) -> Grid:
    shares = AWAY[::-1]
    cells: dict[tuple[int, int], tuple[int, Sequence[str]]] = {}
    for row, share in enumerate(shares):
        for column, carers in enumerate(CARERS):
            weeks = week(replace(unit, carers=carers, away=share / 100)).weeks_short
            now = ["now"] if (carers, share) == (unit.carers, round(unit.away * 100)) else []
            cells[row, column] = _level(weeks), [_weeks(weeks), *now]
    enough = next((c for c in CARERS if week(replace(unit, carers=c)).weeks_short < 5), None)
    safe = f"it takes {enough} carers" if enough else "even 12 carers are too few"
    return Grid(
        "Weeks short in a year, by carers and share away",
        [f"{share}% away" for share in shares],
        [f"{carers} carers" for carers in CARERS],
        cells,
        f"For fewer than 5 short weeks a year with {show_number(round(unit.away * 100, 1), '%')} away, {safe}.",
        "Away",
        "Carers in post",
        LEVELS,
    )


def _table(unit: Unit, every: dict[int, Week]) -> Data:
    rows = [
        [
            f"{carers}{' (now)' if carers == unit.carers else ''}",
            _one(w.available),
            _one(w.short),
            _one(w.weeks_short),
            _pounds(w.pay),
            _pounds(w.agency),
            _pounds(w.replacing),
            _pounds(w.cost),
        ]
        for carers, w in every.items()
    ]
    columns = (
        "Carers",
        "Shifts available",
        "Short a week",
        "Weeks short of 52",
        "Own staff",
        "Agency",
        "Replacing",
        "Cost a week",
    )
    return Data("A week on average, by number of carers", columns, rows)


def _notices(unit: Unit, every: dict[int, Week]) -> list[str]:
    notices = []
    if unit.carers * SHIFTS_EACH >= NEED and every[unit.carers].weeks_short > 26:
        notices.append("The contracts add up, but more than half of the weeks are short.")
    if cheapest(unit) == unit.carers and every[unit.carers].weeks_short > 13:
        notices.append("This number costs least, but it leaves shifts to fill in more than one week in four.")
    return notices


MODEL = EnoughOnPaper()
