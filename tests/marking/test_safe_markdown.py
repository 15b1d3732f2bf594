"""What a student wrote runs nothing and fetches nothing on the page that the tutor reads."""

import json
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from attacks.injections import INJECTIONS
from classroom import UNIT, best_answers, hand_in
from hypothesis import given
from hypothesis import strategies as st
from nbconvert import HTMLExporter
from nbconvert.filters import markdown2html
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode, from_dict

from grader.authoring.source_notebook import source_path
from grader.course import Course
from grader.marking import mark_notebook, read_tutors_notebook
from grader.marking.marked_notebook import as_shown
from grader.marking.safe_markdown import ATTRIBUTES, TAGS, safe_attachments, safe_cell, safe_markdown

WRAPPED = [
    *("{}", "> {}", "- {}", "<div>\n\n{}\n\n</div>", "```\n{}\n```\n{}", "    {}\n\n{}"),
    *("<pre>\n{}\n\n{}</pre>", "<!-- {} --!>{}", "<b\n{}"),
]


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("text", INJECTIONS.values(), ids=INJECTIONS)
def test_is_nothing_left_that_runs(text: str) -> None:
    shown = [markdown2html(safe_markdown(wrapped.replace("{}", text))) for wrapped in WRAPPED]
    for tag, attributes in [found for html in shown for found in Tags(html).found]:
        assert tag in TAGS
        assert {a for a in attributes if not a.startswith("on")} == set(attributes)
        assert set(attributes) - {"class", "id"} <= set(ATTRIBUTES.get(tag, ()))
        for address in (attributes.get("href"), attributes.get("src")):
            assert address is None or not address.strip().lower().startswith(("javascript", "data", "vbscript"))


@pytest.mark.parametrize("text", ["# My essay\n\n- **one**\n- $x^2$\n\n[CQC](https://www.cqc.org.uk)", "a plain line", "`code`"])
def test_is_plain_markdown_left_as_it_is(text: str) -> None:
    assert safe_markdown(text) == text


FAR = "https://example.org/who-marks-me.png"


PICTURES = ["![me](@)", "![me [2]](@)", "![me][far]\n\n[far]: @", "![far]\n\n[far]: @", '<img src="@" alt="me">', "![me](\n@)"]


@pytest.mark.parametrize("text", [picture.replace("@", FAR) for picture in PICTURES])
def test_is_no_picture_fetched_from_elsewhere(text: str) -> None:
    shown = Tags(markdown2html(safe_markdown(text)))
    assert [attributes.get("src") for tag, attributes in shown.found if tag == "img"] in ([None], [])


@pytest.mark.parametrize("name", ["me.png", "my rota.png", 'a"b.png'])
@pytest.mark.parametrize("text", ["My rota: ![r](attachment:{})", "<u>My</u> rota & plan: ![r](attachment:{})"])
def test_does_an_attached_picture_stay_and_no_other(text: str, name: str) -> None:
    cell = {"source": text.format(quote(name)) + " ![x](attachment:gone.png)", "attachments": {name: {"image/png": "iVBO\nRw=="}}}
    safe_cell(cell)
    shown = Tags(MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments=cell["attachments"])).render(cell["source"]))
    assert [attributes.get("src") for tag, attributes in shown.found if tag == "img"] == ["data:image/png;base64,iVBORw==", None]


@pytest.mark.parametrize("text", ["![x](attachment\\:y)", "<b>![x](attachment&colon;y)", "![x][r]\n\n[r]: attachment:y"])
def test_is_a_picture_that_is_not_attached_no_error(text: str) -> None:
    assert "<script" not in markdown2html(safe_markdown(text))


def test_is_formatting_kept_where_there_is_html() -> None:
    shown = markdown2html(safe_markdown("**bold** and <u>under</u>, 3 < 4\n\n<script>f()</script>\n\n```\na\n\nb\n```"))
    assert "<strong>bold</strong>" in shown
    assert "<u>under</u>" in shown
    assert "3 &lt; 4" in shown
    assert "&lt;script&gt;f()&lt;/script&gt;" in shown


def test_do_pictures_stay_attached_and_nothing_else() -> None:
    cell = {
        "attachments": {
            "a": {"image/png": ["x"], "text/html": "y"},
            "c": {"image/gif": '"><script>'},
            "b": {"image/svg+xml": "z"},
        }
    }
    safe_attachments(cell)
    assert cell == {"attachments": {"a": {"image/png": "x"}}}


def page(course: Course, student: str) -> str:
    folder = course.root / "submitted" / student / UNIT
    _, notebook = mark_notebook(read_tutors_notebook(source_path(course.root, UNIT), {}), folder)
    node: NotebookNode = from_dict(notebook)
    return str(HTMLExporter(template_name="basic").from_notebook_node(node)[0])


def test_can_what_a_student_wrote_do_anything_on_the_tutors_page(course: Course) -> None:
    hand_in(course, "ben", {**best_answers(course), "q9": "\n\n".join(INJECTIONS.values())})
    shown = page(course, "ben")
    assert "window.owned = 1" in shown
    for harm in ("<script>window", "<img src=x", "<svg onload", "<iframe", 'href="javascript', "<form", "<base", "<details open"):
        assert harm not in shown


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


@given(st.text())
def test_does_shown_text_hold_no_markup(text: str) -> None:
    shown = as_shown(text)
    assert not set(shown.replace("<br>", "")) & set('<>"`*_[]$\\')
