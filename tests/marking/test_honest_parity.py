"""Honest work earns the same marks, cell by cell, as nbgrader's own way of marking gives it."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import read_pair_file
from stock import stock_marks

from grader.marking.shared_tests import mark_test_cells
from grader.sandbox import Template

FOLDER = Path(__file__).parent / "honest"
FILES = {"visits.csv": b"day,n\n2026-01-01,3\n2026-01-02,4\n2026-01-03,5\n", "mymodule.py": b"def double(x):\n    return 2 * x\n"}


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_each_cell_earns_what_stock_gives(name: str, template: Template, tmp_path: Path) -> None:
    pair = read_pair_file(FOLDER / f"{name}.txt")
    for file, content in FILES.items():
        (tmp_path / file).write_bytes(content)

    outcome = mark_test_cells(pair.master, pair.submitted, FILES, template=template)
    ours = {verdict.grade_id: verdict.score if verdict.score is not None else verdict.reason for verdict in outcome.verdicts}

    assert ours == stock_marks(pair.submitted, tmp_path)
