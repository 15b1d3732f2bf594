"""The state of a submitted folder, from which a later run tells whether anything in it has changed."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.course.submission_files import file_hash, files_in, is_ordinary

SETTLED_NS = 2_000_000_000
"""A file changed more recently than this may change again without a new timestamp: some file systems count in steps of 2 s."""
MOST_FILES = 2_000
MOST_BYTES = 1 << 30
"""A folder with more files or more bytes is marked each time."""

FileState = tuple[str, int, int, int]
"""A file's name, size in bytes, and times of its last change of content and of metadata, in nanoseconds."""


@dataclass(frozen=True)
class FolderState:
    """Names, sizes and times of the files in a submitted folder at one moment, to tell later whether any of them has changed.

    Attributes
    ----------
    files:
        (relative path, size in bytes, time of last change, time of last status change; times in nanoseconds) of each file,
        ordered by path. None when these cannot prove that nothing changed: a file is less than two seconds old, or there are too
        many.
    """

    files: tuple[FileState, ...] | None

    @classmethod
    def at(cls, folder: Path) -> FolderState:
        """Return the state of a folder now. No file is opened."""
        newest = time.time_ns() - SETTLED_NS
        files: list[FileState] = []
        try:
            for path in files_in(folder):
                found = path.lstat()
                if max(found.st_mtime_ns, found.st_ctime_ns) > newest or len(files) == MOST_FILES:
                    return cls(None)
                files.append((path.relative_to(folder).as_posix(), found.st_size, found.st_mtime_ns, found.st_ctime_ns))
        except OSError:
            return cls(None)
        return cls(tuple(files))

    def is_same(self, record: Mapping[str, Any]) -> bool:
        """Say whether a record of marking was written when the folder was in this state. False when ``files`` is None."""
        return self.files is not None and record.get("files") == [list(file) for file in self.files]


def content(folder: Path) -> str:
    """Return one SHA-256, in hex, over the names and contents of all files in a folder; "" when they cannot all be read."""
    whole = hashlib.sha256()
    left = MOST_BYTES
    try:
        for number, path in enumerate(files_in(folder)):
            left -= path.lstat().st_size if is_ordinary(path) else 0
            if number == MOST_FILES or left < 0:
                return ""
            whole.update(f"\n{path.relative_to(folder).as_posix()}\n".encode(errors="surrogateescape"))
            if path.is_symlink():
                whole.update(f"link {path.readlink()}".encode(errors="surrogateescape"))
            elif is_ordinary(path):
                whole.update(file_hash(path))
            else:
                whole.update(b"not a file")
    except OSError:
        return ""
    return whole.hexdigest()
