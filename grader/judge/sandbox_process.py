"""A process in its sandbox, as the judge sees it: what it may use, whether it still runs, and its end.

Knows nothing of how it was started or of what it runs.
"""

from __future__ import annotations

import os
import select
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from grader.judge.sandbox_channel import Channel
from grader.judge.sandbox_child import Bounds
from grader.judge.sandbox_held import Hidden, held_without_name

_MIB = 1024 * 1024
_WATCH_SECONDS = 0.2
_BLOCK = 4096


@dataclass(frozen=True)
class Limits:
    """What one submission may use. Times are wall-clock seconds; sizes are bytes.

    Attributes
    ----------
    cell_seconds:
        One cell, as nbgrader's ``Execute.timeout``.
    total_seconds:
        All cells together.
    cpu_seconds:
        Processor time of one process.
    memory:
        Memory of all the submission's processes together, beyond what a bare Python with pandas has.
    disk:
        The working folder, and each scratch folder.
    file_size:
        One file.
    processes:
        Processes and threads at a time.
    open_files:
        Open files of one process.
    message:
        One value passed between the student's process and the tests.
    """

    cell_seconds: float = 30.0
    total_seconds: float = 300.0
    cpu_seconds: int = 300
    memory: int = 1024 * _MIB
    disk: int = 256 * _MIB
    file_size: int = 128 * _MIB
    processes: int = 64
    open_files: int = 256
    message: int = 64 * _MIB

    def bounds(self) -> Bounds:
        """Return what the kernel is told."""
        return Bounds(self.cpu_seconds, self.memory, self.disk, self.file_size, self.processes, self.open_files)


class Child:
    """A process forked from the template, and everything it starts."""

    def __init__(self, pidfd: int, channel: Channel, limits: Limits, folder: Path | None, *, seen: bool) -> None:
        self.channel = channel
        self.end = ""
        self._pidfd = pidfd
        self._limits = limits
        self._folder = folder
        self._seen = seen
        self._own = _memory_of(self.pid, shared=False) if self.pid else 0

    @property
    def pid(self) -> int:
        """The process's number here, 0 when it has gone or cannot be known."""
        with suppress(OSError, ValueError):
            for line in Path(f"/proc/self/fdinfo/{self._pidfd}").read_text().splitlines():
                if line.startswith("Pid:"):
                    return max(0, int(line.split()[1]))
        return 0

    def signal(self, number: signal.Signals) -> None:
        """Send a signal; does nothing when the process has gone."""
        with suppress(ProcessLookupError, PermissionError):
            signal.pidfd_send_signal(self._pidfd, number)

    def wait_for_reply(self, until: float) -> bool:
        """Wait until there is something to read.

        Parameters
        ----------
        until:
            When to stop waiting, on ``time.monotonic``'s clock.

        Returns
        -------
        bool
            False when the time came first, or the process had to be ended; ``end`` then says why it was ended.
        """
        while True:
            left = until - time.monotonic()
            ready, _, _ = select.select([self.channel.fileno(), self._pidfd], [], [], max(0.0, min(left, _WATCH_SECONDS)))
            if self.channel.fileno() in ready:
                return not self._over_disk()
            if self._pidfd in ready:
                self.end = self.end or "it ended itself"
                return False
            if left <= 0:
                return False
            self.check()

    def check(self) -> None:
        """End the process if it and its own processes hold too much memory, or too much disk where no file system bounds that."""
        pid = self.pid
        if pid and _memory_of(pid) - self._own > self._limits.memory:
            self.kill("it used too much memory")
        self._over_disk()

    def _over_disk(self) -> bool:
        """End the process if it holds too much disk where no file system bounds that; return whether it did.

        Looked at while the process is waited for and before anything it says is heard, so that none is too quick for it.
        """
        if self._folder is None:
            return False
        size = _size_of(self._folder, self._limits.disk)
        if size <= self._limits.disk and self._seen:
            try:
                size += held_without_name(self._processes(), self._folder, self._limits.file_size)
            except Hidden:
                self.kill("it hid from the judge what it holds")
                return True
        over = size > self._limits.disk
        if over:
            self.kill("it used too much disk")
        return over

    def _processes(self) -> list[int]:
        """List this process and all that it started."""
        pid = self.pid
        found = [pid] if pid else []
        for one in found:
            found += children_of(one)
        return found

    def kill(self, why: str) -> None:
        """End the process and all it started, at once."""
        self.end = self.end or why
        self.signal(signal.SIGKILL)

    def retire(self) -> int:
        """End the process and give up its line; return the descriptor on which its end can be waited for, to be closed then."""
        self.kill("it was no longer needed")
        self.channel.close()
        return self._pidfd


def _size_of(folder: Path, most: int) -> int:
    """Return the bytes of what is in a folder, links not followed, everything at least a block; stop counting above ``most``."""
    total, waiting = 0, [folder]
    while waiting and total <= most:
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                total += max(_BLOCK, entry.stat(follow_symlinks=False).st_size)
                if total > most:
                    break
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
    return total


def _shares_of(pid: int) -> int:
    """Return a process's memory in bytes, each shared page counted by its share."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _memory_of(pid: int, *, shared: bool = True) -> int:
    """Return the memory of a process and all that it started, in bytes."""
    total, waiting = 0, [pid]
    page = os.sysconf("SC_PAGESIZE")
    while waiting:
        one = waiting.pop()
        with suppress(OSError, IndexError, ValueError):
            total += _shares_of(one) if shared else int(Path(f"/proc/{one}/statm").read_text().split()[1]) * page
        waiting += children_of(one)
    return total


def children_of(pid: int) -> list[int]:
    """List the processes that a process has started and that are still there, dead ones not yet cleared away left out."""
    found: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    return [child for child in found if not _is_dead(child)]


def _is_dead(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True
