"""The warm templates that this process keeps for a class, and how marking in threads is stopped at once."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from multiprocessing.util import Finalize

from grader.sandbox.libraries import LIBRARIES, libraries_in
from grader.sandbox.template import Template


class GivenUp(BaseException):
    """Marking was given up in this process. It is a BaseException, so that no ``except Exception`` in marking delays the end."""


_given_up = threading.Event()
_kept: dict[tuple[int, bool], list[Template]] = {}
_starting = threading.Lock()


def warm_template(trust_code: bool, sources: Iterable[str]) -> Template:
    """Return a process, to fork student processes from, with the libraries loaded that student code uses.

    ``sources``: the texts of that code. A process is started if need be, and kept for later calls. At most two are kept: one with
    what the code of the first call uses, and one with every library. The first is not ended for the second, because another
    thread may use it. ``trust_code``: as in ``Template.start``. Raises GivenUp after ``give_up``.
    """
    with _starting:
        check_given_up()
        kept = _kept.setdefault((os.getpid(), trust_code), [])
        for ended in [template for template in kept if not template.alive]:
            kept.remove(ended)
            ended.close()
        wanted = libraries_in(sources)
        found = next((template for template in kept if template.libraries >= wanted), None)
        if found is None:
            if not kept:
                Finalize(None, close_templates, exitpriority=1)  # also at the end of a worker process, where atexit is not run
            found = Template.start(trust_code=trust_code, libraries=LIBRARIES if kept else wanted)
            kept.append(found)
        return found


def close_templates() -> None:
    """End the processes that ``warm_template`` keeps."""
    for key in list(_kept):
        for found in _kept.pop(key):
            if key[0] == os.getpid():
                found.close()


def give_up() -> None:
    """Stop all threads of this process that are marking, and keep them from starting anything more."""
    _given_up.set()
    with _starting:  # a template that is starting now has started when the lock is released
        close_templates()


def go_on() -> None:
    """Allow marking in this process again after ``give_up``. Call it when no thread is marking any more."""
    _given_up.clear()


def check_given_up() -> None:
    """Raise GivenUp after ``give_up``: results of student code since then are meaningless."""
    if _given_up.is_set():
        raise GivenUp
