"""Who Is Missing?: one filled week of Maple unit's rota, and what is left of it when somebody is ill. Knows no screen.

Each early and late needs two carers and each night one, and on each shift somebody must give medicines. Whoever is ill is taken
off their shifts. The agency, where it is used, sends one carer for each empty place, and none of them gives medicines. A shift is

    short           fewer people than it needs
    no medicines    enough people, and nobody who gives medicines
    agency          safe, with a carer from the agency
    safe            safe, with Maple's own people

The unit, its people and the week are invented. It is an ordinary week: nobody is on leave, and all rest rules are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carelab.sims.model import Chart, Control, Data, Figure, Grid, Pick, Series, Switch, Values, View, settle

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SHIFTS: Mapping[str, int] = {"Early": 2, "Late": 2, "Night": 1}
"""Shift → how many people it needs."""
WEEK: Mapping[str, str] = {
    "Joy": "E L – E E – –",
    "Kuba": "L – E L L – –",
    "Lena": "– L L – – E E",
    "Marek": "– E L – – L L",
    "Nia": "– E – E – E E",
    "Owen": "L – E L L – –",
    "Pavel": "E – – – E L L",
    "Hana": "N – N – – N N",
    "Idris": "– N – N N – –",
}
"""Who works when, from Monday: E, L or N."""
TRAINED = frozenset({"Joy", "Kuba", "Lena", "Marek", "Hana", "Idris"})
SAFE, BY_AGENCY, NO_MEDICINES, SHORT = range(4)
LEVELS = ("safe", "agency", "no medicines", "short")

CONTROLS: Sequence[Control] = (
    Pick("ill", "Who is ill all week?", {"nobody": "Nobody", **{name.lower(): name for name in WEEK}}, "nobody"),
    Switch("agency", "Agency carers fill empty places", help="They don't give medicines here."),
    Pick(
        "trained",
        "Who else has been trained to give medicines?",
        {"nobody": "Nobody else", "nia": "Nia", "pavel": "Pavel", "owen": "Owen"},
        "nobody",
    ),
)


@dataclass(frozen=True)
class Place:
    """One shift on one day: who is on it, how many carers the agency sends, and how safe it is (a position in LEVELS)."""

    on: tuple[str, ...]
    agency: int
    level: int


def rota(ill: str = "", agency: bool = False, trained: str = "") -> dict[tuple[str, str], Place]:
    """Return the week's rota without the person who is ill: (shift, day) → who is on it.

    Parameters
    ----------
    ill, trained:
        Who is ill, and who else has been trained to give medicines: a name in WEEK, or "" for nobody.
    agency:
        Whether agency carers fill the empty places.
    """
    skilled = TRAINED | {trained}
    found = {}
    for at, day in enumerate(DAYS):
        for shift, need in SHIFTS.items():
            on = tuple(name for name, days in WEEK.items() if days.split()[at] == shift[0] and name != ill)
            empty = need - len(on)
            sent = empty if agency else 0
            if sent < empty:
                level = SHORT
            elif not skilled & set(on):
                level = NO_MEDICINES
            else:
                level = BY_AGENCY if sent else SAFE
            found[shift, day] = Place(on, sent, level)
    return found


def without_medicines(ill: str, trained: str = "") -> int:
    """Return on how many shifts nobody can give medicines when this person is ill. Arguments as in ``rota``."""
    skilled = TRAINED | {trained}
    return sum(not skilled & set(place.on) for place in rota(ill).values())


def _shifts(count: int) -> str:
    return "1 shift" if count == 1 else f"{count} shifts"


def _name(option: str) -> str:
    return "" if option == "nobody" else option.title()


@dataclass(frozen=True)
class WhoIsMissing:
    """The teaching model *Who Is Missing?*: what is left of a unit's rota when somebody is ill."""

    title: str = "Who Is Missing?"
    controls: Sequence[Control] = CONTROLS
    built_in: str = (
        "Nobody swaps a shift to help out, and an agency carer always comes. That agency carers don't give medicines is this "
        "home's rule. It was put in, and it isn't so everywhere."
    )

    def run(self, values: Values) -> View:
        v = settle(self.controls, values)
        ill, trained = _name(v["ill"]), _name(v["trained"])
        week = rota(ill, v["agency"], trained)
        missing = without_medicines(ill, trained)
        counts = [sum(place.level == level for place in week.values()) for level in range(4)]
        return View(
            _reading(ill, v["agency"], counts, trained),
            [_heat(week, counts), _bars(ill, trained)],
            _table(week),
            [
                Figure("Shifts that are safe", f"{counts[SAFE] + counts[BY_AGENCY]} of {len(week)}"),
                Figure("Short of people", str(counts[SHORT]), "warn" if counts[SHORT] else "good"),
                Figure("Nobody gives medicines", str(missing), "warn" if missing else "good"),
            ],
            _notices(v["agency"], counts),
        )


def _reading(ill: str, agency: bool, counts: Sequence[int], trained: str) -> str:
    if not ill:
        return "Nobody is ill. All 21 shifts have their people, and on each of them somebody gives medicines."
    missing = without_medicines(ill, trained)
    meds = f"On {_shifts(missing)} nobody gives medicines." if missing else "On every shift somebody still gives medicines."
    if agency:
        return f"{ill} is ill, and the agency fills {_shifts(len(_worked(ill)))}. {meds}"
    return f"{ill} is ill, so {_shifts(counts[SHORT])} {'is' if counts[SHORT] == 1 else 'are'} short of one person. {meds}"


def _worked(name: str) -> list[str]:
    return [letter for letter in WEEK[name].split() if letter != "–"]


def _heat(week: Mapping[tuple[str, str], Place], counts: Sequence[int]) -> Grid:
    cells: dict[tuple[int, int], tuple[int, Sequence[str]]] = {}
    for row, day in enumerate(DAYS):
        for column, shift in enumerate(SHIFTS):
            place = week[shift, day]
            cells[row, column] = place.level, [*place.on, *["Agency"] * place.agency]
    says = ", ".join(f"{count} {name}" for name, count in zip(LEVELS, counts, strict=True) if count)
    return Grid("The week, shift by shift", DAYS, list(SHIFTS), cells, f"Of 21 shifts: {says}.", "Day", "Shift", LEVELS)


def _bars(ill: str, trained: str) -> Chart:
    counts = {name: without_medicines(name, trained) for name in WEEK}
    most = max(counts.values())
    worst = [name for name, count in counts.items() if count == most]
    who = worst[0] if len(worst) == 1 else f"{', '.join(worst[:-1])} or {worst[-1]}"
    return Chart(
        "bars",
        "Shifts on which nobody gives medicines, by who is ill",
        list(WEEK),
        [Series("Shifts", [*counts.values()])],
        f"Most depends on {who}: without them, {_shifts(most)} would have nobody who gives medicines.",
        low=0,
        flags={"Ill now": [list(WEEK).index(ill)]} if ill else {},
    )


def _table(week: Mapping[tuple[str, str], Place]) -> Data:
    rows = [
        [day, shift, ", ".join([*place.on, *["Agency"] * place.agency]) or "–", LEVELS[place.level]]
        for (shift, day), place in week.items()
    ]
    return Data("Who is on, and is it safe?", ("Day", "Shift", "On the shift", "State"), rows)


def _notices(agency: bool, counts: Sequence[int]) -> list[str]:
    if agency and counts[NO_MEDICINES]:
        return ["The numbers are right, but the skills aren't: an agency carer fills a place, not a medicines round."]
    return []


MODEL = WhoIsMissing()
