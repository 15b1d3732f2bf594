"""The gradebook while nbgrader and formgrader write to it too, and a damaged one: no error of the database reaches a person."""

import sqlite3
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from classroom import PROGRAMS, UNIT, best_answers, carelab, hand_in
from nbgrader.api import Gradebook as NbGradebook

from grader import audit
from grader.audit import by_hand
from grader.course import WAITING_FOR_LOCK, Course, course_lock
from grader.gradebook import Gradebook, Mark
from grader.gradebook import store as gradebook
from grader.gradebook.problem import GradebookProblem
from grader.marking.mark import mark_class

STUDENTS = [f"learner{n}" for n in range(6)]


@pytest.fixture
def handed_in(course: Course) -> Course:
    for student in STUDENTS:
        hand_in(course, student, best_answers(course))
    return course


def full_marks(course: Course) -> bool:
    with Gradebook(course.gradebook) as open_:
        scores = open_.scores(UNIT)
    assert {s.student for s in scores} == set(STUDENTS)
    return all(s.auto == s.points for s in scores if s.grade_id != "budgeting_q9")


def test_do_carelab_and_nbgrader_mark_the_same_class_at_once(handed_in: Course) -> None:
    ours = [PROGRAMS / "carelab", "mark", "--all", "--course-dir", handed_in.root]
    theirs = [PROGRAMS / "nbgrader", "autograde", UNIT, "--force"]
    both = [
        subprocess.Popen(command, cwd=handed_in.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for command in (theirs, ours, ours)
    ]
    told = [run.communicate(timeout=300) for run in both]
    assert [run.returncode for run in both] == [0, 0, 0], told
    assert "locked" not in str(told)
    assert "Traceback" not in str(told)
    assert full_marks(handed_in)
    assert mark_class(handed_in, [UNIT]).failed == []
    assert audit.verify(handed_in.audit).entries >= 3 * len(STUDENTS)


def test_does_nbgrader_wait_for_a_run_that_is_changing_the_course(handed_in: Course) -> None:
    with course_lock(handed_in):
        theirs = subprocess.Popen(
            [PROGRAMS / "nbgrader", "autograde", UNIT], cwd=handed_in.root, stderr=subprocess.PIPE, text=True
        )
        assert theirs.stderr
        said = next(line for line in theirs.stderr if WAITING_FOR_LOCK in line)
        with Gradebook(handed_in.gradebook) as open_:
            assert open_.scores(UNIT) == [], said
    theirs.communicate(timeout=300)
    assert theirs.returncode == 0
    assert full_marks(handed_in)


def test_does_a_tutor_save_in_formgrader_while_the_class_is_marked(handed_in: Course) -> None:
    mark_class(handed_in, [UNIT])
    ended = threading.Event()
    saved: list[float] = []

    def tutor() -> None:
        while not ended.is_set() or not saved:
            with NbGradebook(f"sqlite:///{handed_in.gradebook}") as theirs:
                grade = theirs.find_grade("budgeting_q9", UNIT, UNIT, STUDENTS[len(saved) % len(STUDENTS)])
                grade.manual_score = len(saved) % 5
                theirs.db.commit()
                saved.append(grade.manual_score)

    with ThreadPoolExecutor(1) as typing:
        typed = typing.submit(tutor)
        try:
            for _ in range(3):
                assert mark_class(handed_in, [UNIT], mark_all=True).failed == []
        finally:
            ended.set()
        typed.result(timeout=60)
    assert len(saved) > len(STUDENTS)
    by_hand.note_changes(handed_in)
    last = {e["student"]: e["now"]["score"] for e in audit.entries(handed_in.audit) if e.get("event") == by_hand.EVENT}
    with Gradebook(handed_in.gradebook) as open_:
        held = {s.student: s.manual for s in open_.scores(UNIT) if s.grade_id == "budgeting_q9"}
    assert last == held
    audit.verify(handed_in.audit)


def test_are_changes_by_hand_noted_once_by_commands_that_run_together(handed_in: Course) -> None:
    mark_class(handed_in, [UNIT])
    with sqlite3.connect(handed_in.gradebook) as db:
        db.execute("update grade set manual_score = 1")
    command = [PROGRAMS / "carelab", "audit", "verify", "--course-dir", handed_in.root]
    runs = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(4)]
    assert [run.wait(timeout=120) for run in runs] == [0] * 4
    changed = [(e["student"], e["grade_id"]) for e in audit.entries(handed_in.audit) if e.get("event") == by_hand.EVENT]
    assert len(changed) == len(set(changed)) > len(STUDENTS)


def test_can_nobody_add_a_student_between_our_look_and_our_writing(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    look = Gradebook._submission
    refused: list[str] = []

    def looked_at(*of: object) -> str:
        other = sqlite3.connect(course.gradebook, timeout=0)
        with pytest.raises(sqlite3.OperationalError) as why:
            other.execute("insert into student (id) values ('zoe')")
        refused.append(str(why.value))
        other.close()
        return look(*of)  # type: ignore[arg-type]

    monkeypatch.setattr(Gradebook, "_submission", looked_at)
    with Gradebook(course.gradebook) as ours:
        ours.save("zoe", UNIT, [Mark("budgeting_q3", 2.0)])
        assert [(s.student, s.auto) for s in ours.scores(UNIT) if s.auto is not None] == [("zoe", 2.0)]
    assert refused == ["database is locked"]


@pytest.mark.parametrize("damage", ["not a gradebook", "torn"])
def test_is_a_damaged_gradebook_named_with_what_to_do(handed_in: Course, damage: str) -> None:
    whole = handed_in.gradebook.read_bytes()
    handed_in.gradebook.write_bytes(b"<html>" * 4096 if damage == "not a gradebook" else whole[:4096] + b"\xff" * 40_000)
    for command in ("mark", "report", "feedback", "audit show"):
        made = carelab(handed_in, *command.split())
        told = made.stderr.replace("\n", " ")
        assert made.returncode == 2, told
        assert "Traceback" not in told
        assert str(handed_in.gradebook) in made.stderr.replace("\n", "")
        assert "Restore it from a back-up." in told
    handed_in.gradebook.write_bytes(whole)
    assert mark_class(handed_in, [UNIT]).failed == []
    assert full_marks(handed_in)


@pytest.mark.parametrize("lock", ["immediate", "exclusive"])
def test_is_a_lock_that_stays_told_in_words_wherever_it_is_met(
    handed_in: Course, monkeypatch: pytest.MonkeyPatch, lock: str
) -> None:
    mark_class(handed_in, [UNIT])
    monkeypatch.setattr(gradebook, "PATIENCE_SECONDS", 0.1)
    other = sqlite3.connect(handed_in.gradebook)
    other.execute(f"begin {lock}")
    with pytest.raises(GradebookProblem, match="another program is using it"):
        mark_class(handed_in, [UNIT], mark_all=True)
    if lock == "exclusive":
        with pytest.raises(GradebookProblem, match="another program is using it"):
            by_hand.note_changes(handed_in)
    other.rollback()
    other.close()
    assert mark_class(handed_in, [UNIT]).failed == []
    assert full_marks(handed_in)
