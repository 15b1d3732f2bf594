"""Writes a file whole or not at all, and says in words why it could not be written. Knows nothing of what is in it."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

HELD = (32, 33)
"""What Windows says when another program holds a file, or a part of it: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION."""
ACCESS_DENIED = 5
"""What Windows says when a file that is held is to be replaced, and also when a folder may not be written."""


def clear_parts(path: Path) -> None:
    """Delete the temporary files that an interrupted write of ``path`` left in its folder. Nothing else may be writing there."""
    for part in path.parent.glob(f".{path.name}-*.part"):
        with contextlib.suppress(OSError):
            part.unlink()


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to a file so that a crash at any moment leaves all of the old content or all of the new. Raises OSError."""
    part = path.with_name(f".{path.name[:150]}-{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as writing:
            writing.write(data)
            writing.flush()
            os.fsync(writing.fileno())
        part.replace(path)
    except BaseException as error:
        if isinstance(error, OSError):
            error.filename = str(path)  # not the part, of which nobody has heard
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    if os.name == "posix":
        _sync_folder(path.parent)


def _sync_folder(path: Path) -> None:
    """Put a rename on the disk itself, where the file system can; some have nothing to do and say so with an error."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno not in (errno.EBADF, errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(folder)


def why_not_written(error: OSError, path: Path) -> tuple[str, str]:
    """Return (why the file ``path`` could not be written, what to do about it): sentences for the student."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full.", "Delete something you do not need, such as old downloads, then change your answer."
    held = getattr(error, "winerror", None)
    if held in HELD or (held == ACCESS_DENIED and path.exists()):
        return (
            f"Another program has {path.name} open, so it cannot be changed.",
            "Close it there, and wait a moment if it is a virus scan or a cloud backup; this will be saved by itself.",
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "This folder is read-only.", f"Copy the folder {path.absolute().parent.name} to your Documents and open it there."
    return f"The answer file cannot be written ({error.strerror or error}).", "Tell your tutor, and leave this page open."
