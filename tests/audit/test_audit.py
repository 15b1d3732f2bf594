"""The record of every mark given: its chain, what a crash does to it, and the changes that people make by hand."""

import json
import os
import sqlite3
from typing import Any

import pytest
from classroom import UNIT, best_answers, carelab, hand_in

from grader import audit
from grader.audit import by_hand
from grader.course import Course
from grader.marking.mark import mark_class


@pytest.fixture
def marked(course: Course) -> Course:
    hand_in(course, "amina", best_answers(course))
    hand_in(course, "ben", {**best_answers(course), "q3": "praise"})
    mark_class(course, [UNIT])
    return course


def changes(course: Course) -> list[dict[str, Any]]:
    return [e for e in audit.entries(course.audit) if e.get("event") == by_hand.EVENT]


def formgrader_sets(course: Course, student: str, grade_id: str, **values: object) -> None:
    """Do to the gradebook what formgrader does when a tutor types a mark or a comment."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.gradebook}") as gradebook:
        if "comment" in values:
            gradebook.find_comment(grade_id, UNIT, UNIT, student).manual_comment = values.pop("comment")
        grade = gradebook.find_grade(grade_id, UNIT, UNIT, student)
        for name, value in values.items():
            setattr(grade, name, value)
        gradebook.db.commit()


def test_is_a_mark_changed_by_hand_kept_with_before_and_after_once(marked: Course) -> None:
    assert by_hand.note_changes(marked) == 0
    formgrader_sets(marked, "ben", "budgeting_q3", manual_score=1.0)
    formgrader_sets(marked, "ben", "budgeting_q9", manual_score=4.0, extra_credit=0.5, comment="Well seen, Ben.")
    assert (by_hand.note_changes(marked), by_hand.note_changes(marked)) == (2, 0)
    third, ninth = changes(marked)
    assert (third["student"], third["unit"], third["notebook"], third["grade_id"]) == ("ben", UNIT, UNIT, "budgeting_q3")
    assert (third["was"]["score"], third["now"]["score"]) == (None, 1.0)
    assert (ninth["now"]["score"], ninth["now"]["extra_credit"]) == (4.0, 0.5)
    assert "Well seen" not in marked.audit.read_text()
    formgrader_sets(marked, "ben", "budgeting_q3", manual_score=0.5)
    formgrader_sets(marked, "ben", "budgeting_q9", manual_score=4.0, extra_credit=None, comment=None)
    assert by_hand.note_changes(marked) == 2
    *_, third, ninth = changes(marked)
    assert (third["was"]["score"], third["now"]["score"]) == (1.0, 0.5)
    assert by_hand.in_words(third) == "By hand, budgeting_q3: mark 1 → 0.5"
    assert by_hand.in_words(ninth) == "By hand, budgeting_q9: extra points 0.5 → none, comment changed"
    assert audit.verify(marked.audit).entries == 6


def test_does_every_command_that_reads_marks_note_changes_first(marked: Course) -> None:
    for n, command in enumerate(["mark", f"report {UNIT}", f"feedback {UNIT}", "audit verify", "audit show"]):
        formgrader_sets(marked, "ben", "budgeting_q3", manual_score=n / 4)
        made = carelab(marked, *command.split())
        assert made.returncode == 0, made.stderr
        assert [(e["student"], e["now"]["score"]) for e in changes(marked)][n:] == [("ben", n / 4)], command


@pytest.mark.parametrize("lost", [1, 2, 60, 400])
def test_is_a_line_that_a_crash_cut_short_told_and_marking_goes_on(marked: Course, lost: int) -> None:
    whole = marked.audit.read_bytes()
    marked.audit.write_bytes(whole[:-lost])
    assert audit.verify(marked.audit).entries == (2 if lost == 1 else 1)
    mark_class(marked, [UNIT], mark_all=True)
    checked = audit.verify(marked.audit)
    assert (checked.entries, checked.cut_off) == ((5, 0) if lost == 1 else (4, 1))
    assert "cut short by a crash" in by_hand.in_words(list(audit.entries(marked.audit))[-3])


TAMPERED = {
    "a mark": lambda lines: [lines[0].replace(b'"score": 2.0', b'"score": 1.0'), *lines[1:]],
    "a line out": lambda lines: [lines[0], *lines[2:]],
    "lines swapped": lambda lines: [lines[1], lines[0], *lines[2:]],
    "a line twice": lambda lines: [lines[0], lines[0], *lines[1:]],
    "a line made unreadable": lambda lines: [lines[0], b"{\n", *lines[2:]],
    "the beginning out": lambda lines: lines[1:],
}


def test_is_a_changed_record_found(marked: Course) -> None:
    mark_class(marked, [UNIT], mark_all=True)
    lines = marked.audit.read_bytes().splitlines(keepends=True)
    for change in TAMPERED.values():
        marked.audit.write_bytes(b"".join(change(lines)))
        with pytest.raises(audit.BrokenAudit, match=r"audit\.jsonl, line [1-3] does not follow"):
            audit.verify(marked.audit)


def test_does_a_seal_that_was_written_down_show_a_changed_end(marked: Course) -> None:
    seal = audit.verify(marked.audit).seal
    lines = marked.audit.read_bytes().splitlines(keepends=True)
    marked.audit.write_bytes(lines[0])
    assert audit.verify(marked.audit).entries == 1
    with pytest.raises(audit.BrokenAudit, match="changed or taken away"):
        audit.verify(marked.audit, seal)
    marked.audit.write_bytes(b"".join(lines))
    mark_class(marked, [UNIT], mark_all=True)
    assert audit.verify(marked.audit, seal).entries == 4


def test_does_show_tell_one_students_marks_in_words_and_as_json(marked: Course) -> None:
    formgrader_sets(marked, "ben", "budgeting_q3", manual_score=1.0)
    told = carelab(marked, "audit", "show", "ben", UNIT, "--json")
    assert [e["student"] for e in json.loads(told.stdout)] == ["ben", "ben"]
    words = carelab(marked, "audit", "show", "ben", UNIT, env={**os.environ, "COLUMNS": "200"})
    assert "By hand, budgeting_q3: mark none → 1" in words.stdout
    assert "1 for a person to mark" in words.stdout
    assert "amina" not in words.stdout


def test_is_a_line_longer_than_any_piece_that_is_read_followed_by_its_hash(marked: Course) -> None:
    for size in (audit.CHUNK - 1, audit.CHUNK, 5 * audit.CHUNK):
        audit.append(marked.audit, [{"problem": "x" * size}, {"problem": ""}, {"problem": "é" * size}])
        assert audit.append(marked.audit, []) == 0
    assert audit.verify(marked.audit).entries == 11


def test_are_the_reasons_of_a_mark_kept_and_shown(marked: Course) -> None:
    ben = next(e for e in audit.entries(marked.audit) if e["student"] == "ben")
    third = ben["marks"]["budgeting_q3"]
    assert (third["score"], third["outcome"]) == (0.0, "wrong")
    verdicts = json.loads((marked.root / "autograded" / "ben" / UNIT / "verdicts.json").read_text())["verdicts"]
    assert third["why"] == next(v["reasons"] for v in verdicts if v["grade_id"] == "budgeting_q3") != []
    assert f"budgeting_q3: 0 of 2 (wrong). {third['why'][0]}" in "\n".join(by_hand.marks_in_words(ben))


def test_is_nothing_that_a_student_or_a_tutor_wrote_in_the_record(course: Course) -> None:
    hand_in(course, "amina", {**best_answers(course), "q9": "My own secret paragraph about the home."})
    mark_class(course, [UNIT])
    formgrader_sets(course, "amina", "budgeting_q9", manual_score=4.0, comment="A private word.")
    by_hand.note_changes(course)
    text = course.audit.read_text()
    assert "secret" not in text
    assert "private" not in text
    (change,) = changes(course)
    assert set(change) == {"at", "by", "version", "event", "student", "unit", "notebook", "grade_id", "was", "now", "before"}


def test_is_a_record_that_cannot_be_written_told_by_name(marked: Course) -> None:
    formgrader_sets(marked, "ben", "budgeting_q3", manual_score=1.0)
    for command in (["report"], ["audit", "verify"], ["mark"]):
        made = carelab(marked, *command, locked=marked.audit)
        assert made.returncode == 2
        assert f"{marked.audit} cannot be written" in made.stderr.replace("\n", "")
        assert "Traceback" not in made.stderr
    assert by_hand.note_changes(marked) == 1
    assert audit.verify(marked.audit).entries == 3


LOST = {
    "the last line": lambda c: c.audit.write_bytes(c.audit.read_bytes().splitlines(keepends=True)[0]),
    "every line": lambda c: c.audit.write_bytes(b""),
    "a mark that no marking gave": lambda c: in_the_gradebook(c, "update grade set auto_score = 9 where auto_score = 0"),
}


def in_the_gradebook(course: Course, change: str) -> None:
    with sqlite3.connect(course.gradebook) as db:
        assert db.execute(change).rowcount > 0


def test_is_a_mark_without_its_line_in_the_record_found_until_it_is_given_again(marked: Course) -> None:
    formgrader_sets(marked, "ben", "budgeting_q3", manual_score=1.0)
    verify = ("audit", "verify", "--json")
    assert json.loads(carelab(marked, *verify).stdout)["not_in_audit"] == []
    for name, lose in LOST.items():
        lose(marked)
        found = carelab(marked, *verify)
        assert found.returncode == 1, name
        assert "ben" in {mark["student"] for mark in json.loads(found.stdout)["not_in_audit"]}, name
        mark_class(marked, [UNIT], mark_all=True)
        again = carelab(marked, *verify)
        assert (again.returncode, json.loads(again.stdout)["not_in_audit"]) == (0, []), name
