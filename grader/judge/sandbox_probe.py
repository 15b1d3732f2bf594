"""Which protections hold on this machine: each is tried, from inside the sandbox, as a hostile student would.

For ``carelab doctor``. Knows nothing of notebooks, nor what is tried (``sandbox_attempts``); asks only what a process in the
sandbox managed to do.
"""

from __future__ import annotations

import os
import socket
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from grader.judge import sandbox_linux as linux
from grader.judge.codesession import Lost, Session
from grader.judge.sandbox import Limits, NoSandbox, Template
from grader.judge.sandbox_attempts import Attempt, attempts
from grader.judge.sandbox_seccomp import refused_calls, seccomp_works

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
            calls = refused_calls(alone=template.kind == "landlock")
            found += [_try(template, attempt, how) for attempt in attempts(canary, server.getsockname()[1], calls)]
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


def _try(template: Template, attempt: Attempt, how: str) -> Protection:
    try:
        with Session(template, _TIGHT, {}, {}, tests=False) as session:
            session.run_student(attempt.code)
            claimed = session.read(["got"])
    except Lost as error:
        return Protection(attempt.name, True, how, f"tried to {attempt.tried}: {error}")
    if "got" not in claimed:
        return Protection(attempt.name, True, how, f"tried to {attempt.tried}: stopped")
    got = claimed["got"]
    return Protection(attempt.name, attempt.harmless(got), how, f"tried to {attempt.tried}: {attempt.came_of(got)}")


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
