"""Three-Year Route: what a mental health charity's money and listening may do in three years, if art therapy suits people or not.

Each year::

    people reaching a goal they chose = Σ effect · √(£1,000s / 60) · uptake · delivery        over the six lines
    uptake   = 0.4 + 0.4 · (1 - e^(-listening / 10))                hours of listening a month
    delivery = min(1, 0.6 + 0.3 · (1 - e^(-team / 10)) + 0.1 · √(staff £1,000s / 60))    hours with the team a month
    wait     = 12 - 5 · √(first call £1,000s / 60)                  weeks, never below 0

- Effect at £60,000: art 45 or 10, mindfulness 10 or 45 (10 and 10 where neither does much), peer support 36, first call 24,
  refit 2, staff 0.
- With the commissioner for less than 6 hours a year: all money · 0.7 in year 3.
- Pilot: year 1 spends half on art and on mindfulness. From year 2 the true effects are known. A therapy that proves weak gives
  its money to the strong one. If neither is strong, half of the money of both goes to peer support, and the other half stays.

The charity, the effects, the shape of the root and all other figures are invented. They are no findings on any treatment.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from carelab.questions import show_number
from carelab.sims.model import Amount, Chart, Control, Data, Figure, Pick, Series, Slider, Switch, Values, View, settle

MONEY = 180
"""£1,000 that there are to spend in a year."""
YEARS, COMMISSIONER_HOURS, CUT = 3, 6, 0.7
LINES: Mapping[str, str] = {
    "art": "Art therapy groups",
    "mindfulness": "Mindfulness courses",
    "peer": "Peer support",
    "first": "First call within a week",
    "staff": "Staff supervision and time",
    "refit": "Building refit",
}
STARTS = {"art": 120, "mindfulness": 0, "peer": 30, "first": 30, "staff": 0, "refit": 0}
AMOUNTS: Mapping[float, str] = {
    money: f"{show_number(1_000 * money, '£')} a year" for money in (0, 15, 30, 45, 60, 90, 120, MONEY)
}
"""What a budget line may have, in thousands of £ → in words."""
WORLDS: Mapping[str, str] = {
    "art": "Art suits people here",
    "mindfulness": "Mindfulness suits people here",
    "neither": "Neither does much here",
}
IF: Mapping[str, str] = {"art": "If art suits", "mindfulness": "If mindfulness suits", "neither": "If neither does much"}
THERAPIES = ("art", "mindfulness")
STRONG, WEAK = 45.0, 10.0
EFFECT: Mapping[str, float] = {"peer": 36.0, "first": 24.0, "refit": 2.0, "staff": 0.0}

CONTROLS: Sequence[Control] = (
    *(Amount(line, words, AMOUNTS, STARTS[line]) for line, words in LINES.items()),
    Slider("listening", "Listening to people who use or wait for the service", 0, 30, 5, 10, "hours a month"),
    Slider("team", "Working with the team", 0, 30, 5, 10, "hours a month"),
    Slider("commissioner", "Meeting the commissioner", 0, 12, 1, 10, "hours a year", "The commissioner is who pays."),
    Switch("pilot", "Pilot first", help="Year 1 spends half on art and on mindfulness. Then the money goes where it helps."),
    Pick("world", "How it turns out", WORLDS, "art", "Nobody knows this beforehand. Guess first, then look at all three."),
)


@dataclass(frozen=True)
class Route:
    """A mental health charity's plan for three years.

    Attributes
    ----------
    money:
        Budget line (a key of LINES) → thousands of £ a year.
    listening, team:
        Hours a month spent listening to people and working with the team.
    commissioner:
        Hours a year spent with the commissioner, who pays for the service.
    pilot:
        Whether year 1 tries the therapies out with half of their money.
    """

    money: Mapping[str, float] = field(default_factory=lambda: dict(STARTS))
    listening: float = 10.0
    team: float = 10.0
    commissioner: float = 10.0
    pilot: bool = False

    @property
    def spent(self) -> float:
        """What this route spends in each of the three years, in thousands of £."""
        return sum(self.money.values())


def effect(line: str, world: str) -> float:
    """Return how many people £60,000 a year on a budget line would help if all took it up and the team delivered fully.

    ``world``: which therapy suits people, a key of WORLDS.
    """
    if line in THERAPIES:
        return STRONG if line == world else WEAK
    return EFFECT[line]


def uptake(listening: float) -> float:
    """Return the share of people, 0 to 1, who take up what is offered, for ``listening`` hours a month."""
    return 0.4 + 0.4 * (1 - math.exp(-listening / 10))


def delivery(team: float, staff: float) -> float:
    """Return how well the team delivers, 0 to 1, for ``team`` hours a month with it and ``staff`` thousands of £ a year."""
    return min(1.0, 0.6 + 0.3 * (1 - math.exp(-team / 10)) + 0.1 * math.sqrt(staff / 60))


def wait(first: float) -> float:
    """Return the weeks that people wait for a first call when ``first`` thousands of £ a year are spent on first calls."""
    return max(0.0, 12 - 5 * math.sqrt(first / 60))


def money_in(route: Route, year: int, world: str) -> dict[str, float]:
    """Return budget line → thousands of £ spent in a year (1 to 3). ``world``: which therapy suits people, a key of WORLDS."""
    money = dict(route.money)
    if route.pilot and year == 1:
        money |= {line: money[line] / 2 for line in THERAPIES}
    elif route.pilot and world in THERAPIES:
        both = sum(money[line] for line in THERAPIES)
        money |= {line: both if line == world else 0.0 for line in THERAPIES}
    elif route.pilot:
        money["peer"] += sum(money[line] for line in THERAPIES) / 2
        money |= {line: money[line] / 2 for line in THERAPIES}
    if route.commissioner < COMMISSIONER_HOURS and year == YEARS:
        money = {line: CUT * pounds for line, pounds in money.items()}
    return money


def helped(route: Route, world: str) -> list[float]:
    """Return how many people reach a goal that they chose, in each of the three years.

    ``world``: which therapy suits people, a key of WORLDS.
    """
    people = []
    for year in range(1, YEARS + 1):
        money = money_in(route, year, world)
        reach = sum(effect(line, world) * math.sqrt(pounds / 60) for line, pounds in money.items())
        people.append(reach * uptake(route.listening) * delivery(route.team, money["staff"]))
    return people


def _whole(number: float) -> str:
    return show_number(round(number))


def _pounds(thousands: float) -> str:
    return show_number(round(1_000 * thousands), "£")


@dataclass(frozen=True)
class ThreeYearRoute:
    """The teaching model *Three-Year Route*: how a charity's money and listening help people when nobody knows what works."""

    title: str = "Three-Year Route"
    built_in: str = (
        "Which of the two therapies suits people is decided before you begin. We chose what money, listening and the team add. "
        "These are no findings about a treatment."
    )
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        v = settle(self.controls, values)
        route = Route({line: v[line] for line in LINES}, v["listening"], v["team"], v["commissioner"], v["pilot"])
        world = v["world"]
        people = {one: helped(route, one) for one in WORLDS}
        other = {one: sum(helped(replace(route, pilot=not route.pilot), one)) for one in WORLDS}
        return View(
            _reading(route, world, people),
            [_line(world, people), _bars(route, people, other)],
            _table(route, people, other),
            [
                Figure("Helped in three years", f"{_whole(sum(people[world]))} people"),
                Figure("If it turns out worst", f"{_whole(min(map(sum, people.values())))} people"),
                Figure("Wait for a first call", show_number(round(wait(route.money["first"]), 1), "weeks")),
                Figure("Spent a year", f"{_pounds(route.spent)} of {_pounds(MONEY)}", "warn" if route.spent > MONEY else "plain"),
            ],
            _notices(route, people[world]),
        )


