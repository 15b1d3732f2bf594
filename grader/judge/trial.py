"""The tutor's own solution, marked as a student's is: a test that it does not pass here cannot tell right work from wrong.

A test may be mistaken, or need the student's own process in a way that the judge does not know. Right work would then earn
nothing, and nobody would hear of it. So where a student loses marks, the test itself is tried once. Knows nothing of who
handed in what.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from grader.authoring import grade_id_of, load_notebook
from grader.course import files_beside
from grader.judge.code import judge_code
from grader.judge.verdict import CellVerdict

UNSURE = (
    "No mark: the tutor's own solution does not earn full marks in this test either, so that the test does not tell whether "
    "this work is right. Mend the test, or mark by hand."
)
_ONE_AT_A_TIME = threading.Lock()


def tried(
    source: Path, released: Path, submitted: Mapping[str, Any], verdicts: Sequence[CellVerdict], *, trust_code: bool = False
) -> list[CellVerdict]:
    """Return the verdicts on one notebook of code, without marks where a test that costs marks fails its own solution too.

    Parameters
    ----------
    source, released:
        The tutor's notebook, and what was made of it for students. Where it holds no solution, every verdict stands.
    submitted:
        The student's notebook. Where nothing was written, every verdict stands.
    trust_code:
        Run code even where no sandbox can be had, as for the student's.
    """
    lost = [v for v in verdicts if v.score is not None and v.score < v.points]
    master = load_notebook(source)
    given = _solutions(load_notebook(released)) if lost and released.is_file() else {}
    handed_out = {name: given[name] for name in _solutions(master) if name in given}
    if not handed_out or not _differ(_solutions(master), handed_out) or not _differ(_solutions(submitted), handed_out):
        return list(verdicts)
    with _ONE_AT_A_TIME:  # threads that mark one class need it at once
        unsure = _unsure(source, source.stat().st_mtime_ns, trust_code)
    return [
        CellVerdict(
            v.grade_id, v.points, None, UNSURE, "no mark", (*v.reasons, UNSURE), again=unsure[v.grade_id], outputs=v.outputs
        )
        if v in lost and v.grade_id in unsure
        else v
        for v in verdicts
    ]


@lru_cache(maxsize=64)
def _unsure(source: Path, _changed: int, trust_code: bool) -> dict[str, bool]:
    """Return the tests in which the tutor's own solution does not earn full marks here, each with whether it may another time."""
    master = load_notebook(source)
    files = files_beside(source.parent)
    outcome = judge_code(master, master, files, trust_code=trust_code, tutor_files=files)
    return {v.grade_id: v.again for v in outcome.verdicts if v.score is None or v.score < v.points}


def _solutions(notebook: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of each code cell in which students write, by its id."""
    return {
        grade_id_of(cell): "".join(cell["source"]).strip()
        for cell in notebook["cells"]
        if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("solution")
    }


def _differ(found: Mapping[str, str], handed_out: Mapping[str, str]) -> bool:
    return any(found.get(name, text) != text for name, text in handed_out.items())
