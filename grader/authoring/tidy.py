"""Put a source notebook in order: what JupyterLab leaves behind is taken out, and what students must not change is locked."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from carelab.answers import write_whole
from grader.authoring.code_cell import GOES_ON

CELL_METADATA = {"jupyter", "nbgrader", "deletable", "editable", "tags"}
"""Metadata that a cell of the course may have."""
NOTEBOOK_METADATA = {"kernelspec", "language_info"}
"""Metadata that a notebook of the course may have."""


def tidy(path: Path) -> int:
    """Lock a source notebook's cells and hide their code as students need it, and clear outputs; return how many cells changed.

    No word of a question is changed, and a cell without nbgrader's metadata is left for ``carelab check`` to report. A file that
    needs no change is not written.

    Raises
    ------
    OSError
        When the file cannot be read or written; the file is then unchanged.
    """
    notebook = json.loads(path.read_text(encoding="utf-8"))
    before = copy.deepcopy(notebook)
    for name in set(notebook.setdefault("metadata", {})) - NOTEBOOK_METADATA:
        del notebook["metadata"][name]
    for cell in notebook["cells"]:
        _put_in_order(cell)
    if notebook == before:
        return 0
    write_whole(path, (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode())
    return sum(new != old for new, old in zip(notebook["cells"], before["cells"], strict=True))


def _put_in_order(cell: dict[str, Any]) -> None:
    about = cell.setdefault("metadata", {})
    for name in set(about) - CELL_METADATA:
        del about[name]
    if cell["cell_type"] == "code":
        cell["outputs"], cell["execution_count"] = [], None
        if GOES_ON not in about.get("tags", ()):
            about.setdefault("jupyter", {})["source_hidden"] = True
    marked = about.get("nbgrader", {})
    if marked and not marked.get("solution") and not marked.get("task"):
        about["editable"] = about["deletable"] = False