def _reading(route: Route, world: str, people: Mapping[str, Sequence[float]]) -> str:
    first = "With a pilot first" if route.pilot else "With no pilot"
    turns = WORLDS[world]
    totals = {one: sum(years) for one, years in people.items()}
    return (
        f"{first}, and if {turns[0].lower()}{turns[1:]}, {_whole(totals[world])} people reach a goal they chose in three years. "
        f"Over all three ways it may turn out, it's between {_whole(min(totals.values()))} and {_whole(max(totals.values()))}."
    )


def _line(world: str, people: Mapping[str, Sequence[float]]) -> Chart:
    now = people[world]
    ordered = [world, *(one for one in WORLDS if one != world)]
    return Chart(
        "lines",
        "People who reach a goal they chose, each year",
        [f"Year {year}" for year in range(1, YEARS + 1)],
        [Series(IF[one], people[one]) for one in ordered],
        f"As you have set it, {_whole(now[0])} people in year 1, {_whole(now[1])} in year 2 and {_whole(now[2])} in year 3.",
        low=0,
    )


def _bars(route: Route, people: Mapping[str, Sequence[float]], other: Mapping[str, float]) -> Chart:
    totals = {one: sum(years) for one, years in people.items()}
    without, piloted = (other, totals) if route.pilot else (totals, other)
    gains = {one: piloted[one] - without[one] for one in WORLDS}
    best, least = max(gains, key=lambda one: gains[one]), min(gains, key=lambda one: gains[one])
    says = (
        f"A pilot changes most for the better if {WORLDS[best][0].lower()}{WORLDS[best][1:]}: "
        f"from {_whole(without[best])} people to {_whole(piloted[best])}. "
        f"If {WORLDS[least][0].lower()}{WORLDS[least][1:]}, it goes from {_whole(without[least])} to {_whole(piloted[least])}."
    )
    if max(gains.values()) < 0.5:
        says = "A pilot helps nobody more with this money, however it turns out."
    return Chart(
        "bars",
        "People helped in three years, with and without a pilot",
        list(IF.values()),
        [Series("All in at once", [without[one] for one in WORLDS]), Series("Pilot first", [piloted[one] for one in WORLDS])],
        says,
        low=0,
    )


def _table(route: Route, people: Mapping[str, Sequence[float]], other: Mapping[str, float]) -> Data:
    named = "without a pilot" if route.pilot else "with a pilot"
    rows = [
        [WORLDS[one], *(_whole(count) for count in years), _whole(sum(years)), _whole(other[one])]
        for one, years in people.items()
    ]
    columns = ("How it turns out", "Year 1", "Year 2", "Year 3", "In three years", f"The same {named}")
    return Data("People who reach a goal they chose", columns, rows)


def _notices(route: Route, now: Sequence[float]) -> list[str]:
    notices = []
    if route.spent > MONEY:
        notices.append(f"This costs {_pounds(route.spent - MONEY)} a year more than there is. Take something away.")
    if route.commissioner < COMMISSIONER_HOURS and now[-1] > 0:
        notices.append("With so little time for the commissioner, three tenths of the money goes in year 3.")
    if route.money["refit"] > 20:
        notices.append("A refit looks good on the first day, but few people reach a goal because of it.")
    return notices


MODEL = ThreeYearRoute()
