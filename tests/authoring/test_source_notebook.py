import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from carelab.questions import Key, Reflection, read_response, score
from carelab.questions.errors import BadQuestion, CareLabError
from grader.authoring.source_notebook import BadSource, Marked, Master, plain_text, read_master, short_name, source_path
from grader.course import Course

ROOT = Path(__file__).parents[2]

START = 'import carelab\nex = carelab.exercise("07-testing")'
ASK = 'ex.choice("q1", {"a": "Ay", "b": "Bee"}, ask="Which?")'
MARK = 'from grader.authoring.keys import mark, slip\nmark("q1", "a", why={"a": "Yes."})'
GOOD = f"{ASK}\n{MARK}"


def code(source: str, **nbgrader: Any) -> dict[str, Any]:
    about = {"nbgrader": nbgrader} if nbgrader else {}
    return {"cell_type": "code", "source": source, "metadata": about, "outputs": [], "execution_count": None}


def words(source: str, **nbgrader: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": source, "metadata": {"nbgrader": nbgrader} if nbgrader else {}}


def graded(source: str, grade_id: str = "testing_q1", **changes: Any) -> dict[str, Any]:
    return code(source, **{"grade": True, "solution": False, "grade_id": grade_id, "points": 2, **changes})


def by_hand(grade_id: str = "testing_q9", **changes: Any) -> dict[str, Any]:
    return words("*Your tutor marks this.*", **{"grade": True, "solution": True, "grade_id": grade_id, "points": 12, **changes})


REFLECT = code('ex.reflection("q9", {"a": "Ay"}, ask="What happened?")')


def source(folder: Path, *cells: dict[str, Any], start: str = START) -> Path:
    path = folder / "07-testing.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [code(start), *cells]}))
    return path


def refusal(path: Path, variant: int = 1) -> CareLabError:
    with pytest.raises((BadSource, BadQuestion)) as caught:
        read_master(path, variant)
    assert path.name in str(caught.value)
    return caught.value


def masters(unit: str) -> list[Master]:
    """Return a unit of the course as it is in each of its variants."""
    path = source_path(ROOT, unit)
    return [read_master(path, variant) for variant in range(1, read_master(path).variants + 1)]


def check_full_mark(marked: Marked) -> None:
    best = json.loads(json.dumps(marked.key.best(marked.question)))
    assert read_response(marked.question, best) is not None
    assert score(marked.question, marked.key, best).share == 1


@pytest.mark.parametrize("unit", Course.at(ROOT).units())
def test_every_question_of_every_variant_has_an_answer_that_earns_all_its_marks(unit: str) -> None:
    for variant, master in enumerate(masters(unit), 1):
        assert (master.unit, master.variant) == (unit, variant)
        assert master.questions
        for marked in master.questions:
            assert marked.points > 0
            assert marked.grade_id == f"{short_name(unit)}_{marked.question.id}"
            assert marked.prompt.endswith(marked.question.ask)
            json.dumps(marked.question.form(), allow_nan=False)
            if isinstance(marked.question, Reflection):
                assert marked.key == Key()
            else:
                check_full_mark(marked)


@pytest.mark.parametrize("unit", Course.at(ROOT).units())
def test_variants_differ_in_nothing_but_their_data(unit: str) -> None:
    first, *others = masters(unit)
    for other in others:
        assert [(m.question.id, m.question.kind, m.points, m.grade_id, m.question.rule) for m in other.questions] == [
            (m.question.id, m.question.kind, m.points, m.grade_id, m.question.rule) for m in first.questions
        ]
        assert [sorted(m.key.slips) for m in other.questions] == [sorted(m.key.slips) for m in first.questions]


def test_a_source_is_read_into_its_questions(tmp_path: Path) -> None:
    cells = (words("# Seven\n\nRead *this*."), words("Then that."), graded(GOOD), words("Last."), REFLECT, by_hand())
    path = source(tmp_path, *cells)
    master = read_master(path)
    assert [(m.question.id, m.points, m.grade_id) for m in master.questions] == [
        ("q1", 2, "testing_q1"),
        ("q9", 12, "testing_q9"),
    ]
    assert [m.prompt for m in master.questions] == ["Seven\nRead this.\nThen that.\nWhich?", "Last.\nWhat happened?"]
    assert master.question("q1").key == Key("a", {"a": "Yes."})
    assert master.question("q9").key == Key()
    assert list(master.by_grade_id()) == ["testing_q1", "testing_q9"]
    assert master.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (master.unit, master.variant, master.variants) == ("07-testing", 1, 1)
    with pytest.raises(KeyError):
        master.question("q2")


def test_a_students_own_cell_is_never_run(tmp_path: Path) -> None:
    own = code("raise RuntimeError", solution=True, grade=False, grade_id="testing_work")
    assert len(read_master(source(tmp_path, own, graded(GOOD))).questions) == 1


def test_the_variant_reaches_the_cells(tmp_path: Path) -> None:
    start = START.replace(")", ", variants=3)")
    asked = graded('ex.number("q1", ask="How?")\nfrom grader.authoring.keys import mark\nmark("q1", ex.variant)')
    path = source(tmp_path, asked, start=start)
    assert [read_master(path, n).questions[0].key.value for n in (1, 2, 3)] == [1, 2, 3]
    assert read_master(path).variants == 3
    for n in (0, 4, -1):
        assert f"3 variants of its data; there is no variant {n}" in str(refusal(path, n))


def test_a_changed_source_is_read_again(tmp_path: Path) -> None:
    path = source(tmp_path, graded(GOOD))
    first = read_master(path)
    assert read_master(path) is first
    source(tmp_path, graded(GOOD, points=5))
    assert read_master(path).questions[0].points == 5


def test_examples_that_hold_are_accepted(tmp_path: Path) -> None:
    marked = MARK.replace('"a", why', '"a", examples=[("a", 1), ("b", 0), (None, 0)], why')
    assert len(read_master(source(tmp_path, graded(f"{ASK}\n{marked}"))).questions) == 1


def keyed(key: str) -> dict[str, Any]:
    return graded(f"{ASK}\nfrom grader.authoring.keys import mark\nmark('q1', {key})")


NAME = "07-testing.ipynb"
TWICE_THE_SAME = 'ex.choice("q1", {"a": "Ay", "b": "ay"}, ask="Which?")'
OWN_ERROR = "from carelab.questions import CareLabError\nraise CareLabError('No.', 'Do.')"


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ([graded(ASK)], f"Question q1: it has no key in {NAME}. Add mark"),
        ([code(ASK)], "q1 is asked without a mark"),
        ([graded(GOOD), code('mark("q2", "a")')], "q2 is asked without a mark, or marked without being asked"),
        ([graded("from grader.authoring.keys import mark\nmark('q1', 'a')")], "cell 2 is a grade cell that asks nothing"),
        ([graded("pass")], "cell 2 is a grade cell that asks nothing"),
        ([graded(GOOD, solution=True)], "cell 2 is a grade cell that asks nothing"),
        ([by_hand()], "cell 2 is a grade cell that asks nothing"),
        ([code(ASK), code("pass"), graded(MARK)], "cell 4 is a grade cell that asks nothing"),
        ([graded(GOOD, "testing_q2")], f"Question q1: its cell in {NAME} has the id testing_q2. Name it testing_q1"),
        ([graded(GOOD, "q1")], "has the id q1. Name it testing_q1"),
        ([code(GOOD, grade=True, solution=False, points=2)], "Name it testing_q1"),
        ([graded(f"{GOOD}\n{ASK.replace('q1', 'q2')}")], "cell 2 asks 2 questions"),
        ([graded(f"{ASK}\n{ASK}")], f"Question q1: ({NAME}, cell 2) this id is used twice"),
        ([graded(f"{GOOD}\n{MARK}")], f"Question q1: ({NAME}, cell 2) it is marked twice"),
        ([graded(TWICE_THE_SAME)], f"Question q1: ({NAME}, cell 2) two of its options read the same"),
        ([graded(f"{GOOD}\n1 / 0")], "It stops with ZeroDivisionError: division by zero"),
        ([graded("raise LookupError('ghost')")], "cell 2, line 1: It stops with LookupError: ghost"),
        ([graded("exit()")], "It stops with SystemExit"),
        ([graded("raise SystemExit(3)")], "It stops with SystemExit: 3"),
        ([graded(OWN_ERROR)], "cell 2: No. Do."),
        ([words("Read."), graded("ex.choice(")], "cell 3, line 1: A bracket is missing"),
        ([graded("%matplotlib inline")], "cell 2, line 1: A line that begins with % or ! "),
        ([graded(f"{ASK}\n{MARK.replace('q1', 'q2')}")], f"Question q1: it has no key in {NAME}"),
        ([keyed("'z'")], f"Question q1: ({NAME}) its own key is not a possible answer"),
        ([keyed("'a', why={'z': 'No.'}")], f"Question q1: ({NAME}) why names what is not there: z"),
        ([keyed("'a', examples=[('a', 0)]")], f"({NAME}) example 1 earns 1.0, not the 0 it states"),
        ([keyed("'a', examples=[(None, 0), ('b', 0.5)]")], f"({NAME}) example 2 earns 0.0, not the 0.5 it states"),
        ([keyed("'a', examples=[('a', float('nan'))]")], f"({NAME}) example 1 earns 1.0, not the nan it states"),
        ([keyed("'a', examples=[(5, 0)]")], "example 1 is not a possible answer: the answer is not one of the options"),
        ([REFLECT, by_hand(solution=False)], f"Question q9: its cell in {NAME} is of the wrong nbgrader type"),
        ([graded(REFLECT["source"], "testing_q9")], f"Question q9: its cell in {NAME} is of the wrong nbgrader type"),
        ([code(ASK), by_hand("testing_q1")], f"Question q1: its cell in {NAME} is of the wrong nbgrader type"),
        *(([graded(GOOD, points=p)], f"Question q1: its cell in {NAME} has no points") for p in (None, "2", -1, True)),
    ],
)
def test_what_is_wrong_with_a_source_is_named(tmp_path: Path, cells: list[dict[str, Any]], says: str) -> None:
    assert says in str(refusal(source(tmp_path, *cells)))


