"""Marks go back into the VLE's own file: only whole marks, rounded once, every other byte as it came; a second time is asked."""

import csv
import io
import json
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest
from classroom import UNIT, best_answers, hand_in
from typer.testing import CliRunner
from vle.vle_forms import BLACKBOARD, BRIGHTSPACE, CANVAS, WORKSHEET

from grader.classlist import ClassList, Hint
from grader.cli import app
from grader.course import Course, json_lines
from grader.marking import mark_class
from grader.returns import BadReturn, Row, plan_return, write_return

FILES = {
    "moodle": ("Grades.csv", WORKSHEET.encode("utf-8-sig")),
    "canvas": ("grades.csv", CANVAS.encode("utf-8-sig")),
    "brightspace": ("bright.csv", BRIGHTSPACE.replace("\n", "\r\n").encode()),
    "blackboard": ("gc.xls", b"\xff\xfe" + BLACKBOARD.encode("utf-16-le")),
}
COMMENT = "Look again at who decides."


@pytest.fixture(scope="module")
def marked(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A class of three: Grace with everything marked, Bartosz whose paragraph waits, Hoa who handed in nothing."""
    root = tmp_path_factory.mktemp("marked") / "course"
    shutil.copytree(built, root)
    course = Course.at(root)
    with ClassList.changing(course) as people:
        people.listed = True
        grace = {"username": "grace", "id number": "T2201", "canvas": "40812", "orgdefinedid": "0022017", "blackboard": "t2201"}
        people.add(Hint("Grace Okafor", "grace.okafor@example.ac.uk", grace, given="Grace", family="Okafor"), id="grace")
        bartosz = {"canvas": "40819", "orgdefinedid": "0022071", "blackboard": "t2207"}
        people.add(Hint("Bartosz Nowak", "bartosz.nowak@example.ac.uk", bartosz, given="Bartosz", family="Nowak"), id="bartosz")
        people.add(Hint("=HYPERLINK(1)", "hoa@example.ac.uk"), id="hoa")
    for student in ("grace", "bartosz"):
        hand_in(course, student, best_answers(course))
    mark_class(course, [UNIT])
    by_hand(course, "grace", 2.125)
    return course


@pytest.fixture
def course(marked: Course, tmp_path: Path) -> Course:
    shutil.copytree(marked.root, tmp_path / "course")
    return Course.at(tmp_path / "course")


def by_hand(course: Course, student: str, points: float) -> None:
    """Mark the student's writing in the gradebook, as formgrader does, with a comment."""
    own = """notebook_id in (select n.id from submitted_notebook n join submitted_assignment a on a.id = n.assignment_id
    where a.student_id = ?)"""
    with sqlite3.connect(course.gradebook) as db:
        db.execute(
            f"update grade set manual_score = ?, needs_manual_grade = 0 where auto_score is null and {own}", (points, student)
        )
        names = "select b.name from grade g join base_cell b on b.id = g.cell_id where g.auto_score is null"
        cells = f"cell_id in (select id from base_cell where name in ({names}))"
        db.execute(f"update comment set manual_comment = ? where {cells} and {own}", (COMMENT, student))


def file_of(course: Course, to: str) -> Path:
    name, data = FILES[to]
    path = course.root / name
    path.write_bytes(data)
    return path


def exact(course: Course) -> float:
    return cell_of(course).score or 0.0


def cell_of(course: Course, decimals: int = 2) -> Row:
    return next(row for row in plan_return(course, UNIT, "csv", decimals=decimals).rows if row.person.id == "grace")


@pytest.mark.parametrize("to", FILES)
def test_only_the_cells_of_whole_marks_change(to: str, course: Course) -> None:
    path = file_of(course, to)
    plan = plan_return(course, UNIT, to, path)
    cells = {row.person.id: row.cell for row in plan.rows}
    points, mark = plan.points, cells["grace"]
    assert float(mark) == pytest.approx(exact(course) * 40 / points, abs=0.005)
    assert {cells[other] for other in cells if other != "grace"} <= {""}
    written = write_return(course, plan)
    was, now = FILES[to][1], written.file.read_bytes()
    assert written.file.name == path.name
    codec = "utf-16" if to == "blackboard" else "utf-8"
    before, after = (text.decode(codec).splitlines() for text in (was, now))
    assert path.read_bytes() == was
    ours = ("Okafor", "Second line", COMMENT, *(["Nowak"] if to == "brightspace" else []))
    others = [[line for line in lines if not any(sign in line for sign in ours)] for lines in (before, after)]
    assert others[0] == others[1]
    grace = next(line for line in after if "Okafor" in line)
    assert mark.rstrip("0").rstrip(".") in grace


def test_moodle_gets_the_comment_after_its_own_and_a_zip_that_it_takes(course: Course) -> None:
    written = write_return(course, plan_return(course, UNIT, "moodle", file_of(course, "moodle")))
    rows = list(csv.DictReader(io.StringIO(written.file.read_text(encoding="utf-8-sig"))))
    assert rows[0]["Feedback comments"].endswith(f"Second line\n{COMMENT}")
    assert (rows[1]["Grade"], rows[2]["Grade"]) == ("", "12.00")
    assert written.feedback is not None
    with zipfile.ZipFile(written.feedback) as packed:
        place = "Grace Okafor_1234507_assignsubmission_file_/"
        assert packed.namelist() == [f"{place}feedback-{UNIT}.html", f"{place}care-lab-feedback.json"]
        assert all(COMMENT in packed.read(name).decode() for name in packed.namelist())
    assert written.pages == 1


def test_a_half_is_rounded_up_once_from_the_exact_mark(course: Course) -> None:
    exact_mark = exact(course)
    assert (exact_mark * 1000) % 10 == pytest.approx(5)
    rows = {decimals: cell_of(course, decimals).cell for decimals in (0, 1, 2)}
    assert rows[2] == f"{exact_mark + 0.005:.2f}"
    assert rows[0] == f"{round(exact_mark)}"


def test_our_own_list_has_everybody_and_no_formula(course: Course) -> None:
    written = write_return(course, plan_return(course, UNIT, "csv"))
    rows = {row["Id"]: row for row in csv.DictReader(io.StringIO(written.file.read_text(encoding="utf-8-sig")))}
    assert rows["hoa"]["Name"] == "'=HYPERLINK(1)"
    assert [(rows[who]["Mark"] != "", rows[who]["State"]) for who in ("grace", "hoa")] == [(True, ""), (False, "not handed in")]
    assert rows["bartosz"]["Mark"] == ""
    assert rows["bartosz"]["State"].startswith("to be marked: 1 answer waits for a person")


def test_a_second_time_is_asked_and_recorded(course: Course) -> None:
    path = file_of(course, "canvas")
    write_return(course, plan_return(course, UNIT, "canvas", path))
    again = plan_return(course, UNIT, "canvas", path)
    with pytest.raises(BadReturn, match="given to canvas before: Grace Okafor"):
        write_return(course, again)
    write_return(course, again, again=True)
    assert [line["student"] for line in json_lines(course.root / "returns.jsonl")] == ["grace", "grace"]


@pytest.mark.parametrize(
    ("to", "file", "more", "said"),
    [
        ("canvas", "moodle", {}, "is not a file of canvas"),
        ("canvas", "canvas", {"column": "Unit 9"}, "no column called Unit 9"),
        ("moodle", "", {}, "Name the file"),
    ],
)
def test_what_cannot_be_told_is_asked(to: str, file: str, more: dict[str, str], said: str, course: Course) -> None:
    with pytest.raises(BadReturn, match=said):
        plan_return(course, UNIT, to, file_of(course, file) if file else None, **more)


def test_the_command_shows_first_and_writes_when_told(course: Course) -> None:
    path = file_of(course, "brightspace")
    command = ["return", UNIT, str(path), "--to", "brightspace", "--course-dir", str(course.root)]
    said = CliRunner().invoke(app, command)
    assert said.exit_code == 0, said.output
    assert "Nothing was written" in said.output
    assert not (course.root / "returned").exists()
    told = json.loads(CliRunner().invoke(app, [*command, "--go", "--json"]).stdout)
    assert (told["marks"], told["unknown"]) == (1, [])
    assert Path(told["file"]).is_file()
