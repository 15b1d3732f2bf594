"""Whose an upload is, which of two counts, and what is kept: looked at first, asked where it is not certain, taken when told."""

import json
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from classroom import UNIT, best_answers, hand_in
from intake.awkward import OTHER, answers, blackboard, canvas, handin, moodle, notebook, save_zip, students, teams
from soak import WHOLE, long_proof
from typer.testing import CliRunner

from carelab.answers import make_handin
from grader.classlist import ClassList, Hint
from grader.cli import app
from grader.course import Course
from grader.intake import finish, look, read_records, take
from grader.marking import mark_class

WORKSHEET = """Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission),\
Last modified (grade)
Participant 1234501,Amina Khan,a.khan@example.ac.uk,Submitted for grading,,40.00,Yes,"Monday, 23 November 2026, 4:41 PM",-
Participant 1234502,Amina Khan,amina.k@example.ac.uk,Submitted for grading,,40.00,Yes,"Tuesday, 24 November 2026, 9:00 AM",-
"""


@pytest.fixture
def people(course: Course) -> ClassList:
    """A class list with three people, two of whom have one name."""
    with ClassList.changing(course) as held:
        held.listed = True
        held.add(Hint("Amina Khan", "a.khan@example.ac.uk", {"canvas": "40801"}, given="Amina", family="Khan"), id="akhan")
        held.add(Hint("Amina Khan", "amina.k@example.ac.uk", given="Amina", family="Khan"), id="akhan2")
        held.add(
            Hint("Ben Cole", "b.cole@example.ac.uk", {"blackboard": "t2201"}, group="Blue", given="Ben", family="Cole"),
            id="bcole",
        )
    return held


def became(course: Course, *paths: Path, **asked: object) -> list[tuple[str, str, str]]:
    """Return of each hand-in the student, the unit and the state."""
    return [(one.student, one.unit, one.state) for one in look(course, paths, **asked).hand_ins]


def submitted(course: Course) -> dict[str, bytes]:
    folder = course.root / "submitted"
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def one_of(name: str, **more: object) -> dict[str, dict[str, bytes]]:
    return {name: {"a.zip": handin(**more)}}


def test_a_students_own_file_comes_in_and_can_be_marked(course: Course) -> None:
    folder = hand_in(course, "home", best_answers(course))
    found = look(course, [make_handin(folder, UNIT)], student="amina")
    assert (take(course, found), mark_class(course, [UNIT]).failed) == (2, [])
    assert submitted(course)[f"amina/{UNIT}/answers.json"] == (folder / "answers.json").read_bytes()


@pytest.mark.parametrize("form", [moodle, canvas, students, blackboard, teams])
def test_student_is_refused_for_a_class_zip(form, course: Course, tmp_path: Path) -> None:
    path = save_zip(tmp_path / "class.zip", form({**one_of("Amina Khan"), **one_of("Ben Cole")}))
    found = look(course, [path], student="amina")
    assert {one.student for one in found.hand_ins} == {""}
    assert all("Leave --student out" in one.says for one in found.hand_ins)


def test_the_number_of_moodle_is_no_person(course: Course, tmp_path: Path) -> None:
    first, second = (moodle({name: {"a.zip": handin(unit)} for name in ("Amina Khan", "Ben Cole")}) for unit in (OTHER, UNIT))
    second = {name.replace("_12345", "_98765"): data for name, data in second.items()}
    (course.root / "source" / OTHER).symlink_to(Path(__file__).parents[2] / "source" / OTHER)
    paths = [save_zip(tmp_path / f"{n}.zip", files) for n, files in enumerate((first, second))]
    take(course, look(course, paths))
    assert sorted(path.name for path in (course.root / "submitted").iterdir()) == ["Amina.Khan", "Ben.Cole"]
    nameless = save_zip(tmp_path / "blind.zip", {"Participant_7_assignsubmission_file/a.zip": handin()})
    assert became(course, nameless)[0][0] != "7"


def test_two_of_one_name_are_asked_about_and_the_worksheet_tells_them_apart(course: Course, tmp_path: Path) -> None:
    files = {f"Amina Khan_{number}_assignsubmission_file/a.zip": handin(given=number % 10) for number in (1234501, 1234502)}
    path, sheet = save_zip(tmp_path / "class.zip", files), tmp_path / "Grades.csv"
    assert [state for *_, state in became(course, path)] == ["question", "question"]
    sheet.write_text(WORKSHEET, encoding="utf-8")
    found = look(course, [path, sheet])
    assert [(one.student, one.at.isoformat()) for one in found.hand_ins] == [
        ("a.khan", "2026-11-23T16:41:00+00:00"), ("amina.k", "2026-11-24T09:00:00+00:00"),
    ]  # fmt: skip
    take(course, found)
    assert submitted(course)[f"a.khan/{UNIT}/timestamp.txt"] == b"2026-11-23 16:41:00 UTC"


