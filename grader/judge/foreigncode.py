"""Refuses, where the tests run, to turn text or a file of the student's into running code.

A test may hand the student's text to ``eval``, ``doctest`` or ``%run`` without a thought; in the student's own process that
did no more harm than a call. Here it would run beside the marks. So only text that the tutor wrote is made into code, and no
compiled code but Python's own is loaded. Knows nothing of names, calls or marks.
"""

from __future__ import annotations

import inspect
import os
import sys
import tempfile
import timeit
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from IPython.core.magics import execution

from grader.judge import tabletext
from grader.judge.tutorstext import TutorsText

_MAKERS = ("collections", "dataclasses", "enum", "functools", "scipy", "hypothesis", "_pytest", "attr")
"""Libraries that write code of their own, from names that are checked to be names."""
_IMPORTING = ("importlib._bootstrap", "_frozen_importlib", "importlib._bootstrap_external", "_frozen_importlib_external")
_READING_COMPILED = (*_IMPORTING, "zipimport")
_MADE = "makes code out of text that the tutor did not write (eval, exec, doctest and the like)"
_RUN = "runs a file that is not the tutor's"
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
        self._text = TutorsText(_TEMPLATES)
        self._hearers: dict[str, Callable[[tuple[Any, ...], FrameType], None]] = {
            "compile": self._hear_text,
            "exec": self._hear_code,
            "open": self._hear_open,
            "marshal.load": self._hear_compiled,
            "marshal.loads": self._hear_compiled,
            "ctypes.dlopen": self._hear_library,
            "import": lambda arguments, frame: self._hear_library(arguments[1:], frame),
        }

    def watch(self) -> None:
        """Start, for as long as this process lives. The folder that is current now is the one that students' files come into."""
        self._here = os.path.realpath(".")
        self._scratch = os.path.realpath(tempfile.gettempdir())
        sys.addaudithook(self._hear)

    def tutors(self, text: str) -> None:
        """Note text that the tutor wrote."""
        self._text.add(text)

    def spelled(self, text: str) -> bool:
        """Say whether the tutor wrote out a text, as a string."""
        return self._text.spelled(text)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        hearer = self._hearers.get(event) if self.on else None
        if hearer is None:
            return
        self.on = False  # what looking takes is not looked at
        try:
            hearer(arguments, sys._getframe(1))
        finally:
            self.on = True

    def _stop(self, what: str) -> None:
        self._refuse(f"the test {what}, which could run the student's code where the marks are made")

    def _hear_text(self, arguments: tuple[Any, ...], frame: FrameType) -> None:
        """Look at text that is made into code."""
        text = arguments[0]
        if not isinstance(text, str | bytes):
            return
        asker = frame.f_back if frame.f_globals.get("__name__") == "ast" else frame
        table = tabletext.being_read(asker)
        if table is not None:
            whole = table.f_locals.get("expr")
            harmless = tabletext.only_columns(text, table, self._text.mentions)
            if not harmless and not (type(whole) is str and self._text.spelled(whole)):
                self._stop("gives pandas an expression of the student's that does more than reckon with columns")
        elif self._matters(frame) and not (self._text.spelled(text) or (not _is_direct(asker) and self._text.wrote(text))):
            self._stop(_MADE)

    def _hear_code(self, arguments: tuple[Any, ...], frame: FrameType) -> None:
        """Look at code that is run, such as that of a module."""
        if any(self._of_student(path) for path in _origins(arguments[0], frame)):
            self._stop(_RUN)

    def _hear_open(self, arguments: tuple[Any, ...], _: FrameType) -> None:
        """Look at a file that is opened. Compiled code says of itself what it was made from, and need not be right."""
        path = arguments[0]
        if type(path) is str and path.endswith(".pyc") and self._is_in_reach(os.path.realpath(path)) and Path(path).exists():
            self._stop(_RUN)

    def _hear_compiled(self, _: tuple[Any, ...], frame: FrameType) -> None:
        """Look at compiled code that is read out of bytes."""
        if frame.f_globals.get("__name__") not in _READING_COMPILED:
            self._stop(_MADE)

    def _hear_library(self, arguments: tuple[Any, ...], _: FrameType) -> None:
        """Look at a library in machine code that is loaded."""
        path = arguments[0]
        if type(path) is str and "/" in path and self._of_student(path):
            self._stop(_RUN)

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

    def _is_in_reach(self, path: str) -> bool:
        return _is_inside(path, self._here) or _is_inside(path, self._scratch)

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


def _is_direct(frame: FrameType | None) -> bool:
    """Say whether a cell of the test's, or a function in it, does this itself."""
    return frame is not None and frame.f_globals.get("__name__") == "__main__"


def _origins(code: Any, frame: FrameType) -> list[str]:
    """Return the files that code about to be run came from: what the import system says, and what the code says."""
    found = [code.co_filename] if isinstance(code, CodeType) else []
    back = frame.f_back
    if frame.f_globals.get("__name__") in _IMPORTING and back is not None:
        spec = getattr(back.f_locals.get("module"), "__spec__", None)
        found.append(str(getattr(spec, "origin", "") or ""))
    return found
