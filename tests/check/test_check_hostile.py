"""The wrecks that ``carelab check --hostile`` makes of a plan."""

from typing import Any

from carelab.questions import Key, Plan
from carelab.questions.plan import Between, Column, Fact, PlanTable, Rows, should
from grader.check.hostile import earns, moved_round, random_mean, wrecks

OWNERS = {"ann": "Ann", "bo": "Bo", "cy": "Cy", "di": "Di"}
RISKS = {"fire": "Fire", "fall": "A fall", "dose": "A dose"}
REGISTER = PlanTable("register", "Register", [Column("owner", "Owner", "choice", OWNERS), Column("by", "By", "date")], RISKS)
SUM = Column("sum", "Sum", "money", start_from="now")
NOW = {"now": Fact("Now", {"food": 9.0, "heat": 5.0}, "£")}
MONEY = PlanTable("money", "Money", [SUM, Column("why", "Why")], {"food": "Food", "heat": "Heat"}, facts=NOW)
PICKED = PlanTable("picked", "Picked", [Column("told", "Told", "tick")], {n: n.upper() for n in "abcd"}, mode="pick", most=2)
PLAN = Plan(id="q1", ask="Plan.", tables=[REGISTER, MONEY, PICKED])
FULL: dict[str, Any] = {
    "register": {"fire": {"owner": "cy"}, "fall": {"owner": "ann"}, "dose": {"owner": "bo"}},
    "money": {"food": {"sum": 8.0, "why": "Fewer people"}, "heat": {"sum": 6.0}},
    "picked": {"c": {"told": True}, "d": {}},
}
KEY = Key(
    FULL,
    rules=[
        should("owners", Rows("register", {risk: {"owner": [cells["owner"]]} for risk, cells in FULL["register"].items()})),
        should("money", Rows("money", {"food": {"sum": Between(7, 8)}, "heat": {"sum": Between(6, 7)}})),
    ],
)


def made() -> dict[str, Any]:
    return {name: plan for name, _, plan in wrecks(PLAN, KEY)}


def test_a_column_is_moved_round_and_nothing_else_is() -> None:
    moved = moved_round(FULL, "register", "owner")
    assert moved["register"] == {"fire": {"owner": "bo"}, "fall": {"owner": "cy"}, "dose": {"owner": "ann"}}
    assert {**moved, "register": FULL["register"]} == FULL
    assert FULL["register"]["fire"] == {"owner": "cy"}


def test_the_wrecks_are_those_that_make_sense_for_the_parts() -> None:
    found = made()
    assert found["empty"] == {}
    assert found["the start copied"] == {"money": {"food": {"sum": 9.0}, "heat": {"sum": 5.0}}}
    assert found["rows picked, nothing filled in"]["picked"] == {"a": {}, "b": {}}
    assert found["the full plan, “Owner” moved round"] == moved_round(FULL, "register", "owner")
    zeroed = found["the full plan, its numbers at zero"]["money"]
    assert zeroed == {"food": {"sum": 0, "why": "Fewer people"}, "heat": {"sum": 0}}
    assert "the full plan, “Sum” moved round" not in found  # two entries may well swap
    assert "the full plan, “Why” moved round" not in found


def test_the_best_of_the_plans_with_one_choice_for_each_column_is_found() -> None:
    plan = made()["one choice for each column, the best that was found"]
    owners = {cells["owner"] for cells in plan["register"].values()}
    assert len(owners) == 1
    assert owners <= {"ann", "bo", "cy"}
    assert earns(PLAN, KEY, plan) == (1 / 3 + 1 / 2) / 2
    assert 0.2 < random_mean(PLAN, KEY) < 0.4, "filling in at random earns the chance of it"
