"""What being late costs in any nbgrader course: the time that nbgrader reads, its step and plugin, a due date that moves."""

import sqlite3
import sys
from pathlib import Path

import pytest
from any_course import hand_in
from classroom import press_autograde
from nbgrader.utils import parse_utc

from grader.course import UNREADABLE_TIMESTAMP, Course, submission_time
from grader.course.settings import OtherSettings
from grader.marking.mark import mark_class

GOOD = "def double(x):\n    return x + x"
ZERO = 'c.LateSubmissionPlugin.penalty_method = "zero"'
HOURLY = """from nbgrader.plugins import BasePlugin

class Hourly(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        if student_id == "ben":
            raise ZeroDivisionError("no such rate")
        return total_seconds_late / 3600
"""


def say(course: Course, *statements: str) -> None:
    with sqlite3.connect(course.gradebook) as db:
        for statement in statements:
            assert db.execute(statement).rowcount > 0


def penalties(course: Course) -> dict[str, float | None]:
    query = """select a.student_id, n.late_submission_penalty from submitted_notebook n
        join submitted_assignment a on a.id = n.assignment_id"""
    with sqlite3.connect(course.gradebook) as db:
        return dict(db.execute(query))


@pytest.fixture
def class_of_three(other: Course) -> Course:
    with (other.root / "nbgrader_config.py").open("a") as config:
        config.write(f"{ZERO}\n")
    for student, at in {
        "amina": "2026-02-01 10:00:00 UTC",
        "ben": "2026-02-03 10:00:00 UTC",
        "chidi": "2026-02-05 10:00 EST",
    }.items():
        (hand_in(other, student, GOOD).parent / "timestamp.txt").write_text(at)
    say(other, "update assignment set duedate = '2026-02-04 00:00:00.000000'")
    assert mark_class(other, ["ps1"]).marked == 3
    assert penalties(other) == {"amina": None, "ben": None, "chidi": 3.0}
    return other


@pytest.mark.parametrize(
    "said",
    [
        "2026-02-01 10:00:00.123456 UTC", "2026-02-01 10:00:00 UTC\r\n", "2026-02-01 10:00:00", "2026-02-01T10:00:00",
        "2026-02-01T10:00:00Z", "2026-02-01T10:00:00+02:00", "2026-02-01 10:00:00+02:00", "2026-02-01 10:00:00 +0200",
        "2026-02-01 10:00:00 EST", "2026-02-01 10:00:00 CET", "2026-07-01 10:00:00 BST", "2026-07-01 10:00:00 Europe/London",
        "2026-02-02", "2 February 2026 10:00", "02/03/2026 10:00", "Sun Feb  1 10:00:00 2026", "9999-12-31 23:59:59 UTC",
    ],
)  # fmt: skip
def test_is_a_time_read_as_nbgrader_reads_it(said: str, tmp_path: Path) -> None:
    (tmp_path / "timestamp.txt").write_bytes(said.encode())
    assert submission_time(tmp_path) == (parse_utc(said.strip()), "")


@pytest.mark.parametrize(
    "said",
    ["", "yesterday", "1769940000", "2026-02-01 10:00:00 99999999999", "2026-02-01 10:00 /etc/localtime", "2026 " * 90, "\xff"],
)
def test_is_a_time_that_cannot_be_read_told_and_taken_for_none(said: str, tmp_path: Path) -> None:
    (tmp_path / "timestamp.txt").write_bytes(said.encode("latin-1"))
    assert submission_time(tmp_path) == (None, UNREADABLE_TIMESTAMP)
    (tmp_path / "timestamp.txt").unlink()
    assert submission_time(tmp_path) == (None, "")
    (tmp_path / "timestamp.txt").symlink_to("/etc/localtime")
    assert submission_time(tmp_path) == (None, UNREADABLE_TIMESTAMP)


def test_does_a_due_date_that_moved_change_penalties_without_running_code(
    class_of_three: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = class_of_three
    monkeypatch.setattr("grader.marking.mark_submission.mark_notebook", lambda *_, **__: pytest.fail("code was run"))
    say(course, "update assignment set duedate = '2026-02-02 00:00:00.000000'")
    run = mark_class(course, ["ps1"])
    assert penalties(course) == {"amina": None, "ben": 3.0, "chidi": 3.0}
    assert run.late == [("ben", "ps1", "problem1: being late costs 3 points now, before that 0 points.")]
    say(course, "update submitted_assignment set extension = '1970-01-06 00:00:00.000000' where student_id = 'chidi'")
    assert [student for student, *_ in mark_class(course, ["ps1"]).late] == ["chidi"]
    assert penalties(course) == {"amina": None, "ben": 3.0, "chidi": None}
    assert mark_class(course, ["ps1"]).late == []
    say(course, "update grade set manual_score = 1 where auto_score = 3")
    assert [what for *_, what in mark_class(course, ["ps1"]).late] == [
        "problem1: being late costs 1 point now, before that 3 points."
    ]


def test_are_penalties_those_that_nbgrader_gives_also_when_none_is_set_any_more(class_of_three: Course) -> None:
    course = class_of_three
    say(course, "update assignment set duedate = '2026-02-02 00:00:00.000000'")
    mark_class(course, ["ps1"])
    ours = penalties(course)
    press_autograde(course, "ps1", "ben")
    assert penalties(course) == ours
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text().replace(ZERO, ""))
    assert len(mark_class(course, ["ps1"]).late) == 2
    assert set(penalties(course).values()) == {None}


def test_is_a_plugin_in_the_courses_folder_used_and_does_it_stop_for_one_student_only(
    class_of_three: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = class_of_three
    (course.root / "lateness.py").write_text(HOURLY)
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text().replace(ZERO, 'c.AssignLatePenalties.plugin_class = "lateness.Hourly"'))
    say(course, "update assignment set duedate = '2026-02-03 09:00:00.000000'")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    run = mark_class(course, ["ps1"], mark_all=True)
    assert run.marked == 3
    assert penalties(course) == {"amina": None, "ben": None, "chidi": 3.0}
    assert {student for student, _, why in run.failed if "no such rate" in why} == {"ben"}
    (course.root / "lateness.py").unlink()
    monkeypatch.delitem(sys.modules, "lateness")
    with pytest.raises(OtherSettings, match=r"late hand-ins that nbgrader_config\.py names cannot be loaded"):
        mark_class(course, ["ps1"])
