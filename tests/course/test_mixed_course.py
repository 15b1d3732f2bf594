"""A course in which some units are Care Lab's and some are any nbgrader notebooks."""

import shutil
from pathlib import Path
from typing import Any

import any_course
import pytest
from classroom import UNIT, best_answers, hand_in
from typer.testing import CliRunner

from grader.authoring.build import generate
from grader.cli import app
from grader.course import BadCourse, Course
from grader.gradebook import Gradebook


@pytest.fixture
def mixed(course: Course, other_built: Path) -> Course:
    shutil.copytree(other_built / "source" / "ps1", course.root / "source" / "ps1")
    generate(course.root, ["ps1"])
    hand_in(course, "amina", best_answers(course))
    for student, code in {"amina": "def double(x):\n    return x + x", "ben": "def double(x):\n    return 4"}.items():
        any_course.hand_in(course, student, code)
    return course


def carelab(course: Course, *arguments: str) -> Any:
    return CliRunner().invoke(app, [*arguments, "--course-dir", str(course.root)])


def test_does_each_command_do_its_units_and_say_what_does_the_others(mixed: Course) -> None:
    marked, built, feedback, report = (carelab(mixed, command) for command in ("mark", "build", "feedback", "report"))
    verified = carelab(mixed, "audit", "verify")

    assert [run.exit_code for run in (marked, built, feedback, report, verified)] == [0] * 5, built.output
    assert "3 submissions marked" in marked.stdout
    assert "ps1 is not one of Care Lab's units. For it: nbgrader generate_assignment ps1" in built.stderr
    assert "ps1 is not one of Care Lab's units. For it: nbgrader generate_feedback ps1" in feedback.stderr
    assert "1 page is in" in feedback.stdout
    assert "3 entries, none changed" in verified.stdout
    assert {p.stem for p in (mixed.root / "reports").iterdir()} == {UNIT}
    with Gradebook(mixed.gradebook) as gradebook:
        marks = {(s.student, s.grade_id): s.auto for s in gradebook.scores("ps1")}
        own = [s for s in gradebook.scores(UNIT) if not s.waits]
    assert (marks["amina", "test_double"], marks["ben", "test_double"]) == (3.0, 0.0)
    assert own
    assert all(s.auto == s.points for s in own)


@pytest.mark.parametrize("command", ["build", "feedback", "report", "questions"])
@pytest.mark.parametrize("named", [["ps1"], []])
def test_does_a_command_say_of_a_unit_that_is_not_care_labs_what_to_do(other: Course, command: str, named: list[str]) -> None:
    said = carelab(other, command, *named).exception
    assert isinstance(said, BadCourse)
    assert said.problem.startswith("ps1 is not one of Care Lab's units")
    assert said.next_step.startswith("carelab mark marks it")
