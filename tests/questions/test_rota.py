from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelab.questions import Person, Plan, Rota, Shift, describe, read_response
from carelab.questions.plan import Covered, DaysInARow, FreeToWork, HoursWithin, Rested, SharedOut, SkillMix, WeeklyRest
from carelab.questions.plan.live import live
from carelab.questions.plan.rota_counts import days_in_a_row, lacking, longest_rest, paid_hours, places_filled, short_rests

DAYS = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip
NURSES = ("medicines",)
ROTA = Rota(
    "maple", "Maple unit",
    {
        "ada": Person("Ada", 28, NURSES), "ben": Person("Ben", 28, NURSES, away={"wed": "day off"}),
        "cara": Person("Cara", 28, NURSES, away={"thu": "training"}), "dev": Person("Dev", 28, NURSES),
        "ela": Person("Ela", 28, away={"sat": "day off", "sun": "day off"}), "finn": Person("Finn", 28),
        "gwen": Person("Gwen", 28, only=("early",)),
    },
    DAYS,
    {
        "early": Shift("Early", "07:00", "14:30", 7, 2, {"medicines": 1}),
        "late": Shift("Late", "14:00", "21:30", 7, 2, {"medicines": 1}), "night": Shift("Night", "21:15", "07:15", 9.5, 0),
    },
    {"medicines": "gives medicines"},
)  # fmt: skip
GOOD = {
    "mon": ("ela dev", "finn ada"), "tue": ("cara gwen", "ada ela"), "wed": ("cara finn", "ada ela"),
    "thu": ("finn dev", "ela ben"), "fri": ("dev gwen", "ben ada"), "sat": ("gwen cara", "finn ben"),
    "sun": ("gwen cara", "ben dev"),
}  # fmt: skip
"""One rota that keeps every rule, worked out by hand."""


def filled(days: dict[str, tuple[str, str]]) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for day, (early, late) in days.items():
        for shift, people in (("early", early), ("late", late)):
            for person in people.split():
                rows.setdefault(person, {})[day] = shift
    return rows


RULES = {
    "covered": Covered(ROTA), "skills": SkillMix(ROTA), "hours": HoursWithin(ROTA), "rested": Rested(ROTA),
    "weekly rest": WeeklyRest(ROTA), "free": FreeToWork(ROTA), "in a row": DaysInARow(ROTA, 4),
    "weekend": SharedOut(ROTA, ("sat", "sun"), 2),
}  # fmt: skip


def broken(rows: dict[str, dict[str, str]]) -> set[str]:
    return {name for name, rule in RULES.items() if not rule.met({"maple": rows})}


def changed(**people: dict[str, str | None]) -> dict[str, dict[str, str]]:
    """Return the good rota with some cells put differently; None leaves somebody off."""
    rows = filled(GOOD)
    for person, days in people.items():
        rows[person] = {day: shift for day, shift in {**rows[person], **days}.items() if shift is not None}
    return rows


def test_a_rota_worked_out_by_hand_keeps_every_rule_and_an_empty_one_or_one_row_keeps_none() -> None:
    rows = filled(GOOD)
    assert broken(rows) == set()
    assert {paid_hours(ROTA, rows, person) for person in ROTA.people} == {28}
    assert places_filled(ROTA, rows) == ROTA.whole_need == 28
    assert broken({}) == broken({"ada": dict.fromkeys(DAYS, "early")}) == set(RULES)


@pytest.mark.parametrize(("rows", "breaks"), [
    (changed(finn={"mon": None}), {"covered", "hours", "rested", "weekly rest", "free", "in a row", "weekend"}),
    (changed(ada={"thu": "early"}), {"hours", "rested", "in a row"}),  # Wednesday late, Thursday early: 9.5 hours
    (changed(dev={"wed": "night"}), {"hours", "rested"}),  # the night ends at 07:15 on Thursday, an early starts at 07:00
    (changed(ben={"wed": "late"}), {"hours", "free", "in a row"}),
    (changed(gwen={"wed": "late"}), {"hours", "free"}),
    (changed(cara={"fri": "early"}), {"hours"}),
    (changed(ela={"fri": "late"}), {"hours", "in a row"}),
    (changed(finn={"sun": "late"}), {"hours"}),
    (changed(ben={"sat": "night"}), {"skills", "covered", "hours", "rested"}),  # until 07:15 on Sunday, and a late then
    (changed(cara={"sat": None}, ada={"sat": "late"}, finn={"sat": "early"}), {"skills", "hours"}),
], ids=[
    "too few", "late to early", "night to early", "day off", "only early", "hours", "five days", "weekend", "night", "skills",
])  # fmt: skip
def test_each_breach_is_found_and_nothing_else(rows: dict[str, dict[str, str]], breaks: set[str]) -> None:
    assert broken(rows) == breaks