def test_a_name_is_asked_about_where_the_class_list_has_it_twice_and_the_answer_counts(
    course: Course, people: ClassList, tmp_path: Path
) -> None:
    path = save_zip(tmp_path / "class.zip", students(one_of("Amina Khan") | one_of("Ben Cole")))
    found = look(course, [path])
    assert [one.state for one in found.hand_ins] == ["question", "new"]
    assert "akhan) or" in found.hand_ins[0].says
    assert became(course, path, answers={"Amina Khan": "akhan2"}) == [("akhan2", UNIT, "new"), ("bcole", UNIT, "new")]


def test_an_id_of_the_vle_counts_more_than_a_name(course: Course, people: ClassList, tmp_path: Path) -> None:
    path = save_zip(
        tmp_path / "canvas.zip", {"khanamina_40801_9001_a.zip": handin(), "colebea_40899_9002_a.zip": handin(given=1)}
    )
    assert became(course, path) == [("akhan", UNIT, "new"), ("", UNIT, "question")]


def test_a_username_with_an_underscore_before_it_is_found(course: Course, people: ClassList, tmp_path: Path) -> None:
    files = blackboard({"Ben Cole": {"a.zip": handin()}, "Zoe Marsh": {"a.zip": handin(given=1)}}, receipts=False)
    assert became(course, save_zip(tmp_path / "bb.zip", files)) == [("bcole", UNIT, "new"), ("", UNIT, "question")]


def test_a_groups_upload_is_each_members(course: Course, people: ClassList, tmp_path: Path) -> None:
    with ClassList.changing(course) as held:
        held.add(Hint("Zoe Marsh", group="blue"), id="zmarsh")
    path = save_zip(tmp_path / "class.zip", {"Blue_4411_assignsubmission_file/a.zip": handin(), **moodle(one_of("Nobody Known"))})
    assert became(course, path) == [("bcole", UNIT, "new"), ("zmarsh", UNIT, "new"), ("", UNIT, "question")]


def test_files_of_nobody_are_asked_about_one_by_one(course: Course, tmp_path: Path) -> None:
    path = save_zip(tmp_path / "drive-download.zip", {"a.zip": handin(), "a(1).zip": handin(given=5)})
    found = look(course, [path])
    assert [one.state for one in found.hand_ins] == ["question", "question"]
    assert '--who "a(1).zip=ID"' in found.hand_ins[1].says
    assert became(course, path, answers={"a.zip": "x"})[0][2] == "question"
    take(course, look(course, [save_zip(tmp_path / "b.zip", students(one_of("Ben Cole", given=1) | one_of("Zoe Marsh")))]))
    assert became(course, path, answers={"a.zip": "Ben.Cole"})[0] == ("Ben.Cole", UNIT, "replaces")


def test_a_folder_and_a_single_notebook_are_read_as_they_are(course: Course, tmp_path: Path) -> None:
    home = tmp_path / "sent"
    (home / UNIT).mkdir(parents=True)
    (home / UNIT / "answers.json").write_bytes(answers())
    (home / ".DS_Store").write_bytes(b"x")
    (home / "link.json").symlink_to(course.gradebook)
    alone = tmp_path / "Amina.ipynb"
    alone.write_bytes(notebook(recorded=2))
    assert became(course, home, student="amina") == [("amina", UNIT, "new")]
    assert became(course, alone, student="amina") == [("amina", UNIT, "new")]
    assert "no file nothing.zip" in look(course, [tmp_path / "nothing.zip"], student="amina").problems[0]


def test_the_later_of_two_is_taken_and_the_earlier_kept(course: Course, tmp_path: Path) -> None:
    paths = [save_zip(tmp_path / f"{day}.zip", moodle(one_of("Ben Cole", day=day))) for day in (24, 23)]
    assert [state for *_, state in became(course, *paths)] == ["new", "older"]
    take(course, look(course, [paths[1]]))
    assert became(course, paths[1]) == [("Ben.Cole", UNIT, "same")]
    assert became(course, paths[0]) == [("Ben.Cole", UNIT, "replaces")]
    take(course, look(course, [paths[0]]))
    assert became(course, paths[1]) == [("Ben.Cole", UNIT, "older")]
    assert became(course, paths[1], newer_stays=False) == [("Ben.Cole", UNIT, "replaces")]
    earlier = [path.read_bytes() for path in (course.root / "set-aside" / "earlier").rglob("answers.json")]
    assert earlier == [answers(day=23)]
    assert len(list((course.root / "uploads" / "Ben.Cole" / UNIT).iterdir())) == 2
    assert [entry["state"] for entry in read_records(course)] == ["taken", "taken"]


