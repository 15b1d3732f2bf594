from typing import Any

import pytest
from hypothesis import given
from view_checks import settings

from carelab.sims.model import Grid, starting_values
from carelab.sims.power_and_interest import ADVICE, GROUPS, MODEL, Standing, standings, unheard

START = starting_values(MODEL.controls)


@pytest.mark.parametrize(
    ("power", "interest", "advice"),
    [(5, 5, "work closely"), (9, 4, "ask in time"), (4, 5, "keep informed"), (4, 4, "a short note"), (10, 0, "ask in time")],
)
def test_the_four_fields(power: float, interest: float, advice: str) -> None:
    assert ADVICE[Standing(power, interest).advice] == advice


def test_where_the_garden_starts() -> None:
    said = {group: ADVICE[one.advice] for group, one in standings(START).items()}
    kept = dict.fromkeys(("residents", "families"), "keep informed")
    assert said == kept | {"owners": "ask in time", "council": "work closely", "neighbours": "a short note"}
    assert unheard(standings(START)) == ["residents", "families"]


@given(settings(MODEL.controls))
def test_everybody_stands_in_one_field_and_a_place_moves_the_residents_and_nobody_else(values: dict[str, Any]) -> None:
    grid = MODEL.run(values).charts[0]
    assert isinstance(grid, Grid)
    assert sorted(name for _, names in grid.cells.values() for name in names) == sorted(name for name, _, _ in GROUPS.values())
    assert {ADVICE[level] for level, _ in grid.cells.values()} == set(ADVICE)
    without, given_one = (standings({**values, "place": place}) for place in (False, True))
    assert {group for group in GROUPS if without[group] != given_one[group]} <= {"residents"}
    assert without["residents"].power <= given_one["residents"].power <= 10
    assert given_one["residents"].interest == without["residents"].interest


def test_a_place_is_how_they_come_to_be_worked_with() -> None:
    grid = MODEL.run({"place": True}).charts[0]
    assert isinstance(grid, Grid)
    assert grid.cells[0, 1] == (3, ["Residents", "Council planner"])
