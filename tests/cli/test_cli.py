import json
from pathlib import Path

import pytest
from classroom import ROOT, UNIT, best_answers, carelab, hand_in

from grader.authoring.questions_list import questions
from grader.course import Course

FIELDS = {"unit", "id", "kind", "points", "rule", "prompt", "options", "columns", "key", "teaches", "catches", "variants"}


def test_does_the_tutors_list_have_every_field_of_the_contract() -> None:
    course = Course.at(ROOT)
    listed = questions(course, course.units())
    json.dumps(listed)
    assert all(set(q) >= FIELDS for q in listed)
    q3 = next(q for q in listed if (q["unit"], q["id"]) == (UNIT, "q3"))
    assert q3["key"] == "check"
    assert set(q3["options"]) == {"praise", "spend", "check", "move"}
    assert q3["catches"]["praise"] == "MC08"
    q1 = next(q for q in listed if (q["unit"], q["id"]) == (UNIT, "q1"))
    assert q1["key"] == {"value": 63.2, "tolerance": 0.11, "unit": "%"}
    assert next(q for q in listed if (q["unit"], q["id"]) == (UNIT, "q9"))["key"] is None


def test_does_mark_end_with_the_json_of_the_contract(course: Course) -> None:
    hand_in(course, "amina", best_answers(course))
    (hand_in(course, "ben", {"q3": "check"}) / "answers.json").write_text("")
    made = carelab(course, "mark", "--json")
    assert made.returncode == 1, made.stderr
    run = json.loads(made.stdout)
    assert set(run) == {"marked", "unchanged", "failed", "repaired", "late", "shared", "seconds", "workers", "stopped"}
    assert run["marked"] == 1
    assert [(f["student"], f["unit"]) for f in run["failed"]] == [("ben", UNIT)]


@pytest.mark.parametrize("wrong", ["unit", "folder", "gradebook"])
def test_does_mark_end_with_json_also_when_it_cannot_mark(course: Course, wrong: str) -> None:
    hand_in(course, "amina", best_answers(course))
    units = ["08-bugeting"] if wrong == "unit" else []
    folder = course.root / "submitted" if wrong == "folder" else course.root
    if wrong == "gradebook":
        course.gradebook.write_bytes(b"<html>" * 4096)
    made = carelab(Course(folder), "mark", "--json", *units)
    assert made.returncode == 2
    run = json.loads(made.stdout)
    assert (run["marked"], run["failed"]) == (0, [])
    assert run["stopped"] in " ".join(made.stderr.split()).removeprefix("Stopped. ")


def test_does_a_wrong_folder_get_a_sentence_and_exit_code_2(tmp_path: Path) -> None:
    made = carelab(Course(tmp_path), "mark")
    assert made.returncode == 2
    assert "is not a course" in " ".join(made.stderr.split())
    assert "Traceback" not in made.stderr
