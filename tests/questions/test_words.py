from typing import Any

import pytest
from asked import BEST_PLAN, PARTS, QUESTIONS, with_answer
from hypothesis import given, settings

from carelab.questions import Grid, describe, grids, item_words, read_response
from carelab.questions.keycheck import reason_ids
from carelab.questions.words import NOTHING


@pytest.mark.parametrize(("kind", "value", "lines"), [
    ("choice", "b", ["Bee"]), ("choices", ["c", "a"], ["Ay", "Sea"]),
    ("sort", {"x": "m", "z": "l"}, ["Ex → Manage", "Why → not answered", "Zed → Lead"]),
    ("match", {"y": "r"}, ["Ex → not answered", "Why → Are"]),
    ("order", list("dbca"), ["1. Dee", "2. Bee", "3. Sea", "4. Ay"]), ("number", 9600.5, ["£9,600.50"]),
    ("number", 0.597, ["£0.597"]), ("table", -7.5, ["−7.5"]),
    ("scenario", ["ask", "swap"], ["1. Ask Sam why", "2. Swap his shifts"]), ("reflection", "One.\nTwo.", ["One.", "Two."]),
    ("reflection", "\u2028x", ["", "x"]),
    ("plan", BEST_PLAN, [
        "Budget:", "Food – Amount: £90; Reason: Less waste now", "Energy – Amount: £50", "Agency – Amount: £60", "Team:",
        "Rota – Lead: Sam; When: 23 November 2026; Hours: 6 hours; Told: yes", "Visits", "Steps:",
        "Row 1 – What: Ask the team", "Rota:", "Ann – Sat: Early; Sun: Early", "Bob – Sat: Late", "Cho – Sun: Late",
        "Ann – hours: 14 of 14 hours.", "Bob – hours: 7 of 7 hours.", "Cho – hours: 7 of 7 hours.",
        "Cover: every shift has the people it needs.", "Weeks:", "Risks:",
    ]),
])  # fmt: skip
def test_an_answer_in_plain_words(kind: str, value: object, lines: list[str]) -> None:
    assert describe(QUESTIONS[kind], read_response(QUESTIONS[kind], value)) == lines


@pytest.mark.parametrize("kind", QUESTIONS)
def test_nothing_is_said_to_be_nothing_and_whatever_a_reason_may_be_about_has_words(kind: str) -> None:
    assert describe(QUESTIONS[kind], None) == [NOTHING]
    assert kind == "scenario" or set(item_words(QUESTIONS[kind])) == reason_ids(QUESTIONS[kind])


# plans as tables


def by_caption(value: Any) -> dict[str, Grid]:
    return {grid.caption: grid for grid in grids(QUESTIONS["plan"], read_response(QUESTIONS["plan"], value))}


def test_a_rota_is_a_table_of_people_and_days_with_everybody_in_it() -> None:
    rota = by_caption({"rota": {"ann": {"sat": "early"}, "cho": {"sun": "late"}}})["Rota"]
    assert rota.heads == ("Person", "Sat", "Sun")
    assert rota.rows == (("Ann", "Early", "Off"), ("Bob", "Off", "Off"), ("Cho", "Off", "Late"))
    assert rota.notes[0] == "Ann – hours: 7 of 14 hours."


def test_a_timeline_is_a_table_of_steps_with_their_first_and_last_week() -> None:
    weeks = by_caption({"weeks": {"ask": {"start": 2}, "do": {"start": 2, "say": "Soon"}}})["Weeks"]
    assert weeks.heads == ("Step", "Begins", "Ends", "Say")
    assert weeks.rows == (("Ask", "Week 2", "Week 2", "Not filled in"), ("Do", "Week 2", "Week 3", "Soon"))
    assert weeks.notes == ("Do: Starts before “Ask” ends, in week 2.", "The plan ends in week 3.")
    without = by_caption({"weeks": {"do": {"say": "Soon"}}})["Weeks"]
    assert without.rows[0] == ("Ask", "Not placed yet", "Not placed yet", "Not filled in")


def test_rows_that_a_student_adds_are_numbered_and_a_part_left_empty_says_so() -> None:
    found = by_caption(BEST_PLAN)
    assert found["Steps"].rows == (("Row 1", "Ask the team"),)
    assert found["Weeks"] == Grid("Weeks", (), (), ("Not filled in.",))


def test_a_register_shows_the_score_of_each_risk() -> None:
    risks = by_caption({"risks": {"fall": {"likelihood": 4, "impact": 3}}})["Risks"]
    at = risks.heads.index(PARTS[-1].score.label)
    assert risks.rows[0][at].startswith("12")


def test_only_a_plan_that_was_answered_is_printed_as_tables() -> None:
    assert [grids(QUESTIONS[kind], {"some": "answer"}) for kind in QUESTIONS if kind != "plan"] == [[]] * (len(QUESTIONS) - 1)
    assert grids(QUESTIONS["plan"], None) == []


@settings(max_examples=40)
@given(with_answer("plan"))
def test_every_row_of_every_plan_has_a_cell_under_every_heading(made: Any) -> None:
    case, value = made
    for grid in grids(case.question, read_response(case.question, value)):
        assert all(len(row) == len(grid.heads) and all(cell.strip() for cell in row) for row in grid.rows)
        assert grid.rows or grid.notes
