"""Tries each protection of the sandbox on this machine, from inside, as a hostile student would. For ``carelab doctor``.

Knows nothing of notebooks, nor of what is tried (``attempts``); asks only what a process in the sandbox managed to do.
"""

from __future__ import annotations

import os
import socket
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from grader.college.attempts import Attempt, attempts
from grader.sandbox import Limits, Lost, NoSandbox, Session, Template, refused_calls

_MIB = 1024 * 1024
_TIGHT = Limits(
    cell_seconds=5, total_seconds=20, cpu_seconds=20, memory=300 * _MIB, disk=8 * _MIB, file_size=4 * _MIB, processes=32
)


@dataclass(frozen=True)
class Protection:
    """One protection of the sandbox, as tested on this machine.

    Attributes
    ----------
    name:
        What the protection prevents.
    holds:
        Whether the protection works: the attack on it failed.
    detail:
        What the attack tried and what it achieved.
    """

    name: str
    holds: bool
    detail: str


def protections(template: Template | None = None) -> list[Protection]:
    """Test every protection of a sandbox; when there is no sandbox, return one failed protection.

    ``template``: the process from which the sandbox forks student processes; None to start a new one.
    """
    try:
        if template is not None:
            return _try_all(template)
        with Template.start() as started:
            return _try_all(started)
    except NoSandbox as error:
        return [Protection("student code is confined", False, str(error))]


def _try_all(template: Template) -> list[Protection]:
    found = [Protection("student code is confined", template.confined, "the sandbox was started")]
    with tempfile.TemporaryDirectory(prefix="carelab-probe-") as folder, socket.create_server(("127.0.0.1", 0)) as server:
        canary = Path(folder) / "gradebook.db"
        canary.write_text("canary")
        os.environ["CARELAB_PROBE_SECRET"] = "canary"  # noqa: S105  bait
        try:
            tried = attempts(canary, server.getsockname()[1], refused_calls())
            found += [_try(template, attempt) for attempt in tried]
        finally:
            del os.environ["CARELAB_PROBE_SECRET"]
        found.append(_try_time(template))
        kept = canary.read_text() == "canary" and sorted(p.name for p in Path(folder).iterdir()) == ["gradebook.db"]
        found.append(Protection("the course is unchanged", kept, "after all of these, the bait was read again"))
    left = template.running()
    return [*found, Protection("nothing is left running", left == 0, f"after all of these, {left} processes still ran")]


def _try(template: Template, attempt: Attempt) -> Protection:
    try:
        with Session(template, _TIGHT, {}) as session:
            session.run_cell(attempt.code)
            claimed = session.read(["got"])
    except Lost as error:
        return Protection(attempt.name, True, f"tried to {attempt.tried}: {error}")
    if "got" not in claimed:
        return Protection(attempt.name, True, f"tried to {attempt.tried}: stopped")
    got = claimed["got"]
    return Protection(attempt.name, attempt.harmless(got), f"tried to {attempt.tried}: {attempt.outcome(got)}")


def _try_time(template: Template) -> Protection:
    started = time.monotonic()
    try:
        with Session(template, Limits(cell_seconds=0.5, total_seconds=5), {}) as session:
            session.run_cell("import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass")
        return Protection("a limit on time", False, "an endless loop came to an end by itself")
    except Lost:
        seconds = time.monotonic() - started
        return Protection("a limit on time", seconds < 10, f"an endless loop that ignores SIGINT was ended after {seconds:.1f} s")
