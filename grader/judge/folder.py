"""The working folder as both sides see it: what one side wrote, the other can read. Plain files and folders only, within bounds.

The folder for temporary files is seen in the same way, where it has the same name on both sides. Knows nothing of who writes.
Links, devices and anything outside the two folders are never followed, sent or made.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

Change = tuple[str, "bytes | None"]

MAX_FILES = 2_000
MAX_BYTES = 32 * 1024 * 1024
TUTORS = ".tutor"
SCRATCH_NAME = "scratch"
_SCRATCH = ".scratch"
_IGNORED = {TUTORS, "__pycache__", ".ipynb_checkpoints", ".config", ".cache", ".ipython"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_TOUCHING = {
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.mkdir",
    "tempfile.mkdtemp",
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
        self.scratch = Path(tempfile.gettempdir())
        self._at = self.root
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
                content = b"" if name.endswith("/") else self._read(name, MAX_BYTES - total)
                if content is not None:
                    total += len(content)
                    changed.append((name, content))
        # what was in a folder goes before the folder
        changed += [(name, None) for name in sorted(self._seen, reverse=True) if name not in now]
        self._seen = now
        return changed

    def accept(self, changed: list[Change]) -> None:
        """Write and remove files as the other side did."""
        if not changed:
            return
        for name, content in changed[:MAX_FILES]:
            plain = name.removesuffix("/")
            if is_safe_name(plain) and plain not in self.kept and _is_seen(plain):
                self._put(name, content)
        self._seen = self._look()
        self._touched = False

    def place(self) -> str | None:
        """Say where in the folder this process is now, None when it has not moved there since last asked."""
        try:
            now = Path.cwd()
        except OSError:
            return None
        if now == self._at or not now.is_relative_to(self.root):
            return None
        self._at = now
        return str(now.relative_to(self.root))

    def go(self, place: str | None) -> None:
        """Go where the other side is. Only the student's side follows: what a test reads is not for the student to move."""
        if place is not None:
            os.chdir(self.root / place)

    def _path(self, name: str) -> Path:
        first, _, rest = name.partition("/")
        return self.scratch / rest if first == _SCRATCH and rest else self.root / name

    def _put(self, name: str, content: bytes | None) -> None:
        path = self._path(name)
        try:
            if name.endswith("/"):
                if content is None:
                    path.rmdir()
                else:
                    path.mkdir(parents=True, exist_ok=True)
            elif content is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        except OSError:
            # a folder where a file should be, or the disk bound: the test then does not find the file, as it would not have
            return

    def _look(self) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        waiting = ["", *([_SCRATCH] if self.scratch.name == SCRATCH_NAME else [])]
        while waiting and len(found) < MAX_FILES:
            folder = waiting.pop()
            try:
                with os.scandir(self.scratch if folder == _SCRATCH else self._path(folder)) as found_here:
                    entries = list(islice(found_here, MAX_FILES))
            except OSError:
                continue
            for entry in entries:
                if entry.name in _IGNORED or entry.name == _SCRATCH:
                    continue
                name = f"{folder}/{entry.name}" if folder else entry.name
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(status.st_mode):
                    waiting.append(name)
                    found[name + "/"] = (0, 0)
                elif stat.S_ISREG(status.st_mode):
                    found[name] = (status.st_mtime_ns, status.st_size)
        return found

    def _read(self, name: str, most: int) -> bytes | None:
        try:
            fd = os.open(self._path(name), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            return None
        with os.fdopen(fd, "rb") as file:
            content = file.read(most + 1)
        return content if len(content) <= most else None

    def _notice(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _TOUCHING or (event == "open" and type(arguments[2]) is int and arguments[2] & _WRITING):
            self._touched = True


def use_scratch() -> None:
    """Make temporary files, from here on, in a folder of this name, which the two sides share if its whole path is the same."""
    scratch = Path(tempfile.gettempdir()) / SCRATCH_NAME
    if not scratch.is_relative_to(Path.cwd()):
        scratch.mkdir(mode=0o700, exist_ok=True)
        tempfile.tempdir = str(scratch)


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
