"""The course lock: only one run at a time marks a course (by nbgrader too, where Care Lab marks) or takes uploads into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from grader.course.folders import Course

WAITING_FOR_LOCK = "Another run is changing this course. This one goes on when that has ended."


@contextmanager
def course_lock(course: Course, waits: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the course lock in a ``with`` block, so that no other run changes the course. If the process is killed, it is freed.

    Parameters
    ----------
    waits:
        Called once when another run holds the lock; this run then waits for it.
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
