"""Knows whether a program that a test started changed a file of the tutor's: the program may be the student's own work.

It runs as the test's own user, so it could put another list of answers where the tutor's stood, even once the test is over, and
put the first one back. The system notes when a file was last changed, and no program can undo that. Knows nothing of marks.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from grader.judge.folder import TUTORS

_STARTS = frozenset(
    ("subprocess.Popen", "os.system", "os.posix_spawn", "os.fork", "os.forkpty", "os.exec", "os.spawn", "pty.spawn")
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_TRUNC
_Mark = tuple[int, int] | None


class Programs:
    """The tutor's files, watched from the first program on that a test starts."""

    def __init__(self) -> None:
        self._begun = False
        self._marks: dict[Path, _Mark] = {}

    def watch(self) -> None:
        """Start, for as long as this process lives."""
        sys.addaudithook(self._hear)

    def begin(self, names: tuple[str, ...]) -> None:
        """Begin a test: note how the tutor's files of these names stand, unless a program of an earlier test may still run."""
        if not self._begun:
            here = Path.cwd()
            self._marks = {path: _mark(path) for name in names for path in (here / name, here / TUTORS / name)}

    def changed(self) -> str | None:
        """Return the name of a file that some program changed, None where none did. A test may write to such a file itself."""
        found = [path.name for path, before in self._marks.items() if self._begun and _mark(path) != before]
        return found[0] if found else None

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in _STARTS:
            self._begun = True
        elif event == "open" and isinstance(arguments[0], str) and isinstance(arguments[2], int) and arguments[2] & _WRITING:
            self._marks.pop(Path.cwd() / arguments[0], None)


def _mark(path: Path) -> _Mark:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_ctime_ns
