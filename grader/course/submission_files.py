"""Looks at what a student handed in without being held up by it: no link is followed, no pipe opened, nothing endless read."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from carelab.answers import NAME

LARGEST_FILE = 64 * 1024 * 1024
"""Most bytes of a file that anything here reads."""
DEEPEST = 100
CHUNK = 1 << 20


def files_in(folder: Path) -> Iterator[Path]:
    """Yield everything in a folder but folders, at any depth, always in the same order: files, pipes, links (not followed).

    Raises
    ------
    OSError
        When a folder in it cannot be read, or is nested more than ``DEEPEST`` deep, which programs that copy it cannot handle.
    """
    waiting = [(folder, 0)]
    while waiting:
        here, depth = waiting.pop()
        if depth > DEEPEST:
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), str(here))
        with os.scandir(here) as found:
            entries = sorted(found, key=lambda e: e.name)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append((Path(entry.path), depth + 1))
            else:
                yield Path(entry.path)


def is_ordinary(path: Path) -> bool:
    """Say whether a path is an ordinary file: no link, folder, pipe, socket or device. False when there is nothing."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def files_beside(folder: Path) -> dict[str, Path]:
    """Return the ordinary files of a folder, relative path → path; notebooks, answer files and too large files are left out."""
    found = {}
    with suppress(OSError):  # what lies too deep to be copied is nobody's work
        for path in files_in(folder):
            if is_ordinary(path) and path.suffix != ".ipynb" and path.name != NAME and path.stat().st_size <= LARGEST_FILE:
                found[path.relative_to(folder).as_posix()] = path
    return found


def start_of(path: Path, most: int) -> bytes:
    """Return the first ``most`` bytes of an ordinary file. Raises OSError for anything else."""
    if not is_ordinary(path):
        raise FileNotFoundError(path)
    with path.open("rb") as content:
        return content.read(most)


def name_bytes(path: Path) -> bytes:
    """Return a file's name as bytes, even when it is not valid text."""
    return path.name.encode(errors="surrogateescape")


def file_hash(path: Path) -> bytes:
    """Return the SHA-256 of an ordinary file. Of a file above ``LARGEST_FILE`` only the size is hashed."""
    size = path.stat().st_size
    if size > LARGEST_FILE:
        return hashlib.sha256(f"{size} bytes, too large to read".encode()).digest()
    found = hashlib.sha256()
    with path.open("rb") as reading:
        while chunk := reading.read(CHUNK):
            found.update(chunk)
    return found.digest()
