import copy
import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from any_course import hand_in as hand_in_code
from classroom import ROOT, UNIT, best_answers, hand_in, nbgrader, press_autograde
from damage import DAMAGES, Damage
from hypothesis import given
from hypothesis import strategies as st
from soak import WHOLE, long_proof

from grader.authoring.source_notebook import source_path
from grader.course import Course
from grader.gradebook import Gradebook
from grader.marking.mark import mark_class
from grader.marking.run import MarkRun
from grader.repair import UnreadableNotebook, handed_out, mended, read_original
from grader.repair.file import read_notebook

WORDS = {"same": "Repaired", "part": "Repaired in part", "refused": "Refused"}
CODE, ESSAY = "def double(x):\n    return x + x", "I added it to itself."


def marks(course: Course, unit: str) -> dict[str, dict[str, tuple[float | None, bool]]]:
    found: dict[str, dict[str, tuple[float | None, bool]]] = {}
    with Gradebook(course.gradebook) as gradebook:
        for score in gradebook.scores(unit):
            found.setdefault(score.student, {})[score.grade_id] = (score.auto, score.waits)
    return found


def test_does_the_table_in_the_docs_say_what_is_done() -> None:
    rows = re.findall(
        r"^\| ([^|]+) \| (Repaired|Repaired in part|Refused) \| ([^|]+) \|$", (ROOT / "docs/repair.md").read_text(), re.M
    )
    assert {name: (done, says) for name, done, says in rows if name in {d.name for d in DAMAGES}} == {
        d.name: (WORDS[d.code], f"“…{d.says}…”" if d.says else next((s for n, _, s in rows if n == d.name), "")) for d in DAMAGES
    }


HURT_TWICE = [f"{damage.name}, and its answers" for damage in DAMAGES[3:20:4]]
"""Students whose answer file was damaged as well: nothing that can be marked is left."""


@pytest.fixture(scope="module")
def ours(built: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, MarkRun]:
    """A class in which amina's work is whole and every other student, named after the damage, has a damaged notebook."""
    course = Course.at(shutil.copytree(built, tmp_path_factory.mktemp("ours") / "course"))
    whole = hand_in(course, "amina", best_answers(course))
    for student, damage in [(d.name, d) for d in DAMAGES] + list(zip(HURT_TWICE, DAMAGES[3:20:4], strict=True)):
        folder = shutil.copytree(whole, course.root / "submitted" / student / UNIT)
        damage.do(folder / f"{UNIT}.ipynb")
        if student in HURT_TWICE:
            (folder / "answers.json").write_bytes(b"{")
    return course, mark_class(course, [UNIT], workers=1)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.name)
def test_does_a_damaged_notebook_of_ours_keep_every_mark(ours: tuple[Course, MarkRun], damage: Damage) -> None:
    course, run = ours
    found = marks(course, UNIT)
    assert found[damage.name] == found["amina"]
    said = " ".join(what for student, _, what in run.repaired if student == damage.name)
    assert said or not damage.says
    if damage.name != "The student's cell split in two":
        assert damage.says in said
    nbformat.validate(nbformat.read(course.root / "autograded" / damage.name / UNIT / f"{UNIT}.ipynb", as_version=4))


def test_has_everybody_marks_or_a_reason(ours: tuple[Course, MarkRun]) -> None:
    course, run = ours
    assert sorted(student for student, _, _ in run.failed) == sorted(HURT_TWICE)
    assert all(reason for _, _, reason in run.failed)
    assert set(marks(course, UNIT)) == {"amina", *(damage.name for damage in DAMAGES)}
    assert run.marked == len(DAMAGES) + 1


@pytest.fixture(scope="module")
def of_another_course(other_built: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, MarkRun]:
    """The same in a course with nothing of Care Lab in it."""
    course = Course.at(shutil.copytree(other_built, tmp_path_factory.mktemp("other") / "course"))
    hand_in_code(course, "amina", CODE, ESSAY)
    for damage in DAMAGES:
        damage.do(hand_in_code(course, damage.name, CODE, ESSAY))
    before = sizes(course)
    run = mark_class(course, ["ps1"], workers=1)
    assert sizes(course) == before, "no file of a student's was changed"
    return course, run


def sizes(course: Course) -> dict[Path, int]:
    return {path: path.lstat().st_size for path in (course.root / "submitted").rglob("*")}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.name)