def test_the_same_file_of_two_people_is_told(course: Course, tmp_path: Path) -> None:
    found = look(course, [save_zip(tmp_path / "class.zip", moodle(one_of("Ben Cole") | one_of("Amina Khan")))])
    assert "The same file, byte for byte, as Amina Khan sent." in found.hand_ins[0].notes


def test_a_zip_that_changes_between_look_and_take_brings_nothing(course: Course, tmp_path: Path) -> None:
    path = save_zip(tmp_path / "a.zip", moodle(one_of("Ben Cole")))
    found = look(course, [path])
    save_zip(path, moodle(one_of("Ben Cole", given=1)))
    assert (take(course, found), submitted(course)) == (0, {})


@pytest.mark.parametrize("name", ["../amina", "con", "a/b", ".hidden"])
def test_a_student_of_an_impossible_name_is_refused(name: str, course: Course, tmp_path: Path) -> None:
    assert (
        "cannot be a student's name"
        in look(course, [save_zip(tmp_path / "a.zip", {"answers.json": answers()})], student=name).hand_ins[0].says
    )


def test_the_command_looks_first_and_says_who_what_and_what_to_do(course: Course, tmp_path: Path) -> None:
    path = save_zip(tmp_path / "class.zip", moodle({**one_of("Ben Cole"), "Grace Adeyemi": {"Unit 8.pdf": b"%PDF"}}))
    said = CliRunner().invoke(app, ["intake", str(path), "--course-dir", str(course.root), "--json"])
    told = json.loads(said.stdout)
    assert (said.exit_code, told["written"], submitted(course)) == (1, 0, {})
    assert {(one["student"], one["unit"], one["file"], one["state"]) for one in told["files"]} == {
        ("Ben.Cole", UNIT, name, "new") for name in ("answers.json", f"{UNIT}.ipynb")
    }
    assert told["problems"] == [told["hand_ins"][1]["says"]]
    assert told["problems"][0].startswith("Grace Adeyemi sent a PDF (Unit 8.pdf). It cannot be marked. Ask for the hand-in file")
    said = CliRunner().invoke(app, ["intake", str(path), "--go", "--course-dir", str(course.root)])
    assert "2 files taken in." in said.stdout
    assert f"{UNIT}: 1 student ready, 1 not usable." in said.stdout
    assert len(submitted(course)) == 2


KILLED = """
import os, signal, sys
from pathlib import Path
from grader.course import Course
from grader.intake import look, take
course, path, left = Course(Path(sys.argv[1])), Path(sys.argv[2]), int(sys.argv[3])
found = look(course, [path])

def count(event, arguments):
    global left
    steps = ("os.rename", "os.mkdir", "os.utime", "os.remove", "os.rmdir", "shutil.rmtree")
    if event in steps or (event == "open" and arguments[1] in ("xb", "a")):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
print(take(course, found))
"""


@long_proof
def test_a_run_killed_at_any_step_leaves_the_old_or_the_new(course: Course, tmp_path: Path) -> None:
    old, new = (save_zip(tmp_path / f"{day}.zip", moodle(one_of("Ben Cole", day=day))) for day in (23, 24))
    take(course, look(course, [old]))
    states = [submitted(course)]
    take(course, look(course, [new]))
    states.append(submitted(course))
    seen = []
    for step in range(1, 100) if WHOLE else (2, 9, 12, 99):
        take(course, look(course, [old], newer_stays=False), newer_stays=False)
        assert submitted(course) == states[0]
        command = [sys.executable, "-c", KILLED, str(course.root), str(new), str(step)]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        finish(course)
        assert submitted(course) in states
        seen.append(submitted(course) == states[1])
        take(course, look(course, [new]))
        assert submitted(course) == states[1]
        if made.returncode == 0:
            break
        assert made.returncode == -signal.SIGKILL, made.stderr
    assert made.stdout == "2\n"
    assert seen == sorted(seen)
    assert 2 <= sum(seen) < len(seen)


def test_marking_finishes_what_a_killed_intake_began(course: Course) -> None:
    folder = hand_in(course, "amina", best_answers(course))
    folder.rename(folder.with_name(f".{UNIT}.new"))
    (course.root / "submitted" / "amina" / ".other.part").mkdir()
    assert mark_class(course, [UNIT]).marked == 1
    assert [path.name for path in (course.root / "submitted" / "amina").iterdir()] == [UNIT]


def test_a_long_list_of_names_is_no_person(course: Course, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr(f"{'a' * 300}_7_assignsubmission_file/answers.json", answers())
    assert became(course, tmp_path / "a.zip") == [("", UNIT, "question")]
