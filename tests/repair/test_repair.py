import copy
import json
import re
import shutil

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


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.name)
def test_does_a_damaged_notebook_of_ours_keep_every_mark(course: Course, damage: Damage) -> None:
    best = best_answers(course)
    hand_in(course, "amina", best)
    damage.do(hand_in(course, "ben", best) / f"{UNIT}.ipynb")
    run = mark_class(course, [UNIT])
    assert (run.marked, run.failed) == (2, [])
    found = marks(course, UNIT)
    assert found["ben"] == found["amina"]
    said = " ".join(what for student, _, what in run.repaired if student == "ben")
    assert said or not damage.says
    if damage.name != "The student's cell split in two":
        assert damage.says in said
    nbformat.validate(nbformat.read(course.root / "autograded/ben" / UNIT / f"{UNIT}.ipynb", as_version=4))


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.name)
def test_does_a_damaged_notebook_of_any_course_get_its_marks_or_a_reason(other: Course, damage: Damage) -> None:
    before = hand_in_code(other, "amina", CODE, ESSAY)
    damage.do(hand_in_code(other, "ben", CODE, ESSAY))
    content = {p.name: p.stat().st_size for p in (other.root / "submitted/ben/ps1").iterdir()}
    run = mark_class(other, ["ps1"])
    found = marks(other, "ps1")
    assert found["amina"] == {"test_double": (3.0, False), "essay": (None, True)}
    assert before.is_file()
    assert {p.name: p.stat().st_size for p in (other.root / "submitted/ben/ps1").iterdir()} == content
    said = " ".join(what for student, _, what in [*run.repaired, *run.failed] if student == "ben")
    if damage.code == "refused":
        assert [student for student, _, _ in run.failed] == ["ben"]
        assert "ben" not in found
    else:
        assert run.failed == []
        assert found["ben"]["test_double"] == (3.0, False)
        assert damage.code == "part" or found["ben"]["essay"] == (None, True)
        nbformat.validate(nbformat.read(other.root / "autograded/ben/ps1/problem1.ipynb", as_version=4))
    assert damage.says in said


def test_do_a_hundred_with_twenty_damaged_have_a_hundred_outcomes(course: Course) -> None:
    best = best_answers(course)
    folder = hand_in(course, "amina000", best)
    for n in range(1, 100):
        shutil.copytree(folder, course.root / "submitted" / f"learner{n:03}" / UNIT)
    for n, damage in enumerate(DAMAGES[:20]):
        hurt = course.root / "submitted" / f"learner{5 * n + 1:03}" / UNIT
        if n % 4 == 3:
            (hurt / "answers.json").write_bytes(b"{")
        damage.do(hurt / f"{UNIT}.ipynb")
    run = mark_class(course, [UNIT], workers=1)
    assert run.marked == 95
    assert len({student for student, _, _ in run.failed}) == 5
    assert all(reason for _, _, reason in run.failed)
    assert len(marks(course, UNIT)) == 95


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
