"""Marks a class: the judge over every submission that changed, several at a time, one writer to the gradebook."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from carelab.questions import CareLabError
from grader import audit
from grader.authoring import Master, asks_questions, names_asked, read_master, remember
from grader.by_hand import note_changes
from grader.cluster import Cluster
from grader.course import Course
from grader.gradebook import Gradebook
from grader.intake import finish
from grader.judging import died, judge_submission
from grader.late import LatePenalties, PluginStopped
from grader.markrun import MarkRun, Outcome, Progress, Submission
from grader.openfiles import make_room
from grader.points import check_points
from grader.pool import Pool, Threads
from grader.turn import only_run
from grader.unchanged import Record, looks_the_same, rules

FEW = 24
"""So few submissions are marked sooner by one process than others are started."""
FEW_WITH_CODE = 60
"""The same where students wrote code: it runs in processes of its own, for which threads of one process can wait."""

Judging = Pool[Submission, Outcome] | Threads[Submission, Outcome] | Cluster
Judges = Callable[[list[Submission], list[Master]], Judging]
"""Makes what judges these submissions, to these masters."""


class MarkingStopped(CareLabError):
    """The whole run had to stop, for a reason that lies in no submission. What was marked before stands."""


def mark_class(
    course: Course,
    units: list[str],
    *,
    workers: int | None = None,
    trust_code: bool = False,
    again: bool = False,
    cluster: str = "",
    progress: Progress | None = None,
    waits: Callable[[], None] | None = None,
    run: MarkRun | None = None,
) -> MarkRun:
    """Mark every submission of these units that changed into autograded/ and the gradebook.

    Parameters
    ----------
    workers:
        How many processes; by default what is quickest: as many as there are cores, one when there is little to do, and
        threads of this one when that little is students' code, which runs in processes of its own.
    trust_code:
        Run students' code even where no sandbox can be had.
    again:
        Mark those too that are marked and have not changed.
    cluster:
        The address of a Dask scheduler whose workers judge in place of processes here.
    waits:
        Called once when another run is marking this course: this one then waits for it.
    run:
        What to fill in and return; whoever gives it knows what was done also when marking is stopped.

    Raises
    ------
    CareLabError
        When the course, the gradebook or the disk does not let marking go on. What was marked stands; the next run goes on.
    """
    began = time.monotonic()
    run = MarkRun() if run is None else run
    make_room()
    try:
        with only_run(course, waits):
            finish(course)
            note_changes(course)

            def judges(todo: list[Submission], masters: list[Master]) -> Judging:
                return Cluster(cluster) if cluster else _judging_here(todo, masters, workers)

            _mark(course, units, run, judges, trust_code, again, progress or (lambda *_: None))
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
    course: Course, units: list[str], run: MarkRun, judges: Judges, trust_code: bool, again: bool, progress: Progress
) -> None:
    wanted = {unit: course.submissions(unit) for unit in units}
    run.failed += [(name, unit, why) for unit in units for name, why in course.left_out(unit)]
    if set(units) == set(course.units()):
        run.failed += course.of_no_unit(lambda units: _marked(course, units))
    masters = make_ready(course, [unit for unit, folders in wanted.items() if folders])
    whole = sum(len(folders) * len(course.notebooks(unit)) for unit, folders in wanted.items())
    if not whole:
        return
    late = LatePenalties(course)
    with Gradebook(course.gradebook) as gradebook:
        for unit in (unit for unit, folders in wanted.items() if folders):
            check_points(unit, course.notebooks(unit), gradebook.points(unit))
        todo: list[Submission] = []
        for unit, folders in wanted.items():
            late.again(gradebook, unit, run)
            todo += _changed(course, gradebook, unit, folders, run, trust_code, again)
        done = run.unchanged = whole - len(todo)
        progress(done, whole, "")
        if not todo:
            return
        with judges(todo, masters) as pool:
            run.workers = pool.workers
            for submission, outcome in pool.results(todo):
                _record(course, gradebook, late, submission, outcome, run)
                done += 1
                progress(done, whole, f"{submission.student}, {submission.unit}")


def _marked(course: Course, units: set[str]) -> set[tuple[str, str]]:
    """Return the (student, unit) of these units that have a mark."""
    if not course.gradebook.is_file():
        return set()
    with Gradebook(course.gradebook) as gradebook:
        return gradebook.marked(units)


def _judging_here(todo: list[Submission], masters: list[Master], workers: int | None) -> Judging:
    """Return what judges on this machine, by as many workers or, when that is None, in the way that is the quickest."""
    cores = os.cpu_count() or 1
    clicked = {master.path for master in masters if not any(names_asked(one.question) for one in master.questions)}
    with_code = sum(submission.source not in clicked for submission in todo)
    if workers is None and with_code > len(todo) / 2 and len(todo) < FEW_WITH_CODE:
        from grader.judge.code import give_up, go_on

        return Threads(judge_submission, cores, give_up, go_on)
    few = 1 if len(todo) < FEW else cores
    return Pool(judge_submission, died, workers or few, partial(remember, masters))


def make_ready(course: Course, units: list[str]) -> list[Master]:
    """Release into the gradebook those units that it does not know yet; return the masters of those that ask questions.

    Raises
    ------
    BadSource, BadQuestion
        A unit's source cannot be read.
    """
    known: set[str] = set()
    if course.gradebook.is_file():
        with Gradebook(course.gradebook) as gradebook:
            known = gradebook.units()
    sources = [notebook for unit in units for notebook in course.notebooks(unit)]
    masters = [read_master(source) for source in sources if asks_questions(source)]
    missing = [unit for unit in units if unit not in known]
    if missing:
        from grader.authoring import generate

        generate(course.root, missing)
    return masters


def _changed(
    course: Course,
    gradebook: Gradebook,
    unit: str,
    folders: list[tuple[str, Path]],
    run: MarkRun,
    trust_code: bool,
    again: bool,
) -> Iterator[Submission]:
    """Yield the submissions of a unit that must be marked, and those whose files must be read to know it.

    What had no mark before, and stands as it was, is told by the run again.
    """
    held = gradebook.held(unit)
    current = next(held, None)
    sources = {source: rules(source, trust_code=trust_code) for source in course.notebooks(unit)}
    for student, folder in folders:
        while current and current[0] < student:
            current = next(held, None)
        marks = current[1] if current and current[0] == student else {}
        for source, by in sources.items():
            marked = course.root / "autograded" / student / unit / source.name
            known = None if again else Record(marked).read(by, marks.get(source.stem, {}))
            before = known["content"] if known and known["again"] else ""
            if before or known is None or not looks_the_same(known, folder):
                yield Submission(student, unit, folder, source, marked, trust_code, by, None if before else known, before)
            else:
                run.failed += [(student, unit, reason) for reason in known["unmarked"]]


def _record(
    course: Course, gradebook: Gradebook, late: LatePenalties, submission: Submission, outcome: Outcome, run: MarkRun
) -> None:
    student, unit = submission.student, submission.unit
    if not outcome.changed:
        run.unchanged += 1
        known = submission.known or {}
        run.failed += [(student, unit, reason) for reason in known["unmarked"]]
        Record(submission.marked).write(
            submission.rules, outcome.content, outcome.look, known["marks"], unmarked=known["unmarked"]
        )
    else:
        run.repaired += [(student, unit, what) for what in outcome.repaired]
        if outcome.problem:
            run.failed.append((student, unit, outcome.problem))
            if gradebook.withdraw(student, unit, outcome.problem, submission.source.stem):
                _assign(late, submission, run)
        else:
            same = bool(submission.before) and submission.before == outcome.content
            notebook, comments = submission.source.stem, outcome.comments
            gradebook.save(student, unit, outcome.marks, outcome.handed_in, notebook, same=same, comments=comments)
            _assign(late, submission, run)
            run.marked += 1
            run.failed += [(student, unit, reason) for reason in outcome.unmarked]
        audit.append(course.audit, [outcome.entry])
        if outcome.content and not outcome.problem:
            marks = {m.grade_id: m.score for m in outcome.marks}
            record = Record(submission.marked)
            record.write(submission.rules, outcome.content, outcome.look, marks, unmarked=outcome.unmarked, again=outcome.again)


def _assign(late: LatePenalties, submission: Submission, run: MarkRun) -> None:
    try:
        late.assign(submission.student, submission.unit, submission.source.stem)
    except PluginStopped as error:
        run.failed.append((submission.student, submission.unit, str(error)))
