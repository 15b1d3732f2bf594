import signal
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from classroom import UNIT, best_answers, hand_in
from soak import WHOLE, long_proof

from carelab.answers.handin import make_handin
from grader.course import Course
from grader.intake import read_zip, settle, take
from grader.intake.placement import finish
from grader.marking.mark import mark_class

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
MOODLE = "Amina Khan_101_assignsubmission_file"


def make_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return path


def test_does_a_students_own_file_come_in(course: Course, tmp_path: Path) -> None:
    folder = hand_in(course, "home", best_answers(course))
    found = read_zip(course, make_handin(folder, UNIT), student="amina")
    assert [f.problem for f in found] == ["", ""]
    assert take(course, found) == 2
    assert (course.root / "submitted/amina" / UNIT / "answers.json").read_bytes() == (folder / "answers.json").read_bytes()


def test_does_moodles_zip_of_a_class_come_in_student_by_student(course: Course, tmp_path: Path) -> None:
    folder = hand_in(course, "home", best_answers(course))
    packed = make_handin(folder, UNIT).read_bytes()
    answers = (folder / "answers.json").read_bytes()
    path = make_zip(
        tmp_path / "class.zip",
        {
            f"Amina Khan_101_assignsubmission_file/{UNIT}-handin.zip": packed,
            f"Zoë O'Neil_102_assignsubmission_file/{UNIT}/answers.json": answers,
            "Ben Cole_103_assignsubmission_file/holiday.jpg": b"x",
        },
    )
    found = read_zip(course, path)
    taken = {(f.student, f.unit, f.name) for f in found if not f.problem}
    assert taken == {("101", UNIT, "answers.json"), ("101", UNIT, f"{UNIT}.ipynb"), ("102", UNIT, "answers.json")}
    assert ["holiday.jpg" in f.problem for f in found if f.problem] == [True]


def test_is_nothing_written_outside_submitted(course: Course, tmp_path: Path) -> None:
    path = make_zip(tmp_path / "bad.zip", {f"../../evil/{UNIT}/answers.json": b"{}", "/etc/x/answers.json": b"{}"})
    found = read_zip(course, path, student="amina")
    assert all("points outside" in f.problem for f in found)
    assert take(course, found) == 0


def test_does_a_file_that_is_no_zip_say_so(course: Course, tmp_path: Path) -> None:
    path = tmp_path / "notes.zip"
    path.write_bytes(b"hello")
    assert "notes.zip is not a zip" in read_zip(course, path)[0].problem


def test_is_a_file_of_nobody_left_out_with_advice(course: Course, tmp_path: Path) -> None:
    path = make_zip(tmp_path / "loose.zip", {f"{UNIT}/answers.json": b"{}"})
    assert "--student" in read_zip(course, path)[0].problem


def timed(path: Path, members: dict[str, tuple[bytes, datetime]]) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        for name, (data, at) in members.items():
            packed.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), data)
    return path


def submitted(course: Course) -> dict[str, bytes]:
    folder = course.root / "submitted"
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_does_a_later_hand_in_replace_an_earlier_one_and_is_that_kept(course: Course, tmp_path: Path) -> None:
    for n in (1, 2):
        path = timed(tmp_path / f"{n}.zip", {f"{MOODLE}/{UNIT}/answers.json": (b"%d" % n, NOON + timedelta(hours=n))})
        found = settle(course, read_zip(course, path))
        assert [f.state for f in found] == [["new"], ["replaces"]][n - 1]
        assert take(course, found) == 1
    assert submitted(course) == {f"101/{UNIT}/answers.json": b"2"}
    assert [p.read_bytes() for p in (course.root / "set-aside/earlier/101" / UNIT).rglob("*.json")] == [b"1"]


def test_does_an_older_file_never_replace_a_later_one_unless_told(course: Course, tmp_path: Path) -> None:
    old, new = (
        timed(tmp_path / f"{n}.zip", {f"{MOODLE}/{UNIT}/answers.json": (b"%d" % n, NOON + timedelta(hours=n))}) for n in (1, 2)
    )
    take(course, read_zip(course, new))
    found = settle(course, read_zip(course, old))
    assert "A later hand-in stands in submitted/, of 03 Nov 2026 14:00 and this one of 03 Nov 2026 13:00" in found[0].problem
    assert take(course, read_zip(course, old)) == 0
    assert submitted(course) == {f"101/{UNIT}/answers.json": b"2"}
    assert take(course, read_zip(course, old), newer_stays=False) == 1
    assert submitted(course) == {f"101/{UNIT}/answers.json": b"1"}


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_is_the_later_of_two_in_one_run_taken_in_whatever_order(course: Course, tmp_path: Path, order: tuple[int, int]) -> None:
    paths = [timed(tmp_path / f"{n}.zip", {f"{UNIT}/answers.json": (b"%d" % n, NOON + timedelta(hours=n))}) for n in order]
    found = [one for path in paths for one in read_zip(course, path, student="101")]
    assert ["A later one" in one.problem for one in settle(course, found)] == [n == 1 for n in order]
    assert take(course, found) == 1
    assert submitted(course) == {f"101/{UNIT}/answers.json": b"2"}


