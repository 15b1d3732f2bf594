"""The course lock: only one run at a time marks a course (by nbgrader too, where Care Lab marks) or takes uploads into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from grader.course.folders import Course

WAITING_FOR_LOCK = "Another run is changing this course. This one goes on when that has ended."


@contextmanager
def course_lock(course: Course, waits: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the course lock; the system releases it even when this process is killed.

    Parameters
    ----------
    waits:
        Called once when another run holds it: this one then waits.
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
