"""Is what a student types read as they meant it, and is the rest kept when one box is wrong?"""

import pytest

from carelab.questions import Choice, Column, Number, Plan, PlanTable
from carelab.ui.typed import read_typed

NUMBER = Number(id="q1", ask="How much?", unit="£")
LINES = PlanTable("lines", "Line", [Column("amount", "Amount", "money"), Column("why", "Why")], {"food": "Food", "care": "Care"})
EXTRA = PlanTable("extra", "Extra", [Column("score", "Score", "number")], mode="free", most=2)
PLAN = Plan(id="q2", ask="Plan it.", tables=[LINES, EXTRA])


@pytest.mark.parametrize(("typed", "value"), [("£9,600", 9600), ("64 %", 64), ("−3.5", -3.5), (" 12.50 ", 12.5), (7, 7)])
def test_a_number_is_read_as_people_type_it(typed: object, value: float) -> None:
    assert read_typed(NUMBER, typed) == (value, [])


@pytest.mark.parametrize("typed", ["lots", "1,5", "9 600 pounds", "£", "1e3"])
def test_what_is_not_a_number_is_quoted(typed: str) -> None:
    assert read_typed(NUMBER, typed) == (None, [f"“{typed}” is not a number. Type it like 9600 or 12.5."])


def test_a_bad_box_of_a_plan_is_named_and_left_out() -> None:
    typed = {"lines": {"food": {"amount": "95,000", "why": "1,2,3"}, "care": {"amount": "much"}}, "extra": {"r2": {"score": "x"}}}
    value, problems = read_typed(PLAN, typed)
    assert value == {"lines": {"food": {"amount": 95_000, "why": "1,2,3"}, "care": {}}, "extra": {"r2": {}}}
    assert [p.split(":")[0] for p in problems] == ["Care, Amount", "Row 2, Score"]


@pytest.mark.parametrize("typed", [None, [], "text", {"other": 1}, {"lines": 3}, {"lines": {"food": 3}}])
def test_what_has_no_form_of_a_plan_and_other_kinds_are_passed_on_for_the_reader_to_refuse(typed: object) -> None:
    assert read_typed(PLAN, typed) == (typed, [])
    assert read_typed(Choice(id="q3", ask="Which?", options={"a": "A", "b": "B"}), "a") == ("a", [])
