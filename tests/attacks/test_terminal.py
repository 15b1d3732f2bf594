"""What a student wrote reaches the tutor's terminal as plain letters: no codes, no markup of ours, and no end of the program."""

import json
from pathlib import Path

import pytest
from attacks.classes import UNIT, honest_class
from classroom import carelab

from grader.course import Course

PLANTED = {
    "by-markup": '{"schema": 1, "assignment": "[/bold][link=file:///etc/passwd]here", "answers": {}}',
    "by-codes": '{"schema": 1, "assignment": "\\u001b]0;owned\\u0007\\u001b[2J", "answers": {}}',
    "by-c1-codes": '{"schema": 1, "assignment": "\\u009b2J\\u202eabc", "answers": {}}',
}
FOLDERS = ("<b>[red]", "a\x1b[2Jb", "line\nNo mark: amina", "=1+1", "con", "amina.", b"\xffx".decode("utf-8", "surrogateescape"))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = honest_class(tmp_path_factory.mktemp("course"), [*PLANTED, *FOLDERS])
    for student, text in PLANTED.items():
        (course.root / "submitted" / student / UNIT / "answers.json").write_text(text, encoding="utf-8")
    (course.root / "submitted" / "linked").symlink_to(course.root / "submitted" / "amina")
    return course


def test_does_each_line_say_its_own_and_nothing_else(course: Course) -> None:
    made = carelab(course, "mark", "--all", env={"COLUMNS": "80"})
    assert made.returncode == 1
    assert "2 submissions marked" in made.stdout
    lines = [line for line in made.stderr.splitlines() if line]
    assert len(lines) == len(PLANTED) + len(FOLDERS) + 1
    assert [line for line in lines if not line.startswith("No mark: ")] == []
    assert [line for line in lines if not line.isprintable()] == []
    assert any("?/bold??link?file?///etc/passwd?" in line for line in lines)
    assert any("?b??red?, " in line and "cannot be a student's" in line for line in lines)
    assert any(line.startswith("No mark: linked, ") and "is a link" in line for line in lines)


def test_is_json_for_a_program_plain_ascii(course: Course) -> None:
    made = carelab(course, "mark", "--all", "--json")
    assert made.stdout.isascii()
    assert json.loads(made.stdout)["marked"] == 2
    assert "\x1b" not in made.stdout


def test_does_a_message_of_ours_keep_its_brackets(tmp_path: Path) -> None:
    (tmp_path / "[red]x").mkdir()
    made = carelab(Course(tmp_path / "[red]x"), "mark")
    assert made.returncode == 2
    assert "[red]x is not a course" in made.stderr
