"""nbgrader's own example notebooks earn what nbgrader gives them, cell by cell."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from nbgrader_fixtures import FILES, NEED_NOSE, markable, read
from stock import stock_marks

from grader.marking.shared_tests import mark_test_cells
from grader.sandbox import Template

SAMPLE = (
    "docs/source/user_guide/submitted/bitdiddle/ps1/problem1.ipynb",
    "docs/source/user_guide/source/ps1/problem1.ipynb",
    "tests/apps/files/autotest-multi-changed.ipynb",
    "tests/apps/files/open_relative_file.ipynb",
)


def compare(name: str, template: Template, folder: Path) -> None:
    notebook = read(name)
    for file, content in FILES.items():
        (folder / file).write_bytes(content)

    outcome = mark_test_cells(notebook, notebook, FILES, template=template)
    ours = {verdict.grade_id: verdict.score for verdict in outcome.verdicts}
    theirs = stock_marks(notebook, folder)

    if name in NEED_NOSE and importlib.util.find_spec("nose") is None:
        imports = {c.metadata["nbgrader"]["grade_id"] for c in notebook.cells if "from nose" in c.source}
        assert {grade_id for grade_id, score in ours.items() if score is None} == imports
        assert {g: score for g, score in ours.items() if g not in imports} == {g: theirs[g] for g in ours if g not in imports}
        assert {theirs[g] for g in imports} == {0}
        assert all("nose" in verdict.reason for verdict in outcome.verdicts if verdict.score is None)
    else:
        assert ours == theirs


def test_there_are_enough_of_them() -> None:
    assert len(markable()) >= 50
    assert set(SAMPLE) <= set(markable())


@pytest.mark.parametrize("name", SAMPLE)
def test_a_sample_earns_what_stock_gives(name: str, template: Template, tmp_path: Path) -> None:
    compare(name, template, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("name", markable())
def test_all_earn_what_stock_gives(name: str, template: Template, tmp_path: Path) -> None:
    compare(name, template, tmp_path)
