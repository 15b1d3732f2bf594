import copy
import csv
import html
import json
import re

import pytest
from classroom import UNIT, best_answers, hand_in, press_autograde

from carelab.data.criteria import caveat, criteria
from grader.course import Course
from grader.marking.mark import mark_class
from grader.reports.class_report import correlation, write_report
from grader.reports.feedback import Pages, give_feedback


@pytest.fixture
def marked(course: Course) -> Course:
    best = best_answers(course)
    hand_in(course, "amina", best)
    hand_in(course, "ben", {**best, "q3": "praise", "q8": "bonus", "q9": "<script>alert(1)</script> =1+1"})
    hand_in(course, "chidi", {"q1": 72.9, "q3": "praise"})
    mark_class(course, [UNIT])
    return course


def feedback(course: Course, student: str) -> str:
    give_feedback(course, [UNIT])
    return (course.root / "feedback" / student / UNIT / f"{UNIT}.html").read_text()


def test_does_feedback_say_what_was_chosen_what_was_right_and_why(marked: Course) -> None:
    page = feedback(marked, "ben")
    assert "Thank the team for the saving" in page
    assert "Find out whose training is overdue" in page
    assert "look behind the figure first" in page
    assert "0 of 2 marks" in page
    assert "Read again in the lesson" in page


def test_does_feedback_tell_not_attempted_from_wrong(marked: Course) -> None:
    page = feedback(marked, "chidi")
    assert "Not attempted" in page
    assert "Partly right" in page
    assert "Not yet right" in page


def test_does_feedback_tell_of_each_rule_of_a_plan_whether_it_is_met(course: Course) -> None:
    plan = copy.deepcopy(best_answers(course)["q4"])
    plan["budget"]["training"]["amount"] = 100
    hand_in(course, "dana", {"q4": plan})
    mark_class(course, [UNIT])
    page = feedback(course, "dana")
    assert len(re.findall(r"<li>✗ Not met\. Must: ", page)) == 1
    assert len(re.findall(r"<li>✓ Met\. (Core|Should): ", page)) == 2
    assert "can earn at most 20% of the marks" in page
    assert "2 of 10 marks" in page


def test_is_a_plan_in_feedback_a_table_with_headings(course: Course) -> None:
    hand_in(course, "dana", {"q4": best_answers(course)["q4"]})
    mark_class(course, [UNIT])
    page = feedback(course, "dana")
    assert re.search(r'<thead><tr><th scope="col">Line</th><th scope="col">', page)
    assert re.search(r'<tr><th scope="row">[^<]+</th><td>£', page)
    assert page.count("<caption>") == 1


def test_does_feedback_hold_no_script_no_code_and_no_outside_address(marked: Course) -> None:
    page = feedback(marked, "ben")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "mark(" not in page
    assert "HIDDEN" not in page
    assert set(re.findall(r"(?:src|href)\s*=\s*.{2}", page)) == {'href="#'}
    assert "http://" not in page
    assert "https://" not in page
    assert '<html lang="en-GB">' in page


def test_does_the_report_count_what_happened(marked: Course) -> None:
    report = write_report(marked, UNIT)
    q3 = next(i for i in report.items if i.grade_id == "budgeting_q3")
    assert (q3.facility, q3.attempted, q3.learners) == (pytest.approx(1 / 3), 3, 3)
    q8 = next(i for i in report.items if i.grade_id == "budgeting_q8")
    assert (q8.facility, q8.attempted) == (0.5, 2)
    assert [(c, n) for c, _, _, n in report.misconceptions] == [("MC08", 2), ("MC09", 1)]
    page = (marked.root / "reports" / f"{UNIT}.html").read_text()
    assert "<svg" in page
    assert "<script" not in page
    with (marked.root / "reports" / f"{UNIT}.csv").open() as lines:
        table = list(csv.DictReader(lines))
    assert len(table) == len(report.items)
    assert float(next(r for r in table if r["question"] == "budgeting_q3")["facility"]) == pytest.approx(1 / 3, abs=0.001)


def test_does_the_report_say_where_the_unit_counts(marked: Course) -> None:
    write_report(marked, UNIT)
    page = (marked.root / "reports" / f"{UNIT}.html").read_text()
    said = html.unescape(page.partition("<h2>Where it counts</h2>")[2])
    assert caveat() in said
    for row in criteria(UNIT):
        assert row.how in said
        assert row.source.url in said
    assert re.search(r"<h3>Manager Induction Standards[^<]*</h3>\s*<ul>\s*<li><strong>Area 7, Resources", said)
    assert said.count("<h3>") == len({row.scheme for row in criteria(UNIT)})


def test_is_a_correlation_that_cannot_be_worked_out_left_out() -> None:
    assert correlation([1, 1, 1], [1, 2, 3]) is None
    assert correlation([1, 2], [1, 2]) is None
    assert correlation([1, 2, 3], [2, 4, 6]) == pytest.approx(1)


@pytest.mark.parametrize("student", ["ben", "../../evil"])
def test_are_verdicts_that_a_student_handed_in_never_read(course: Course, student: str) -> None:
    folder = hand_in(course, "ben", best_answers(course))
    (folder / "answers.json").write_text("{", encoding="utf-8")
    (folder / f"{UNIT}.ipynb").write_text("{", encoding="utf-8")
    forged = {"student": student, "unit": UNIT, "variant": 1, "repaired": [], "verdicts": []}
    (folder / "verdicts.json").write_text(json.dumps(forged), encoding="utf-8")
    assert "answers.json is cut short" in press_autograde(course, UNIT, "ben")
    assert not (course.root / "autograded" / "ben" / UNIT / "verdicts.json").exists()
    assert give_feedback(course, [UNIT]) == Pages(0, ())
