"""One person's data is given out whole, or taken out everywhere; what still names the person is told; the others keep theirs."""

import json
import zipfile
from pathlib import Path

import pytest
from classroom import UNIT, best_answers, hand_in
from intake.awkward import handin, moodle, save_zip
from typer.testing import CliRunner

from carelab.questions import CareLabError
from grader.audit import history, verify
from grader.classlist import ClassList
from grader.cli import app
from grader.course import Course
from grader.intake import look, take
from grader.marking import mark_class
from grader.person import export_person, forget_person, names_in
from grader.reports import give_feedback, give_portfolios, write_report


@pytest.fixture
def course(course: Course, tmp_path: Path) -> Course:
    """A class in which Grace handed in twice by a VLE, and Ben once by nbgrader; everything is marked and reported."""
    for given in (3, 5):
        path = save_zip(tmp_path / "class.zip", moodle({"Grace Okafor": {"a.zip": handin(given=given, day=20 + given)}}))
        take(course, look(course, [path]))
        hand_in(course, "ben01", best_answers(course)) if given == 3 else None
        mark_class(course, [UNIT])
    give_feedback(course, [UNIT])
    give_portfolios(course, [UNIT])
    write_report(course, UNIT)
    return course


def everything(course: Course) -> bytes:
    paths = [p for p in course.root.rglob("*") if p.is_file() and "source" not in p.parts and "release" not in p.parts]
    return b"\n".join(str(path.relative_to(course.root)).encode() + path.read_bytes() for path in paths)


def test_all_of_one_person_comes_out_in_one_zip_and_nothing_of_another(course: Course, tmp_path: Path) -> None:
    made = export_person(course, "Grace.Okafor", tmp_path / "grace.zip")
    with zipfile.ZipFile(made.path) as packed:
        names = packed.namelist()
        marks = json.loads(packed.read("marks.json"))
        uploads = json.loads(packed.read("intake.json"))
        whole = b"".join(packed.read(name) for name in names)
    assert len(marks) == 11
    assert len(uploads) == 2
    assert {name.partition("/")[0] for name in names} >= {
        "submitted",
        "autograded",
        "feedback",
        "uploads",
        "set-aside",
        "audit.json",
    }
    assert b"ben01" not in whole
    with pytest.raises(CareLabError):
        export_person(course, "nobody", tmp_path / "nobody.zip")


def test_a_person_is_forgotten_everywhere_and_the_record_still_holds(course: Course) -> None:
    before = list(history(course, "ben01"))
    assert b"Grace" in everything(course)
    done = forget_person(course, "Grace.Okafor")
    left = everything(course)
    assert done.left == ()
    assert [sign for sign in (b"Grace.Okafor", b"Grace Okafor", b"Grace") if sign in left] == []
    assert ClassList.load(course).get("Grace.Okafor") is None
    assert verify(course.audit).entries == len(list(history(course)))
    assert [e["marks"] for e in history(course, "ben01")] == [e["marks"] for e in before]
    assert len(list(history(course, done.pseudonym))) == 2
    assert mark_class(course, [UNIT]).failed == []


def test_what_still_names_the_person_is_told(course: Course) -> None:
    (course.root / "marks for the board.csv").write_text("Grace Okafor,31\n", encoding="utf-8")
    command = ["person", "forget", "Grace.Okafor", "--course-dir", str(course.root)]
    said = CliRunner().invoke(app, command)
    assert "Nothing was changed" in said.output
    assert len(names_in(course, "Grace.Okafor")) > 5
    said = CliRunner().invoke(app, [*command, "--yes"])
    assert said.exit_code == 1
    assert "marks for the board.csv" in said.output.replace("\n", "")
