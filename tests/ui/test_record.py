import re

import pytest

from carelab.answers import Answer
from carelab.data.criteria import caveat, criteria
from carelab.questions import Choice, Column, Person, Plan, PlanTable, Rota, Shift, Task, Timeline
from carelab.ui.record import record
from carelab.ui.still import criteria_html, sources_html

EARLY = Shift("Early", "07:00", "14:30", 7, 1)
PEOPLE = {"ann": Person("Ann", 7), "bob": Person("Bob", 7)}
PLAN = Plan(
    id="q1",
    ask="Plan it.",
    tables=[
        Rota("rota", "Maple <unit>", PEOPLE, {"sat": "Sat", "sun": "Sun"}, {"early": EARLY}),
        Timeline("weeks", "Weeks", {"ask": Task("Ask", 2)}, 4),
        PlanTable("acts", "Acts", [Column("what", "What")], mode="free", most=2),
    ],
)
VALUE = {"rota": {"ann": {"sat": "early"}}, "weeks": {"ask": {"start": 2}}, "acts": {}}


def printed() -> str:
    return str(record("08-budgeting", PLAN, VALUE, Answer("plan", VALUE, "2026-11-23T10:42:07Z"))["text/html"])


@pytest.mark.parametrize("html", [
    "<caption>Maple &lt;unit&gt;</caption>", '<th scope="col">Person</th><th scope="col">Sat</th><th scope="col">Sun</th>',
    '<tr><th scope="row">Ann</th><td>Early</td><td>Off</td></tr>', '<tr><th scope="row">Bob</th><td>Off</td><td>Off</td></tr>',
    '<tr><th scope="row">Ask</th><td>Week 2</td><td>Week 3</td></tr>', "<p>Acts: Not filled in.</p>",
])  # fmt: skip
def test_the_parts_of_a_plan_are_printed_as_tables_with_headings_and_an_empty_one_says_so(html: str) -> None:
    assert html in printed()


def test_any_other_answer_stays_a_list() -> None:
    one = Choice(id="q1", ask="Which?", options={"a": "A & B", "b": "Bee"})
    page = record("08-budgeting", one, "a", Answer("choice", "a", "2026-11-23T10:42:07Z"))["text/html"]
    assert "<ul><li>A &amp; B</li></ul>" in page
    assert "<table" not in page


def test_a_record_says_in_words_when_it_was_saved() -> None:
    assert re.search(r"<p>Your answer \(saved on 2[34] November 2026 at \d\d:42\):</p>", printed())
    odd = record("08-budgeting", PLAN, VALUE, Answer("plan", VALUE, "<b>soon</b>"))["text/html"]
    assert "(saved on &lt;b&gt;soon&lt;/b&gt;):" in odd


def test_a_source_is_cited_with_its_address_as_a_link_and_every_sign_escaped() -> None:
    shown = sources_html(["S30a"])
    assert "<cite>A&amp;E waiting times</cite>" in shown
    assert '<a href="https://www.nuffieldtrust.org.uk/resource/a-e-waiting-times">' in shown
    assert "Read in November 2026: the opening of a stored copy." in shown


def test_criteria_stand_under_their_scheme_with_the_caveat_and_each_source_once() -> None:
    rows = criteria("08-budgeting")
    shown = criteria_html(rows, caveat())
    assert [f"<h3>{scheme}</h3>" in shown for scheme in dict.fromkeys(row.scheme for row in rows)] == [True] * shown.count("<h3>")
    assert caveat()[:40] in shown
    assert shown.count("<cite>") == len({row.source.id for row in rows})
