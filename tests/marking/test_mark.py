import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from classroom import UNIT, best_answers, hand_in, press_autograde

from carelab.answers import NAME
from carelab.questions import read_response
from carelab.ui.record import record
from grader import audit
from grader.authoring.source_notebook import read_master, source_path
from grader.course import Course
from grader.gradebook import Gradebook, Mark
from grader.gradebook.problem import GradebookProblem
from grader.marking.mark import mark_class

OF_WHOM = """join base_cell b on b.id = x.cell_id join submitted_notebook n on n.id = x.notebook_id
join submitted_assignment s on s.id = n.assignment_id order by 1, 2"""
MARKS = f"select s.student_id, b.name, x.auto_score, x.manual_score, x.needs_manual_grade from grade x {OF_WHOM}"
COMMENTS = f"select s.student_id, b.name, b.type, x.auto_comment from comment x {OF_WHOM}"


def rows(course: Course, query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(course.gradebook) as db:
        return db.execute(query).fetchall()


def test_does_a_perfect_hand_in_earn_every_mark_and_leave_the_writing_to_a_person(course: Course) -> None:
    for variant in (1, 2, 3, 4):
        hand_in(course, f"amina{variant}", best_answers(course, variant), variant)
    run = mark_class(course, [UNIT])
    assert (run.marked, run.failed, run.repaired) == (4, [], [])
    with Gradebook(course.gradebook) as gradebook:
        for score in gradebook.scores(UNIT):
            by_hand = score.grade_id == "budgeting_q9"
            assert score.auto == (None if by_hand else score.points)
            assert score.waits == by_hand


def test_is_nothing_answered_not_attempted_rather_than_wrong(course: Course) -> None:
    hand_in(course, "ben", {"q3": None})
    mark_class(course, [UNIT])
    said = json.loads((course.root / "autograded/ben" / UNIT / "verdicts.json").read_text())["verdicts"]
    assert {v["outcome"] for v in said} == {"not attempted"}
    assert ("ben", "budgeting_q9", "SolutionCell", "No response.") in rows(course, COMMENTS)


BAD_FILES = {
    "empty": (b"", "is empty"),
    "cut short": (b'{"schema": 1, "assignment": "08-budgeting", "ans', "is cut short"),
    "not json": (b"PK\x03\x04 what is this", "is not an answer file"),
    "other unit": (b'{"schema": 1, "assignment": "02-definition-and-focus", "variant": 1, "answers": {}}', "02-definition"),
    "newer": (b'{"schema": 9, "assignment": "08-budgeting", "variant": 1, "answers": {}}', "newer Care Lab"),
    "large": (b" " * (5 * 1024 * 1024), "5 MB"),
    "nested": (b'{"schema":1,"assignment":"08-budgeting","answers":' + b"[" * 100_000, "nested"),
    "missing": (None, "missing"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_does_a_bad_answer_file_get_a_reason_and_no_mark_and_stop_nobody(course: Course, kind: str) -> None:
    content, reason = BAD_FILES[kind]
    hand_in(course, "amina", best_answers(course))
    path = hand_in(course, "ben", {"q3": "check"}) / NAME
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    run = mark_class(course, [UNIT])
    assert run.marked == 1
    assert [(student, unit) for student, unit, _ in run.failed] == [("ben", UNIT)]
    assert NAME in run.failed[0][2]
    assert reason in run.failed[0][2]
    assert content is None or path.read_bytes() == content
    assert {row[0] for row in rows(course, MARKS)} == {"amina"}


def test_does_a_value_of_the_wrong_kind_wait_for_a_person_and_leave_the_rest_marked(course: Course) -> None:
    path = hand_in(course, "ben", best_answers(course)) / NAME
    whole = json.loads(path.read_text())
    whole["answers"]["q3"]["value"] = {"rota": ["<script>"]}
    path.write_text(json.dumps(whole))
    run = mark_class(course, [UNIT])
    assert run.marked == 1
    assert [(s, u) for s, u, _ in run.failed] == [("ben", UNIT)]
    assert "Question q3" in run.failed[0][2]
    marks = {name: (auto, waits) for _, name, auto, _, waits in rows(course, MARKS)}
    assert marks["budgeting_q3"] == (None, 1)
    assert marks["budgeting_q8"] == (2.0, 0)


def test_is_writing_that_is_too_long_shown_to_the_person_who_marks_it(course: Course) -> None:
    path = hand_in(course, "ben", best_answers(course)) / NAME
    whole = json.loads(path.read_text())
    whole["answers"]["q9"]["value"] = "We shared the gloves out. " * 400
    path.write_text(json.dumps(whole))
    mark_class(course, [UNIT])
    marked = (course.root / "autograded" / "ben" / UNIT / f"{UNIT}.ipynb").read_text()
    assert "We shared the gloves out." in marked
    assert "Nothing was written." not in marked
    assert ("ben", "budgeting_q9", None, None, 1) in rows(course, MARKS)


def test_are_answers_read_back_from_the_notebook_when_the_file_is_lost(course: Course) -> None:
    folder = hand_in(course, "ben", {"q3": "check"})
    path = folder / f"{UNIT}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    book = json.loads((folder / NAME).read_text())["answers"]["q3"]
    question = read_master(source_path(course.root, UNIT)).question("q3").question
    from carelab.answers import Answer

    bundle = record(UNIT, question, read_response(question, "check"), Answer("choice", "check", book["at"]))
    cell = next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "budgeting_q3")
    cell.outputs = [nbformat.v4.new_output("display_data", data=bundle)]
    nbformat.write(notebook, path)
    (folder / NAME).write_bytes(b"{")
    run = mark_class(course, [UNIT])
    assert run.marked == 1
    assert run.repaired[0][0] == "ben"
    assert "1 answers were read from the records" in run.repaired[0][2]
    assert ("ben", "budgeting_q3", 2.0, None, 0) in rows(course, MARKS)


def test_is_a_damaged_notebook_no_harm_when_the_answers_are_whole(course: Course) -> None:
    folder = hand_in(course, "ben", best_answers(course))
    (folder / f"{UNIT}.ipynb").write_text("{ not a notebook")
    assert mark_class(course, [UNIT]).marked == 1
    marked = nbformat.read(course.root / "autograded/ben" / UNIT / f"{UNIT}.ipynb", as_version=4)
    assert any("Mark: 2 of 2 (right)" in str(c.get("outputs")) for c in marked.cells)


def test_does_marking_again_change_nothing_and_keep_what_a_person_gave(course: Course) -> None:
    hand_in(course, "amina", best_answers(course))
    mark_class(course, [UNIT])
    before = rows(course, MARKS)
    mark_class(course, [UNIT], mark_all=True)
    assert rows(course, MARKS) == before
    with sqlite3.connect(course.gradebook) as db:
        db.execute("update grade set manual_score = 1 where cell_id in (select id from base_cell where name = 'budgeting_q3')")
    mark_class(course, [UNIT])
    assert ("amina", "budgeting_q3", 2.0, 1.0, 0) in rows(course, MARKS)
    mark_class(course, [UNIT], mark_all=True)
    assert ("amina", "budgeting_q3", 2.0, 1.0, 0) in rows(course, MARKS)  # the answer is the one that the person read


def test_does_nbgrader_give_the_same_marks_by_hand_and_by_formgraders_button(course: Course) -> None:
    answers = best_answers(course)
    hand_in(course, "amina", answers)
    hand_in(course, "ben", {**answers, "q1": 72.6, "q8": "bonus", "q4": None, "q9": None})
    unmarked = course.gradebook.read_bytes()
    mark_class(course, [UNIT])
    marks, comments = rows(course, MARKS), rows(course, COMMENTS)
    course.gradebook.write_bytes(unmarked)
    shutil.rmtree(course.root / "autograded")
    nbgrader = Path(sys.executable).parent / "nbgrader"
    made = subprocess.run(
        [nbgrader, "autograde", UNIT, "--student", "amina"], cwd=course.root, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    press_autograde(course, UNIT, "ben")
    assert rows(course, MARKS) == marks
    assert rows(course, COMMENTS) == comments


def test_does_the_audit_hold_every_mark_and_show_a_change(course: Course) -> None:
    hand_in(course, "amina", best_answers(course))
    hand_in(course, "ben", {"q3": "praise"})
    mark_class(course, [UNIT])
    assert audit.verify(course.audit).entries == 2
    first, second = (json.loads(line) for line in course.audit.read_text().splitlines())
    assert first["student"] == "amina"
    third = first["marks"]["budgeting_q3"]
    assert (third["score"], third["points"], third["outcome"]) == (2.0, 2.0, "right")
    assert second["marks"]["budgeting_q3"]["outcome"] == "wrong"
    course.audit.write_text(
        course.audit.read_text().replace('"outcome": "right", "points": 2.0', '"outcome": "wrong", "points": 2.0')
    )
    with pytest.raises(audit.BrokenAudit, match="line 2"):
        audit.verify(course.audit)


def test_does_a_submission_land_whole_or_not_at_all(course: Course) -> None:
    with Gradebook(course.gradebook) as gradebook:
        with pytest.raises(GradebookProblem, match="budgeting_q77"):
            gradebook.save("amina", UNIT, [Mark("budgeting_q3", 2.0), Mark("budgeting_q77", 1.0)])
        assert gradebook.scores(UNIT) == []


def test_is_a_missing_gradebook_made_anew(course: Course) -> None:
    hand_in(course, "amina", best_answers(course))
    course.gradebook.unlink()
    assert mark_class(course, [UNIT]).marked == 1


def test_do_several_workers_give_what_one_gives(course: Course) -> None:
    for n in range(6):
        hand_in(course, f"learner{n}", {**best_answers(course), "q3": ["praise", "check"][n % 2]})
    mark_class(course, [UNIT], workers=1)
    alone = rows(course, MARKS)
    run = mark_class(course, [UNIT], workers=2, mark_all=True)
    assert (run.workers, run.marked) == (2, 6)
    assert rows(course, MARKS) == alone


def test_is_a_hand_in_under_the_name_of_no_unit_told_and_the_class_marked(course: Course) -> None:
    hand_in(course, "amina", best_answers(course))
    hand_in(course, "ben", best_answers(course)).rename(course.root / "submitted" / "ben" / "08-budgetting")
    run = mark_class(course, course.units())
    assert run.marked == 1
    ((student, unit, why),) = run.failed
    assert (student, unit) == ("ben", "08-budgetting")
    assert f"Is it {UNIT}?" in why


def test_is_nothing_told_of_hand_ins_that_were_marked_before_their_unit_was_renamed(course: Course) -> None:
    hand_in(course, "amina", best_answers(course))
    mark_class(course, [UNIT])
    for place in ("source", "release"):
        shutil.copytree(course.root / place / UNIT, course.root / place / "09-budgets")
        shutil.rmtree(course.root / place / UNIT)
    (course.root / "submitted" / "ben" / UNIT).mkdir(parents=True)
    renamed = Course.at(course.root)
    assert [(student, unit) for student, unit, _ in mark_class(renamed, renamed.units()).failed] == [("ben", UNIT)]
