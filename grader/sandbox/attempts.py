"""What a hostile student would try against the sandbox, as code for a student's process, and what each may come to at most.

For ``probe``, which runs them. Knows nothing of how a sandbox is made, or of what holds on this machine.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_MIB = 1024 * 1024


@dataclass(frozen=True)
class Attempt:
    """One thing to try: code that sets ``got`` to what it achieved, what that must be, and in which unit it counts."""

    name: str
    tried: str
    code: str
    harmless: Callable[[Any], bool]
    unit: str = ""

    def came_of(self, got: Any) -> str:
        """Say what the attempt achieved."""
        if type(got) in (int, float) and got:
            return f"{got:,.0f} {self.unit}".rstrip()
        return f"{got}" if got else "nothing came of it"


def attempts(canary: Path, port: int, calls: Mapping[str, int]) -> list[Attempt]:
    """Return all that is tried.

    Parameters
    ----------
    canary:
        A file outside the sandbox that must be neither read nor changed.
    port:
        Where a server listens on this machine that must not be reached.
    calls:
        The calls to the system that are refused, by name, with their numbers.
    """
    home = str(Path.home())
    beside = [str(canary), str(canary.parent / "new"), f"{home}/carelab-probe", "/etc/carelab-probe"]
    marker = os.getpid()
    return [
        Attempt("no sight of the gradebook", "read a file outside the sandbox", _reading([str(canary)]), _nothing),
        Attempt("no sight of the home folder", "list and read it", _reading([home, f"{home}/.netrc", "/home"]), _nothing),
        Attempt("no writing outside its folder", "write beside the gradebook, at home and in /etc", _writing(beside), _nothing),
        Attempt("no secrets of the environment", "look through the environment", _ENVIRONMENT, _nothing),
        Attempt("no other processes", "signal and inspect the marking process", _PROCESSES.format(marker=marker), _nothing),
        Attempt("no network", "connect to a server on this machine, and look up a name", _NETWORK.format(port=port), _nothing),
        Attempt("no new rights", "become root, mount, and enter new namespaces", _RIGHTS, _nothing),
        Attempt("no calls to the system's own affairs", f"make {len(calls)} of them", _CALLS.format(calls=dict(calls)), _nothing),
        Attempt("no memory that nobody is seen to hold", "map memory to be shared, in two ways", _SHARING, _nothing),
        Attempt("a limit on processes", "start 300 processes", _FORKING, _below(300), "processes"),
        Attempt("a limit on memory", "take 4 GiB", _MEMORY, _below(1), "bytes"),
        Attempt("a limit on disk", "write 64 MiB", _DISK, _below(9 * _MIB), "bytes"),
        Attempt(
            "a limit on deleted files", "write 64 MiB into deleted files that stay open", _HOLDING, _below(17 * _MIB), "bytes"
        ),
        Attempt("a limit on open files", "open 5,000 files", _OPENING, _below(5000), "files"),
    ]


def _nothing(got: Any) -> bool:
    return type(got) is list and not got


def _below(most: int) -> Callable[[Any], bool]:
    return lambda got: type(got) in (int, float) and got < most


_ENVIRONMENT = """
import os
got = [value for value in os.environ.values() if value == "canary"]
"""
_PROCESSES = """
import os
got = []
try:
    os.kill({marker}, 0)
    got.append("signal")
except OSError:
    pass
try:
    open("/proc/{marker}/environ").close()
    got.append("environment")
except OSError:
    pass
"""
_NETWORK = """
import socket
got = []
try:
    socket.create_connection(("127.0.0.1", {port}), 2).close()
    got.append("connection")
except OSError:
    pass
try:
    socket.getaddrinfo("example.com", 80)
    got.append("name")
except OSError:
    pass
"""
_RIGHTS = """
import ctypes, os
libc = ctypes.CDLL(None)
got = [flag for flag in (0x10000000, 0x20000) if libc.unshare(flag) == 0]
if libc.mount(b"none", b"/tmp", b"tmpfs", 0, None) == 0:
    got.append("mount")
try:
    os.chown("/etc/hosts", 0, 0)
    got.append("chown")
except OSError:
    pass
"""
_CALLS = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
got = []
for name, number in {calls}.items():
    ctypes.set_errno(0)
    if libc.syscall(number, -1, 0, 0, 0, 0, 0) != -1 or ctypes.get_errno() != 1:
        got.append(name)
"""
_SHARING = """
import mmap
got = []
for flags in (mmap.MAP_SHARED | mmap.MAP_ANONYMOUS, mmap.MAP_SHARED):
    try:
        file = -1 if flags & mmap.MAP_ANONYMOUS else open("/dev/zero", "r+b", 0).fileno()
        mmap.mmap(file, 4096, flags)
        got.append(flags)
    except (OSError, ValueError):
        pass
"""
_FORKING = """
import os, time
got = 0
try:
    while got < 300:
        if os.fork() == 0:
            time.sleep(60)
            os._exit(0)
        got += 1
except OSError:
    pass
"""
_MEMORY = """
try:
    got = len(bytearray(4 << 30))
except MemoryError:
    got = 0
"""
_DISK = """
got = 0
try:
    for number in range(32):
        got += open(f"file{number}", "wb").write(b"x" * (2 << 20))
except OSError:
    pass
"""
_HOLDING = """
import os
kept = []
got = 0
try:
    for number in range(32):
        kept.append(open("deleted", "wb"))
        os.unlink("deleted")
        got += kept[-1].write(b"x" * (2 << 20))
        kept[-1].flush()
except OSError:
    pass
"""
_OPENING = """
kept = []
try:
    while len(kept) < 5000:
        kept.append(open("/dev/null"))
except OSError:
    pass
got = len(kept)
kept.clear()
"""


def _reading(places: list[str]) -> str:
    return f"""
import os
got = []
for place in {places!r}:
    try:
        got += os.listdir(place) if os.path.isdir(place) else [open(place).read()]
    except OSError:
        pass
"""


def _writing(places: list[str]) -> str:
    return f"""
got = []
for place in {places!r}:
    try:
        open(place, "a").close()
        got.append(place)
    except OSError:
        pass
"""
