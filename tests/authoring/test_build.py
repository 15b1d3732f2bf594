import json
import shutil
import zipfile
from pathlib import Path

import nbformat
import pytest
from classroom import ROOT, UNIT

from carelab.questions.errors import CareLabError
from grader.authoring import make_wheel
from grader.authoring.build import BuildFailed, build, generate
from grader.authoring.proof import MARKERS, prove
from grader.authoring.source_notebook import read_master, source_path
from grader.course import Course


def strings(path: Path) -> str:
    return "\n".join(str(c.source) for c in nbformat.read(path, as_version=4).cells)


def plant(course: Course, text: str) -> None:
    path = course.root / "release" / UNIT / f"{UNIT}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source += f"\n{text}"
    nbformat.write(notebook, path)


def test_does_a_release_ask_everything_and_tell_nothing(course: Course) -> None:
    released = strings(course.root / "release" / UNIT / f"{UNIT}.ipynb")
    for one in read_master(source_path(course.root, UNIT)).questions:
        assert f'"{one.question.id}"' in released
    assert not any(marker in released for marker in MARKERS)
    assert "mark(" not in released
    assert list(prove(course.root, UNIT)) == []


@pytest.mark.parametrize(
    ("planted", "question"),
    [
        ("Spend to use it up is waste. But a cost that you can see coming needs a line of its own.", "budgeting_q8"),
        ('{"q3": "check", "q8": "surprise"}', "budgeting_q3"),
        ("The answer is £38,400, you know.", "budgeting_q2c"),
        ("answer 63.2", "budgeting_q1"),
        (
            "['learn-first', 'forecast',  'lines', 'contingency', 'approve', 'monitor', 'reforecast', 'learn-last']",
            "budgeting_q7",
        ),
        ("Agency falls when your own people stay, or when there's a bank to ring.", "budgeting_q4"),
        ("### BEGIN HIDDEN TESTS", UNIT),
        ("totals[department] = totals.get(department, 0) + spent", "budgeting_q6"),
    ],
)
def test_is_a_planted_key_found_and_named(course: Course, planted: str, question: str) -> None:
    plant(course, planted)
    leaks = list(prove(course.root, UNIT))
    assert question in {leak.question for leak in leaks}
    assert all(leak.file == f"release/{UNIT}/{UNIT}.ipynb" for leak in leaks)


def test_is_a_key_found_behind_json_escapes_in_metadata(course: Course) -> None:
    path = course.root / "release" / UNIT / f"{UNIT}.ipynb"
    notebook = json.loads(path.read_text())
    notebook["metadata"]["note"] = "A cost that you can see coming needs a line of its own. Then contingency…"
    path.write_text(json.dumps(notebook, ensure_ascii=True).replace("line of", "line\\u0020of"))
    assert "budgeting_q8" in {leak.question for leak in prove(course.root, UNIT)}


def test_is_a_key_found_in_the_wheel(course: Course, tmp_path: Path) -> None:
    wheel = tmp_path / "carelab-0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr("carelab/notes.py", "# Nobody could have dated it, and people need it tonight.")
    assert {(leak.file, leak.question) for leak in prove(course.root, UNIT, wheel)} == {
        (f"{wheel.name}!carelab/notes.py", "budgeting_q8")
    }


def test_does_the_real_wheel_hold_the_forms_and_no_key(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path)
    assert wheel is not None
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    assert {"carelab/ui/js/form.js", "carelab/ui/carelab.css", "carelab/page/browser/page.js"} <= names
    assert not [n for n in names if n.startswith(("source/", "tests/", "grader/"))]
    assert [leak for unit in Course.at(ROOT).units() for leak in prove(ROOT, unit, wheel)] == []


def test_does_a_wrong_source_stop_the_build_and_name_the_question(course: Course) -> None:
    path = source_path(course.root, UNIT)
    path.write_text(path.read_text().replace('\\"check\\",\\n', '\\"chekc\\",\\n'))
    before = (course.root / "release" / UNIT / f"{UNIT}.ipynb").read_bytes()
    with pytest.raises(CareLabError, match="q3"):
        build(course.root, [UNIT])
    assert (course.root / "release" / UNIT / f"{UNIT}.ipynb").read_bytes() == before


@pytest.mark.parametrize("released", [True, False])
def test_does_a_build_that_nbgrader_refuses_leave_the_release_as_it_was(other: Course, released: bool) -> None:
    release, source = other.root / "release" / "ps1", other.root / "source" / "ps1" / "problem1.ipynb"
    (release / "data").mkdir()
    (release / "data" / "beds.csv").write_text("A,4")
    before = {p.relative_to(release): p.read_bytes() for p in release.rglob("*") if p.is_file()} if released else {}
    if not released:
        shutil.rmtree(release)
    source.write_text(source.read_text().replace('"grade_id": "essay"', '"grade_id": "test_double"'))

    with pytest.raises(BuildFailed, match="ps1: nbgrader could not make its release"):
        generate(other.root, ["ps1"])

    assert {p.relative_to(release): p.read_bytes() for p in release.rglob("*") if p.is_file()} == before
    assert release.exists() is released


def test_does_a_missing_unit_name_those_there_are(course: Course) -> None:
    with pytest.raises(CareLabError, match=r"There is no unit 99-nothing.*08-budgeting"):
        build(course.root, ["99-nothing"])


def test_do_a_tutors_own_trial_answers_stay_out_of_the_release(course: Course) -> None:
    source = source_path(course.root, UNIT).parent
    for name in ("answers.json", "answers.json.lock", f"{UNIT}-handin.zip"):
        (source / name).write_text("{}")
    (source / "picture.svg").write_text("<svg/>")
    build(course.root, [UNIT])
    assert sorted(p.name for p in (course.root / "release" / UNIT).iterdir()) == [f"{UNIT}.ipynb", "picture.svg"]


def test_is_what_jupyterlab_leaves_behind_put_in_order(course: Course) -> None:
    path = source_path(course.root, UNIT)
    as_it_was = path.read_bytes()
    assert build(course.root, [UNIT])[0].tidied == 0
    assert path.read_bytes() == as_it_was
    notebook = json.loads(as_it_was)
    words, form, written = (
        next(c for c in notebook["cells"] if c["metadata"]["nbgrader"]["grade_id"] == f"budgeting_{name}")
        for name in ("q3-words", "q3", "q9")
    )
    words["metadata"].update(editable=True, deletable=True, slideshow={"slide_type": ""})
    form["metadata"].update(editable=True, jupyter={"source_hidden": False})
    form.update(execution_count=3, outputs=[{"output_type": "stream", "name": "stdout", "text": ["x"]}])
    notebook["metadata"]["toc"] = {"base_numbering": 1}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert build(course.root, [UNIT])[0].tidied == 2
    assert path.read_bytes() == as_it_was
    assert "editable" not in written["metadata"]
