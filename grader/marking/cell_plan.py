"""The order in which a submission's cells run, and which copy of each: the student's, or the tutor's.

Pure: reads two notebooks, runs nothing. A cell is identified by its nbgrader id alone; the type and text that the submission
gives a locked cell are ignored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from grader.authoring import grade_id_of, nbgrader_of, text_of


@dataclass(frozen=True)
class Step:
    """One cell to run when a submission with code is marked.

    Attributes
    ----------
    kind:
        ``student`` (the student's cell), ``setup`` (the tutor's, without points) or ``test`` (the tutor's, with points).
    source:
        The code to run: the student's own for ``student``, the tutor's for the others.
    index:
        The cell's position in the submitted notebook, from 0; None when the submission lacks the cell.
    grade_id, points:
        For a test cell: its nbgrader id and its maximum points.
    """

    kind: str
    source: str
    index: int | None = None
    grade_id: str = ""
    points: float = 0.0


@dataclass
class Plan:
    """The cells of a submission to run, in order, and sentences on what was unusual about the submission."""

    steps: list[Step] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def make_plan(tutors: Mapping[str, Any], submitted: Mapping[str, Any]) -> Plan:
    """Return which cells of a submission are run, in which order, and for each whether its text is the student's or the tutor's.

    Parameters
    ----------
    tutors, submitted:
        The tutor's and the student's notebook, as nbformat 4 JSON. Locked cells are always run with the tutor's text.
    """
    known, after = _tutors_steps(tutors["cells"])
    present = {grade_id_of(cell) for cell in submitted["cells"]}
    plan = Plan()
    used: set[str] = set()

    def add_missing(grade_ids: Iterable[str]) -> None:
        for grade_id in grade_ids:
            used.add(grade_id)
            plan.steps.append(known[grade_id])
            plan.problems.append(f"The cell {grade_id} was missing from the submission; the tutor's copy was used.")

    for index, cell in enumerate(submitted["cells"]):
        grade_id = grade_id_of(cell)
        if grade_id in used:
            plan.problems.append(f"The cell {grade_id} is there twice; only the first was used.")
        elif grade_id in known:
            used.add(grade_id)
            plan.steps.append(replace(known[grade_id], index=index))
            add_missing(_missing_after(grade_id, after, present | used))
        elif cell["cell_type"] == "code":
            plan.steps.append(Step("student", text_of(cell), index))
    add_missing([grade_id for grade_id in known if grade_id not in used])
    return plan


def _tutors_steps(cells: Iterable[Any]) -> tuple[dict[str, Step], dict[str, str]]:
    """Return the tutor's own cells by id, and for each the id of the one that follows it directly, with no student's between."""
    known: dict[str, Step] = {}
    after: dict[str, str] = {}
    before = ""
    for cell in cells:
        about, grade_id = nbgrader_of(cell), grade_id_of(cell)
        if cell["cell_type"] != "code":
            continue
        if about.get("solution") or not (about.get("grade") or about.get("locked")):
            before = ""
            continue
        kind = "test" if about.get("grade") else "setup"
        points = float(about.get("points") or 0) if kind == "test" else 0.0
        known[grade_id] = Step(kind, text_of(cell), None, grade_id, points)
        if before:
            after[before] = grade_id
        before = grade_id
    return known, after


def _missing_after(grade_id: str, after: Mapping[str, str], present: set[str]) -> Iterable[str]:
    """Yield the deleted cells that belong directly after this one."""
    following = after.get(grade_id)
    while following is not None and following not in present:
        yield following
        following = after.get(following)
