"""One run at a time may change a course: marking (by nbgrader too, where the judge marks), and taking hand-ins in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from grader.course import Course

WAITS = "Another run is changing this course. This one goes on when that has ended."


@contextmanager
def only_run(course: Course, waits: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the right to change this course; the system gives it back even when this process is killed.

    Parameters
    ----------
    waits:
        Called once when another run has it: this one then waits for it.
    """
    lock = FileLock(course.root / ".carelab-mark.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if waits:
            waits()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
