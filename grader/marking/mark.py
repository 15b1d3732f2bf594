"""Marks a class: plans what must be marked, marks it, and records each outcome, once each."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial

from carelab.questions import CareLabError
from grader.audit import note_changes
from grader.classlist import ClassList, write_extensions
from grader.course import Course, course_lock
from grader.gradebook import Gradebook, LatePenalties
from grader.intake import finish
from grader.marking.cluster import Cluster
from grader.marking.mark_submission import died, mark_submission
from grader.marking.plan import ClassPlan, plan_class, release_new
from grader.marking.record import Recorder
from grader.marking.run import MarkRun, Options, Outcome, Progress, Submission
from grader.marking.tutors_notebook import remember
from grader.marking.workers import Processes, Threads
from grader.sandbox import give_up, go_on, raise_open_files_limit

FEW = 24
"""Below this, one process finishes before worker processes would have started."""
FEW_WITH_CODE = 60
"""The same for submissions with code: it runs in processes of its own, so threads of this process are enough to wait for it."""

Workers = Processes[Submission, Outcome] | Threads[Submission, Outcome] | Cluster


class MarkingStopped(CareLabError):
    """The whole marking run had to stop, for a reason outside the submissions. Marks made before are kept."""


def mark_class(
    course: Course,
    units: list[str],
    *,
    workers: int | None = None,
    trust_code: bool = False,
    hold_shared: bool = False,
    mark_all: bool = False,
    cluster: str = "",
    progress: Progress | None = None,
    waits: Callable[[], None] | None = None,
    run: MarkRun | None = None,
) -> MarkRun:
    """Mark every new or changed submission of these units; write marked notebooks into autograded/ and marks into the gradebook.

    Parameters
    ----------
    workers:
        How many processes mark. By default one for each core; for a small class only this process, with threads where students'
        code is run (which has processes of its own).
    trust_code, hold_shared, mark_all:
        See ``Options``.
    cluster:
        Address of a Dask scheduler, whose workers then mark instead of processes on this machine; "" for none.
    progress:
        Called after each submission with (number done, number in all, "student, unit" of the last), to show progress.
    waits:
        Called once when another run holds the course lock; this run then waits for it.
    run:
        The object to fill in and return; with it the caller knows what was done even when marking is stopped.

    Raises
    ------
    CareLabError
        When the course, the gradebook or the disk prevents marking. Marks made before are kept, and the next run does the rest.
    """
    began = time.monotonic()
    run = MarkRun() if run is None else run
    options = Options(trust_code, hold_shared, mark_all)
    raise_open_files_limit()
    try:
        with course_lock(course, waits):
            finish(course)
            note_changes(course)
            _mark(course, units, run, options, partial(_workers, workers=workers, cluster=cluster), progress or (lambda *_: None))
    except OSError as error:
        where = f"{error.filename or 'A file'} cannot be read or written"
        raise MarkingStopped(
            f"{where}: {error.strerror or error}. {run.marked} submissions were marked before it, and those marks are kept.",
            "Mend that, then run carelab mark again: it goes on where it stopped.",
        ) from error
    finally:
        run.seconds = time.monotonic() - began
    return run


def _mark(
    course: Course, units: list[str], run: MarkRun, options: Options, start: Callable[[ClassPlan], Workers], progress: Progress
) -> None:
    run.failed += [(name, unit, why) for unit in units for name, why in course.left_out(unit)]
    if set(units) == set(course.units()):
        run.failed += course.of_no_unit(lambda units: _marked(course, units))
    handed_in = [unit for unit in units if course.submissions(unit)]
    if not handed_in:
        return
    release_new(course, handed_in)
    late, people = LatePenalties(course), ClassList.load(course)
    with Gradebook(course.gradebook) as gradebook:
        plan = plan_class(course, gradebook, handed_in, options, run)
        for unit in handed_in:
            write_extensions(gradebook, people, unit)
            changes, failures = late.recompute(gradebook, unit)
            run.late += [(student, unit, change) for student, change in changes]
            run.failed += [(student, unit, why) for student, why in failures]
        done = run.unchanged = plan.whole - len(plan.todo)
        progress(done, plan.whole, "")
        if not plan.todo:
            return
        recorder = Recorder(course, gradebook, late, run)
        with start(plan) as workers:
            run.workers = workers.workers
            for submission, outcome in workers.results(plan.todo):
                recorder.save(submission, outcome)
                done += 1
                progress(done, plan.whole, f"{submission.student}, {submission.unit}")


def _marked(course: Course, units: set[str]) -> set[tuple[str, str]]:
    """Return the (student, unit) of these units that have a mark."""
    if not course.gradebook.is_file():
        return set()
    with Gradebook(course.gradebook) as gradebook:
        return gradebook.marked(units)


def _workers(plan: ClassPlan, *, workers: int | None, cluster: str) -> Workers:
    """Return the workers for a plan: the cluster's, as many processes as asked for, or what is quickest on this machine."""
    if cluster:
        return Cluster(cluster, plan.notebooks)
    cores = os.cpu_count() or 1
    if workers is None and plan.with_code > len(plan.todo) / 2 and len(plan.todo) < FEW_WITH_CODE:
        remember(plan.notebooks)
        return Threads(mark_submission, cores, give_up, go_on)
    few = 1 if len(plan.todo) < FEW else cores
    return Processes(mark_submission, died, workers or few, partial(remember, plan.notebooks))
