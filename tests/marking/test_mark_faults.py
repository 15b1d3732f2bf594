"""What a marking run does when the machine is in the way: a full disk, a read-only file, another program, a moved clock."""

import json
import os
import shutil
import sqlite3
import subprocess
import threading
import time
from pathlib import Path

import pytest
from classroom import PROGRAMS, UNIT, best_answers, carelab, hand_in
from filelock import FileLock
from soak import WHOLE

from carelab.answers import NAME
from grader import audit
from grader.course import Course
from grader.gradebook import Gradebook
from grader.gradebook import store as gradebook
from grader.gradebook.problem import GradebookProblem
from grader.marking.mark import mark_class
from grader.marking.mark_submission import mark_submission

CARELAB = PROGRAMS / "carelab"


@pytest.fixture
def handed_in(course: Course) -> Course:
    for n in range(6):
        hand_in(course, f"learner{n}", {**best_answers(course), "q3": ["praise", "check"][n % 2]})
    return course


def marks(gradebook: Path) -> list[tuple[object, ...]]:
    with Gradebook(gradebook) as found:
        return [(score.student, score.grade_id, score.auto) for score in found.scores(UNIT)]


@pytest.mark.parametrize("left", [8, 60, 140, 240] if WHOLE else [60])
def test_does_a_full_disk_stop_the_run_with_a_reason_and_lose_nothing(handed_in: Course, tmp_path: Path, left: int) -> None:
    full, out = tmp_path / "full", tmp_path / "out"
    full.mkdir()
    out.mkdir()
    mark = f"{CARELAB} mark --workers 1 --json --course-dir {full}"
    small = ["bwrap", "--bind", "/", "/", "--dev", "/dev", "--size", str(24 * 1024 * 1024), "--tmpfs", str(full)]
    script = f"""cp -a {handed_in.root}/. {full}/ && head -c 40M /dev/zero > {full}/ballast 2>/dev/null
        truncate -s -{left}K {full}/ballast
        {mark} > {out}/first.json 2> {out}/first.txt; echo $? > {out}/first.code
        rm {full}/ballast
        {mark} > {out}/second.json 2> {out}/second.txt; echo $? > {out}/second.code
        {CARELAB} audit verify --course-dir {full} > {out}/audit.txt && cp {full}/gradebook.db {out}"""
    made = subprocess.run([*small, "sh", "-c", script], capture_output=True, text=True, check=False, timeout=300)
    said = (out / "first.txt").read_text()
    assert (out / "first.code").read_text() == "2\n", (made.stderr, said)
    assert "Stopped." in said
    assert "Traceback" not in said
    assert str(full) in said
    assert "full" in said or "space" in said
    assert (out / "second.code").read_text() == "0\n", (out / "second.txt").read_text()
    run = json.loads((out / "second.json").read_text())
    assert run["marked"] + run["unchanged"] == 6
    mark_class(handed_in, [UNIT])
    assert marks(out / "gradebook.db") == marks(handed_in.gradebook) != []


@pytest.mark.parametrize("what", ["gradebook.db", "autograded", "."] if WHOLE else ["gradebook.db", "."])
def test_does_what_cannot_be_written_stop_the_run_with_its_name(handed_in: Course, what: str) -> None:
    (handed_in.root / "autograded").mkdir(exist_ok=True)
    locked = handed_in.root / what
    made = carelab(handed_in, "mark", locked=locked)
    assert made.returncode == 2, made.stderr
    assert "Traceback" not in made.stderr
    assert str(locked) in made.stderr.replace("\n", "")
    run = mark_class(handed_in, [UNIT])
    assert (run.marked, run.failed) == (6, [])
    assert audit.verify(handed_in.audit).entries >= 6


@pytest.mark.parametrize(("command", "folder"), [("feedback", "feedback"), ("report", "reports")])
def test_do_pages_that_cannot_be_written_stop_the_command_with_their_name(handed_in: Course, command: str, folder: str) -> None:
    mark_class(handed_in, [UNIT])
    locked = handed_in.root / folder
    locked.mkdir(exist_ok=True)
    made = carelab(handed_in, command, locked=locked)
    assert made.returncode == 2, made.stderr
    assert "Traceback" not in made.stderr
    assert str(locked) in made.stderr.replace("\n", "")


