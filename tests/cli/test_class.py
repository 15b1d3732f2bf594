"""The commands about people, as a tutor types them: what they print, what they ask, and that the advice can be followed."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from grader.cli import app
from grader.course import Course

MOODLE = "First name,Surname,Email address\nGrace,Okafor,grace.okafor@example.org\nBartosz,Nowak,bartosz@example.org\n"


@pytest.fixture
def empty(tmp_path: Path) -> Course:
    """Return a course with one unit that nobody has released yet."""
    (tmp_path / "source" / "08-budgeting").mkdir(parents=True)
    (tmp_path / "source" / "08-budgeting" / "08-budgeting.ipynb").write_text("{}")
    return Course.at(tmp_path)


def run(course: Course, *words: str) -> Result:
    return CliRunner().invoke(app, ["class", *words, "--course-dir", str(course.root)])


def test_does_an_import_name_people_and_ask_in_commands_that_work(empty: Course) -> None:
    lists = [empty.root / name for name in ("moodle.csv", "other.csv")]
    lists[0].write_text(MOODLE)
    lists[1].write_text("Name,Email\nGrace Okafor,grace@new.example.org\nBartosz Nowak,bn@new.example.org\n")
    made = run(empty, "import", str(lists[0]))
    assert made.exit_code == 0, made.output
    assert "moodle.csv: Moodle's participants, 2 people." in made.output
    assert "New: Grace Okafor (grace.okafor)" in made.output
    asked = run(empty, "import", str(lists[1]))
    assert asked.exit_code == 1
    same, _, _, other = re.findall(r"carelab class (.*)", asked.output)
    for command in (same, other):
        assert run(empty, *shlex.split(command)).exit_code == 0
    again = run(empty, "import", str(lists[1]), "--json")
    assert (again.exit_code, json.loads(again.stdout)["questions"]) == (0, [])
    states = json.loads(run(empty, "--json").stdout)
    assert [(p["id"], p["email"]) for p in states["people"]] == [
        ("bartosz", "bartosz@example.org"),
        ("Bartosz.Nowak", "bn@new.example.org"),
        ("grace.okafor", "grace@new.example.org"),
    ]
    assert {work["state"] for p in states["people"] for work in p["units"].values()} == {"not handed in"}


def test_is_the_class_a_table_of_names_and_words(empty: Course) -> None:
    assert "carelab class import FILE" in run(empty).output
    run(empty, "add", "Grace \x1b[2JOkafor", "--username", "grace")
    run(empty, "adjust", "grace", "ET25")
    (empty.root / "submitted" / "zoe" / "08-budgeting").mkdir(parents=True)
    shown = run(empty).output
    assert "\x1b" not in shown
    assert re.search(r"Grace \?\[2JOkafor.*not handed in", shown)
    assert re.search(r"zoe .*to be marked", shown)
    for line in ("1 of 2 handed in: 1 to be marked", "has adjustments: ET25", "Not in the class list: zoe"):
        assert line in shown


def test_are_two_accounts_joined_and_more_time_taken_back(empty: Course) -> None:
    run(empty, "add", "Grace Okafor", "--username", "grace")
    run(empty, "add", "G. Okafor", "--username", "okafor2")
    assert "one person from now on" in run(empty, "join", "grace", "okafor2").output
    given = run(empty, "extend", "G. Okafor", "08-budgeting", "2026-12-11", "--reason", "Night shifts")
    assert given.output == "Grace Okafor (grace) has until Friday 11 December 2026, 11:59 pm, UK time, for 08-budgeting.\n"
    assert "has no extension" in run(empty, "extend", "grace", "08-budgeting", "none").output
