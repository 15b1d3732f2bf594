"""The tutors' guide, walked: each command of docs/tutors.md in its order, from the class list to the VLE's file."""

import csv
import os
import re
import shlex
import signal
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest
from classroom import ROOT, UNIT, best_answers, hand_in
from returns.test_returns import COMMENT, by_hand

from carelab.answers import make_handin
from grader.course import Course

GUIDE = (ROOT / "docs" / "tutors.md").read_text(encoding="utf-8")
COMMANDS = [
    line.strip() for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL) for line in block.splitlines() if line.strip()
]
PEOPLE = {"grace.okafor": "Grace Okafor", "bartosz.nowak": "Bartosz Nowak", "hoa": "Nguyễn Thị Hoa"}
NUMBERS = dict(zip(PEOPLE, (1234507, 1234512, 1234519), strict=True))


def write(path: Path, *rows: list[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.fixture
def tutors(course: Course) -> Course:
    """The tutor's course folder, with the files that the guide names: two of three have handed in."""
    people = [[name.rpartition(" ")[0], name.rpartition(" ")[2], f"{who}@example.ac.uk"] for who, name in PEOPLE.items()]
    write(course.root / "participants.csv", ["First name", "Surname", "Email address"], *people)
    with zipfile.ZipFile(course.root / "class.zip", "w") as packed:
        for who in list(PEOPLE)[:2]:
            path = make_handin(hand_in(course, who, best_answers(course)), UNIT)
            packed.write(path, f"{PEOPLE[who]}_{NUMBERS[who]}_assignsubmission_file/{path.name}")
    for folder in (course.root / "submitted").iterdir():
        folder.rename(course.root.parent / folder.name)
    headings = "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission),"
    headings += "Last modified (grade),Feedback comments"
    rows = [
        [
            f"Participant {NUMBERS[who]}",
            name,
            f"{who}@example.ac.uk",
            "",
            "",
            "40.00",
            "Yes",
            "Saturday, 5 December 2026, 4:41 PM",
            "-",
            "",
        ]
        for who, name in PEOPLE.items()
    ]
    write(course.root / "Grades.csv", headings.split(","), *rows)
    return course


def serve(command: list[str], course: Course) -> str:
    """Start formgrader, wait until its page answers, do in the gradebook what a tutor does there, and end it with Ctrl-C."""
    environment = {**os.environ, "BROWSER": "true"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, cwd=course.root, text=True, env=environment, **pipes) as running:
        assert running.stdout is not None
        try:
            said = next(line for line in running.stdout if "http://" in line)
            with urllib.request.urlopen(re.search(r"http://\S+", said)[0].rstrip(".")) as page:
                assert page.status == 200
                assert UNIT in page.url
            by_hand(course, "grace.okafor", 4)
            by_hand(course, "bartosz.nowak", 3)
        finally:
            running.send_signal(signal.SIGINT)
            running.communicate(timeout=30)
    return said


def test_the_tutors_guide_leads_from_the_class_list_to_the_vle_and_the_comment(tutors: Course) -> None:
    carelab = str(Path(sys.executable).with_name("carelab"))
    said = {}
    for line in COMMANDS:
        name, *words = shlex.split(line, comments=True)
        assert name == "carelab"
        if words[0] == "formgrader":
            said[line] = serve([carelab, *words], tutors)
        else:
            done = subprocess.run([carelab, *words], cwd=tutors.root, capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
            said[line] = done.stdout
    assert len(said) == len(COMMANDS) >= 15
    page = (tutors.root / "feedback" / "bartosz.nowak" / UNIT / f"{UNIT}.html").read_text(encoding="utf-8")
    assert COMMENT in page
    assert "late" in page
    with (tutors.root / "returned" / UNIT / "moodle" / "Grades.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["Full name"]: row for row in csv.DictReader(file)}
    assert [(rows[name]["Grade"] != "", rows[name]["Feedback comments"]) for name in PEOPLE.values()] == [
        (True, COMMENT), (True, COMMENT), (False, ""),
    ]  # fmt: skip
    assert (tutors.root / "grace.okafor.zip").is_file()
