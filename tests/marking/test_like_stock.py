"""Code earns what stock nbgrader gives it: ordinary cells, nbgrader's own example notebooks, and its autotests."""

import importlib.util
import shutil
import warnings
from pathlib import Path
from typing import Any

import nbformat
import nbgrader
import pytest
from classroom import nbgrader as run_nbgrader
from making import notebook
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import is_grade, is_solution
from stock import stock_marks

from grader.course import Course
from grader.gradebook import Gradebook
from grader.marking import mark_class
from grader.marking.shared_tests import mark_test_cells
from grader.sandbox import Template

HONEST = Path(__file__).parent / "honest"
BESIDE = {
    "visits.csv": b"day,n\n2026-01-01,3\n2026-01-02,4\n2026-01-03,5\n",
    "mymodule.py": b"def double(x):\n    return 2 * x\n",
}
WHEEL = Path(nbgrader.__file__).parent
FILES = {"data.txt": b"one\ntwo\nthree\nfour", "jupyter.png": b"not looked at"}
SAMPLE = (
    "docs/source/user_guide/submitted/bitdiddle/ps1/problem1.ipynb",
    "tests/apps/files/autotest-multi-changed.ipynb",
    "tests/apps/files/open_relative_file.ipynb",
)
NEED_NOSE = ("tests/preprocessors/files/test.ipynb", "tests/preprocessors/files/test_taskcell.ipynb")
"""Tests of these import nose, which is not installed: stock gives every student 0, Care Lab gives no mark and says why."""


def both(work: Any, files: dict[str, bytes], template: Template, folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return each test cell's mark, or why it has none, by Care Lab and by stock."""
    for file, content in files.items():
        (folder / file).write_bytes(content)
    verdicts = mark_test_cells(work, work, files, template=template).verdicts
    ours = {verdict.grade_id: verdict.reason if verdict.score is None else verdict.score for verdict in verdicts}
    return ours, stock_marks(work, folder)


@pytest.mark.parametrize("path", sorted(HONEST.glob("*.txt")), ids=lambda path: path.stem)
def test_ordinary_cells_earn_what_stock_gives(path: Path, template: Template, tmp_path: Path) -> None:
    ours, theirs = both(notebook(path.read_text(encoding="utf-8")), BESIDE, template, tmp_path)
    assert ours == theirs


def example(name: str) -> Any:
    """Read one of the notebooks in nbgrader's wheel, upgraded to nbgrader's present format."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return MetadataValidator().upgrade_notebook_metadata(nbformat.read(WHEEL / name, as_version=4))


def markable() -> list[str]:
    """List the examples that have at least one test cell with an id and points, each id once."""
    found = []
    for path in sorted(WHEEL.rglob("*.ipynb")):
        name = str(path.relative_to(WHEEL))
        try:
            cells = example(name).cells
            tests = [c for c in cells if c.cell_type == "code" and is_grade(c) and not is_solution(c)]
        except Exception:  # noqa: BLE001  some are there to be unreadable
            continue
        ids = [c.metadata["nbgrader"].get("grade_id") for c in cells if c.metadata.get("nbgrader")]
        have_points = all(c.metadata["nbgrader"].get("points") is not None for c in tests)
        if tests and have_points and all(ids) and len(set(ids)) == len(ids):
            found.append(name)
    return found


def compare_example(name: str, template: Template, folder: Path) -> None:
    ours, theirs = both(example(name), FILES, template, folder)
    if name in NEED_NOSE and importlib.util.find_spec("nose") is None:
        imports = {c.metadata["nbgrader"]["grade_id"] for c in example(name).cells if "from nose" in c.source}
        assert all("nose" in ours.pop(cell) and theirs.pop(cell) == 0 for cell in imports)
    assert ours == theirs


@pytest.mark.parametrize("name", SAMPLE)
def test_a_sample_of_nbgraders_examples_earns_what_stock_gives(name: str, template: Template, tmp_path: Path) -> None:
    compare_example(name, template, tmp_path)


@pytest.mark.soak
def test_all_of_nbgraders_examples_earn_what_stock_gives(template: Template, tmp_path: Path) -> None:
    assert len(markable()) >= 50
    assert {*SAMPLE, *NEED_NOSE} < set(markable())
    for number, name in enumerate(markable()):
        (tmp_path / str(number)).mkdir()
        compare_example(name, template, tmp_path / str(number))


def autotest_course(root: Path, kind: str) -> Course:
    """Release an example source with autotests, and hand in every submission to it that the wheel has."""
    files, course = WHEEL / "tests" / "apps" / "files", Course(root)
    (root / "source" / "ps1").mkdir(parents=True)
    shutil.copy(files / "autotests.yml", root)
    shutil.copy(files / f"autotest-{kind}.ipynb", root / "source" / "ps1" / "p1.ipynb")
    made = run_nbgrader(course, "generate_assignment", "ps1")
    assert made.returncode == 0, made.stderr
    for path in files.glob(f"autotest-{kind}-*.ipynb"):
        folder = root / "submitted" / path.stem / "ps1"
        folder.mkdir(parents=True)
        shutil.copy(path, folder / "p1.ipynb")
    return Course.at(root)


def marks(course: Course) -> dict[str, float | None]:
    with Gradebook(course.gradebook) as gradebook:
        return {f"{score.student} {score.grade_id}": score.auto for score in gradebook.scores("ps1")}


@pytest.mark.parametrize(
    "kind", ["hidden", *(pytest.param(kind, marks=pytest.mark.soak) for kind in ("simple", "hashed", "multi"))]
)
def test_autotests_are_those_that_nbgrader_released(kind: str, tmp_path: Path) -> None:
    ours = autotest_course(tmp_path / "ours", kind)
    shutil.copytree(ours.root, tmp_path / "stock")
    stock = Course.at(tmp_path / "stock")
    assert mark_class(ours, ["ps1"]).failed == []
    made = run_nbgrader(stock, "autograde", "ps1")
    assert made.returncode == 0, made.stderr
    found = marks(ours)
    assert found == marks(stock) != {}
    if kind == "hidden":
        of = {student.removeprefix("autotest-hidden-").split()[0]: mark for student, mark in found.items()}
        assert (of["unchanged"], of["changed-wrong"], of["changed-right"]) == (0, 0, 1)
