"""Marking only what changed: whatever could make a mark stale leads to marking again, and nothing else does."""

import json
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from classroom import UNIT, best_answers, hand_in

from carelab.answers import NAME, AnswerFile
from grader.course import Course
from grader.gradebook import Gradebook
from grader.gradebook.problem import GradebookProblem
from grader.marking import previous
from grader.marking.mark import mark_class


@pytest.fixture
def marked(course: Course, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A class of three, marked; every file counts as settled, as it would be the day after."""
    monkeypatch.setattr("grader.course.folder_state.SETTLED_NS", 0)
    for student in ("amina", "ben", "chi"):
        hand_in(course, student, best_answers(course))
    assert (mark_class(course, [UNIT]).marked, mark_class(course, [UNIT]).unchanged) == (3, 3)
    return course


def again(course: Course) -> tuple[int, int]:
    run = mark_class(course, [UNIT])
    assert run.failed == []
    return run.marked, run.unchanged


def amina(course: Course, where: str, name: str) -> Path:
    return course.root / where / "amina" / UNIT / name


def edit(path: Path, old: str = "\n", new: str = " \n") -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def in_the_gradebook(course: Course, change: str) -> None:
    amina_only = (
        "notebook_id in (select n.id from submitted_notebook n join submitted_assignment a on a.id = n.assignment_id "
        "where a.student_id = 'amina')"
    )
    with sqlite3.connect(course.gradebook) as db:
        assert db.execute(f"{change} and {amina_only}").rowcount > 0


def swapped_quietly(course: Course) -> None:
    """Other content of the same size, with the old time put back: what a copying program may do."""
    path = amina(course, "submitted", NAME)
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b'"at": "2', b'"at": "1', 1))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


ONE = {
    "an answer": lambda c: AnswerFile(amina(c, "submitted", ""), UNIT).save("q1", "number", 70),
    "same size and time": swapped_quietly,
    "the notebook": lambda c: edit(amina(c, "submitted", f"{UNIT}.ipynb")),
    "mark changed": lambda c: in_the_gradebook(c, "update grade set auto_score = 0 where auto_score = 10"),
    "marks lost": lambda c: in_the_gradebook(c, "delete from grade where auto_score = 10"),
    "a file more": lambda c: amina(c, "submitted", "notes.txt").write_text("mine"),
    "a file less": lambda c: amina(c, "submitted", f"{UNIT}.ipynb").unlink(),
    "a link": lambda c: amina(c, "submitted", "link").symlink_to("answers.json"),
    "no marked notebook": lambda c: amina(c, "autograded", f"{UNIT}.ipynb").unlink(),
    "marked notebook edited": lambda c: edit(amina(c, "autograded", f"{UNIT}.ipynb")),
    "no verdicts": lambda c: amina(c, "autograded", "verdicts.json").unlink(),
    "no autograded": lambda c: shutil.rmtree(amina(c, "autograded", "")),
    "record cut short": lambda c: amina(c, "autograded", f".{UNIT}.marked.json").write_text('{"rules": "'),
    "record of another kind": lambda c: amina(c, "autograded", f".{UNIT}.marked.json").write_text("[1]"),
}


def test_is_one_marked_again_that_changed_or_whose_mark_did_and_no_other(marked: Course) -> None:
    for name, change in ONE.items():
        change(marked)
        assert again(marked) == (1, 2), name
        assert again(marked) == (0, 3), name


def test_does_a_folder_that_is_only_touched_keep_its_mark(marked: Course) -> None:
    os.utime(amina(marked, "submitted", NAME))
    record = amina(marked, "autograded", f".{UNIT}.marked.json")
    before = json.loads(record.read_text())
    assert again(marked) == (0, 3)
    after = json.loads(record.read_text())
    assert before.pop("files") != after.pop("files")
    assert before == after


def test_are_files_too_new_to_be_told_by_their_time_told_by_their_content(
    marked: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.course.folder_state.SETTLED_NS", 60 * 10**9)
    assert again(marked) == (0, 3)
    assert json.loads(amina(marked, "autograded", f".{UNIT}.marked.json").read_text())["files"] is None
    AnswerFile(amina(marked, "submitted", ""), UNIT).save("q1", "number", 70)
    assert again(marked) == (1, 2)


ALL = {
    "the tutor's notebook": lambda c, m: edit(c.root / "source" / UNIT / f"{UNIT}.ipynb"),
    "a file beside it": lambda c, m: (c.root / "source" / UNIT / "data.csv").write_text("1"),
    "the released notebook": lambda c, m: edit(c.root / "release" / UNIT / f"{UNIT}.ipynb"),
    "Care Lab's code": lambda c, m: m.setattr(previous, "marks_by", lambda: "another"),
}


def test_is_everyone_marked_again_when_what_marks_them_changed(marked: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, change in ALL.items():
        change(marked, monkeypatch)
        assert again(marked) == (3, 0), name


def test_does_trusting_code_count_and_does_all_mean_all(marked: Course) -> None:
    assert mark_class(marked, [UNIT], trust_code=True).marked == 3
    assert mark_class(marked, [UNIT], trust_code=True, mark_all=True).marked == 3
    assert mark_class(marked, [UNIT]).marked == 3


def test_is_what_could_not_be_marked_tried_again_each_time(marked: Course) -> None:
    for name in (NAME, f"{UNIT}.ipynb"):
        amina(marked, "submitted", name).write_bytes(b"")
    for _ in range(2):
        run = mark_class(marked, [UNIT])
        assert (len(run.failed), run.marked, run.unchanged) == (1, 0, 2)


def test_does_no_old_record_stand_when_a_run_stopped_between_the_marked_notebook_and_the_gradebook(
    marked: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in = amina(marked, "submitted", NAME)
    first = handed_in.read_bytes()
    AnswerFile(handed_in.parent, UNIT).save("q1", "number", 70)

    def stop(*_: object, **__: object) -> None:
        raise GradebookProblem("The gradebook is away.")

    with monkeypatch.context() as broken:
        broken.setattr(Gradebook, "save", stop)
        with pytest.raises(GradebookProblem):
            mark_class(marked, [UNIT])
    handed_in.write_bytes(first)
    assert again(marked) == (1, 2)


def test_does_a_hand_in_that_can_no_longer_be_read_lose_its_marks_but_not_those_that_a_person_gave(marked: Course) -> None:
    in_the_gradebook(marked, "update grade set manual_score = 7 where auto_score = 10")
    for name in (NAME, f"{UNIT}.ipynb"):
        amina(marked, "submitted", name).write_bytes(b"")
    assert len(mark_class(marked, [UNIT]).failed) == 1
    with Gradebook(marked.gradebook) as gradebook:
        scores = gradebook.scores(UNIT)
    assert {(s.auto, s.waits) for s in scores if s.student == "amina"} == {(None, True)}
    assert [s.earlier for s in scores if s.student == "amina" and s.earlier is not None] == [7]
    assert any(s.auto for s in scores if s.student == "ben")
    assert not amina(marked, "autograded", f"{UNIT}.ipynb").exists()
    assert not amina(marked, "autograded", "verdicts.json").exists()


def test_does_no_mark_stand_by_tutors_files_that_cannot_be_read_whole(marked: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.course.folder_state.MOST_FILES", 1)
    (marked.root / "source" / UNIT / "data.csv").write_text("1")
    assert mark_class(marked, [UNIT]).marked == 3
    assert mark_class(marked, [UNIT]).marked == 3


def test_is_a_class_looked_over_without_opening_what_was_handed_in(marked: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.marking.mark.mark_submission", lambda _: pytest.fail("a submission was read"))
    assert again(marked) == (0, 3)
