"""The temporary folder of a template process, locked while its owner runs, so that folders left by killed ones can be removed."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from filelock import FileLock, Timeout

_PREFIX, _LOCK = "carelab-sandbox-", ".lock"


class TemporaryFolder:
    """A new folder for this process; folders whose owners have ended are removed first. Raises OSError.

    A lock shows which owner has ended, not a process number: containers that share a folder do not see each other's processes.
    """

    def __init__(self) -> None:
        for lock in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*{_LOCK}"):
            _clear(lock)
        self.path = tempfile.mkdtemp(prefix=_PREFIX)
        self._lock = FileLock(f"{self.path}{_LOCK}", thread_local=False)
        self._lock.acquire()

    def remove(self) -> None:
        """Remove the folder and release its lock."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._lock.release()
        Path(self._lock.lock_file).unlink(missing_ok=True)


def _clear(path: Path) -> None:
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):  # its owner runs, or is another user
        return
    shutil.rmtree(path.with_suffix(""), ignore_errors=True)
    path.unlink(missing_ok=True)
    lock.release()
