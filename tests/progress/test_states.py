"""Where everybody's work is, from class list to return, and what more time does to lateness and nbgrader's penalties."""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
from pathlib import Path

import pytest
from any_course import hand_in as hand_in_ps1
from classroom import UNIT, best_answers, hand_in

from grader.classlist import BadClassList, BadDate, ClassList, Hint, extend, read_date, set_due, take_back
from grader.course import Course
from grader.gradebook import GradebookProblem
from grader.marking import mark_class
from grader.progress import State, class_states
from grader.reports import give_feedback, write_report

GOOD = "def double(x):\n    return x + x"


def say(path: Path, **line: object) -> None:
    with path.open("a", encoding="utf-8") as record:
        record.write(json.dumps(line) + "\n")


def test_does_nobody_vanish_between_the_class_list_and_return(course: Course) -> None:
    with ClassList.changing(course) as people:
        for name in ("Amina", "Ben", "Chidi", "Dana", "Eve"):
            people.add(Hint(name=name))
    with pytest.raises(GradebookProblem, match="Release it first"):
        set_due(course, "09-none", None)
    set_due(course, UNIT, read_date("23 November 2026 17:00"))
    say(
        course.root / "intake.jsonl",
        at="2026-11-23T18:00:00Z",
        student="Eve",
        unit=UNIT,
        state="not usable",
        reason="Eve sent a PDF.",
    )
    for student, at in {"Amina": "2026-11-23 16:59:00 UTC", "Ben": "2026-11-25 20:00:00 UTC", "zoe": ""}.items():
        folder = hand_in(course, student, {"q3": "check"} if student == "Ben" else best_answers(course))
        if at:
            (folder / "timestamp.txt").write_text(at)
    (hand_in(course, "Chidi", {}) / "answers.json").write_text("")
    work = class_states(course).work
    assert {id: w.state for (id, _), w in work.items()} == {
        "Amina": State.to_mark,
        "Ben": State.to_mark,
        "Chidi": State.to_mark,
        "Dana": State.none,
        "Eve": State.unusable,
        "zoe": State.to_mark,
    }
    mark_class(course, [UNIT])
    found = class_states(course)
    assert found.unlisted == {"zoe"}
    assert (found.work["Eve", UNIT].reason, found.work["Amina", UNIT].late) == ("Eve sent a PDF.", "")
    assert found.work["Ben", UNIT].late == "2 days 3 hours late"
    assert found.work["zoe", UNIT].handed_in is None
    assert found.work["Chidi", UNIT].state is State.unusable
    assert "answers.json" in found.work["Chidi", UNIT].reason
    report = write_report(course, UNIT)
    assert [one.name for one in report.learners] == ["Chidi", "Dana", "Eve", "Ben", "Amina", "zoe"]
    page = (course.root / "reports" / f"{UNIT}.html").read_text()
    assert "5 of 6 learners handed in" in page
    assert re.search(r"<h2 id=\"talk\">Talk first</h2>\s*<p>[^<]*</p>\s*<ul>\s*<li><b>Ben</b>", page)
    assert '<th scope="row">Eve</th><td>Not usable</td>' in page
    amina = found.work["Amina", UNIT]
    assert (amina.state, amina.reason) == (State.to_mark, "1 answer waits for a person")
    assert 0 < amina.earned == amina.possible < amina.points
    with sqlite3.connect(course.gradebook) as db:
        db.execute("update grade set manual_score = 2, needs_manual_grade = 0 where auto_score is null")
    assert class_states(course).work["Amina", UNIT].state is State.marked
    score = class_states(course).work["Amina", UNIT].score
    say(course.root / "returns.jsonl", at="2026-12-01T09:00:00Z", student="Amina", unit=UNIT, to="moodle", score=score, points=40)
    give_feedback(course, [UNIT])
    page = (course.root / "feedback" / "Ben" / UNIT / f"{UNIT}.html").read_text()
    assert "on Wednesday 25 November 2026, 8:00 pm, which was 2 days 3 hours late. It was due on Monday 23 November 2026" in page
    assert class_states(course).work["Amina", UNIT].in_words == f"returned, {score:g} of {amina.points:g}"
    (course.root / "submitted" / "Amina" / UNIT / "timestamp.txt").write_text("2026-11-23 17:03:00 UTC")
    again = class_states(course).work["Amina", UNIT]
    assert (again.state, again.reason, again.late) == (State.to_mark, "handed in again since it was marked", "3 minutes late")


@pytest.fixture
def late_class(other: Course) -> Course:
    with (other.root / "nbgrader_config.py").open("a") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    with ClassList.changing(other) as people:
        for name in ("amina", "ben"):
            people.add(Hint(name=name))
            hand_in_ps1(other, name, GOOD)
            (other.root / "submitted" / name / "ps1" / "timestamp.txt").write_text("2026-02-05 10:00:00 UTC")
    return other


def penalties(course: Course) -> dict[str, float | None]:
    query = """select a.student_id, max(n.late_submission_penalty) from submitted_notebook n
        join submitted_assignment a on a.id = n.assignment_id group by 1"""
    with sqlite3.connect(course.gradebook) as db:
        return dict(db.execute(query))


def test_does_more_time_reach_nbgraders_late_penalty_before_and_after_marking(late_class: Course) -> None:
    set_due(late_class, "ps1", read_date("2026-02-04"))
    extend(late_class, "ben", "ps1", read_date("2026-02-06"), "Night shifts moved", "M. Hughes")
    mark_class(late_class, ["ps1"])
    assert penalties(late_class) == {"amina": 3.0, "ben": None}
    work = class_states(late_class).work
    assert [(work[id, "ps1"].late, work[id, "ps1"].extended) for id in ("amina", "ben")] == [("10 hours late", False), ("", True)]
    extend(late_class, "amina", "ps1", read_date("5 February 2026 10:00"), "", "")
    take_back(late_class, "ben", "ps1")
    mark_class(late_class, ["ps1"])
    assert penalties(late_class) == {"amina": None, "ben": 3.0}
    set_due(late_class, "ps1", read_date("2026-02-02"))
    assert class_states(late_class).work["amina", "ps1"].late == ""
    mark_class(late_class, ["ps1"])
    assert penalties(late_class)["amina"] is None


def test_is_an_extension_that_gives_nothing_refused(late_class: Course) -> None:
    set_due(late_class, "ps1", read_date("2026-02-04"))
    with pytest.raises(BadDate, match="no more time"):
        extend(late_class, "ben", "ps1", read_date("2026-02-03"), "")
    with pytest.raises(BadClassList, match="no extension"):
        take_back(late_class, "ben", "ps1")
    with pytest.raises(BadDate, match="not a date"):
        read_date("next Friday")
    assert read_date("1 July 2026") == dt.datetime(2026, 7, 1, 22, 59, 59, tzinfo=dt.UTC)
