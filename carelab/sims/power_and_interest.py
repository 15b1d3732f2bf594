"""Power and Interest: where five groups stand when Larkfield plans a new garden, and what to do first with each. Knows no screen.

Power and interest run from 0 to 10, and 5 or more is high. The four fields of the grid and their advice are the usual ones::

    high power, high interest: work closely         high power, low interest: ask in time
    low power, high interest: keep informed         low power, low interest: a short note

A place where it is decided adds 4 to the residents' power, up to 10. The grid describes power as it is; toolkits for health
services add that those who are touched most and have little power should be given more. The figures at the start are invented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carelab.questions import show_number
from carelab.sims.model import Control, Data, Figure, Grid, Slider, Switch, Values, View, settle

HIGH, MOST, PLACE = 5.0, 10.0, 4.0
GROUPS: Mapping[str, tuple[str, int, int]] = {
    "owners": ("Owners", 9, 3),
    "residents": ("Residents", 2, 9),
    "families": ("Families", 4, 7),
    "council": ("Council planner", 8, 6),
    "neighbours": ("Neighbours", 3, 4),
}
"""Group → its name, and its power and interest at the start."""
NOTE, INFORM, ASK, CLOSELY = range(4)
ADVICE = ("a short note", "keep informed", "ask in time", "work closely")

CONTROLS: Sequence[Control] = (
    *(
        Slider(f"{group}-{what}", f"{name}: {what}", 0, MOST, 1, start)
        for group, (name, power, interest) in GROUPS.items()
        for what, start in (("power", power), ("interest", interest))
    ),
    Switch("place", "Residents have places where it is decided", help="That adds 4 to their power."),
)


@dataclass(frozen=True)
class Standing:
    """How much power over a plan, and interest in it, a group of people has: 0 to 10 each."""

    power: float
    interest: float

    @property
    def advice(self) -> int:
        """What to do first about a group with this power and interest: a position in ADVICE, from 0."""
        return 2 * (self.power >= HIGH) + (self.interest >= HIGH)


def standings(values: Values) -> dict[str, Standing]:
    """Return group → its power and interest, for these values of the controls."""
    found = {group: Standing(values[f"{group}-power"], values[f"{group}-interest"]) for group in GROUPS}
    if values["place"]:
        residents = found["residents"]
        found["residents"] = Standing(min(MOST, residents.power + PLACE), residents.interest)
    return found


def unheard(found: Mapping[str, Standing]) -> list[str]:
    """Return the groups of ``found`` (group → its power and interest) with high interest and low power, most interest first."""
    return sorted((group for group in found if found[group].advice == INFORM), key=lambda group: -found[group].interest)


@dataclass(frozen=True)
class PowerAndInterest:
    """The teaching model *Power and Interest*: which groups to involve in a plan, and how."""

    title: str = "Power and Interest"
    controls: Sequence[Control] = CONTROLS
    built_in: str = (
        "Five or more is high: we chose that. The numbers are somebody's judgement, so ask the group itself. "
        "The grid says who has power today, and not who ought to have it."
    )

    def run(self, values: Values) -> View:
        v = settle(self.controls, values)
        found = standings(v)
        close = [GROUPS[group][0] for group in found if found[group].advice == CLOSELY]
        return View(
            _reading(found),
            [_grid(found)],
            _table(found),
            [
                Figure("Work closely with", ", ".join(close) or "nobody"),
                Figure("High interest, little power", str(len(unheard(found)))),
            ],
            _notices(found),
        )


def _list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _names(found: Mapping[str, Standing], advice: int) -> list[str]:
    return [GROUPS[group][0] for group in found if found[group].advice == advice]


def _reading(found: Mapping[str, Standing]) -> str:
    close, ask = _names(found, CLOSELY), _names(found, ASK)
    first = f"Work closely with: {_list(close)}." if close else "Nobody has both high power and high interest."
    then = f" Ask in time, then leave in peace: {_list(ask)}." if ask else ""
    return first + then


def _grid(found: Mapping[str, Standing]) -> Grid:
    cells: dict[tuple[int, int], tuple[int, Sequence[str]]] = {
        (row, column): (advice, _names(found, advice))
        for row, pair in enumerate(((ASK, CLOSELY), (NOTE, INFORM)))
        for column, advice in enumerate(pair)
    }
    said = [f"{ADVICE[advice]}: {_list(names)}" for advice in (CLOSELY, ASK, INFORM, NOTE) if (names := _names(found, advice))]
    says = "; ".join(said)
    title = "Who stands where"
    return Grid(title, ("High", "Low"), ("Low", "High"), cells, f"{says[0].upper()}{says[1:]}.", "Power", "Interest", ADVICE)


def _table(found: Mapping[str, Standing]) -> Data:
    rows = [
        [GROUPS[group][0], show_number(one.power), show_number(one.interest), ADVICE[one.advice]] for group, one in found.items()
    ]
    return Data("Power and interest, 0 to 10, and what to do first", ("Group", "Power", "Interest", "First step"), rows)


def _notices(found: Mapping[str, Standing]) -> list[str]:
    waiting = unheard(found)
    if not waiting:
        return []
    return [
        f"{GROUPS[waiting[0]][0]}: touched most, and little power. “Keep informed” is the least. Could you raise their power?"
    ]


MODEL = PowerAndInterest()
