"""One submission's two processes, from start to end: asks them to run cells, waits no longer than it may, and ends them.

Knows time and processes; knows nothing of marks. What the student's process says is passed on as a claim.
"""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from grader.judge import wire
from grader.judge.codeoutputs import clean_outputs, left_out, size_of
from grader.judge.folder import is_safe_name
from grader.judge.ownership import TestNames
from grader.judge.sandbox import Child, Limits, Template
from grader.judge.sandbox_channel import ChannelClosed

_GRACE_SECONDS = 2.0
_LATE = "it did not stop when its time was up"
_FILE_BYTES = 32 * 1024 * 1024
_SHOWN = 30_000_000
"""Characters that all cells of a notebook may show, pictures and all: the judge holds them, and the tutor's copy is as large."""


class Lost(Exception):
    """A process of the submission has gone, or makes no sense; the message says how. Nothing more can be run."""


class Session:
    """The processes of one submission. Use as a context manager.

    Parameters
    ----------
    template:
        What to fork from.
    limits:
        What the submission may use.
    files:
        What to put into both working folders.
    tutor_files:
        What to put into the tests' working folder over that, and to let tests import.
    tests:
        Whether there are tests to run.
    """

    def __init__(
        self,
        template: Template,
        limits: Limits,
        files: Mapping[str, bytes | Path],
        tutor_files: Mapping[str, bytes | Path],
        *,
        tests: bool,
    ) -> None:
        self.limits = limits
        self.problems: list[str] = []
        self._shown = 0
        self._template = template
        self._end = time.monotonic() + limits.total_seconds
        self._children: list[Child] = []
        self._tests: Child | None = None
        line = socket.socketpair() if tests else None
        try:
            self._student = self._fork(template, "student", limits, line[0] if line else None)
            if line:
                self._tests = self._fork(template, "tests", replace(limits, memory=limits.memory * 2), line[1])
            self._lay(files, tutor_files)
        except BaseException:
            self.close()
            raise
        finally:
            for end in line or ():
                end.close()

    def _fork(self, template: Template, role: str, limits: Limits, end: socket.socket | None) -> Child:
        child = template.fork(role, limits, end)
        self._children.append(child)
        return child

    def _lay(self, files: Mapping[str, bytes | Path], tutor_files: Mapping[str, bytes | Path]) -> None:
        left = self.limits.disk
        for what, given in (("file", files), ("tutors", tutor_files)):
            for name, content in _readable(given, self.problems):
                left -= len(content)
                if left < 0:
                    self.problems.append(f"The file {name} was left out: the submission's files are too large to run with.")
                    continue
                if what == "file":
                    self._ask(self._student, (what, name, content))
                if self._tests is not None:
                    self._ask(self._tests, (what, name, content))

    # what callers ask

    def run_student(self, source: str) -> Any:
        """Run one of the student's cells; return what it showed, cleaned; only words once all cells show too much."""
        reply = self._ask(self._student, ("cell", source))
        outputs = clean_outputs(reply.get("outputs") if type(reply) is dict else None)
        self._shown += sum(map(size_of, outputs))
        return outputs if self._shown <= _SHOWN else [left_out("What this cell showed")]

    def ask_student(self, request: tuple[Any, ...]) -> Any:
        """Ask the student's process for something else."""
        return self._ask(self._student, request)

    def read(self, names: list[str]) -> dict[str, Any]:
        """Return what the student's process claims that these names hold, as ``as_plain`` gives them; those it made."""
        claimed = self.ask_student(("values", names))
        return {name: claimed[name] for name in names if name in claimed} if type(claimed) is dict else {}

    def run_setup(self, source: str, seen: str) -> Any:
        """Run one of the tutor's own cells on both sides; return what it showed."""
        shown = self.run_student(seen)
        if self._tests is not None:
            reply = self._ask(self._tests, ("setup", source))
            shown = reply["outputs"]
        return shown

    def run_test(self, source: str, names: TestNames | None) -> dict[str, Any]:
        """Run a test cell of the master's, and return the tests' process's report with ``late`` added."""
        assert self._tests is not None  # noqa: S101  there is one when there are tests
        assert names is not None  # noqa: S101  the plan gives it to every test
        if names.visible:
            self._ask(self._student, ("define", names.visible))
        self._send(self._tests, ("test", source, asdict(names)))
        until = min(time.monotonic() + self.limits.cell_seconds, self._end)
        if self._wait(self._tests, until):
            return {"late": False, **self._receive(self._tests)}
        try:
            self._interrupt_test()
            return {**self._receive(self._tests), "late": True}
        except Lost:
            # this test was too slow; the ones after it will find that nothing can be run
            self._student.kill(_LATE)
            return {"late": True, "outputs": []}

    def close(self) -> None:
        """End both processes and all they started."""
        self._template.retire(self._children)
        self._children.clear()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # how

    def _ask(self, child: Child, request: tuple[Any, ...]) -> Any:
        self._send(child, request)
        until = min(time.monotonic() + self.limits.cell_seconds, self._end)
        if not self._wait(child, until):
            # as in a notebook: interrupted, and the cells after it still run
            child.signal(signal.SIGINT)
            if not self._wait(child, time.monotonic() + _GRACE_SECONDS):
                child.kill(_LATE)
                raise Lost(child.end)
        return self._receive(child)

    def _wait(self, child: Child, until: float) -> bool:
        """Wait for a reply; raise when the process, or the one that it waits for, has gone."""
        replied = child.wait_for_reply(until)
        if not replied and child.end:
            raise Lost(child.end)
        return replied

    def _interrupt_test(self) -> None:
        """Stop a test that takes too long: first what it called, then the test itself."""
        assert self._tests is not None  # noqa: S101
        for child in (self._student, self._tests):
            child.signal(signal.SIGINT)
            if self._wait(self._tests, time.monotonic() + _GRACE_SECONDS):
                break
        else:
            self._tests.kill(_LATE)
            raise Lost(self._tests.end)
        if not self._answers(self._student):
            self._student.kill(_LATE)

    def _answers(self, child: Child) -> bool:
        try:
            self._send(child, ("hello",))
            if not child.wait_for_reply(time.monotonic() + _GRACE_SECONDS):
                return False
            self._receive(child)
        except Lost:
            return False
        return True

    def _send(self, child: Child, request: tuple[Any, ...]) -> None:
        if not child.end and time.monotonic() >= self._end:
            child.kill("the time for all its cells together was up")
        if child.end:
            raise Lost(child.end)
        try:
            child.channel.sock.settimeout(self.limits.cell_seconds)
            child.channel.send(request)
        except (ChannelClosed, wire.WireError) as error:
            raise Lost(child.end or "it ended itself") from error

    def _receive(self, child: Child) -> Any:
        try:
            child.channel.sock.settimeout(_GRACE_SECONDS)
            return child.channel.receive(simple=True)
        except ChannelClosed as error:
            child.kill("it ended itself")
            raise Lost(child.end) from error
        except wire.WireError as error:
            child.kill("it sent what the judge could not read")
            raise Lost(child.end) from error


def _readable(given: Mapping[str, bytes | Path], problems: list[str]) -> Iterator[tuple[str, bytes]]:
    for name, content in given.items():
        if not is_safe_name(name):
            problems.append(f"The file {name!r} was left out: its name leads out of the folder.")
            continue
        try:
            data = content if isinstance(content, bytes) else _read(content)
        except OSError as error:
            problems.append(f"The file {name} was left out: {error.strerror or error}.")
            continue
        if len(data) > _FILE_BYTES:
            problems.append(f"The file {name} was left out: it is larger than {_FILE_BYTES // 2**20} MiB.")
            continue
        yield name, data


def _read(path: Path) -> bytes:
    if path.is_symlink() or not path.is_file():
        raise OSError(f"{path.name} is not a plain file")
    return path.read_bytes()
