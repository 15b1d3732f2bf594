"""Does what a tutor gives in formgrader reach the student, and never for another answer than the one that the tutor read?"""

import sqlite3
from html import unescape
from pathlib import Path

import pytest
from classroom import UNIT, best_answers, hand_in
from nbgrader.api import Gradebook as NbGradebook

from carelab.answers import AnswerFile
from grader.course import Course
from grader.gradebook import Gradebook, Score
from grader.marking.mark import mark_class
from grader.reports import Pages, give_feedback, give_portfolios, write_report

WROTE = "You name the *trade-off* well.\nNext time: <b>who</b> decides?"


@pytest.fixture
def marked(course: Course) -> Course:
    """One student, marked by hand with the levels of the rubric, a comment and one extra point."""
    hand_in(course, "amina", best_answers(course))
    mark_class(course, [UNIT])
    with NbGradebook(f"sqlite:///{course.gradebook}") as theirs:  # as formgrader does
        grade = theirs.find_grade("budgeting_q9", UNIT, UNIT, "amina")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 8, 1, False
        theirs.find_comment("budgeting_q9", UNIT, UNIT, "amina").manual_comment = f"3 2 2 1\n{WROTE}"
        theirs.db.commit()
    return course


def write(course: Course, text: str) -> None:
    AnswerFile(course.root / "submitted" / "amina" / UNIT, UNIT).save("q9", "reflection", text)
    mark_class(course, [UNIT])


def q9(course: Course) -> Score:
    with Gradebook(course.gradebook) as gradebook:
        return next(score for score in gradebook.scores(UNIT) if score.grade_id == "budgeting_q9")


def read(page: Path) -> str:
    return unescape(page.read_text(encoding="utf-8"))


def pages(course: Course) -> tuple[str, str]:
    """Return the student's feedback page, and the portfolio, as they are read."""
    assert give_feedback(course, [UNIT]) == Pages(1, ())
    give_portfolios(course, [UNIT])
    folder = course.root / "feedback" / "amina"
    return read(folder / UNIT / f"{UNIT}.html"), read(folder / "portfolio.html")


def test_do_mark_levels_and_comment_reach_both_pages(marked: Course) -> None:
    for page in pages(marked):
        assert "9 of 12 marks" in page
        assert [page.count(f"<strong>{level} of 3</strong>") for level in (3, 2, 1, 0)] == [1, 2, 1, 0]
        assert "<p>You name the *trade-off* well.</p>\n<p>Next time: <b>who</b> decides?</p>" in page
        assert "3 2 2 1" not in page
    feedback = (marked.root / "feedback" / "amina" / UNIT / f"{UNIT}.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;who" in feedback
    assert "38 of 41 marks<" in feedback
    assert "Marked by your tutor" in feedback


def test_is_a_mark_given_for_other_writing_never_the_mark_of_the_new(marked: Course) -> None:
    write(marked, "I have written it all anew.")
    assert (q9(marked).final, q9(marked).earlier, q9(marked).waits) == (None, 8, True)
    for page in pages(marked):
        assert "Not marked yet" in page
        assert "has marked an earlier answer of yours: 8 of 12 marks" in page
        assert "Your tutor's comment on your earlier answer" in page
        assert "9 of 12" not in page
    work = write_report(marked, UNIT).learners[0].work
    assert (work.earned, work.waiting) == (29, 1)


def test_does_the_mark_count_as_soon_as_a_person_has_looked(marked: Course) -> None:
    write(marked, "I have written it all anew.")
    with sqlite3.connect(marked.gradebook) as db:  # formgrader's button Resolve
        db.execute("update grade set needs_manual_grade = 0 where manual_score is not null")
    assert q9(marked).final == 9
    assert "9 of 12 marks" in pages(marked)[0]


def test_does_the_mark_stay_where_the_writing_is_the_same(marked: Course) -> None:
    mark_class(marked, [UNIT], mark_all=True)
    AnswerFile(marked.root / "submitted" / "amina" / UNIT, UNIT).save("q3", "choice", "praise")
    mark_class(marked, [UNIT])
    assert q9(marked).final == 9
    (marked.root / "autograded" / "amina" / UNIT / f".{UNIT}.marked.json").unlink()  # as where marking was killed
    mark_class(marked, [UNIT])
    assert q9(marked).final is None


def test_is_no_page_written_from_work_that_was_handed_in_after_marking(marked: Course) -> None:
    before = pages(marked)[0]
    AnswerFile(marked.root / "submitted" / "amina" / UNIT, UNIT).save("q9", "reflection", "Not marked yet.")
    assert give_feedback(marked, [UNIT]) == Pages(0, (("amina", UNIT),))
    folder = marked.root / "feedback" / "amina"
    assert read(folder / UNIT / f"{UNIT}.html") == before
    give_portfolios(marked, [UNIT])
    assert "Not marked yet. Your tutor will mark it out of 12." in (folder / "portfolio.html").read_text(encoding="utf-8")


def test_is_a_question_that_was_added_after_marking_shown_as_not_marked(marked: Course) -> None:
    path = marked.root / "autograded" / "amina" / UNIT / "verdicts.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"grade_id": "budgeting_q8"', '"grade_id": "gone"'), encoding="utf-8"
    )
    with sqlite3.connect(marked.gradebook) as db:
        db.execute("delete from grade where cell_id in (select id from base_cell where name = 'budgeting_q8')")
    assert "This question is newer than the marks on this page." in pages(marked)[0]
