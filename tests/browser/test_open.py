"""Does ``carelab open`` give a student their own copy, keep their work, and say plainly what is missing?"""

import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from view_course import KINDS, REAL, make_course

from carelab.page import CannotOpen, make_working_copy, open_course
from carelab.page.working_copy import find_unit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_course(tmp_path)
    return tmp_path


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_unit_is_copied_and_the_course_itself_is_left_alone(folder: Path) -> None:
    before = _tree(folder)
    working = make_working_copy(folder, REAL)
    after = _tree(folder)
    assert working.lesson == f"notebooks/{REAL}/{REAL}.ipynb"
    assert working.exercises == f"exercises/{REAL}/{REAL}.ipynb"
    assert {name: data for name, data in after.items() if not name.startswith("my-work")} == before
    assert after[f"my-work/exercises/{REAL}/{REAL}.ipynb"] == before[f"release/{REAL}/{REAL}.ipynb"]


def test_opening_again_keeps_the_students_files_and_adds_only_new_ones(folder: Path) -> None:
    working = make_working_copy(folder, REAL)
    mine = working.root / "exercises" / REAL
    (mine / f"{REAL}.ipynb").write_text("my own notes")
    (mine / "answers.json").write_text("my answers")
    (folder / "release" / REAL / "answers.json").write_text("never a student's")
    (folder / "release" / REAL / "data.csv").write_text("new")
    make_working_copy(folder, REAL)
    assert (mine / f"{REAL}.ipynb").read_text() == "my own notes"
    assert (mine / "answers.json").read_text() == "my answers"
    assert (mine / "data.csv").read_text() == "new"


def test_the_lesson_opens_first_and_the_exercises_once_they_are_begun(folder: Path) -> None:
    working = make_working_copy(folder, REAL)
    assert working.first == working.lesson
    (working.root / "exercises" / REAL / "answers.json").touch()
    assert working.first == working.exercises


@pytest.mark.parametrize(("said", "meant"), [(None, REAL), (REAL, REAL), ("08", REAL), ("8", REAL), ("kinds", KINDS)])
def test_a_unit_may_be_named_by_its_number_or_its_short_name(folder: Path, said: str | None, meant: str) -> None:
    assert find_unit(folder, said) == meant


def test_an_unknown_unit_is_named_with_those_that_there_are(folder: Path) -> None:
    with pytest.raises(CannotOpen, match=rf"There is no unit 42 in .* The units are {REAL}, {KINDS}"):
        make_working_copy(folder, "42")


def test_a_folder_without_a_course_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert open_course(None, lab=False, folder=tmp_path, browser=False) == 2
    said = capsys.readouterr().err
    assert str(tmp_path) in said
    assert "carelab open" in said
    assert list(tmp_path.iterdir()) == []


def test_a_checkout_that_was_not_built_says_which_command_mends_it(folder: Path) -> None:
    (folder / "release").rename(folder / "source")
    with pytest.raises(CannotOpen, match=r"release/ is missing\. Run: carelab build"):
        make_working_copy(folder, REAL)
    (folder / "release").mkdir()
    with pytest.raises(CannotOpen, match=rf"{REAL} is missing\. Run: carelab build {REAL}"):
        make_working_copy(folder, REAL)


def test_a_student_opens_a_unit_and_closes_it_from_the_file_menu(folder: Path) -> None:
    program = """if True:
        import sys
        from pathlib import Path
        from carelab.page import open_course
        sys.exit(open_course("8", lab=False, folder=Path(sys.argv[1]), browser=False))
    """
    with subprocess.Popen([sys.executable, "-c", program, str(folder)], stdout=subprocess.PIPE, text=True) as opened:
        assert opened.stdout is not None
        said = next(line for line in opened.stdout if "http://" in line)
        address = re.search(r"http://127\.0\.0\.1:\d+/\S+", said)
        assert address is not None
        assert f"/carelab/{REAL}/lesson/index.html?" in address[0]
        server, token = address[0].split("/carelab")[0], address[0].split("token=")[1]
        request = urllib.request.Request(f"{server}/api/shutdown", method="POST", headers={"Authorization": f"token {token}"})
        with urllib.request.urlopen(request) as answer:
            assert answer.status == 200
        assert opened.wait(timeout=60) == 0
