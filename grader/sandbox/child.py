"""A student process as the marking process sees it: what it may use, whether it still runs, and how it ended.

Knows nothing of how the process was started or of what it runs.
"""

from __future__ import annotations

import os
import select
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from grader.sandbox.channel import Channel
from grader.sandbox.confine import Bounds

_MIB = 1024 * 1024
_WATCH_SECONDS = 0.2


@dataclass(frozen=True)
class Limits:
    """What one submission may use in the sandbox. Times are wall-clock seconds unless stated otherwise; sizes are bytes.

    Attributes
    ----------
    cell_seconds:
        Time for one cell, like nbgrader's ``Execute.timeout``.
    total_seconds:
        Time for all cells together.
    cpu_seconds:
        Processor time of one process.
    memory:
        Memory of all its processes together, not counting what a new Python process with pandas takes.
    disk:
        Size of the working folder, and of each temporary folder. Not enforced for trusted code.
    file_size:
        Size of one file.
    processes:
        Number of processes and threads at one time.
    open_files:
        Number of open files of one process.
    message:
        Size of one message from the student process.
    """

    cell_seconds: float = 30.0
    total_seconds: float = 300.0
    cpu_seconds: int = 300
    memory: int = 1024 * _MIB
    disk: int = 256 * _MIB
    file_size: int = 128 * _MIB
    processes: int = 64
    open_files: int = 256
    message: int = 32 * _MIB

    def bounds(self) -> Bounds:
        """Return those limits that the kernel enforces."""
        return Bounds(self.cpu_seconds, self.memory, self.disk, self.file_size, self.processes, self.open_files)


class Child:
    """A student process, forked from a template process (one with libraries loaded), and every process that it starts.

    Attributes
    ----------
    end:
        Why the process ended, in words; empty while it runs.
    """

    def __init__(self, pidfd: int, channel: Channel, limits: Limits) -> None:
        self.channel = channel
        self.end = ""
        self._pidfd = pidfd
        self._limits = limits
        self._own = _memory_of(self.pid, shared=False) if self.pid else 0

    @property
    def pid(self) -> int:
        """The id of the process as this process sees it; 0 when it has ended or cannot be found."""
        with suppress(OSError, ValueError):
            for line in Path(f"/proc/self/fdinfo/{self._pidfd}").read_text().splitlines():
                if line.startswith("Pid:"):
                    return max(0, int(line.split()[1]))
        return 0

    def signal(self, number: signal.Signals) -> None:
        """Send a signal; does nothing when the process has ended."""
        with suppress(ProcessLookupError, PermissionError):
            signal.pidfd_send_signal(self._pidfd, number)

    def wait_for_reply(self, until: float) -> bool:
        """Wait until the process has sent a message, and kill it if it exceeds its memory limit.

        Parameters
        ----------
        until:
            When to stop waiting, on the clock of ``time.monotonic``.

        Returns
        -------
        bool
            True when there is a message. False when the time is up, or the process has ended; ``end`` then says why.
        """
        while True:
            left = until - time.monotonic()
            ready, _, _ = select.select([self.channel.fileno(), self._pidfd], [], [], max(0.0, min(left, _WATCH_SECONDS)))
            if self.channel.fileno() in ready:
                return True
            if self._pidfd in ready:
                self.end = self.end or "it ended itself"
                return False
            if left <= 0:
                return False
            pid = self.pid
            if pid and _memory_of(pid) - self._own > self._limits.memory:
                self.kill("it used too much memory")

    def kill(self, why: str) -> None:
        """Kill the process and all that it started. ``why`` is kept in ``end``."""
        self.end = self.end or why
        self.signal(signal.SIGKILL)

    def retire(self) -> int:
        """Kill the process and close its channel.

        Return its pidfd, with which the caller waits for the end and which it then closes.
        """
        self.kill("it was no longer needed")
        self.channel.close()
        return self._pidfd


def _proportional_memory(pid: int) -> int:
    """Return a process's memory in bytes, each page shared with other processes counted by its share."""
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
            total += _proportional_memory(one) if shared else int(Path(f"/proc/{one}/statm").read_text().split()[1]) * page
        waiting += children_of(one)
    return total


def children_of(pid: int) -> list[int]:
    """Return the ids of the processes that a process has started and that still run."""
    found: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    return [child for child in found if not _has_ended(child)]


def _has_ended(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True
