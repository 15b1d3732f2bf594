"""nbgrader's own example notebooks, as its wheel ships them, that have test cells and that nbgrader itself can mark."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import nbformat
import nbgrader
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import is_grade, is_solution

ROOT = Path(nbgrader.__file__).parent
FILES = {"data.txt": b"one\ntwo\nthree\nfour", "jupyter.png": b"not looked at"}

# Tests of these import nose, which is not installed: stock gives every student 0, Care Lab gives no mark and says why.
NEED_NOSE = ("tests/preprocessors/files/test.ipynb", "tests/preprocessors/files/test_taskcell.ipynb")


def read(name: str) -> Any:
    """Read one, upgraded to nbgrader's present format."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        notebook = nbformat.read(ROOT / name, as_version=4)
        return MetadataValidator().upgrade_notebook_metadata(notebook)


def markable() -> list[str]:
    """List those that have at least one test cell with an id and points, each id once."""
    found = []
    for path in sorted(ROOT.rglob("*.ipynb")):
        name = str(path.relative_to(ROOT))
        try:
            notebook = read(name)
            tests = [c for c in notebook.cells if c.cell_type == "code" and is_grade(c) and not is_solution(c)]
        except Exception:  # noqa: BLE001  some are there to be unreadable
            continue
        ids = [c.metadata["nbgrader"].get("grade_id") for c in notebook.cells if c.metadata.get("nbgrader")]
        if (
            tests
            and all(ids)
            and len(set(ids)) == len(ids)
            and all(c.metadata["nbgrader"].get("points") is not None for c in tests)
        ):
            found.append(name)
    return found
