"""Does a portfolio hold what a student handed in, with marks and criteria, and nothing of a key or of anybody else's?"""

import copy
import re
import sqlite3
from html import unescape

import pytest
from classroom import UNIT, best_answers, hand_in
from typer.testing import CliRunner

from carelab.data.criteria import caveat, criteria
from carelab.questions import all_rules
from grader.authoring import read_master, source_path
from grader.cli import app
from grader.course import Course
from grader.marking.mark import mark_class
from grader.reports.feedback import give_feedback
from grader.reports.portfolio import give_portfolios

WROTE = "I'd show them the agency line. <script>alert(1)</script> <b onclick=x()>bold</b> {{ 7 * 7 }}"
REFLECTED = "The senior shared them out. <img src=http://127.0.0.1/a.png>\nNobody went short & we said so."


@pytest.fixture
def marked(course: Course) -> Course:
    """A class of three: one plan with a note and writing; the writing alone; no plan and no writing."""
    plan = copy.deepcopy(best_answers(course)["q4"])
    plan["note"] = {"note": {"words": WROTE}}
    hand_in(course, "amina", {"q4": plan, "q9": REFLECTED})
    hand_in(course, "ben", {"q9": "We had too few gloves."})
    hand_in(course, "chidi", {"q1": 72.6})
    mark_class(course, [UNIT])
    return course


def portfolio(course: Course, student: str) -> str:
    give_portfolios(course, [UNIT])
    return (course.root / "feedback" / student / "portfolio.html").read_text(encoding="utf-8")


def points(course: Course) -> float:
    return sum(one.points for one in read_master(source_path(course.root, UNIT)).questions)


def said(page: str) -> str:
    """Return the words of a page as they are read."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.partition("<main>")[2])).split())


def test_are_the_plan_the_note_and_the_writing_there_letter_for_letter(marked: Course) -> None:
    page = portfolio(marked, "amina")
    assert re.search(r'<tr><th scope="row">Training</th><td>£18,000</td><td>[^<]+</td></tr>', page)
    assert page.count("<caption>Budget line</caption>") == 1
    assert "<h4>A note to go with it: What you&#39;d say to the owners on Friday</h4>" in page
    assert WROTE in unescape(page)
    assert all(f"<p>{line}</p>" in unescape(page) for line in REFLECTED.splitlines())


def test_is_everything_escaped_and_nothing_of_the_page_runs_or_loads(marked: Course) -> None:
    page = portfolio(marked, "amina")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert not re.search(r"<(script|img|b|iframe|object|link)\b", page)
    assert not re.search(r"<[^>]+\s(src|href|on\w+)\s*=", page)


def test_is_each_mark_said_with_who_gave_it_and_unmarked_writing_never_a_zero(marked: Course) -> None:
    page = said(portfolio(marked, "amina"))
    assert "10 of 10 marks, marked automatically" in page
    assert "Not marked yet. Your tutor will mark it out of 12." in page
    assert f"10 of {points(marked) - 12:g} marks so far" in page
    assert "1 answer isn't marked yet. 12 more marks can be earned there." in page
    assert "0 of 12" not in page


def test_does_a_mark_that_a_person_gave_reach_the_page(marked: Course) -> None:
    with sqlite3.connect(marked.gradebook) as db:
        q9 = "select id from base_cell where name = 'budgeting_q9'"
        db.execute(f"update grade set manual_score = 7.5, needs_manual_grade = 0 where cell_id in ({q9})")
    page = said(portfolio(marked, "amina"))
    assert "7.5 of 12 marks, marked by your tutor" in page
    assert f"17.5 of {points(marked):g} marks" in page
    assert "yet" not in page.partition("Where it counts")[0]


def test_is_work_with_no_mark_at_all_not_marked_yet(marked: Course) -> None:
    with sqlite3.connect(marked.gradebook) as db:
        db.execute("update grade set auto_score = null, manual_score = null, needs_manual_grade = 1")
    page = portfolio(marked, "amina")
    assert page.count("Not marked yet") == 4
    assert not re.search(r"\d of \d+", said(page).partition("Where it counts")[0])


def test_is_what_was_not_handed_in_named_and_not_shown(marked: Course) -> None:
    ben, chidi = portfolio(marked, "ben"), portfolio(marked, "chidi")
    assert "Not handed in: Question 4." in ben
    assert ben.count("<article") == 1
    assert "Not handed in: Question 4, Question 9." in chidi
    assert "<article" not in chidi
    assert "gloves" not in chidi


def test_are_the_units_criteria_there_with_their_caveat(marked: Course) -> None:
    page = said(portfolio(marked, "ben"))
    assert caveat() in page
    for row in criteria(UNIT):
        assert row.scheme in page
        assert row.ref in page
        assert row.how in page


def test_is_no_text_of_a_key_there(marked: Course) -> None:
    """Neither a rule of a plan nor the reason for an answer stands on a page."""
    page = said(portfolio(marked, "amina") + portfolio(marked, "chidi"))
    secret = set()
    for one in read_master(source_path(marked.root, UNIT)).questions:
        secret |= {rule.text for rule in all_rules(one.question, one.key)} if one.question.kind == "plan" else set()
        secret |= {one.key.why} if isinstance(one.key.why, str) else set(one.key.why.values())
    assert len(secret) > 20
    assert [text for text in secret if text and text in page] == []


def test_does_the_command_write_portfolios_beside_the_pages_of_each_unit(marked: Course) -> None:
    made = CliRunner().invoke(app, ["feedback", UNIT, "--course-dir", str(marked.root)])
    assert made.exit_code == 0, made.output
    assert "with 3 portfolios." in made.stdout
    of_student = marked.root / "feedback" / "amina"
    files = {path.relative_to(of_student).as_posix() for path in of_student.rglob("*.*") if path.is_file()}
    assert files == {"portfolio.html", "care-lab-feedback.json", f"{UNIT}/{UNIT}.html"}


def test_has_nobody_without_marked_work_a_portfolio(course: Course) -> None:
    hand_in(course, "ben", best_answers(course))
    assert give_portfolios(course, [UNIT]) == 0
    assert give_feedback(course, [UNIT]).written == 0
    assert not (course.root / "feedback").exists()
