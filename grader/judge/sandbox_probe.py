"""Which protections hold on this machine: each is tried, from inside the sandbox, as a hostile student would.

For ``carelab doctor``. Knows nothing of notebooks; asks only what a process in the sandbox managed to do.
"""

from __future__ import annotations

import os
import socket
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.judge import sandbox_linux as linux
from grader.judge.codesession import Lost, Session
from grader.judge.sandbox import Limits, NoSandbox, Template
from grader.judge.sandbox_seccomp import seccomp_works

_MIB = 1024 * 1024
_TIGHT = Limits(
    cell_seconds=5, total_seconds=20, cpu_seconds=20, memory=300 * _MIB, disk=8 * _MIB, file_size=4 * _MIB, processes=32
)


@dataclass(frozen=True)
class Protection:
    """One protection, as found here.

    Attributes
    ----------
    name:
        What it keeps from happening.
    holds:
        Whether the attempt failed, as it should.
    how:
        What provides it.
    detail:
        What was tried, and what came of it.
    """

    name: str
    holds: bool
    how: str
    detail: str


@dataclass(frozen=True)
class _Attempt:
    """One thing to try: code that sets ``got`` to what it achieved, and what that must be."""

    name: str
    tried: str
    code: str
    harmless: Callable[[Any], bool]


def protections(template: Template | None = None) -> list[Protection]:
    """Try every protection and say what came of it.

    Parameters
    ----------
    template:
        The sandbox to try; by default the best that this machine has.

    Returns
    -------
    list of Protection
        One for each thing tried; a single one that does not hold when no sandbox can be had.
    """
    try:
        if template is not None:
            return _try_all(template)
        with Template.start() as warm:
            return _try_all(warm)
    except NoSandbox as error:
        return [Protection("student code is confined", False, "nothing", str(error))]


def _try_all(template: Template) -> list[Protection]:
    how = _means(template)
    found = [
        Protection("student code is confined", template.kind != "trusted", how, f"the sandbox is of the kind {template.kind}")
    ]
    with tempfile.TemporaryDirectory(prefix="judge-probe-") as folder, socket.create_server(("127.0.0.1", 0)) as server:
        canary = Path(folder) / "gradebook.db"
        canary.write_text("canary")
        os.environ["JUDGE_PROBE_SECRET"] = "canary"  # noqa: S105  bait
        try:
            found += [_try(template, attempt, how) for attempt in _attempts(canary, server.getsockname()[1])]
        finally:
            del os.environ["JUDGE_PROBE_SECRET"]
        found.append(_try_time(template, how))
        kept = canary.read_text() == "canary" and sorted(p.name for p in Path(folder).iterdir()) == ["gradebook.db"]
        found.append(Protection("the course is as it was", kept, how, "after all of these, the bait was looked at again"))
    found.append(
        Protection("nothing is left running", template.running() == 0, how, "after all of these, the processes were counted")
    )
    return found


def _means(template: Template) -> str:
    parts = {"bubblewrap": ["bubblewrap", "namespaces"], "namespaces": ["namespaces"], "landlock": [], "trusted": []}[
        template.kind
    ]
    if template.kind != "trusted":
        parts += [f"Landlock {linux.landlock_version()}"] if linux.landlock_version() else []
        parts += ["seccomp"] if seccomp_works() else []
    return " + ".join([*parts, "limits"])


def _attempts(canary: Path, port: int) -> list[_Attempt]:
    home = str(Path.home())
    beside = [str(canary), str(canary.parent / "new"), f"{home}/judge-probe", "/etc/judge-probe"]
    judge = os.getpid()
    return [
        _Attempt("no sight of the gradebook", "read a file outside the sandbox", _reading([str(canary)]), _nothing),
        _Attempt("no sight of the home folder", "list and read it", _reading([home, f"{home}/.netrc", "/home"]), _nothing),
        _Attempt("no writing outside its folder", "write beside the gradebook, at home and in /etc", _writing(beside), _nothing),
        _Attempt("no secrets of the environment", "look through the environment", _ENVIRONMENT, _nothing),
        _Attempt("no other processes", "signal and inspect the judge", _PROCESSES.format(judge=judge), _nothing),
        _Attempt("no network", "connect to a server on this machine, and look up a name", _NETWORK.format(port=port), _nothing),
        _Attempt("no new rights", "become root, mount, and enter new namespaces", _RIGHTS, _nothing),
        _Attempt("a bound on processes", "start 300 processes", _FORKING, _below(300)),
        _Attempt("a bound on memory", "take 4 GiB", _MEMORY, _below(1)),
        _Attempt("a bound on disk", "write 64 MiB", _DISK, _below(9 * _MIB)),
        _Attempt("a bound on open files", "open 5,000 files", _OPENING, _below(5000)),
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
    os.kill({judge}, 0)
    got.append("signal")
except OSError:
    pass
try:
    open("/proc/{judge}/environ").close()
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


def _try(template: Template, attempt: _Attempt, how: str) -> Protection:
    try:
        with Session(template, _TIGHT, {}, {}, tests=False) as session:
            session.run_student(attempt.code)
            claimed = session.read(["got"])
    except Lost as error:
        return Protection(attempt.name, True, how, f"tried to {attempt.tried}: {error}")
    if "got" not in claimed:
        return Protection(attempt.name, True, how, f"tried to {attempt.tried}: stopped")
    got = claimed["got"]
    holds = attempt.harmless(got)
    return Protection(
        attempt.name, holds, how, f"tried to {attempt.tried}: " + (f"{got}" if not holds or got else "nothing came of it")
    )


def _try_time(template: Template, how: str) -> Protection:
    started = time.monotonic()
    try:
        with Session(template, Limits(cell_seconds=0.5, total_seconds=5), {}, {}, tests=False) as session:
            session.run_student("import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass")
        return Protection("a bound on time", False, how, "an endless loop came to an end by itself")
    except Lost:
        seconds = time.monotonic() - started
        return Protection(
            "a bound on time", seconds < 10, how, f"an endless loop that ignores interrupts was ended after {seconds:.1f} s"
        )
