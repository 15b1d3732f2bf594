"""Refuses, where the tests run, to turn text or a file of the student's into running code.

A test may hand the student's text to ``eval``, ``doctest`` or ``%run`` without a thought; in the student's own process that
did no more harm than a call. Here it would run beside the marks. So only text that the tutor wrote is made into code. Knows
nothing of names, calls or marks.
"""

from __future__ import annotations

import inspect
import os
import sys
import tempfile
import timeit
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import Any

from IPython.core.magics import execution

_MAKERS = ("collections", "dataclasses", "enum", "functools", "pandas", "numpy", "scipy", "hypothesis", "_pytest", "attr")
"""Libraries that write code of their own, from names that are checked to be names."""
_IMPORTING = ("importlib._bootstrap", "_frozen_importlib")
_TIMED = "def inner(_it, _timer, _setup=_setup, _stmt=_stmt): def inner(_it, _timer, _stmt=_stmt): _setup() _stmt()"
_LOOP: Any = vars(timeit)["template"]
_TEMPLATES = "\n".join(
    (inspect.getsource(timeit), inspect.getsource(execution), _TIMED, _LOOP.format(init="", setup="", stmt=""))
)


class ForeignCode:
    """Watches what is compiled and run.

    Parameters
    ----------
    refuse:
        Called with the reason; must raise.
    is_tutors:
        Says whether a file in the working folder, by its name there, is the tutor's.
    """

    def __init__(self, refuse: Callable[[str], Any], is_tutors: Callable[[str], bool]) -> None:
        self.on = False
        self._here = self._scratch = ""
        self._refuse = refuse
        self._is_tutors = is_tutors
        self._texts = [_TEMPLATES]

    def watch(self) -> None:
        """Start, for as long as this process lives. The folder that is current now is the one that students' files come into."""
        self._here = os.path.realpath(".")
        self._scratch = os.path.realpath(tempfile.gettempdir())
        sys.addaudithook(self._hear)

    def tutors(self, text: str) -> None:
        """Note text that the tutor wrote."""
        self._texts.append(text)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on or event not in ("compile", "exec"):
            return
        frame = sys._getframe(1)
        if event == "exec":
            if self._of_student(_origin(arguments[0], frame)):
                self._stop("runs a file that is not the tutor's")
        elif isinstance(arguments[0], str | bytes) and self._matters(frame) and not self._written_by_tutor(arguments[0]):
            self._stop("makes code out of text that the tutor did not write (eval, exec, doctest and the like)")

    def _stop(self, what: str) -> None:
        self._refuse(f"the test {what}, which could run the student's code where the marks are made")

    def _matters(self, frame: FrameType) -> bool:
        """Say whether what is compiled here may be run, and is not a library's own writing."""
        if frame.f_globals.get("__name__") == "ast" and frame.f_back is not None:
            frame = frame.f_back
            if frame.f_code.co_name == "literal_eval" or frame.f_globals.get("__name__") == "traceback":
                return False  # both read what the text says, and run nothing of it
        if str(frame.f_globals.get("__name__", "")).partition(".")[0] in _MAKERS:
            return False
        # a library may write code while it is imported; a file of the student's does not get that far
        return not any(caller.f_globals.get("__name__") in _IMPORTING for caller in _outwards(frame))

    def _written_by_tutor(self, source: str | bytes) -> bool:
        text = source.decode("utf-8", "replace") if isinstance(source, bytes) else source
        return all(any(line.strip() in known for known in self._texts) for line in text.splitlines())

    def _of_student(self, path: str) -> bool:
        if not path or path.startswith("<"):
            return False
        there = os.path.realpath(path)
        if _is_inside(there, self._here):
            return not self._is_tutors(os.path.relpath(there, self._here))
        return _is_inside(there, self._scratch)


def _is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + "/")


def _outwards(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _origin(code: Any, frame: FrameType) -> str:
    """Return the file that code about to be run came from: what the import system says, else what the code says."""
    back = frame.f_back
    if frame.f_globals.get("__name__") in _IMPORTING and back is not None:
        spec = getattr(back.f_locals.get("module"), "__spec__", None)
        return str(getattr(spec, "origin", "") or "")
    return code.co_filename if isinstance(code, CodeType) else ""
