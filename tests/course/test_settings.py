"""A course whose nbgrader_config.py is not nbgrader's own: marking keeps to it, or says in words that it cannot."""

import shutil
import sqlite3

import pytest
from classroom import UNIT, best_answers, carelab, hand_in, press_autograde

from grader.course import Course
from grader.course.settings import OtherSettings, settings
from grader.gradebook import Gradebook
from grader.marking.mark import mark_class

HELD = """select n.late_submission_penalty, g.auto_score from grade g
join submitted_notebook n on n.id = g.notebook_id order by g.cell_id"""


def held(course: Course) -> list[tuple[object, ...]]:
    with sqlite3.connect(course.gradebook) as db:
        return db.execute(HELD).fetchall()


def configured(course: Course, line: str) -> Course:
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(f"{line}\n")
    return Course.at(course.root)


@pytest.mark.parametrize("where", ["absolute", "relative"])
def test_do_marks_go_into_the_gradebook_that_nbgrader_uses(course: Course, where: str) -> None:
    hand_in(course, "amina", best_answers(course))
    (course.root / "kept").mkdir()
    shutil.move(course.gradebook, course.root / "kept" / "marks.db")
    path = str(course.root / "kept" / "marks.db") if where == "absolute" else "kept/marks.db"
    moved = configured(course, f'c.CourseDirectory.db_url = "sqlite:///{path}"')
    assert mark_class(moved, [UNIT]).marked == 1
    assert moved.gradebook == course.root / "kept" / "marks.db"
    with Gradebook(moved.gradebook) as gradebook:
        assert {score.student for score in gradebook.scores(UNIT)} == {"amina"}
    assert not (course.root / "gradebook.db").exists()


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('c.CourseDirectory.db_url = "postgresql://me@host/marks"', "db_url"),
        ('c.CourseDirectory.submitted_directory = "handed-in"', "submitted_directory"),
        ('c.CourseDirectory.directory_structure = "{student_id}/{nbgrader_step}/{assignment_id}"', "directory_structure"),
        ("c.CourseDirectory.source_directory = oh", "nbgrader_config.py"),
    ],
)
def test_is_a_setting_that_marking_cannot_keep_to_told_in_words(course: Course, line: str, named: str) -> None:
    hand_in(course, "amina", best_answers(course))
    before = course.gradebook.read_bytes()
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(f"{line}\n")
    made = carelab(course, "mark")
    told = " ".join(made.stderr.split())
    assert made.returncode == 2, told
    assert "Traceback" not in told
    assert named in told
    assert (course.root / "gradebook.db").read_bytes() == before


def test_is_nothing_of_the_settings_run_where_none_matters(course: Course) -> None:
    config = course.root / "nbgrader_config.py"
    config.write_text('# c.CourseDirectory.db_url = "sqlite:///other"\nraise SystemExit\n')
    assert settings(course.root) == {}
    config.write_text("c.CourseDirectory.db_url = oh")
    with pytest.raises(OtherSettings, match="cannot be run"):
        settings(course.root)


def test_does_a_late_hand_in_lose_what_it_loses_in_nbgrader(course: Course) -> None:
    late = configured(course, 'c.LateSubmissionPlugin.penalty_method = "zero"')
    (hand_in(course, "amina", best_answers(course)) / "timestamp.txt").write_text("2026-02-01 10:00:00 UTC")
    with sqlite3.connect(course.gradebook) as db:
        db.execute("update assignment set duedate = '2026-01-01 00:00:00.000000'")
    mark_class(late, [UNIT])
    ours = held(late)
    assert {penalty for penalty, _ in ours} == {sum(score or 0 for _, score in ours)}
    press_autograde(late, UNIT, "amina")
    assert held(late) == ours
