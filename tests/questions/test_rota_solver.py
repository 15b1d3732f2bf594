"""Is Maple's week possible, and does the checker agree with a second formulation that shares nothing with it?"""

import random
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import groupby

import pytest
from planted import ROOT
from rota_milp import AWAY, NEED, NIGHTS, SHIFTS_OF, TIMES, TRAINED, solve
from soak import long_proof, times

import carelab.questions.plan as p
from grader.authoring.source_notebook import read_master, source_path

Week = Mapping[str, Mapping[str, str]]
ARTEFACT = read_master(source_path(ROOT, "10-staffing")).question("q7")
(MAPLE,) = (table for table in ARTEFACT.question.tables if isinstance(table, p.Rota))
DAYS, SHIFTS = MAPLE.days, MAPLE.shifts
FULL: Week = ARTEFACT.key.value[MAPLE.id]
"""The week that the key holds: person → day → shift."""
WISHES = {"joy": "sat"}
"""A day that somebody asks to have off, and that they are not on leave."""
LAW = [p.Covered, p.SkillMix, p.Rested, p.WeeklyRest, p.FreeToWork, p.HoursWithin]
FAIR = [p.SharedOut(MAPLE, most=3, shifts=["late"]), p.DaysInARow(MAPLE, 3, ["night"])]


def kept(week: Week) -> bool:
    return all(rule.share({"rota": week}) == 1 for rule in (*(rule(MAPLE) for rule in LAW), *FAIR))


def people(trained: Collection[str]) -> dict[str, p.Person]:
    """Everybody, where these of the carers by day give medicines."""
    return {
        name: person if "early" not in person.only else replace(person, skills=["medicines"] if name in trained else [])
        for name, person in MAPLE.people.items()
    }


def swapped(week: Week, one: str, other: str, day: str) -> dict[str, dict[str, str]]:
    """The same week, where two people have changed places on a day."""
    changed = {person: dict(days) for person, days in week.items()}
    for person, source in ((one, other), (other, one)):
        changed[person].pop(day, None)
        if day in week[source]:
            changed[person][day] = week[source][day]
    return changed


def test_the_programme_has_the_people_and_shifts_of_the_question() -> None:
    own = {name: person for name, person in MAPLE.people.items() if person.contract is not None}
    assert {name: tuple(person.away) for name, person in own.items() if person.away} == AWAY
    assert {name for name, person in own.items() if person.skills} == set(TRAINED)
    assert {name for name, person in own.items() if person.only == ["night"]} == set(NIGHTS)
    assert {name for name, person in own.items() if person.only == ["early"]} == {"nia"}
    paid = {name: SHIFTS["night" if name in NIGHTS else "early"].paid * shifts for name, shifts in SHIFTS_OF.items()}
    assert {name: person.contract for name, person in own.items()} == paid
    assert {name: (shift.begins, shift.ends) for name, shift in SHIFTS.items()} == TIMES
    assert {name: shift.need for name, shift in SHIFTS.items()} == NEED
    assert all(shift.skills == {"medicines": 1} for shift in SHIFTS.values())
    assert tuple(DAYS) == ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    assert not MAPLE.people["agency"].skills


# weeks found by a solver


def test_a_week_exists_that_keeps_every_rule_and_every_wish_and_the_key_holds_one() -> None:
    found = solve()
    assert found.agency == 0
    for week in (found.rows, FULL):
        assert kept(week)
        assert all(day not in week[person] for person, day in WISHES.items())


def test_a_swap_costs_a_nights_sleep_or_a_round_of_medicines() -> None:
    assert p.Rested(MAPLE).failing({"rota": swapped(FULL, "joy", "lena", "wed")}) == [("rota", "lena")]
    unskilled = {"rota": swapped(FULL, "joy", "owen", "mon")}
    assert (p.Covered(MAPLE).share(unskilled), p.SkillMix(MAPLE).share(unskilled)) == (1, 0)


def test_saturday_is_the_pinch() -> None:
    by_day = {name for name, person in MAPLE.people.items() if "early" in person.only and "sat" not in person.away} - set(WISHES)
    assert by_day == {"kuba", "marek", "nia", "pavel"}
    assert {name for name in by_day if MAPLE.people[name].skills} == {"kuba", "marek"}


@pytest.mark.parametrize("untrained", ["joy", "kuba", "lena", "marek"])
def test_with_one_trained_carer_fewer_no_rota_exists_and_with_another_trained_instead_one_does(untrained: str) -> None:
    left = [name for name in TRAINED if name != untrained]
    assert solve(left, wishes=False) is None
    for instead in ("nia", "pavel"):
        found = solve([*left, instead], wishes=False)
        assert found is not None
        rota = replace(MAPLE, people=people([*left, instead]))
        rules = [p.Covered(rota), p.SkillMix(rota), p.Rested(rota), p.FreeToWork(rota), p.HoursWithin(rota)]
        assert all(rule.share({"rota": found.rows}) == 1 for rule in rules)


def test_with_lena_ill_four_agency_shifts_are_the_least() -> None:
    found = solve(ill=["lena"])
    assert (found.agency, found.skilled) == (4, 2)


# a second formulation: quarter hours that are worked or free

QUARTERS = 4 * 24


