import json

import pytest
from classroom import UNIT, best_answers, hand_in
from hypothesis import given
from hypothesis import strategies as st
from nbconvert import HTMLExporter
from nbformat import NotebookNode, from_dict

from grader.authoring.source_notebook import source_path
from grader.course import Course
from grader.marking import mark_notebook, read_tutors_notebook
from grader.marking.marked_notebook import as_shown

HARM = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "$\\href{javascript:alert(1)}{x}$",
    "</blockquote></div><svg/onload=alert(1)>",
    "![x](http://example.org/x.png)",
    "{{ 7*7 }} {% raw %}",
]


def page(course: Course, student: str) -> str:
    folder = course.root / "submitted" / student / UNIT
    _, notebook = mark_notebook(read_tutors_notebook(source_path(course.root, UNIT), {}), folder)
    node: NotebookNode = from_dict(notebook)
    return str(HTMLExporter(template_name="basic").from_notebook_node(node)[0])


@pytest.mark.parametrize("text", HARM)
def test_can_what_a_student_wrote_do_anything_on_the_tutors_page(course: Course, text: str) -> None:
    hand_in(course, "ben", {**best_answers(course), "q9": text})
    shown = page(course, "ben")
    assert "<script>alert" not in shown
    assert "onerror=alert(1)>" not in shown.replace("&lt;img src=x onerror=alert(1)&gt;", "")
    assert "<svg/onload" not in shown
    assert 'href="javascript' not in shown
    assert 'src="http://example.org' not in shown


def test_are_a_students_own_cells_shown_as_text_where_they_stood(course: Course) -> None:
    folder = hand_in(course, "ben", best_answers(course))
    path = folder / f"{UNIT}.ipynb"
    notebook = json.loads(path.read_text())
    own = {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": ["My notes <script>alert(1)</script>"]}
    notebook["cells"].insert(3, own)
    path.write_text(json.dumps(notebook))
    shown = page(course, "ben")
    assert "My notes" in shown
    assert "<script>alert" not in shown


def test_does_the_masters_cell_stand_whatever_was_done_to_it(course: Course) -> None:
    folder = hand_in(course, "ben", {"q3": "praise"})
    path = folder / f"{UNIT}.ipynb"
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["metadata"]["nbgrader"]["points"] = 1000
            cell["source"] = "1000"
    path.write_text(json.dumps(notebook))
    source = source_path(course.root, UNIT)
    result, made = mark_notebook(read_tutors_notebook(source, {}), folder)
    assert sum(v.score or 0 for v in result.verdicts) == 0
    assert [c["metadata"]["nbgrader"].get("points") for c in made["cells"]] == [
        c["metadata"]["nbgrader"].get("points") for c in json.loads(source.read_text())["cells"]
    ]


@given(st.text())
def test_does_shown_text_hold_no_markup(text: str) -> None:
    shown = as_shown(text)
    assert not set(shown.replace("<br>", "")) & set('<>"`*_[]$\\')
