import json
import shutil
import sqlite3
from typing import Any

import nbformat
import pytest
from classroom import UNIT, best_answers, hand_in, nbgrader, press_autograde

from carelab.answers import NAME, Answer
from carelab.questions import read_response
from carelab.ui.record import record
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
    made = nbgrader(course, "autograde", UNIT, "--student", "amina")
    assert made.returncode == 0, made.stderr
    press_autograde(course, UNIT, "ben")
    assert rows(course, MARKS) == marks
    assert rows(course, COMMENTS) == comments


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
