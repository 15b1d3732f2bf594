"""Every forged answer file and folder, handed in by one class and marked in one run: none fools, stops or slows it."""

import re
import subprocess
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from attacks.classes import HONEST, UNIT, honest_class
from attacks.forged_answers import FORGED_ANSWERS
from attacks.forged_folders import FORGED_FOLDERS
from attacks.injections import INJECTED, INJECTIONS
from attacks.trick import Trick

from grader.authoring.source_notebook import read_master, source_path
from grader.course import Course
from grader.gradebook import Gradebook
from grader.marking.mark import mark_class
from grader.marking.run import MarkRun
from grader.reports.class_report import write_report
from grader.reports.feedback import give_feedback
from grader.vle import formula_safe

TRICKS = FORGED_ANSWERS + FORGED_FOLDERS + INJECTED

RUNNING = {"script", "img", "iframe", "a", "link", "base", "form", "object", "details", "textarea"}
LEADING = {"href", "src", "action", "srcdoc"}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """A class in which all but the first and the last try something, and have all handed in."""
    root = tmp_path_factory.mktemp("course")
    made = honest_class(root, [f"by-{trick.name}" for trick in TRICKS])
    for trick in TRICKS:
        trick.make(root / "submitted" / f"by-{trick.name}" / UNIT)
    yield made
    subprocess.run(["rm", "-rf", root], check=True)  # Python's own rmtree stops at folders as deep as some of these


@pytest.fixture(scope="module")
def run(course: Course) -> MarkRun:
    return mark_class(course, [UNIT], workers=1)


@pytest.fixture(scope="module")
def marks(course: Course, run: MarkRun) -> dict[str, dict[str, float | None]]:
    """Student → question → mark; only those who have any."""
    found: dict[str, dict[str, float | None]] = {}
    with Gradebook(course.gradebook) as gradebook:
        for score in gradebook.scores(UNIT):
            found.setdefault(score.student, {})[score.grade_id.split("_")[-1]] = score.final
    return found


def told(run: MarkRun, student: str) -> str:
    return " ".join(what for who, _, what in [*run.failed, *run.repaired] if who == student)


@pytest.mark.parametrize("trick", TRICKS, ids=lambda t: t.name)
def test_attack_fails(trick: Trick, run: MarkRun, marks: dict[str, dict[str, float | None]]) -> None:
    student, expected = f"by-{trick.name}", dict(marks[HONEST[0]])
    said = told(run, student)
    for item in trick.must.split("; "):
        what, _, words = item.partition(" ")
        if what == "refused":
            assert student not in marks
            assert words in said
            assert "answers.json" in said
            return
        if what == "said":
            assert words in said
        elif what != "full":
            mark, _, words = words.partition(" ")
            expected[what] = None if mark == "none" else float(mark)
            assert words in said
            assert mark != "none" or f"Question {what}" in said
    assert marks[student] == expected


def test_the_honest_have_every_mark_and_nothing_is_said_of_them(course: Course, run: MarkRun, marks: Any) -> None:
    asked = [one.question for one in read_master(source_path(course.root, UNIT)).questions]
    not_full = {"reflection": None, "code": 0.0}  # for a person; and not attempted, because an answer file holds no code
    assert marks[HONEST[0]] == marks[HONEST[1]] == {q.id: not_full.get(q.kind, 1.0) for q in asked}
    assert [told(run, student) for student in HONEST] == ["", ""]


def test_what_is_said_can_be_shown_anywhere(run: MarkRun) -> None:
    said = [what for _, _, what in [*run.failed, *run.repaired]]
    assert said
    assert [what for what in said if not what.isprintable() or "<" in what] == []


def test_a_second_run_ends_in_the_same_marks_and_changes_no_answer_file(course: Course, run: MarkRun, marks: Any) -> None:
    with Gradebook(course.gradebook) as gradebook:
        before = gradebook.scores(UNIT)
    files = {path: path.lstat() for path in course.root.glob(f"submitted/*/{UNIT}/answers.json")}
    again = mark_class(course, [UNIT], workers=1)
    assert again.unchanged >= len(HONEST)
    assert {(s, w) for s, _, w in again.failed} == {(s, w) for s, _, w in run.failed}
    with Gradebook(course.gradebook) as gradebook:
        assert gradebook.scores(UNIT) == before
    assert [path for path, stat in files.items() if path.lstat().st_mtime_ns != stat.st_mtime_ns] == []


@pytest.fixture(scope="module")
def pages(course: Course, run: MarkRun) -> dict[str, str]:
    """Each page of feedback and the report, by its path in the course."""
    assert give_feedback(course, [UNIT]).written == run.marked
    write_report(course, UNIT)
    made = [path for folder in ("feedback", "reports") for path in (course.root / folder).rglob("*.html")]
    assert len(made) == run.marked + 1
    return {str(path.relative_to(course.root)): path.read_text(encoding="utf-8") for path in made}


def test_pages_and_report_hold_nothing_that_runs(course: Course, pages: dict[str, str]) -> None:
    found = [tag for page in pages.values() for tag in tags(page) if not to_question(*tag)]
    assert {name for name, _ in found} & RUNNING == set()
    assert {a for _, attributes in found for a in attributes if a.startswith("on") or a in LEADING} == set()
    assert not (course.root.parent / "evil").exists()


@pytest.mark.parametrize("name", INJECTIONS)
def test_a_text_is_read_on_the_page_letter_for_letter(pages: dict[str, str], name: str) -> None:
    page = pages[f"feedback/by-{name}/{UNIT}/{UNIT}.html"]
    assert " ".join(INJECTIONS[name].split()) in " ".join(unescape(page).split())


@pytest.mark.parametrize("text", [*INJECTIONS.values(), "\n=1+1", " =1+1", "\uff1d1+1", "\uff0b1", "--1+1", "-1.2.3", "+44 20"])
def test_no_cell_of_a_table_begins_as_a_formula(text: str) -> None:
    cell = formula_safe(text)
    assert cell.removeprefix("'") == text
    assert cell.strip()[0] not in "=+-@\uff1d\uff0b\uff0d\uff20"


def to_question(tag: str, attributes: dict[str, str | None]) -> bool:
    """Whether this is a link of the page's own, to one of its questions."""
    return tag == "a" and set(attributes) == {"href"} and re.fullmatch(r"#q\d+[a-z]?", attributes["href"] or "") is not None


def tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    found: list[tuple[str, dict[str, str | None]]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, dict(attrs)))  # type: ignore[method-assign]
    parser.feed(page)
    return found