def test_what_must_not_happen_is_open_until_there_is_enough_to_tell_and_broken_at_once() -> None:
    few, late_early = {"ada": {"mon": "early"}}, {"ada": {"mon": "late", "tue": "early"}}
    plans: list[dict[str, Any]] = [{}, {"maple": few}, {"maple": late_early}, {"maple": filled(GOOD)}]
    assert [Rested(ROTA).open(plan) for plan in plans] == [True, True, False, False]
    assert not Rested(ROTA).met({"maple": few})


def test_the_week_has_an_edge_but_a_short_week_is_no_rest() -> None:
    assert longest_rest(ROTA, {}, "ada") == 7 * 24
    assert longest_rest(ROTA, {"ada": dict.fromkeys(DAYS, "early")}, "ada") == 16.5
    assert days_in_a_row(ROTA, {"ada": {"mon": "early", "tue": "late", "thu": "late"}}, "ada") == 2
    assert not WeeklyRest(ROTA).met({"maple": {**filled(GOOD), "ada": dict.fromkeys(DAYS, "late")}})


def test_the_least_rest_itself_is_enough_and_skills_are_counted_on_the_shift_that_needs_them() -> None:
    rows = {"ada": {"mon": "late", "tue": "early"}}
    assert [round(gap, 6) for _, _, gap in short_rests(ROTA, rows, "ada", 11)] == [9.5]
    assert short_rests(ROTA, rows, "ada", 9.5) == []
    assert lacking(ROTA, {"ela": {"mon": "early"}, "ada": {"mon": "late"}}, "mon", "early") == ["medicines"]
    assert lacking(ROTA, {"ada": {"mon": "early"}}, "mon", "early") == []
    assert lacking(replace(ROTA, need={"mon": {"early": 0}}), {}, "mon", "early") == []


@given(st.permutations(list(ROTA.people)), st.permutations(list(DAYS)))
def test_the_order_of_people_and_days_in_an_answer_never_matters(people: list[str], days: list[str]) -> None:
    rows = changed(ada={"thu": "early"})
    mixed = {person: {day: rows[person][day] for day in days if day in rows[person]} for person in people}
    assert broken(mixed) == broken(rows)
    assert live(ROTA, mixed) == live(ROTA, rows)


ANY_WEEK = st.dictionaries(st.sampled_from(list(DAYS)), st.sampled_from(list(ROTA.shifts)))


@given(st.dictionaries(st.sampled_from(list(ROTA.people)), ANY_WEEK))
def test_counts_agree_with_one_another_on_any_rota(rows: dict[str, dict[str, str]]) -> None:
    found = live(ROTA, rows)
    assert found["left"] + places_filled(ROTA, rows) == ROTA.whole_need
    assert (found["left"] == 0) == Covered(ROTA).met({"maple": rows})
    assert all((one["state"] == "even") for one in found["people"].values()) == HoursWithin(ROTA).met({"maple": rows})
    rests = [note for one in found["people"].values() for note in one["notes"] if note.startswith("Only")]
    assert not (rests and Rested(ROTA).met({"maple": rows}))


def test_a_rota_is_told_in_words() -> None:
    question = Plan(id="q1", ask="Build it.", tables=[ROTA])
    lines = describe(question, read_response(question, {"maple": changed(ada={"thu": "early"})}))
    assert lines[0] == "Maple unit:"
    assert lines[1] == "Ada – Monday: Late; Tuesday: Late; Wednesday: Late; Thursday: Early; Friday: Late"
    short = "Only 9.5 hours between Wednesday Late and Thursday Early: 11 hours is the least."
    assert f"Ada – hours: 35 of 28 hours, 7 over. {short}" in lines
    assert lines[-1] == "Cover: Thursday Early: 3 of 2, 1 too many."
    assert describe(question, {"maple": filled(GOOD)})[-1] == "Cover: every shift has the people it needs."


def test_what_a_rota_must_know_of_a_person_is_said_in_words() -> None:
    assert ROTA.about("ben") == "28 hours. Gives medicines. Not Wednesday: day off."
    assert ROTA.about("gwen") == "28 hours. Only Early."
    assert ROTA.form()["shifts"]["early"]["needs"] == "2 people, 1 who gives medicines"
    assert "Working Time Regulations 1998, regulation 10(1)" in ROTA.form()["rest"]
    assert "Regulations" not in replace(ROTA, rest=12).form()["rest"]


def test_somebody_without_a_contract_works_any_hours_and_never_counts_against_them() -> None:
    bank = replace(ROTA, people={**ROTA.people, "bank": Person("Bank carer", None)})
    rows = changed() | {"bank": {"mon": "late"}}
    assert bank.about("bank") == "No contract here."
    assert live(bank, rows)["people"]["bank"] == {"hours": "7 hours", "state": "even", "notes": []}
    assert HoursWithin(bank).share({"maple": rows}) == 1
    short = {name: days for name, days in rows.items() if name != "ada"}
    assert HoursWithin(bank).share({"maple": short}) == pytest.approx(6 / 7)
