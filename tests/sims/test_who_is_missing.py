from typing import Any

import pytest
from hypothesis import given
from view_checks import settings

from carelab.questions.plan.rota import Person, Rota, Shift
from carelab.questions.plan.rota_rules import Covered, HoursWithin, Rested, SkillMix, WeeklyRest
from carelab.sims.model import Grid
from carelab.sims.who_is_missing import DAYS, MODEL, NO_MEDICINES, SAFE, SHORT, TRAINED, WEEK, rota, without_medicines

BY_DAY = {"Joy": 3, "Kuba": 4, "Lena": 2, "Marek": 3, "Nia": 0, "Owen": 0, "Pavel": 0}
LETTERS = {"E": "early", "L": "late", "N": "night"}


def test_the_week_is_lawful_and_whole() -> None:
    shifts = {
        "early": Shift("Early", "07:00", "14:30", 7, 2, {"medicines": 1}),
        "late": Shift("Late", "14:00", "21:30", 7, 2, {"medicines": 1}),
        "night": Shift("Night", "21:15", "07:15", 9.5, 1, {"medicines": 1}),
    }
    contract = dict.fromkeys(WEEK, 28.0) | {"Hana": 38, "Idris": 28.5}
    people = {
        name: Person(name, contract[name], ["medicines"] if name in TRAINED else [], {}, ["early"] if name == "Nia" else [])
        for name in WEEK
    }
    maple = Rota("rota", "Maple", people, {day: day for day in DAYS}, shifts, {"medicines": "gives medicines"})
    rows = {
        name: {day: LETTERS[letter] for day, letter in zip(DAYS, days.split(), strict=True) if letter in LETTERS}
        for name, days in WEEK.items()
    }
    rules = (Covered(maple), SkillMix(maple), Rested(maple), WeeklyRest(maple), HoursWithin(maple))
    assert all(rule.share({"rota": rows}) == 1 for rule in rules)
    assert [place.level for place in rota().values()] == [SAFE] * 21


@pytest.mark.parametrize(("ill", "missing"), BY_DAY.items())
def test_an_agency_carer_fills_a_place_but_not_a_medicines_round(ill: str, missing: int) -> None:
    assert without_medicines(ill) == missing
    left = [place.level for place in rota(ill, agency=True).values()]
    assert left.count(SHORT) == 0
    assert left.count(NO_MEDICINES) == missing
    assert [place.level for place in rota(ill).values()].count(SHORT) == 4


@pytest.mark.parametrize("ill", ["Hana", "Idris"])
def test_a_night_has_one_person_who_carries_all_of_it(ill: str) -> None:
    assert without_medicines(ill) == len(WEEK[ill].replace("–", "").split())


@pytest.mark.parametrize("trained", ["Nia", "Owen", "Pavel"])
def test_training_one_more_never_makes_it_worse_and_helps_somebody(trained: str) -> None:
    before, after = ([without_medicines(ill, who) for ill in WEEK if ill != trained] for who in ("", trained))
    assert all(b >= a for b, a in zip(before, after, strict=True))
    assert sum(before) > sum(after)


@given(settings(MODEL.controls))
def test_every_shift_of_the_week_has_its_place_on_the_grid(values: dict[str, Any]) -> None:
    view = MODEL.run(values)
    heat = view.charts[0]
    assert isinstance(heat, Grid)
    assert len(heat.cells) == len(view.table.rows) == 21
