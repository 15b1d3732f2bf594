"""What a hostile student would try against the sandbox, as code for a student's process, and the most that each may achieve.

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
    """One attack with which the sandbox is tested.

    Attributes
    ----------
    name:
        The protection that it tests.
    tried:
        What it tries, in words.
    code:
        Python code that attacks and sets the variable ``got`` to what the attack achieved.
    harmless:
        Called with ``got``; returns whether the sandbox has withstood the attack.
    """

    name: str
    tried: str
    code: str
    harmless: Callable[[Any], bool]
    unit: str = ""

    def outcome(self, got: Any) -> str:
        """Return in words what the attack achieved, from what its code stored in ``got``."""
        if type(got) in (int, float) and got:
            return f"{got:,.0f} {self.unit}".rstrip()
        return f"{got}" if got else "nothing came of it"


def attempts(canary: Path, port: int, calls: Mapping[str, int]) -> list[Attempt]:
    """Return every attack with which the sandbox is tested.

    Parameters
    ----------
    canary:
        A file outside the sandbox that the attacks must be able neither to read nor to change.
    port:
        The port of a server on this machine that the attacks must not reach.
    calls:
        The system calls that the sandbox refuses: name → number.
    """
    home, marker = str(Path.home()), os.getpid()
    outside = [str(canary), str(canary.parent / "new"), f"{home}/carelab-probe", "/etc/carelab-probe"]
    shared = [f"mmap.mmap({file}, 4096, mmap.MAP_SHARED)" for file in ("-1", "open('/dev/zero', 'r+b', 0).fileno()")]
    refused = [f"libc.syscall({number}, -1, 0, 0, 0, 0, 0) != -1 or ctypes.get_errno() != 1" for number in calls.values()]
    forked = "(os.fork() or [time.sleep(60), os._exit(0)]) > 0"
    in_files = "open(f'file{number}', 'wb').write(b'x' * (2 << 20))"
    in_deleted = "[keep(open('deleted', 'wb')), os.unlink('deleted'), kept[-1].write(b'x' * (2 << 20)), kept[-1].flush()][2]"
    return [
        _all("no sight of the gradebook", "read a file outside the sandbox", [f"open({str(canary)!r}).read()"]),
        _all("no sight of the home folder", "list and read it", [f"os.listdir({home!r})", f"open('{home}/.netrc').read()"]),
        _all("no writing outside its folder", "write elsewhere", [f"open({path!r}, 'a')" for path in outside]),
        _all("no secrets of the environment", "look through the environment", ["'canary' in os.environ.values()"]),
        _all(
            "no other processes", "signal and inspect one", [f"os.kill({marker}, 0) is None", f"open('/proc/{marker}/environ')"]
        ),
        _all(
            "no network",
            "connect to a server on this machine, and look up a name",
            [f"socket.create_connection(('127.0.0.1', {port}), 2)", "socket.getaddrinfo('example.com', 80)"],
        ),
        _all(
            "no new rights",
            "become root, mount, and enter new namespaces",
            [
                *("libc.unshare(0x10000000) == 0", "libc.unshare(0x20000) == 0", "os.chown('/etc/hosts', 0, 0) is None"),
                "libc.mount(b'none', b'/tmp', b'tmpfs', 0, None) == 0",
            ],
        ),
        _all("no calls that administer the system", f"make {len(calls)} of them", refused),
        _all("no memory outside the limit", "map memory to be shared, in two ways", shared),
        _many("a limit on processes", "start 300 processes", 300, forked, 300, "processes"),
        _many("a limit on memory", "take 4 GiB", 1, "len(bytearray(4 << 30))", 1, "bytes"),
        _many("a limit on disk", "write 64 MiB", 32, in_files, 9 * _MIB, "bytes"),
        _many("a limit on deleted files", "write 64 MiB into deleted files that stay open", 32, in_deleted, 17 * _MIB, "bytes"),
        _many("a limit on open files", "open 5,000 files", 5000, "[keep(open('/dev/null')), 1][1]", 5000, "files"),
    ]


def _all(name: str, tried: str, expressions: list[str]) -> Attempt:
    """Try each expression. None of them may be true: each must be false or raise an error."""
    return Attempt(name, tried, _EACH.format(expressions=expressions), lambda got: type(got) is list and not got)


def _many(name: str, tried: str, times: int, expression: str, most: int, unit: str) -> Attempt:
    """Take more and more, and add up what each expression gives: it must come to less than ``most``."""
    code = _UNTIL_REFUSED.format(times=times, expression=expression)
    return Attempt(name, tried, code, lambda got: type(got) in (int, float) and got < most, unit)


_EACH = """
import ctypes, mmap, os, socket
libc = ctypes.CDLL(None, use_errno=True)
got = []
for tried in {expressions}:
    ctypes.set_errno(0)
    try:
        if eval(tried):
            got.append(tried)
    except (OSError, ValueError):
        pass
"""
_UNTIL_REFUSED = """
import os, time
got, kept = 0, []
keep = kept.append
try:
    for number in range({times}):
        got += {expression}
except (OSError, MemoryError):
    pass
kept.clear()
"""
