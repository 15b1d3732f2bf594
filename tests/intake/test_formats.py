"""Notebooks of every format and age, the tutor's and a student's, are marked alike; one that nbgrader refuses is told why."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from any_course import hand_in, marks
from classroom import press_autograde

from grader.authoring.build import BuildFailed, generate
from grader.course import Course
from grader.marking.mark import mark_class

Notebook = dict[str, Any]
pytestmark = [
    pytest.mark.filterwarnings("ignore::nbformat.warnings.MissingIDFieldWarning"),
    pytest.mark.filterwarnings("ignore::nbformat.warnings.DuplicateCellId"),
]


def minor(number: int) -> Callable[[Notebook], Notebook]:
    def made(notebook: Notebook) -> Notebook:
        cells = [{key: value for key, value in cell.items() if key != "id" or number >= 5} for cell in notebook["cells"]]
        return {**notebook, "cells": cells, "nbformat_minor": number}

    return made


def format_3(notebook: Notebook) -> Notebook:
    whole = nbformat.from_dict(minor(4)(each_source(str)(notebook)))
    return json.loads(json.dumps(nbformat.convert(whole, 3)))


def schema(number: int) -> Callable[[Notebook], Notebook]:
    def made(notebook: Notebook) -> Notebook:
        for cell in notebook["cells"]:
            cell["metadata"]["nbgrader"].pop("task", None)
            cell["metadata"]["nbgrader"]["schema_version"] = number
        return notebook

    return made


def each_cell(**change: Any) -> Callable[[Notebook], Notebook]:
    return lambda notebook: {**notebook, "cells": [{**cell, **change} for cell in notebook["cells"]]}


def each_source(change: Callable[[str], Any]) -> Callable[[Notebook], Notebook]:
    return lambda notebook: {
        **notebook, "cells": [{**cell, "source": change("".join(cell["source"]))} for cell in notebook["cells"]]
    }  # fmt: skip


def metadata(**change: Any) -> Callable[[Notebook], Notebook]:
    return lambda notebook: {**notebook, "metadata": change}


def of_another_tool(notebook: Notebook) -> Notebook:
    for cell in notebook["cells"]:
        cell["metadata"] |= {
            "id": "x1",
            "colab": {"base_uri": "https://example.org"},
            "slideshow": {"slide_type": "-"},
            "a": None,
        }
    return {**notebook, "metadata": {**notebook["metadata"], "colab": {"provenance": []}, "accelerator": "GPU"}}


BOTH: dict[str, Callable[[Notebook], Notebook]] = {
    "format 3": format_3,
    **{f"format 4.{number}": minor(number) for number in (0, 1, 3, 4, 5)},
    "format 4.5 without ids": lambda notebook: {**minor(4)(notebook), "nbformat_minor": 5},
    "one id for all": each_cell(id="same"),
    "lists of lines": each_source(lambda text: text.splitlines(keepends=True)),
    "CRLF in the cells": each_source(lambda text: text.replace("\n", "\r\n")),
    "no kernel": metadata(),
    "another kernel": metadata(kernelspec={"name": "base", "display_name": "conda base", "language": "python"}),
    "another tool's metadata": of_another_tool,
}
STUDENTS = {**BOTH, "schema 1": schema(1), "schema 2": schema(2)}
FILES = {"a byte mark": lambda text: "\ufeff" + text, "CRLF": lambda text: text.replace("\n", "\r\n")}


def change(path: Path, how: Callable[[Notebook], Notebook], written: Callable[[str], str] = str) -> None:
    made = how(json.loads(path.read_text(encoding="utf-8")))
    path.write_bytes(written(json.dumps(made, indent=1)).encode())


def test_does_a_student_earn_the_same_in_every_format_and_is_no_student_blamed_for_its_age(other: Course) -> None:
    paths = {}
    for name in (*STUDENTS, *FILES):
        student = name.replace(" ", "").replace("'", "")
        hand_in(other, student, "def double(x):\n    return x + x")
        paths[student] = other.root / "submitted" / student / "ps1" / "problem1.ipynb"
        change(paths[student], STUDENTS.get(name, dict), FILES.get(name, str))
    run = mark_class(other, ["ps1"], workers=1)
    assert (run.marked, run.failed) == (len(paths), [])
    assert {student for student, *_ in run.repaired} == {"format3", "anotherkernel", "abytemark"}
    for path in paths:
        made = other.root / "autograded" / path / "ps1" / "problem1.ipynb"
        nbformat.validate(nbformat.from_dict(json.loads(made.read_text())))
    assert {tuple(found.items()) for found in scores(other).values()} == {(("essay", 0.0), ("test_double", 3.0))}


def scores(course: Course) -> dict[str, dict[str, float]]:
    from grader.gradebook import Gradebook

    found: dict[str, dict[str, float]] = {}
    with Gradebook(course.gradebook) as gradebook:
        for score in gradebook.scores("ps1"):
            found.setdefault(score.student, {})[score.grade_id] = score.auto
    return found


@pytest.mark.parametrize("name", BOTH)
def test_is_a_source_of_every_format_marked_by(other: Course, name: str) -> None:
    source = other.root / "source" / "ps1" / "problem1.ipynb"
    change(source, BOTH[name])
    generate(other.root, ["ps1"])
    hand_in(other, "amina", "def double(x):\n    return x + x")
    hand_in(other, "ben", "def double(x):\n    return 4")
    run = mark_class(other, ["ps1"], workers=1)
    assert (run.marked, run.failed, run.repaired) == (2, [], [])
    assert scores(other) == {"amina": {"essay": 0.0, "test_double": 3.0}, "ben": {"essay": 0.0, "test_double": 0.0}}


def test_does_nbgraders_road_take_a_source_of_format_3(other: Course) -> None:
    change(other.root / "source" / "ps1" / "problem1.ipynb", format_3)
    generate(other.root, ["ps1"])
    hand_in(other, "amina", "def double(x):\n    return x + x")
    press_autograde(other, "ps1", "amina")
    assert marks(other)["problem1"]["test_double"] == (3.0, 0)


REFUSED = {
    "schema 1": (schema(1), str, "nbgrader update"),
    "a byte mark": (dict, FILES["a byte mark"], "UTF-8 BOM"),
    "one name twice": (lambda n: {**n, "cells": [*n["cells"], n["cells"][1]]}, str, "Duplicate grade id: test_double"),
    "an unknown setting": (lambda n: json.loads(json.dumps(n).replace('"points"', '"pionts"')), str, "pionts"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_is_a_source_that_nbgrader_refuses_told_with_the_cause(other: Course, name: str) -> None:
    how, written, said = REFUSED[name]
    change(other.root / "source" / "ps1" / "problem1.ipynb", how, written)
    with pytest.raises(BuildFailed, match=said) as told:
        generate(other.root, ["ps1"])
    assert "traceback" not in str(told.value)
