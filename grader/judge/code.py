"""Marks a notebook's code: the student's cells in a sandbox, the master's test cells beside it, and a verdict for each.

The one public door to the student-code side of the judge. It works for any nbgrader course and knows nothing of Care Lab's
questions or of the gradebook. It never raises for what a submission does.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from grader.judge.codeoutputs import clean_outputs, clean_text
from grader.judge.codeplan import Plan, Step, make_plan
from grader.judge.codesession import Lost, Session
from grader.judge.codeverdict import no_mark, to_verdict
from grader.judge.ownership import DEFAULT_HIDDEN
from grader.judge.sandbox import Limits, NoSandbox, Template
from grader.judge.sandbox_template import LIBRARIES, libraries_in
from grader.judge.verdict import CellVerdict

__all__ = ["CodeOutcome", "Limits", "NoSandbox", "Template", "judge_code", "shared_template"]


@dataclass(frozen=True)
class CodeOutcome:
    """What came of one submission's code.

    Attributes
    ----------
    verdicts:
        One for every test cell of the master, in the order run.
    cell_outputs:
        For each cell of the submitted notebook that ran, by its place: nbformat outputs, text and checked pictures only.
    seconds:
        Wall-clock time taken.
    problems:
        What a tutor should know about the submission or its run, in plain words.
    """

    verdicts: tuple[CellVerdict, ...]
    cell_outputs: Mapping[int, list[Any]] = field(default_factory=dict)
    seconds: float = 0.0
    problems: tuple[str, ...] = ()


def judge_code(
    master: Mapping[str, Any],
    submitted: Mapping[str, Any],
    files: Mapping[str, bytes | Path],
    *,
    limits: Limits = Limits(),  # noqa: B008  frozen
    trust_code: bool = False,
    template: Template | None = None,
    hidden: tuple[str, str] = DEFAULT_HIDDEN,
    skip: Collection[str] = (),
    tutor_files: Mapping[str, bytes | Path] | None = None,
) -> CodeOutcome:
    """Mark every autograded test cell of one submission.

    Parameters
    ----------
    master:
        The tutor's source notebook, with its hidden tests.
    submitted:
        The student's notebook. Only its solution cells and other unlocked code cells are used.
    files:
        What lies beside the notebook when it runs, by relative name: the assignment's data files and the student's other files.
    limits:
        What the submission may use.
    trust_code:
        Run without a sandbox where none can be had. Only for code that the tutor would run on their own account.
    template:
        A warm process to fork from; by default one is kept for this process.
    hidden:
        The marks around a test cell's hidden lines, where a course has changed nbgrader's own.
    skip:
        Ids of test cells that are marked elsewhere.
    tutor_files:
        Files of the tutor's that test cells may import or read, whatever the student handed in under the same name.

    Returns
    -------
    CodeOutcome
        A verdict for each test cell; one without a mark names its reason.

    Raises
    ------
    GivenUp
        After ``give_up``: nothing that came of it means anything.
    """
    started = time.monotonic()
    plan = Plan()
    try:
        plan = make_plan(master, submitted, hidden, skip)
        if not plan.steps:
            return CodeOutcome((), {}, time.monotonic() - started, tuple(plan.problems))
        warm = template if template is not None else shared_template(trust_code, sources_of(plan, tutor_files or {}))
        outcome = _run(plan, warm, limits, files, tutor_files or {})
    except NoSandbox as error:
        outcome = _nothing(plan, str(error))
    except Exception as error:  # noqa: BLE001  whatever a submission does, the class goes on
        what = f"{type(error).__name__}: {clean_text(str(error), 300)}"
        outcome = _nothing(plan, f"The judge could not run this notebook ({what}). A person must mark it.")
    if _GIVEN_UP.is_set():
        raise GivenUp
    return CodeOutcome(outcome.verdicts, outcome.cell_outputs, time.monotonic() - started, outcome.problems)


def _run(
    plan: Plan, template: Template, limits: Limits, files: Mapping[str, bytes | Path], tutor_files: Mapping[str, bytes | Path]
) -> CodeOutcome:
    verdicts: list[CellVerdict] = []
    outputs: dict[int, list[Any]] = {}
    lost = ""
    with Session(template, limits, files, tutor_files, tests=bool(plan.tests)) as session:
        for step in plan.steps:
            shown: list[Any] = []
            try:
                if not lost:
                    verdict, shown = _run_step(session, step, limits)
                    verdicts += [verdict] if verdict is not None else []
            except Lost as error:
                where = f"cell {step.index + 1}" if step.index is not None else f"the test {step.grade_id}"
                lost = f"The student's code could not go on: {error} (at {where}). A person must look."
                session.problems.append(lost)
            if lost and step.kind == "test":
                verdicts.append(no_mark(step, lost, again=True))
            if step.index is not None and not lost:
                outputs[step.index] = shown
        problems = (*plan.problems, *session.problems)
    return CodeOutcome(tuple(verdicts), outputs, 0.0, problems)


def _run_step(session: Session, step: Step, limits: Limits) -> tuple[CellVerdict | None, list[Any]]:
    """Run one cell; return its verdict, if it is a test, and what to show under it."""
    if step.kind == "student":
        return None, session.run_student(step.source)
    if step.kind == "setup":
        return None, clean_outputs(session.run_setup(step.source, step.seen))
    verdict = to_verdict(step, session.run_test(step.source, step.names), limits.cell_seconds)
    return verdict, list(verdict.outputs)


def _nothing(plan: Plan, reason: str) -> CodeOutcome:
    return CodeOutcome(tuple(no_mark(step, reason, again=True) for step in plan.tests), {}, 0.0, (*plan.problems, reason))


class GivenUp(BaseException):
    """Judging was given up in this process: whatever has begun ends without an outcome, and no handler of errors holds it up."""


_GIVEN_UP = threading.Event()
_SHARED: dict[tuple[int, bool], list[Template]] = {}
_STARTING = threading.Lock()


def shared_template(trust_code: bool, sources: Iterable[str]) -> Template:
    """Return one of this process's own warm templates, with the libraries that these cells want; started on first use.

    There are at most two: one with what the first cells wanted, and one with every library. The first is not ended for the
    second: another thread may be at work in it.
    """
    with _STARTING:
        if _GIVEN_UP.is_set():
            raise GivenUp
        kept = _SHARED.setdefault((os.getpid(), trust_code), [])
        for gone in [template for template in kept if not template.alive]:
            kept.remove(gone)
            gone.close()
        wanted = libraries_in(sources)
        found = next((template for template in kept if template.libraries >= wanted), None)
        if found is None:
            if not kept:
                Finalize(None, close_shared, exitpriority=1)  # also at the end of a worker, where atexit is not called
            found = Template.start(trust_code=trust_code, libraries=LIBRARIES if kept else wanted)
            kept.append(found)
        return found


def sources_of(plan: Plan, tutor_files: Mapping[str, bytes | Path]) -> list[str]:
    """Return what is run of a plan: its cells, and the tutor's modules, which cells may import."""
    sources = [step.source for step in plan.steps]
    for name, given in tutor_files.items():
        if name.endswith(".py"):
            with suppress(OSError):  # the session says so
                sources.append((given if isinstance(given, bytes) else given.read_bytes()).decode(errors="replace"))
    return sources


def close_shared() -> None:
    """End the templates that this process keeps, if it has any."""
    for key in list(_SHARED):
        for found in _SHARED.pop(key):
            if key[0] == os.getpid():
                found.close()


def give_up() -> None:
    """End what threads of this process judge now, and let them begin nothing more."""
    _GIVEN_UP.set()
    with _STARTING:  # a template that starts just now is there when it has
        close_shared()


def go_on() -> None:
    """Judge in this process again. Call it when no thread judges that was to end."""
    _GIVEN_UP.clear()
