"""nbgrader's own way of marking a notebook, for comparison: a kernel for it, then ``determine_grade`` on each test cell."""

import copy
import logging
import os
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade, is_grade, is_solution

_LOG = logging.getLogger("stock")
_LOG.addHandler(logging.NullHandler())
_LOG.propagate = False


def stock_marks(notebook: Any, folder: Path, timeout: int = 30) -> dict[str, Any]:
    """Return each test cell's mark, or the name of the error with which nbgrader stopped."""
    ran = copy.deepcopy(notebook)
    before = os.environ.get("NBGRADER_EXECUTION")
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    try:
        ran, _ = Execute(timeout=timeout).preprocess(ran, {"metadata": {"path": str(folder)}})
    finally:
        if before is None:
            del os.environ["NBGRADER_EXECUTION"]
        else:
            os.environ["NBGRADER_EXECUTION"] = before
    marks: dict[str, Any] = {}
    for cell in ran.cells:
        if is_grade(cell) and not is_solution(cell) and cell.cell_type == "code":
            try:
                marks[cell.metadata["nbgrader"]["grade_id"]] = determine_grade(cell, _LOG)[0]
            except (ValueError, KeyError) as error:
                marks[cell.metadata["nbgrader"]["grade_id"]] = type(error).__name__
    return marks
