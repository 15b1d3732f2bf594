"""The working folder as both sides see it: what one side wrote, the other can read. Plain files only, within bounds.

Knows nothing of who writes. Links, devices and anything outside the folder are never followed, sent or made.
"""

from __future__ import annotations

import os
import stat
import sys
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

Change = tuple[str, "bytes | None"]

MAX_FILES = 2_000
MAX_BYTES = 32 * 1024 * 1024
TUTORS = ".tutor"
_IGNORED = {TUTORS, "__pycache__", ".ipynb_checkpoints", ".config", ".cache", ".ipython"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_TOUCHING = {
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.mkdir",
    "os.truncate",
    "os.system",
    "os.posix_spawn",
    "subprocess.Popen",
    "os.fork",
    "shutil.copyfile",
    "shutil.move",
    "shutil.rmtree",
    "sqlite3.connect",
    "os.exec",
}


class Folder:
    """The current folder and what of it the other side has seen.

    Parameters
    ----------
    kept:
        Files that the other side cannot change here.
    """

    def __init__(self, kept: frozenset[str] = frozenset()) -> None:
        self.root = Path.cwd()
        self.kept = kept
        self._seen = self._look()
        self._touched = False
        sys.addaudithook(self._notice)

    def changes(self) -> list[Change]:
        """Return the files that were written (with their content) or removed (with None) since last asked."""
        if not self._touched:
            return []
        self._touched = False
        now = self._look()
        changed: list[Change] = []
        total = 0
        for name, mark in now.items():
            if self._seen.get(name) != mark:
                content = self._read(name, MAX_BYTES - total)
                if content is not None:
                    total += len(content)
                    changed.append((name, content))
        changed += [(name, None) for name in self._seen if name not in now]
        self._seen = now
        return changed

    def accept(self, changed: list[Change]) -> None:
        """Write and remove files as the other side did."""
        if not changed:
            return
        for name, content in changed[:MAX_FILES]:
            if is_safe_name(name) and name not in self.kept and _is_seen(name):
                self._put(name, content)
        self._seen = self._look()
        self._touched = False

    def _put(self, name: str, content: bytes | None) -> None:
        path = self.root / name
        try:
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        except OSError:
            # a folder where a file should be, or the disk bound: the test then does not find the file, as it would not have
            return

    def _look(self) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        waiting = [""]
        while waiting and len(found) < MAX_FILES:
            folder = waiting.pop()
            try:
                with os.scandir(self.root / folder) as found_here:
                    entries = list(islice(found_here, MAX_FILES))
            except OSError:
                continue
            for entry in entries:
                if entry.name in _IGNORED:
                    continue
                name = f"{folder}/{entry.name}" if folder else entry.name
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(status.st_mode):
                    waiting.append(name)
                elif stat.S_ISREG(status.st_mode):
                    found[name] = (status.st_mtime_ns, status.st_size)
        return found

    def _read(self, name: str, most: int) -> bytes | None:
        try:
            fd = os.open(self.root / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            return None
        with os.fdopen(fd, "rb") as file:
            content = file.read(most + 1)
        return content if len(content) <= most else None

    def _notice(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _TOUCHING or (event == "open" and type(arguments[2]) is int and arguments[2] & _WRITING):
            self._touched = True


def _is_seen(name: str) -> bool:
    return not _IGNORED & set(name.split("/"))


def is_safe_name(name: str) -> bool:
    """Say whether a file's name is a plain relative path inside the folder, in its one spelling (``./a`` is none)."""
    path = PurePosixPath(name)
    return (
        bool(name)
        and str(path) == name
        and name != "."
        and "\\" not in name
        and "\0" not in name
        and not path.is_absolute()
        and ".." not in path.parts
        and len(path.parts) <= 20
    )
