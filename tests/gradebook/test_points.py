"""Points that were changed after a release are heard of before anybody is marked out of them."""

import json

import pytest
from any_course import hand_in, marks
from classroom import nbgrader, press_autograde

from grader.authoring.build import generate
from grader.course import Course
from grader.gradebook.points import OtherPoints
from grader.marking.mark import mark_class
from grader.repair.cells import EARLIER


def make_worth(course: Course, name: str, points: float) -> None:
    path = course.root / "source" / "ps1" / "problem1.ipynb"
    notebook = json.loads(path.read_text())
    about = next(c["metadata"]["nbgrader"] for c in notebook["cells"] if c["metadata"]["nbgrader"]["grade_id"] == name)
    about["points"] = points
    path.write_text(json.dumps(notebook))


@pytest.mark.parametrize("name", ["test_double", "essay"])
def test_is_nobody_marked_out_of_points_that_the_gradebook_does_not_have(other: Course, name: str) -> None:
    hand_in(other, "amina", "def double(x):\n    return x + x")
    make_worth(other, name, 7)
    with pytest.raises(OtherPoints, match=f"{name} is worth 7 in source/, and [35] in the gradebook .*Release ps1 again"):
        mark_class(other, ["ps1"])
    assert not (other.root / "autograded").exists()


def test_are_they_marked_out_of_the_new_points_after_another_release(other: Course) -> None:
    hand_in(other, "amina", "def double(x):\n    return x + x")
    make_worth(other, "test_double", 7)
    source = other.root / "source" / "ps1" / "problem1.ipynb"
    source.write_text(source.read_text().replace("assert double(2) == 4", "assert double(3) == 6"))
    generate(other.root, ["ps1"])
    run = mark_class(other, ["ps1"])
    assert (run.marked, [what for *_, what in run.repaired]) == (1, [EARLIER])
    assert marks(other)["problem1"]["test_double"] == (7.0, 0)


def test_does_nbgrader_say_so_too(other: Course) -> None:
    hand_in(other, "amina", "def double(x):\n    return x + x")
    make_worth(other, "test_double", 0.5)
    made = nbgrader(other, "autograde", "ps1")
    assert made.returncode != 0
    assert "test_double is worth 0.5 in source/, and 3 in the gradebook" in made.stderr
    assert not (other.root / "autograded" / "amina").exists()


def test_is_nobody_marked_by_cells_that_the_gradebook_does_not_have_or_the_source_has_no_longer(other: Course) -> None:
    hand_in(other, "amina", "def double(x):\n    return x + x")
    mark_class(other, ["ps1"])
    before = marks(other)
    path = other.root / "source" / "ps1" / "problem1.ipynb"
    whole = json.loads(path.read_text())
    one_less = [c for c in whole["cells"] if c["metadata"]["nbgrader"]["grade_id"] != "test_double"]
    one_more = json.loads(json.dumps(whole["cells"]).replace("test_double", "test_again"))[1:2]
    for cells, said in (
        (one_less, "test_double is in the gradebook, and no longer in"),
        (whole["cells"] + one_more, "test_again is in source"),
    ):
        path.write_text(json.dumps({**whole, "cells": cells}))
        with pytest.raises(OtherPoints, match=f"{said}.*Where work has been marked, nbgrader refuses"):
            mark_class(other, ["ps1"])
    with pytest.raises(AssertionError, match=said):
        press_autograde(other, "ps1", "amina")
    assert marks(other) == before
    assert (other.root / "autograded" / "amina" / "ps1" / "problem1.ipynb").is_file()