@pytest.mark.parametrize("start", ["pass", START.replace("07", "08"), f'{START}\ncarelab.exercise("06-more")'])
def test_a_source_that_opens_another_unit_is_refused(tmp_path: Path, start: str) -> None:
    assert 'its first cell must be ex = carelab.exercise("07-testing")' in str(refusal(source(tmp_path, start=start)))


def test_a_source_that_asks_as_a_lesson_does_is_refused(tmp_path: Path) -> None:
    ask = 'ex.choice("q1", {"a": "Ay", "b": "Bee"}, ask="Which?", key="a", why={})'
    said = str(refusal(source(tmp_path, graded(ask), start=START.replace("exercise", "lesson"))))
    assert "cell 2: q1 shows students its key" in said


def test_a_key_that_breaks_its_own_rules_says_which(tmp_path: Path) -> None:
    cell = """
from carelab.questions import PlanTable, must
from carelab.questions.plan import AtLeast, AtMost, Count
ex.plan("q1", [PlanTable("t", "Tasks", [], {"a": "Ay", "b": "Bee"}, mode="pick", most=2)], ask="Pick.",
        shown=[must("few", AtMost(Count("t"), 1), "At most one.")])
from grader.authoring.keys import mark
mark("q1", {"t": {"a": {}, "b": {}}}, rules=[must("two", AtLeast(Count("t"), 2), "At least two.")])
"""
    said = str(refusal(source(tmp_path, graded(cell))))
    assert said == "Question q1: (07-testing.ipynb) its own key earns 20%. Must: At most one."


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"5", b'{"nbformat": 3}', b'{"nbformat": 4, "cells": [5]}', b"\xff\xfe"])
def test_a_file_that_is_no_notebook_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "07-testing.ipynb"
    path.write_bytes(data)
    assert "07-testing.ipynb is not a notebook" in str(refusal(path))


