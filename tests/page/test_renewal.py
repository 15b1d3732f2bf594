"""When a tutor corrects exercises that a student has begun, does the student get them and lose nothing?"""

import json
from pathlib import Path
from typing import Any

import pytest

from carelab.answers.book import Answer, AnswerBook
from carelab.page import make_working_copy
from carelab.page.renewal import renew

UNIT = "08-budgeting"


def cell(grade_id: str, source: str, *, solution: bool = False) -> dict[str, Any]:
    about = {"grade_id": grade_id, "solution": solution, "locked": not solution}
    return {"cell_type": "code", "source": source, "metadata": {"nbgrader": about}, "outputs": [], "execution_count": None}


def notebook(*cells: dict[str, Any]) -> str:
    return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


OLD = (cell("q1", "ask('Wich?')"), cell("q2", "total = 0", solution=True))
MINE = (cell("q1", "ask('Wich?')"), cell("q2", "total = 42", solution=True))
NEW = (cell("q1", "ask('Which?')"), cell("q2", "total = 0", solution=True))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    release = tmp_path / "release" / UNIT
    release.mkdir(parents=True)
    (release / f"{UNIT}.ipynb").write_text(notebook(*OLD))
    make_working_copy(tmp_path, UNIT)
    return tmp_path


def mine(folder: Path) -> Path:
    return folder / "my-work" / "exercises" / UNIT / f"{UNIT}.ipynb"


def test_a_corrected_notebook_comes_and_what_the_student_wrote_stays(folder: Path) -> None:
    mine(folder).write_text(notebook(*MINE))
    mine(folder).with_name("answers.json").write_text("my answers")
    (folder / "release" / UNIT / f"{UNIT}.ipynb").write_text(notebook(*NEW))
    said = make_working_copy(folder, UNIT).renewed
    assert [c["source"] for c in json.loads(mine(folder).read_text())["cells"]] == ["ask('Which?')", "total = 42"]
    assert mine(folder).with_name("answers.json").read_text() == "my answers"
    (kept,) = mine(folder).parent.glob("*-kept-*.ipynb")
    assert kept.read_text() == notebook(*MINE)
    assert kept.name in said
    assert "One cell that you wrote in was put into it." in said
    assert make_working_copy(folder, UNIT).renewed == ""
    assert len(list(mine(folder).parent.glob("*-kept-*.ipynb"))) == 1


def test_a_notebook_that_only_the_student_changed_is_left_alone(folder: Path) -> None:
    mine(folder).write_text(notebook(*MINE, {"cell_type": "markdown", "source": "my notes", "metadata": {}}))
    before = mine(folder).read_bytes()
    assert make_working_copy(folder, UNIT).renewed == ""
    assert mine(folder).read_bytes() == before


def test_a_second_correction_on_one_day_keeps_both_old_copies(folder: Path) -> None:
    release = folder / "release" / UNIT / f"{UNIT}.ipynb"
    for words in ("Which?", "Which one?"):
        release.write_text(notebook(cell("q1", f"ask('{words}')"), NEW[1]))
        assert renew(mine(folder), release)
    assert len(list(mine(folder).parent.glob("*-kept-*.ipynb"))) == 2


@pytest.mark.parametrize("text", ["my own notes", "[]", '{"cells": 5}', '{"cells": [{"metadata": null}]}', '{"cells": []}'])
def test_a_notebook_that_cannot_be_read_is_left_as_it_is(folder: Path, text: str) -> None:
    mine(folder).write_text(text)
    (folder / "release" / UNIT / f"{UNIT}.ipynb").write_text(notebook(*NEW))
    assert make_working_copy(folder, UNIT).renewed == ""
    assert mine(folder).read_text() == text


def test_exercises_count_as_begun_once_there_is_an_answer(folder: Path) -> None:
    lesson = folder / "notebooks" / UNIT
    lesson.mkdir(parents=True)
    (lesson / f"{UNIT}.ipynb").write_text(notebook())
    working = make_working_copy(folder, UNIT)
    answers = mine(folder).with_name("answers.json")
    assert working.first == working.lesson
    answers.write_text(AnswerBook(UNIT, seed=7).as_json())
    assert working.first == working.lesson
    answers.write_text(AnswerBook(UNIT).with_answer("q1", Answer("number", 64, "2026-11-23T10:42:07Z")).as_json())
    assert working.first == working.exercises
    answers.write_text("spoilt")
    assert working.first == working.exercises
