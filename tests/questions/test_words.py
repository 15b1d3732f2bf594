import pytest
from asked import BEST_PLAN, QUESTIONS

from carelab.questions import describe, item_words, read_response
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
    (
        "plan",
        BEST_PLAN,
        [
            "Budget:", "Food – Amount: £90; Reason: Less waste now", "Energy – Amount: £50", "Agency – Amount: £60", "Team:",
            "Rota – Lead: Sam; When: 23 November 2026; Hours: 6 hours; Told: yes", "Visits", "Steps:",
            "Row 1 – What: Ask the team", "Rota:", "Ann – Sat: Early; Sun: Early", "Bob – Sat: Late", "Cho – Sun: Late",
            "Ann – hours: 14 of 14 hours.", "Bob – hours: 7 of 7 hours.", "Cho – hours: 7 of 7 hours.",
            "Cover: every shift has the people it needs.", "Weeks:", "Risks:",
        ],
    ),
])  # fmt: skip
def test_an_answer_in_plain_words(kind: str, value: object, lines: list[str]) -> None:
    assert describe(QUESTIONS[kind], read_response(QUESTIONS[kind], value)) == lines


@pytest.mark.parametrize("kind", QUESTIONS)
def test_nothing_is_said_to_be_nothing_and_whatever_a_reason_may_be_about_has_words(kind: str) -> None:
    assert describe(QUESTIONS[kind], None) == [NOTHING]
    assert kind == "scenario" or set(item_words(QUESTIONS[kind])) == reason_ids(QUESTIONS[kind])
