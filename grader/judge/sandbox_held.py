"""What processes keep of the disk that has no name any more: files that were deleted and are still open, mapped or run.

For where no file system bounds what is written. Knows nothing of sandboxes.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_GONE = b" (deleted)"


class Hidden(Exception):
    """A process does not let itself be looked at."""


def held_without_name(pids: Iterable[int], folder: Path, largest: int) -> int:
    """Return the bytes of the files without a name that these processes hold.

    Parameters
    ----------
    folder:
        Where they can write.
    largest:
        What the largest file may have: so many bytes are counted for one that is only mapped, which hides its size.

    Raises
    ------
    Hidden
        One of them cannot be looked at.
    """
    found: dict[tuple[int, int], int] = {}
    for pid in pids:
        try:
            for status in _open_files(pid):
                if stat.S_ISREG(status.st_mode) and not status.st_nlink:
                    found[status.st_dev, status.st_ino] = status.st_size
            for place in _mapped(pid, folder):
                found.setdefault(place, largest)
        except PermissionError as error:
            raise Hidden(str(pid)) from error
        except OSError:
            continue  # it has gone
    return sum(found.values())


def _open_files(pid: int) -> Iterator[os.stat_result]:
    """Yield what each thread of a process has open (a thread may have a table of files of its own), and what it runs."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        for path in (task / "exe", *(task / "fd").iterdir()):
            with suppress(FileNotFoundError, ProcessLookupError):
                yield path.stat()


def _mapped(pid: int, folder: Path) -> Iterator[tuple[int, int]]:
    """Yield the device and number of each deleted file of a folder that a process has mapped."""
    inside = os.fsencode(folder)
    for line in Path(f"/proc/{pid}/maps").read_bytes().splitlines():
        if line.endswith(_GONE) and inside in line:
            _, _, _, device, number, *_ = line.split()
            major, minor = (int(part, 16) for part in device.split(b":"))
            yield os.makedev(major, minor), int(number)
