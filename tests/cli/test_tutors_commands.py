"""The commands of a tutor's marking, run as typed: formgrader, questions; on a code page, and without a gradebook."""

import http.cookiejar
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

import nbgrader
import psutil
import pytest
from classroom import UNIT, best_answers, hand_in

from grader.audit import LostGradebook
from grader.course import Course, scripts_on_path
from grader.gradebook import Gradebook, GradebookProblem
from grader.marking.mark import mark_class

CARELAB = Path(sys.executable).with_name("carelab")
OLD = Path(nbgrader.__file__).parent / "tests" / "apps" / "files" / "gradebook.db"
"""A gradebook of an early nbgrader, which nbgrader ships for its own tests."""


def test_does_formgrader_open_at_the_list_of_what_is_to_be_marked(course: Course) -> None:
    hand_in(course, "amina", best_answers(course))
    mark_class(course, [UNIT])
    command = [CARELAB, "formgrader", UNIT, "--no-browser", "--course-dir", course.root]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        found = re.search(r"http://127\.0\.0\.1:\d+\S+", running.stdout.readline())
        assert found
        browser = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))
        with browser.open(found[0], timeout=60) as page:
            assert page.url.endswith(f"/formgrader/gradebook/{UNIT}/{UNIT}")
        api = f"{found[0].partition('/login')[0]}/formgrader/api/submitted_notebooks/{UNIT}/{UNIT}"
        with browser.open(api, timeout=60) as listed:  # what the page itself asks for
            assert b'"needs_manual_grade": true' in listed.read()
        started = psutil.Process(running.pid).children(recursive=True)
        assert started
        running.terminate()
        assert psutil.wait_procs(started, 20)[1] == []


def test_is_the_marking_guide_there_to_read_also_on_a_code_page(course: Course) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    for command in (("questions", UNIT), ("doctor",)):
        made = subprocess.run(
            [CARELAB, *command, "--course-dir", course.root], capture_output=True, encoding="cp1252", env=env, check=False
        )
        assert "Traceback" not in made.stderr
        assert "OK " in made.stdout
    guide = subprocess.run([CARELAB, "questions", UNIT, "--course-dir", course.root], capture_output=True, text=True, check=True)
    read = " ".join(guide.stdout.split())
    assert "What should the manager do first? ✗ Thank the team for the saving" in read
    assert "✓ Find out whose training is overdue and what that puts at risk, then book those Favourable on paper" in read
    assert "Right: - 63.2" in read
    assert "- Must: Pay that's owed is there" in read
    assert "- Says what you'd do next" in read
    assert "{" not in read


def test_does_an_early_gradebook_say_which_command_mends_it_and_work_after_that(other: Course) -> None:
    shutil.copy(OLD, other.gradebook)
    with pytest.raises(GradebookProblem) as told:
        Gradebook(other.gradebook)
    assert "nbgrader db upgrade" in told.value.next_step
    scripts_on_path()
    subprocess.run([CARELAB.with_name("nbgrader"), "db", "upgrade"], cwd=other.root, check=True, capture_output=True)
    with Gradebook(other.gradebook) as gradebook:
        assert gradebook.points("ps1") == {}  # asks each table, also those that nbgrader adds later


def test_is_a_lost_gradebook_said_before_it_is_made_anew(course: Course) -> None:
    hand_in(course, "amina", best_answers(course))
    mark_class(course, [UNIT])
    course.gradebook.unlink()
    with pytest.raises(LostGradebook, match="Marks of 1 student were in it"):
        mark_class(course, [UNIT])
    assert not course.gradebook.exists()