def test_does_a_damaged_notebook_of_any_course_get_its_marks_or_a_reason(
    of_another_course: tuple[Course, MarkRun], damage: Damage
) -> None:
    course, run = of_another_course
    found = marks(course, "ps1")
    assert found["amina"] == {"test_double": (3.0, False), "essay": (None, True)}
    failed = damage.name in {student for student, _, _ in run.failed}
    assert failed == (damage.code == "refused") == (damage.name not in found)
    if not failed:
        assert found[damage.name]["test_double"] == (3.0, False)
        assert damage.code == "part" or found[damage.name]["essay"] == (None, True)
        nbformat.validate(nbformat.read(course.root / "autograded" / damage.name / "ps1" / "problem1.ipynb", as_version=4))
    assert damage.says in " ".join(what for student, _, what in [*run.repaired, *run.failed] if student == damage.name)


ROUTE = [
    d for d in DAMAGES if WHOLE or d.name in ("The marked cell copied", "Renamed by a browser", "Empty", "No notebook at all")
]


@long_proof
def test_does_nbgrader_itself_go_on_and_give_the_same_marks(other: Course) -> None:
    hand_in_code(other, "amina", CODE, ESSAY)
    for n, damage in enumerate(ROUTE):
        damage.do(hand_in_code(other, f"ben{n:02}", CODE, ESSAY))
    unmarked = other.gradebook.read_bytes()
    mark_class(other, ["ps1"])
    ours = marks(other, "ps1")
    other.gradebook.write_bytes(unmarked)
    shutil.rmtree(other.root / "autograded")
    made = nbgrader(other, "autograde", "ps1")
    assert made.returncode == 0, made.stderr[-3000:]
    theirs = marks(other, "ps1")
    assert {s: theirs[s] for s in ours} == ours
    for n, damage in enumerate(ROUTE):
        if damage.code == "refused":
            assert theirs[f"ben{n:02}"] == {"test_double": (None, True), "essay": (None, True)}
            assert damage.says in made.stderr


def test_does_formgraders_button_repair_and_refuse_alike(other: Course) -> None:
    button = [d for d in DAMAGES if d.name in ("The marked cell copied", "Cut short", "Empty")]
    for n, damage in enumerate(button):
        damage.do(hand_in_code(other, f"ben{n}", CODE, ESSAY))
    unmarked = other.gradebook.read_bytes()
    mark_class(other, ["ps1"])
    ours = marks(other, "ps1")
    other.gradebook.write_bytes(unmarked)
    shutil.rmtree(other.root / "autograded")
    for n, damage in enumerate(button):
        assert damage.says in press_autograde(other, "ps1", f"ben{n}")
    theirs = marks(other, "ps1")
    assert {s: theirs[s] for s in ours} == ours
    assert theirs["ben2"] == {"test_double": (None, True), "essay": (None, True)}


def test_is_a_notebook_as_it_was_handed_out_left_as_it_is(course: Course) -> None:
    folder = hand_in(course, "amina", {})
    source = source_path(course.root, UNIT)
    assert mended(read_original(source, handed_out(source)), folder).repaired == ()


def test_is_work_kept_when_a_cell_of_it_was_copied_blank(other: Course) -> None:
    path = hand_in_code(other, "amina", CODE, ESSAY)
    notebook = json.loads(path.read_text())
    blank = json.loads((other.root / "release/ps1/problem1.ipynb").read_text())["cells"][0]
    notebook["cells"].append(copy.deepcopy(blank))
    path.write_text(json.dumps(notebook))
    mark_class(other, ["ps1"])
    assert marks(other, "ps1")["amina"]["test_double"] == (3.0, False)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(
    st.sampled_from(["cells", "metadata", "nbgrader", "grade_id", "source", "cell_type", "outputs", "id", "nbformat", "x"]), x
)))  # fmt: skip
def test_is_any_json_a_notebook_or_a_clear_refusal(value: object) -> None:
    for data in (value, {"cells": value}, {"cells": [value, {"metadata": value}]}, {"worksheets": [value], "nbformat": 3}):
        try:
            cells, refusal = read_notebook(json.dumps(data).encode(), "a.ipynb")[0]["cells"], None
        except UnreadableNotebook as error:
            cells, refusal = [], str(error)
        assert refusal is None or "a.ipynb" in refusal
        assert all(isinstance(c["source"], str) and isinstance(c["metadata"], dict) for c in cells)


@given(st.binary(max_size=300))
def test_are_any_bytes_a_notebook_or_a_clear_refusal(data: bytes) -> None:
    with pytest.raises(UnreadableNotebook, match=r"a\.ipynb"):
        read_notebook(data, "a.ipynb")
