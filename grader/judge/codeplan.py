"""The order in which a submission's cells are run, and which copy of each.

The student's own cells, the master's tests and set-up.

Pure: reads two notebooks, runs nothing. A cell is known by its nbgrader id alone; what the submission says a locked cell is,
or holds, counts for nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from grader.judge.ownership import Ownership, TestNames, visible_part


@dataclass(frozen=True)
class Step:
    """One cell to run.

    Attributes
    ----------
    kind:
        ``student``, ``setup`` or ``test``.
    source:
        What to run: the student's, or for the other two the master's.
    index:
        The cell's place in the submitted notebook; None when the submission has no such cell.
    grade_id, points:
        Of a test cell.
    seen:
        Of a set-up cell: the source without hidden lines, for the student's side.
    names:
        Of a test cell: who owns which name.
    """

    kind: str
    source: str
    index: int | None
    grade_id: str = ""
    points: float = 0.0
    seen: str = ""
    names: TestNames | None = None


@dataclass
class Plan:
    """All steps in order, and what was odd about the submission."""

    steps: list[Step] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def tests(self) -> list[Step]:
        """The test cells among the steps."""
        return [step for step in self.steps if step.kind == "test"]


def make_plan(master: Any, submitted: Any, hidden: tuple[str, str], skip: Collection[str] = ()) -> Plan:
    """Decide what to run.

    Parameters
    ----------
    master, submitted:
        Notebooks of format 4, as JSON data or as nbformat's nodes.
    hidden:
        The marks around hidden tests.
    skip:
        Ids of test cells that are marked elsewhere.
    """
    known, after = _read_master(master, hidden, skip)
    plan = Plan()
    used: set[str] = set()
    for index, cell in enumerate(submitted["cells"]):
        grade_id = _id(cell)
        if grade_id in skip:
            continue
        if grade_id in known:
            if grade_id in used:
                plan.problems.append(f"The cell {grade_id} is there twice; only the first was used.")
                continue
            used.add(grade_id)
            plan.steps.append(_at(known[grade_id], index))
            _add_missing(plan, known, after, used, submitted, grade_id)
        elif cell["cell_type"] == "code":
            plan.steps.append(Step("student", _text(cell["source"]), index))
    for grade_id, step in known.items():
        if grade_id not in used:
            used.add(grade_id)
            plan.steps.append(step)
            _say_missing(plan, step)
    return plan


def _read_master(master: Any, hidden: tuple[str, str], skip: Collection[str]) -> tuple[Mapping[str, Step], Mapping[str, str]]:
    """Return the master's own cells by id, and for each the id of the one that follows it directly among them."""
    cells = []
    for cell in master["cells"]:
        grade_id = _id(cell)
        if cell["cell_type"] != "code" or grade_id in skip:
            continue
        about = _about(cell)
        kind = (
            "student"
            if about.get("solution")
            else "test"
            if about.get("grade")
            else "setup"
            if about.get("locked")
            else "student"
        )
        points = float(about.get("points") or 0) if kind == "test" else 0.0
        cells.append(_MasterCell(_text(cell["source"]), grade_id, kind, points))
    return _read_cells(tuple(cells), hidden)


class _MasterCell(NamedTuple):
    """A code cell of the master's: its source, id, kind as a step's, and points."""

    source: str
    grade_id: str
    kind: str
    points: float


@lru_cache(maxsize=8)
def _read_cells(cells: tuple[_MasterCell, ...], hidden: tuple[str, str]) -> tuple[Mapping[str, Step], Mapping[str, str]]:
    """Do what ``_read_master`` says, once for a class: to find out who owns which name takes longer than to run a cell."""
    ownership = Ownership(hidden)
    known: dict[str, Step] = {}
    after: dict[str, str] = {}
    before = ""
    for source, grade_id, kind, points in cells:
        if kind == "test":
            known[grade_id] = Step("test", source, None, grade_id, points, names=ownership.test_cell(source))
        elif kind == "setup":
            ownership.tutor_cell(source)
            known[grade_id] = Step("setup", source, None, grade_id, seen=visible_part(source, hidden))
        else:
            ownership.student_cell(source)
            before = ""
            continue
        if before:
            after[before] = grade_id
        before = grade_id
    return known, after


def _add_missing(
    plan: Plan, known: Mapping[str, Step], after: Mapping[str, str], used: set[str], submitted: Any, grade_id: str
) -> None:
    """Run a deleted cell where it belongs when the cell before it is there."""
    present = {_id(cell) for cell in submitted["cells"]}
    following = after.get(grade_id)
    while following is not None and following not in present and following not in used:
        used.add(following)
        plan.steps.append(known[following])
        _say_missing(plan, known[following])
        following = after.get(following)


def _say_missing(plan: Plan, step: Step) -> None:
    plan.problems.append(f"The cell {step.grade_id} was missing from the submission; the tutor's copy was used.")


def _at(step: Step, index: int) -> Step:
    return Step(step.kind, step.source, index, step.grade_id, step.points, step.seen, step.names)


def _id(cell: Any) -> str:
    return str(_about(cell).get("grade_id", ""))


def _about(cell: Any) -> dict[str, Any]:
    """Return what nbgrader keeps of a cell; nothing, for a cell that it does not know."""
    about = cell["metadata"].get("nbgrader")
    return about if isinstance(about, dict) else {}


def _text(source: Any) -> str:
    return source if isinstance(source, str) else "".join(map(str, source))
