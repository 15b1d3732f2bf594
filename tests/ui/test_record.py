from __future__ import annotations

import re

from carelab.answers import Answer
from carelab.questions import Choice, Column, Person, Plan, PlanTable, Rota, Shift, Task, Timeline
from carelab.ui.record import record

ROTA = Rota(
    "rota",
    "Maple <unit>",
    {"ann": Person("Ann", 7), "bob": Person("Bob", 7)},
    {"sat": "Sat", "sun": "Sun"},
    {"early": Shift("Early", "07:00", "14:30", 7, 1)},
)
PLAN = Plan(
    id="q1",
    ask="Plan it.",
    tables=[
        ROTA,
        Timeline("weeks", "Weeks", {"ask": Task("Ask", 2)}, 4),
        PlanTable("acts", "Acts", [Column("what", "What")], mode="free", most=2),
    ],
)
VALUE = {"rota": {"ann": {"sat": "early"}}, "weeks": {"ask": {"start": 2}}, "acts": {}}


def printed() -> str:
    return str(record("08-budgeting", PLAN, VALUE, Answer("plan", VALUE, "2026-11-23T10:42:07Z"))["text/html"])


def test_a_rota_is_printed_as_a_table_with_row_and_column_headings() -> None:
    page = printed()
    assert "<caption>Maple &lt;unit&gt;</caption>" in page
    assert '<th scope="col">Person</th><th scope="col">Sat</th><th scope="col">Sun</th>' in page
    assert '<tr><th scope="row">Ann</th><td>Early</td><td>Off</td></tr>' in page
    assert '<tr><th scope="row">Bob</th><td>Off</td><td>Off</td></tr>' in page


def test_a_timeline_is_printed_as_steps_with_first_and_last_week() -> None:
    assert '<tr><th scope="row">Ask</th><td>Week 2</td><td>Week 3</td></tr>' in printed()


def test_a_part_left_empty_is_said_to_be_empty() -> None:
    assert "<p>Acts: Not filled in.</p>" in printed()


def test_any_other_answer_stays_a_list() -> None:
    one = Choice(id="q1", ask="Which?", options={"a": "A & B", "b": "Bee"})
    page = record("08-budgeting", one, "a", Answer("choice", "a", "2026-11-23T10:42:07Z"))["text/html"]
    assert "<ul><li>A &amp; B</li></ul>" in page
    assert "<table" not in page


def test_a_record_says_in_words_when_it_was_saved() -> None:
    assert re.search(r"<p>Your answer \(saved on 2[34] November 2026 at \d\d:42\):</p>", printed())
    odd = record("08-budgeting", PLAN, VALUE, Answer("plan", VALUE, "<b>soon</b>"))["text/html"]
    assert "(saved on &lt;b&gt;soon&lt;/b&gt;):" in odd