def test_units_are_the_folders_that_hold_a_notebook_of_their_name(tmp_path: Path) -> None:
    for name in ("10-ten", "02-two", "notes"):
        (tmp_path / "source" / name).mkdir(parents=True)
    for name in ("10-ten", "02-two"):
        (tmp_path / "source" / name / f"{name}.ipynb").touch()
    (tmp_path / "source" / "notes" / "other.ipynb").touch()
    assert source_path(tmp_path, "10-ten") == tmp_path / "source" / "10-ten" / "10-ten.ipynb"
    with pytest.raises(BadSource, match=r"no unit notes .* The units there are: 02-two, 10-ten\."):
        source_path(tmp_path, "notes")


def test_a_course_without_units_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match=r"The units there are: none\."):
        source_path(tmp_path, "01-one")


@pytest.mark.parametrize(
    ("unit", "short"), [("08-budgeting", "budgeting"), ("00-start-here", "start-here"), ("budgeting", "budgeting")]
)
def test_a_units_short_name_has_no_number(unit: str, short: str) -> None:
    assert short_name(unit) == short


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("# 7. Testing well: exercises\n\nRead.\n\n# Not this", "Testing well"),
        ("# Testing", "Testing"),
        ("## Testing", "07-testing"),
        ("", "07-testing"),
    ],
)
def test_a_unit_is_titled_by_its_first_heading(tmp_path: Path, heading: str, title: str) -> None:
    path = tmp_path / NAME
    path.write_text(json.dumps({"nbformat": 4, "metadata": {}, "cells": [words(heading), code(START), graded(GOOD)]}))
    assert read_master(path).title == title


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("## A *small* **test** of `this`", "A small test of this"),
        ("- one\n- two\n\n\n> three", "one\ntwo\nthree"),
        ("See [the law](https://example.org) and ![a chart](x.png).", "See the law and a chart."),
        ("<b>Bold</b> & plain", "Bold & plain"),
        ("| a | b |\n|---|---:|\n| 1 | 2 |", "a  b \n------:\n 1  2"),
        ("", ""),
    ],
)
def test_markdown_as_plain_text(markdown: str, text: str) -> None:
    assert plain_text(markdown) == text
