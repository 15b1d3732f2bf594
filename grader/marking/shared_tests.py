"""Marks another course's test cells: the student's cells and the tutor's tests run together, as in nbgrader, in the sandbox.

Student code that shares a process with a test can forge its mark, so every verdict here says ``shared``. Knows nothing of Care
Lab's questions or of the gradebook, and never raises for anything that a submission does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.marking.cell_plan import Plan, make_plan
from grader.marking.run import AS_USUAL, Options
from grader.marking.shared_verdict import no_mark, to_verdict
from grader.marking.verdict import CellVerdict
from grader.sandbox import Limits, Lost, NoSandbox, Session, Template, check_given_up, clean_text, warm_template

_NEVER_MADE = re.compile(r"^[ \t]*#[^\n]*\bAUTOTEST\b", re.MULTILINE)
NEVER_MADE = (
    "Its tests cannot be read: nbgrader has not made them from the lines AUTOTEST. Put autotests.yml into the course, "
    "run nbgrader generate_assignment, then mark again."
)


@dataclass(frozen=True)
class CodeOutcome:
    """The result of running the student's cells and the tutor's tests of one submission.

    Attributes
    ----------
    verdicts:
        One for every test cell of the tutor's notebook, in the order in which they ran.
    cell_outputs:
        Position of a cell in the submitted notebook, from 0 → what it showed, as nbformat outputs with text and checked pictures
        only. Test cells are left out.
    problems:
        Sentences for the tutor about the submission or its run.
    """

    verdicts: tuple[CellVerdict, ...]
    cell_outputs: Mapping[int, tuple[Any, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def mark_test_cells(
    tutors: Mapping[str, Any],
    submitted: Mapping[str, Any],
    files: Mapping[str, bytes | Path],
    options: Options = AS_USUAL,
    *,
    limits: Limits = Limits(),  # noqa: B008  frozen
    template: Template | None = None,
) -> CodeOutcome:
    """Run one submission with the tutor's tests in the sandbox, and return a verdict on every autograded test cell.

    Parameters
    ----------
    tutors:
        The tutor's notebook as JSON; its locked cells hold the text that nbgrader released, hidden tests included.
    submitted:
        The student's notebook as JSON. Only its unlocked code cells are used.
    files:
        The files beside the notebook when it runs: relative path → content, or path of a file to copy.
    template:
        The process with libraries loaded from which the student process is forked; by default one that is kept for later calls.
    limits:
        Time, memory and so on that the submission may use.
    """
    plan = Plan()
    try:
        plan = make_plan(tutors, submitted)
        if not plan.steps:
            return CodeOutcome((), {}, tuple(plan.problems))
        used = template if template is not None else warm_template(options.trust_code, sources_of(plan, files))
        outcome = _run(plan, used, limits, files, hold=options.hold_shared)
    except NoSandbox as error:
        outcome = _nothing(plan, str(error))
    except Exception as error:  # noqa: BLE001  whatever a submission does, the class goes on
        what = f"{type(error).__name__}: {clean_text(str(error), 300)}"
        outcome = _nothing(plan, f"This notebook could not be run ({what}). A person must mark it.")
    check_given_up()
    return outcome


def _run(plan: Plan, template: Template, limits: Limits, files: Mapping[str, bytes | Path], *, hold: bool) -> CodeOutcome:
    verdicts: list[CellVerdict] = []
    outputs: dict[int, tuple[Any, ...]] = {}
    lost = ""
    with Session(template, limits, files) as session:
        for step in plan.steps:
            if not lost:
                try:
                    if step.kind == "test" and _NEVER_MADE.search(step.source):
                        verdicts.append(no_mark(step, NEVER_MADE, again=False))
                    elif step.kind == "test":
                        verdicts.append(to_verdict(step, session.run_test(step.source), limits.cell_seconds, hold=hold))
                    else:
                        report = session.run_cell(step.source)
                        if step.index is not None:
                            outputs[step.index] = report.outputs
                    continue
                except Lost as error:
                    where = f"cell {step.index + 1}" if step.index is not None else f"the test {step.grade_id}"
                    lost = f"The student's code could not go on: {error} (at {where}). A person must look."
                    session.problems.append(lost)
            if step.kind == "test":
                verdicts.append(no_mark(step, lost, again=True))
        return CodeOutcome(tuple(verdicts), outputs, (*plan.problems, *session.problems))


def _nothing(plan: Plan, reason: str) -> CodeOutcome:
    verdicts = tuple(no_mark(step, reason, again=True) for step in plan.steps if step.kind == "test")
    return CodeOutcome(verdicts, {}, (*plan.problems, reason))


def sources_of(plan: Plan, files: Mapping[str, bytes | Path]) -> list[str]:
    """Return the texts of the code that a plan runs: its cells, and the Python modules beside the notebook."""
    sources = [step.source for step in plan.steps]
    for name, given in files.items():
        if name.endswith(".py"):
            try:
                data = given if isinstance(given, bytes) else given.read_bytes()
            except OSError:
                continue  # the session reports it
            sources.append(data.decode(errors="replace"))
    return sources