def quarters(rota: p.Rota, week: Week, person: str) -> tuple[list[bool], int]:
    """Which quarter hours of the week and the night after it a person works, and how many shifts they have."""
    worked, count = [False] * (QUARTERS * 8), 0
    for at, day in enumerate(rota.days):
        shift = rota.shifts.get(week.get(person, {}).get(day, ""))
        if shift is None:
            continue
        count += 1
        (h1, m1), (h2, m2) = ([int(part) for part in clock.split(":")] for clock in (shift.start, shift.end))
        first, last = 4 * h1 + m1 // 15, 4 * h2 + m2 // 15
        for q in range(first, last if last > first else last + QUARTERS):
            worked[QUARTERS * at + q] = True
    return worked, count


def free_runs(worked: list[bool]) -> list[tuple[int, int]]:
    """From and to of each stretch without work."""
    stretches = [[at for at, _ in run] for busy, run in groupby(enumerate(worked), key=lambda one: one[1]) if not busy]
    return [(stretch[0], stretch[-1] + 1) for stretch in stretches]


def second_opinion(rota: p.Rota, week: Week) -> dict[str, float]:
    """What the six rules give, worked out from quarter hours, heads and lists."""
    worked = {person: quarters(rota, week, person) for person in rota.people}
    shifts = Counter((day, shift) for days in week.values() for day, shift in days.items())
    tired, no_day_off, clash, off_hours = set(), set(), set(), set()
    for person, (busy, count) in worked.items():
        inner = [(a, b) for a, b in free_runs(busy) if a > 0 and b < len(busy)]
        if count > 1 and (len(inner) < count - 1 or any(b - a < 4 * rota.rest for a, b in inner)):
            tired.add(person)
        if max((b - a for a, b in free_runs(busy[: QUARTERS * len(rota.days)])), default=0) < 4 * 24:
            no_day_off.add(person)
        about = rota.people[person]
        if any(day in about.away or (about.only and shift not in about.only) for day, shift in week.get(person, {}).items()):
            clash.add(person)
        paid = sum(rota.shifts[shift].paid for shift in week.get(person, {}).values())
        if about.contract is not None and abs(paid - about.contract) > 1e-6:
            off_hours.add(person)
    needed = {(day, shift): about.need for day in rota.days for shift, about in rota.shifts.items()}
    skilled = all(
        len([person for person, days in week.items() if days.get(day) == shift and skill in rota.people[person].skills]) >= least
        for (day, shift), need in needed.items()
        if need
        for skill, least in rota.shifts[shift].skills.items()
    )
    placed = sum(shifts.values()) >= sum(needed.values())
    employed = sum(person.contract is not None for person in rota.people.values())
    share = {"Rested": tired, "WeeklyRest": no_day_off, "FreeToWork": clash}
    return {
        "Covered": float(all(shifts[key] >= need for key, need in needed.items())), "SkillMix": float(skilled),
        "HoursWithin": 1 - len(off_hours) / employed,
        **{name: (1 - len(wrong) / len(rota.people)) * placed for name, wrong in share.items()},
    }  # fmt: skip


def any_rota(chance: random.Random) -> p.Rota:
    """A rota like Maple's with other times, needs, contracts and absences."""
    if chance.random() < 0.4:
        return MAPLE

    def clock(quarter: int) -> str:
        return f"{quarter // 4 % 24:02d}:{quarter % 4 * 15:02d}"

    shifts = {}
    for name, about in SHIFTS.items():
        start, long = chance.randrange(QUARTERS), chance.randrange(16, 49)
        shifts[name] = replace(about, start=clock(start), end=clock(start + long), paid=long / 4, need=chance.choice((0, 1, 2)))
    shifts["early"] = replace(shifts["early"], need=2)
    skilled = {name: replace(person, only=chance.choice(((), person.only))) for name, person in MAPLE.people.items()}
    return replace(MAPLE, shifts=shifts, people=skilled, rest=chance.choice((8, 11, 12)))


def any_week(chance: random.Random, rota: p.Rota) -> dict[str, dict[str, str]]:
    """A week at random: an empty one filled by chance, or the full one with a few places changed."""
    if chance.random() < 0.5:
        week = {person: dict(days) for person, days in FULL.items()}
        for _ in range(chance.randrange(4)):
            week = swapped(week, *chance.sample(sorted(week), 2), chance.choice([*DAYS]))
        return week
    busy = chance.uniform(0.2, 1)
    return {who: {day: chance.choice([*rota.shifts]) for day in DAYS if chance.random() < busy} for who in rota.people}


@long_proof
def test_the_checker_agrees_with_the_second_formulation() -> None:
    chance, seen = random.Random(10), Counter[tuple[str, str]]()
    for _ in range(times(250, 10_000)):
        rota = any_rota(chance)
        week = any_week(chance, rota)
        ours = second_opinion(rota, week)
        for rule in LAW:
            given = rule(rota).share({"rota": week})
            assert given == pytest.approx(ours[rule.__name__]), (rule.__name__, rota, week)
            seen[rule.__name__, "whole" if given == 1 else "none" if given == 0 else "part"] += 1
    assert len(seen) == 6 * 3 - 2, "each rule is kept, broken and, where it counts people, kept in part"