def test_does_a_second_run_say_that_it_waits_and_then_do_its_work(handed_in: Course) -> None:
    with FileLock(handed_in.root / ".carelab-mark.lock"):
        command = [CARELAB, "mark", "--course-dir", handed_in.root]
        second = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert second.stderr is not None
        assert "Another run is changing this course" in second.stderr.readline()
        assert second.poll() is None
    told, _ = second.communicate(timeout=120)
    assert second.returncode == 0
    assert "6 submissions marked" in told


def test_do_two_runs_at_once_give_one_set_of_marks(handed_in: Course) -> None:
    command = [CARELAB, "mark", "--json", "--course-dir", handed_in.root]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    told = [run.communicate(timeout=300) for run in both]
    assert [run.returncode for run in both] == [0, 0], told
    runs = [json.loads(out) for out, _ in told]
    assert sorted(run["marked"] for run in runs) == [0, 6]
    assert sorted(run["unchanged"] for run in runs) == [0, 6]
    assert audit.verify(handed_in.audit).entries == 6


def test_is_a_gradebook_in_use_waited_for_and_a_long_wait_told_in_words(
    handed_in: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = sqlite3.connect(handed_in.gradebook, check_same_thread=False)
    held.execute("begin immediate")
    threading.Timer(1.5, held.rollback).start()
    assert mark_class(handed_in, [UNIT]).marked == 6
    held.execute("begin immediate")
    monkeypatch.setattr(gradebook, "PATIENCE_SECONDS", 0.2)
    with pytest.raises(GradebookProblem, match=r"gradebook\.db cannot be written .*locked.* Close other programs"):
        mark_class(handed_in, [UNIT], mark_all=True)
    held.rollback()
    held.close()
    assert mark_class(handed_in, [UNIT]).failed == []


def test_do_marks_and_record_hold_when_the_clock_was_moved(handed_in: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    first = handed_in.root / "submitted" / "learner0" / UNIT / NAME
    mark_class(handed_in, [UNIT])
    before = marks(handed_in.gradebook)
    past = "2020-01-01T00:00:00Z"
    monkeypatch.setattr("grader.audit.record.now", lambda: past)
    monkeypatch.setattr(time, "time_ns", lambda: 1_577_836_800 * 10**9)
    os.utime(first, (4e9, 4e9))
    run = mark_class(handed_in, [UNIT])
    assert (run.marked, run.unchanged) == (0, 6)
    first.write_bytes(first.read_bytes().replace(b'"at": "2', b'"at": "1', 1))
    assert mark_class(handed_in, [UNIT]).marked == 1
    assert marks(handed_in.gradebook) == before
    *_, last = audit.entries(handed_in.audit)
    assert last["at"] == past
    assert audit.verify(handed_in.audit).entries == 7


def test_does_a_process_that_dies_on_one_submission_cost_only_that_one(
    handed_in: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = handed_in.root / "submitted" / "learner3" / UNIT
    shutil.copy(bad / NAME, bad / "deadly")
    monkeypatch.setattr("grader.marking.mark.mark_submission", _dies_on_deadly)
    run = mark_class(handed_in, [UNIT], workers=2)
    assert run.marked == 5
    ((student, unit, why),) = run.failed
    assert (student, unit) == ("learner3", UNIT)
    assert "crashed twice" in why
    assert {student for student, *_ in marks(handed_in.gradebook)} == {f"learner{n}" for n in (0, 1, 2, 4, 5)}
    assert audit.verify(handed_in.audit).entries == 6


def _dies_on_deadly(submission: object) -> object:
    if (submission.folder / "deadly").exists():  # type: ignore[attr-defined]
        os._exit(9)
    return mark_submission(submission)  # type: ignore[arg-type]


def test_is_a_half_written_file_of_a_killed_run_cleared_away(handed_in: Course) -> None:
    marked = handed_in.root / "autograded" / "learner0" / UNIT
    marked.mkdir(parents=True)
    (marked / f".{UNIT}.ipynb-{'0' * 16}.part").write_text("{")
    (marked / f".verdicts.json-{'1' * 16}.part").write_text("{")
    mark_class(handed_in, [UNIT])
    assert not list(marked.rglob("*.part"))
    assert (marked / "verdicts.json").is_file()


def test_are_workers_had_where_the_temporary_folder_has_a_long_path(handed_in: Course, tmp_path: Path) -> None:
    long = tmp_path / ("x" * 90)
    long.mkdir()
    made = carelab(handed_in, "mark", "--workers", "2", "--json", env={**os.environ, "TMPDIR": str(long)})
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["marked"] == 6
