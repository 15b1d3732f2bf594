import zipfile
from pathlib import Path

from classroom import UNIT, best_answers, hand_in

from carelab.handin import make_handin
from grader.course import Course
from grader.intake import read_zip, take


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
