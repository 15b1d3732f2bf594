"""One submission's process from start to end: asks it to run cells, waits no longer than the limits allow, and ends it.

Knows time and processes; knows nothing of marks. What the student process sends is passed on as a claim.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from grader.sandbox.channel import BadMessage, ChannelClosed
from grader.sandbox.child import Child, Limits
from grader.sandbox.outputs import clean_outputs, clean_text, left_out, size_of
from grader.sandbox.template import Template

_GRACE_SECONDS = 2.0
_FILE_BYTES = 32 * 1024 * 1024
_SHOWN = 30_000_000
"""Characters that all cells of a notebook may show, pictures included: the marking process and autograded/ keep them."""


class Lost(Exception):
    """The student process has ended or sends messages that cannot be read, so it can run no more cells; the message says how."""


@dataclass(frozen=True)
class CellReport:
    """What a student process reported after running one cell, cleaned. It may be forged.

    Attributes
    ----------
    outputs:
        What the cell showed, as nbformat outputs with text and checked pictures only.
    error:
        (name, message) of the first error that the cell showed; None for no error.
    value:
        (kind, content) of the value of the cell's last line. The kinds: ``none``, ``truth`` (a boolean), ``number``, ``huge`` (a
        too large number), ``text``, ``own`` (an object of a class defined in the notebook, or of an unusual number type),
        ``other``. The content is the boolean or the number as a float; None for the other kinds.
    missing_module:
        Name of a module that the cell imports and that is not installed; "" for none.
    late:
        Whether the cell was interrupted at its time limit.
    """

    outputs: tuple[Any, ...]
    error: tuple[str, str] | None
    value: tuple[str, Any]
    missing_module: str
    late: bool


class Session:
    """A student process in which the cells of one submission are run; use it as a context manager.

    Parameters
    ----------
    template:
        The process with libraries loaded, from which the student process is forked.
    limits:
        Time, memory and so on that the submission may use.
    files:
        Files for the working folder: relative path → content, or path of a file to copy.
    """

    def __init__(self, template: Template, limits: Limits, files: Mapping[str, bytes | Path]) -> None:
        self.limits = limits
        self.problems: list[str] = []
        self._late = False
        self._shown = 0
        self._template = template
        self._end = time.monotonic() + limits.total_seconds
        self._child: Child = template.fork(limits)
        try:
            self._write_files(files)
        except BaseException:
            self.close()
            raise

    def run_cell(self, source: str) -> CellReport:
        """Run a student's cell, or a tutor's cell without points, and return the report on it."""
        return self._report(self._ask({"do": "cell", "source": source}))

    def run_test(self, source: str) -> CellReport:
        """Run a tutor's test cell, after restoring Python's built-ins and IPython's transformers; return the report on it."""
        return self._report(self._ask({"do": "test", "source": source}))

    def define(self, source: str) -> None:
        """Run code of Care Lab or the tutor, and discard what it prints and shows."""
        self._ask({"do": "define", "source": source})

    def read(self, names: list[str]) -> dict[str, Any]:
        """Return name → value of these variables, as JSON data from the process, which may be forged; unset ones are left out."""
        claimed = self._ask({"do": "values", "names": names})
        return {name: claimed[name] for name in names if name in claimed} if isinstance(claimed, dict) else {}

    def close(self) -> None:
        """Kill the process and all that it started."""
        self._template.retire(self._child)

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write_files(self, files: Mapping[str, bytes | Path]) -> None:
        left = self.limits.disk
        for name, content in _readable(files, self.problems):
            left -= len(content)
            if left < 0:
                self.problems.append(f"The file {name} was left out: the submission's files are too large to run with.")
            else:
                self._ask({"do": "file", "name": name}, content)

    def _report(self, claimed: Any) -> CellReport:
        found = claimed if isinstance(claimed, dict) else {}
        outputs = clean_outputs(found.get("outputs"))
        self._shown += sum(map(size_of, outputs))
        if self._shown > _SHOWN:
            outputs = [left_out("What this cell showed")]
        error, value = found.get("error"), found.get("value")
        return CellReport(
            tuple(outputs),
            (clean_text(error[0], 100) or "an error without a name", clean_text(error[1], 500))
            if isinstance(error, list) and len(error) == 2
            else None,
            _value(value) if isinstance(value, list) and len(value) == 2 else ("other", None),
            clean_text(found.get("missing_module"), 100),
            self._late,
        )

    def _ask(self, request: dict[str, Any], content: bytes | None = None) -> Any:
        child = self._child
        self._send(request, content)
        self._late = False
        until = min(time.monotonic() + self.limits.cell_seconds, self._end)
        if not self._wait(until):
            self._late = True
            child.signal(signal.SIGINT)  # as nbgrader does: the cell is interrupted, and the cells after it still run
            if not self._wait(time.monotonic() + _GRACE_SECONDS):
                child.kill("it did not stop when its time was up")
                raise Lost(child.end)
        try:
            child.channel.sock.settimeout(_GRACE_SECONDS)
            return child.channel.receive()
        except ChannelClosed as error:
            child.kill("it ended itself")
            raise Lost(child.end) from error
        except BadMessage as error:
            child.kill(f"it sent what could not be read: {error}")
            raise Lost(child.end) from error

    def _send(self, request: dict[str, Any], content: bytes | None) -> None:
        child = self._child
        if not child.end and time.monotonic() >= self._end:
            child.kill("the time for all its cells together was up")
        if child.end:
            raise Lost(child.end)
        try:
            child.channel.sock.settimeout(self.limits.cell_seconds)
            child.channel.send(request)
            if content is not None:
                child.channel.send_bytes(content)
        except (ChannelClosed, BadMessage) as error:
            raise Lost(child.end or "it ended itself") from error

    def _wait(self, until: float) -> bool:
        """Wait for a reply. Raises Lost when the process has ended."""
        replied = self._child.wait_for_reply(until)
        if not replied and self._child.end:
            raise Lost(self._child.end)
        return replied


def _value(claimed: list[Any]) -> tuple[str, Any]:
    """Return a claimed last value, when its content fits its kind."""
    kind, content = claimed
    if kind == "number" and type(content) in (int, float):
        return kind, float(content)
    if kind == "truth" and isinstance(content, bool):
        return kind, content
    return (kind if kind in ("none", "huge", "text", "own") else "other"), None


def _readable(given: Mapping[str, bytes | Path], problems: list[str]) -> Iterator[tuple[str, bytes]]:
    for name, content in given.items():
        if not _is_safe_name(name):
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


def _is_safe_name(name: str) -> bool:
    """Say whether a file's name is a plain relative path inside the folder, in its one spelling (``./a`` is none)."""
    path = PurePosixPath(name)
    inside = not path.is_absolute() and ".." not in path.parts and len(path.parts) <= 20
    return str(path) == name != "." and "\\" not in name and "\0" not in name and inside


def _read(path: Path) -> bytes:
    if path.is_symlink() or not path.is_file():
        raise OSError(f"{path.name} is not a plain file")
    return path.read_bytes()
