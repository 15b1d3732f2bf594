"""What a tutor who does not code gets wrong in a question, and what ``carelab check`` then tells them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from planted import ROOT, Planted

from grader.check.course_check import check_course

Slip = Callable[[Planted], object]
FILE = "source/08-budgeting/08-budgeting.ipynb"
CELL = "budgeting-q8"
BONUS = '"The seniors, for a thank-you to the team in March, if nothing else needs it"'
BOILER = '"The handyperson, for the boiler that the engineer\'s report says is due in May"'
KEY = '    "surprise",\n    why={\n        "boiler"'
ASK = '    ask="To whom do you say yes today, from contingency?"'


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    return Planted(tmp_path)


def instead(old: str, new: str) -> Slip:
    return lambda course: course.replace("source", old, new)


def without(line: str) -> Slip:
    def slip(course: Planted) -> None:
        course.edit_cell("source", CELL, lambda cell: cell.update(source="".join(cell["source"]).replace(line, "")))

    return slip


def settings(**changed: object) -> Slip:
    return lambda course: course.edit_cell("source", CELL, lambda cell: cell["metadata"]["nbgrader"].update(changed))


def merged(course: Planted) -> None:
    path = course.path("source")
    path.write_text(f"<<<<<<< HEAD\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


SLIPS: dict[str, tuple[Slip, str]] = {
    "an id stands twice": (instead(f'"bonus": {BONUS}', f'"boiler": {BONUS}'), r"cell 20, line 5: 'boiler' stands twice in one"),
    "the key is left out": (instead(KEY, KEY.replace('    "surprise",\n', "")), r"question q8: .*its key is empty"),
    "the key is misspelt": (
        instead(KEY, KEY.replace("surprise", "suprise")),
        r"q8: .*not one of the options. the key is 'suprise'",
    ),
    "two keys": (instead(KEY, KEY.replace('"surprise"', '["surprise", "boiler"]')), r"question q8: .*not one of the options"),
    "a word is misspelt": (
        instead(ASK, ASK.replace("ask", "aks")),
        r"cell 20, line 1: choice has no part called aks. did you mean ask",
    ),
    "ask= is left out": (instead(f"{ASK},\n", ""), r"cell 20, line 1: choice lacks 'ask'"),
    "a comma is lost": (instead(f"{BOILER},", BOILER), r"cell 20, line 5: something is missing .* most often a comma"),
    "a quote mark is lost": (instead(f"{BOILER},", f"{BOILER[:-1]},"), r"cell 20, line 4: a quote mark is missing"),
    "curly quotes": (instead('"deficit": "An owner, to', "“deficit”: “An owner, to"), r"cell 20, line 6: curly quotes"),
    "a bracket is lost": (instead('a stomach bug",\n    },', 'a stomach bug",\n'), r"cell 20, line 10: a bracket is missing"),
    "a line is moved in": (instead(f"{ASK},\n)", f"{ASK},\n)\n  x = 1"), r"line 11: the line does not begin where it should"),
    "a name is misspelt": (instead(f"{ASK},\n)", f"{ASK},\n)\nchocie"), r"line 11: the name chocie is not known"),
    "an id is used twice": (instead('ex.choice(\n    "q8"', 'ex.choice(\n    "q3"'), r"question q3: .*this id is used twice"),
    "mark names another": (instead('mark(\n    "q8"', 'mark(\n    "q88"'), r"question q8: it has no key"),
    "a reason for nothing": (
        instead('"bonus": "It would be', '"bonuss": "It would be'),
        r"q8: .*why names what is not there: bonuss",
    ),
    "a tag for nothing": (
        instead('"bonus": "MC08", "def', '"bonuss": "MC08", "def'),
        r"q8: .*catches names what is not there.*bonuss",
    ),
    "no such statement": (
        instead('["EX-M-BUDGET-4"],\n)\n### END', '["EX-M-BUDGET-44"],\n)\n### END'),
        r"q8: it marks ex-m-budget-44",
    ),
    "an empty option": (instead(BONUS, '""'), r"question q8: .*'bonus', one of its options, has no words"),
    "two options alike": (instead(BONUS, BOILER), r"question q8: .*two of its options read the same"),
    "text for a number": (instead('"q2a",\n    9600,', '"q2a",\n    "£9,600",'), r"question q2a: .*the key must be a number"),
    "points in words": (settings(points="two"), r"question q8: its cell .* has no points"),
    "no points": (settings(points=0), r"promises 2 marks, but its questions \(q8\) carry 0"),
    "a copied cell": (settings(grade_id="budgeting_q3"), r"q8: its cell .* has the id budgeting_q3. name it budgeting_q8"),
    "not set up": (
        lambda course: course.edit_cell("source", CELL, lambda cell: cell["metadata"].pop("nbgrader")),
        r"cell 20 \(budgeting-q8\): the cell is not set up in nbgrader",
    ),
    "the key is shown": (without("### BEGIN HIDDEN TESTS\n"), r"cell 20 .*: its key is not hidden from students"),
    "the end is shown": (without("### END HIDDEN TESTS"), r"cell 20 .*: its key is not hidden from students"),
    "two versions in one file": (merged, r"cannot be read as a notebook"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_is_a_slip_told_in_words_with_its_file_and_its_place(planted: Planted, name: str) -> None:
    slip, told = SLIPS[name]
    slip(planted)
    errors = [str(found) for found in check_course(planted.material()) if found.severity == "error"]
    assert 1 <= len(errors) <= 2, errors
    assert all(error.startswith(FILE) for error in errors)
    assert any(re.search(told, error.lower()) for error in errors), errors
    whole = " ".join(errors)
    assert not re.search(r"Traceback|Error\b|keyword argument|literal|parenthes|delimiter|dict\b", whole), whole


def test_does_the_start_unit_show_every_kind_of_question() -> None:
    from carelab.questions import Question
    from grader.authoring.source_notebook import read_master

    kinds = {one.__name__.lower() for one in Question.__subclasses__()} | {"table"}
    shown = {m.question.kind for m in read_master(ROOT / "source/00-start-here/00-start-here.ipynb").questions}
    assert shown == kinds
