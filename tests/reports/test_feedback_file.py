"""Does the file that brings feedback home say what the page says, for every unit given so far, and never a 0 for an unknown?"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from classroom import ROOT, UNIT, best_answers, hand_in
from nbgrader.api import Gradebook as NbGradebook

from carelab.answers import AnswerFile
from grader.classlist import ClassList, Hint, extend, read_date, set_due
from grader.course import Course
from grader.marking.mark import mark_class
from grader.reports import FEEDBACK_FILE, Pages, give_feedback

COMMENT = "You name the <b>trade-off</b> well."


@pytest.fixture
def marked(course: Course) -> Course:
    """Amina has it all right, and her writing is marked by hand; Ben has slips, a blank, and no notebook; both come late."""
    shutil.copytree(ROOT / "notebooks" / UNIT, course.root / "notebooks" / UNIT)
    with ClassList.changing(course) as people:
        people.add(Hint("Ben Carter"), id="ben")
    best = best_answers(course)
    hand_in(course, "amina", best)
    folder = hand_in(course, "ben", {**best, "q2b": 39, "q3": "praise", "q9": "We were short of <b>gloves</b>.", "q8": None})
    (folder / f"{UNIT}.ipynb").unlink()
    (folder / "timestamp.txt").write_text("2026-11-25 20:00:00 UTC", encoding="utf-8")
    set_due(course, UNIT, read_date("23 November 2026 17:00"))
    extend(course, "ben", UNIT, read_date("24 November 2026 17:00"), "Night shifts moved")
    mark_class(course, [UNIT])
    with NbGradebook(f"sqlite:///{course.gradebook}") as theirs:  # as formgrader does
        grade = theirs.find_grade("budgeting_q9", UNIT, UNIT, "amina")
        grade.manual_score, grade.needs_manual_grade = 8, False
        theirs.find_comment("budgeting_q9", UNIT, UNIT, "amina").manual_comment = f"3 2 2 1\n{COMMENT}"
        theirs.db.commit()
    give_feedback(course, [UNIT])
    return course


def path(course: Course, student: str) -> Path:
    return course.root / "feedback" / student / FEEDBACK_FILE


def unit(course: Course, student: str, name: str = UNIT) -> dict[str, Any]:
    whole = json.loads(path(course, student).read_text(encoding="utf-8"))
    assert (whole["carelab"], whole["schema"]) == ("feedback", 1)
    found: dict[str, Any] = whole["units"][name]
    return found


def question(about: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in about["questions"] if one["id"] == name)


def test_are_verdicts_reasons_levels_and_comment_there_and_no_zero_for_what_is_not_marked(marked: Course) -> None:
    ben, amina = unit(marked, "ben"), unit(marked, "amina")
    assert (ben["earned"], ben["possible"], ben["points"], ben["waiting"]) == (24.5, 29, 41, ["q9"])
    waits = question(ben, "q9")
    assert (waits["mark"], waits["words"], waits["value"]) == (None, "With your tutor", "We were short of <b>gloves</b>.")
    slip = question(ben, "q2b")
    assert (slip["mark"], slip["points"], slip["value"], slip["outcome"]) == (0.5, 1, 39, "partly")
    assert "You divided by what was spent." in slip["reasons"][0]
    writing = question(amina, "q9")
    assert [one["level"] for one in writing["rubric"]] == [3, 2, 2, 1]
    assert (writing["comment"], writing["mark"], amina["waiting"]) == ([COMMENT], 8, [])


def test_come_what_went_well_what_to_work_on_and_one_step_that_lands_in_the_lesson(marked: Course) -> None:
    ben, amina = unit(marked, "ben"), unit(marked, "amina")
    assert ben["went_well"][0]["marks"] == "10 of 10 marks"
    assert [one["question"] for one in ben["work_on"]] == ["q3", "q2b"]
    assert ben["work_on"][0]["why"].startswith("Under budget isn't the same as good.")
    assert ben["blank"] == ["q8"]
    assert ben["next_step"]["question"] == "q3"
    assert amina["work_on"][0]["why"].endswith(": 1 of 3.")
    for link in (ben["next_step"]["read"], *question(ben, "q3")["read_again"]):
        lesson = (marked.root / "notebooks" / link["unit"] / f"{link['unit']}.ipynb").read_text(encoding="utf-8")
        assert f'<a id=\\"{link["anchor"]}\\"></a>' in lesson
        assert link["text"].partition(" – ")[2] in lesson
        assert link["heading"] == "What the article says"


def test_are_times_and_notes_spoken_to_the_student(marked: Course) -> None:
    ben = unit(marked, "ben")
    assert ben["times"] == [
        "You handed this in on Wednesday 25 November 2026, 8:00 pm, which was 1 day 3 hours late.",
        "You had more time: it was due on Tuesday 24 November 2026, 5:00 pm.",
    ]
    assert ben["notes"] == [f"{UNIT}.ipynb is missing from {UNIT}; your answers were complete, so nothing is lost."]
    page = (marked.root / "feedback" / "ben" / UNIT / f"{UNIT}.html").read_text(encoding="utf-8")
    assert "Ask for" not in page
    assert "your answers were complete" in page


def test_stay_units_that_were_given_before_and_the_mark_of_earlier_writing(marked: Course) -> None:
    whole = json.loads(path(marked, "amina").read_text(encoding="utf-8"))
    whole["units"]["07-impact"] = {**whole["units"][UNIT], "title": "Impact"}
    path(marked, "amina").write_text(json.dumps(whole), encoding="utf-8")
    file = AnswerFile(marked.root / "submitted" / "amina" / UNIT, UNIT)
    file.save("q9", "reflection", "I have written it all anew.")
    assert give_feedback(marked, [UNIT]).changed == (("amina", UNIT),)  # marked before: all stays as it was
    assert question(unit(marked, "amina"), "q9")["mark"] == 8
    mark_class(marked, [UNIT])
    assert give_feedback(marked, [UNIT]) == Pages(2, ())
    again = question(unit(marked, "amina"), "q9")
    assert (again["mark"], again["earlier"]) == (None, "8 of 12")
    assert unit(marked, "amina", "07-impact")["title"] == "Impact"
    path(marked, "amina").write_text('{"carelab": "feedback", "schema": 99', encoding="utf-8")
    give_feedback(marked, [UNIT])
    assert question(unit(marked, "amina"), "q9")["mark"] is None


def test_link_the_pages_to_the_website_that_the_course_names(marked: Course) -> None:
    page = marked.root / "feedback" / "ben" / UNIT / f"{UNIT}.html"
    assert "https://" not in page.read_text(encoding="utf-8")
    with (marked.root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write('\nc.CareLab.site = "https://example.org/care"\n')
    give_feedback(marked, [UNIT])
    assert f'href="https://example.org/care/{UNIT}/lesson/index.html#EX-M-BUDGET-3"' in page.read_text(encoding="utf-8")