def test_is_the_same_file_taken_in_once(course: Course, tmp_path: Path) -> None:
    path = timed(tmp_path / "a.zip", {f"{MOODLE}/{UNIT}/answers.json": (b"1", NOON)})
    assert take(course, read_zip(course, path)) == 1
    assert [one.state for one in settle(course, read_zip(course, path))] == ["same"]
    assert take(course, read_zip(course, path)) == 0
    assert not (course.root / "set-aside").exists()


def test_does_a_clock_in_the_future_not_keep_later_work_out(course: Course, tmp_path: Path) -> None:
    for year in (2099, 2098):
        path = timed(
            tmp_path / f"{year}.zip", {f"{MOODLE}/{UNIT}/answers.json": (b"%d" % year, datetime(year, 1, 1, tzinfo=UTC))}
        )
        assert take(course, read_zip(course, path)) == 1
    assert submitted(course) == {f"101/{UNIT}/answers.json": b"2098"}


def test_is_a_file_known_by_what_it_says_where_its_path_says_nothing(course: Course, tmp_path: Path) -> None:
    data = f'{{"schema": 1, "assignment": "{UNIT}", "answers": {{}}}}'.encode()
    path = make_zip(tmp_path / "flat.zip", {f"{MOODLE}_answers (2).json": data, f"{MOODLE}_{UNIT} (1).ipynb": b"{}"})
    assert {(f.student, f.unit, f.name, f.problem) for f in read_zip(course, path)} == {
        ("101", UNIT, "answers.json", ""),
        ("101", UNIT, f"{UNIT}.ipynb", ""),
    }


def test_is_a_student_of_an_impossible_name_refused(course: Course, tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {f"{UNIT}/answers.json": b"{}"})
    for name in ("../amina", "con", "a/b", ".hidden"):
        assert "cannot be a student's name" in read_zip(course, path, student=name)[0].problem


def test_does_a_zip_that_changes_between_look_and_take_bring_nothing(course: Course, tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {f"{UNIT}/answers.json": b"{}"})
    found = read_zip(course, path, student="amina")
    make_zip(path, {f"{UNIT}/answers.json": b"[]"})
    assert take(course, found) == 0
    assert submitted(course) == {}


KILLED = """
import os, signal, sys
from pathlib import Path
from grader.course import Course
from grader.intake import read_zip, take
course, path, left = Course(Path(sys.argv[1])), Path(sys.argv[2]), int(sys.argv[3])
found = read_zip(course, path)

def count(event, arguments):
    global left
    steps = ("os.rename", "os.mkdir", "os.utime", "os.remove", "os.rmdir", "shutil.rmtree")
    if event in steps or (event == "open" and arguments[1] == "xb"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
print(take(course, found))
"""


@long_proof
def test_does_a_run_killed_at_any_step_leave_the_old_or_the_new(course: Course, tmp_path: Path) -> None:
    names = ("answers.json", f"{UNIT}.ipynb")
    old, new = (
        {f"{MOODLE}/{UNIT}/{name}": (f"{n} {name}".encode(), NOON + timedelta(hours=n)) for name in names} for n in (1, 2)
    )
    take(course, read_zip(course, timed(tmp_path / "old.zip", old)))
    states = [{f"101/{Path(name).relative_to(MOODLE)}": data for name, (data, _) in which.items()} for which in (old, new)]
    path = timed(tmp_path / "new.zip", new)
    seen = []
    for step in range(1, 100) if WHOLE else (2, 6, 8, 9, 11, 99):
        take(course, read_zip(course, tmp_path / "old.zip"), newer_stays=False)
        assert submitted(course) == states[0]
        made = subprocess.run(
            [sys.executable, "-c", KILLED, str(course.root), str(path), str(step)], capture_output=True, text=True, check=False
        )
        finish(course)
        assert submitted(course) in states
        seen.append(submitted(course) == states[1])
        if made.returncode == 0:
            break
        assert made.returncode == -signal.SIGKILL, made.stderr
    assert made.stdout == "2\n"
    assert seen == sorted(seen)
    assert 2 <= sum(seen) < len(seen)


def test_does_marking_finish_what_a_killed_intake_began(course: Course) -> None:
    folder = hand_in(course, "amina", best_answers(course))
    folder.rename(folder.with_name(f".{UNIT}.new"))
    (course.root / "submitted" / "amina" / ".other.part").mkdir()
    assert mark_class(course, [UNIT]).marked == 1
    assert [p.name for p in (course.root / "submitted" / "amina").iterdir()] == [UNIT]
