"""nbgrader as it comes, for comparison: marks by running each notebook in a kernel. No sandbox: for work that you trust."""

from __future__ import annotations

import logging
import time

from grader.course import Course
from grader.marking.plan import release_new
from grader.marking.run import MarkRun, Progress


def mark_with_nbgrader(
    course: Course, units: list[str], *, progress: Progress | None = None, run: MarkRun | None = None
) -> MarkRun:
    """Mark every submission with nbgrader's own ``Autograde``, one after another, for comparison. Returns ``run``, filled in.

    ``progress``: as in ``mark_class``.
    """
    from nbgrader.converters.autograde import Autograde
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    began = time.monotonic()
    todo = [(student, unit) for unit in units for student, _ in course.submissions(unit)]
    release_new(course, sorted({unit for _, unit in todo}))
    run = MarkRun() if run is None else run
    for done, (student, unit) in enumerate(todo, 1):
        config = Config()
        config.CourseDirectory.root = str(course.root)
        config.CourseDirectory.db_url = f"sqlite:///{course.gradebook}"
        config.CourseDirectory.course_id = "carelab"
        config.CourseDirectory.assignment_id = unit
        config.CourseDirectory.student_id = student
        config.Autograde.force = True
        quiet = logging.Logger("carelab.stock", logging.CRITICAL)
        try:
            Autograde(coursedir=CourseDirectory(config=config), config=config, log=quiet).start()
            run.marked += 1
        except (NbGraderException, SystemExit) as error:
            run.failed.append((student, unit, f"nbgrader stopped: {error}"))
        if progress:
            progress(done, len(todo), f"{student}, {unit}")
    run.seconds = time.monotonic() - began
    return run
