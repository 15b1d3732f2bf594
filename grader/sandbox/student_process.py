"""The student process: runs the cells of one submission, and returns what they showed and what names hold, as JSON.

Everything here runs beside student code, which can change any of it; the marking process trusts an answer only as data. Where
names are read (``ex.code``) this process never receives a test or a key. Where another course's test cells run here, each
test's text arrives only when that test runs.
"""

from __future__ import annotations

import builtins
import os
import signal
import socket
import sys
import traceback
import types
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from IPython.core.error import StdinNotImplementedError

from carelab.answers import as_plain
from grader.sandbox.channel import BadMessage, Channel, ChannelClosed
from grader.sandbox.shell import CellShell, Outputs, collecting, describe_error, take_over_streams

_NO_INPUT = "raw_input was called, but a marked notebook has nobody to type an answer."


def run(sock: socket.socket, shell: CellShell, most: int) -> None:
    """Run cells in this process, on request of the marking process, until the marking process closes the socket.

    ``most``: the largest message on the socket, in bytes.
    """
    Student(Channel(sock, most), shell).serve()


class Student:
    """The student's side of the sandbox: runs the cells of one submission and answers the marking process's requests."""

    def __init__(self, channel: Channel, shell: CellShell) -> None:
        self.channel = channel
        self.shell = shell
        self.module = types.ModuleType("__main__", "Automatically created module for IPython interactive environment")
        self.names = self.module.__dict__

    def serve(self) -> None:
        """Answer the marking process's requests until it closes the socket."""
        self._prepare()
        self.fresh = _Fresh(self.shell)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        while True:
            try:
                reply = self._answer(self.channel.receive())
                try:
                    self.channel.send(reply)
                except BadMessage:
                    self.channel.send(None)
            except ChannelClosed:
                return

    def _prepare(self) -> None:
        for name, value in self.shell.user_ns.items():
            self.names.setdefault(name, value)
        self.names["__name__"] = "__main__"
        self.shell.user_ns = self.names
        self.shell.user_module = self.module
        sys.modules["__main__"] = self.module
        sys.argv = ["notebook"]
        sys.path[:] = ["", *(p for p in sys.path if p)]
        builtins.input = _no_input
        take_over_streams(self.shell)

    def _answer(self, request: dict[str, Any]) -> Any:
        while signal.sigtimedwait({signal.SIGINT}, 0) is not None:
            pass  # a SIGINT aimed at a finished cell
        what = request["do"]
        if what == "cell":
            return self._run_cell(request["source"])
        if what == "test":
            self.fresh.restore()
            return self._run_cell(request["source"])
        if what == "define":
            with collecting(self.shell, Outputs(0)):
                self.shell.run(request["source"])
        elif what == "file":
            _write(request["name"], self.channel.receive_bytes())
        elif what == "values":
            return {name: self._plain(self.names[name]) for name in request["names"] if name in self.names}
        return None

    def _run_cell(self, source: str) -> dict[str, Any]:
        error: BaseException | None = None
        value: Any = None
        with collecting(self.shell, Outputs()) as outputs:
            try:
                with _interrupts():
                    result = self.shell.run(source)
                error, value = result.error_in_exec or result.error_before_exec, result.result
            except KeyboardInterrupt as late:  # it came just before or just after the cell's own code
                error = late
                outputs.error(*describe_error(KeyboardInterrupt, late, None))
        return {
            "outputs": outputs.items,
            "error": outputs.errors[0] if outputs.errors else None,
            "missing_module": _missing_module(error),
            "value": _kind_of_value(value),
        }

    def _plain(self, value: Any) -> Any:
        """Return a value as plain data. Any failure here is the student's code's."""
        try:
            with _interrupts():
                return as_plain(value)
        except BaseException as error:  # noqa: BLE001  also an interrupt, or SystemExit raised by the value's own methods
            return {"is": "other", "type": f"value that could not be read ({type(error).__name__})"}


class _Fresh:
    """The built-ins and IPython's transformers as they were before any student code, to be restored before each test."""

    def __init__(self, shell: CellShell) -> None:
        self._shell = shell
        self._builtins = dict(vars(builtins))
        self._ast = list(shell.ast_transformers)
        self._text = list(shell.input_transformers_post)
        manager = shell.input_transformer_manager
        self._lists = [(name, list(getattr(manager, name))) for name in ("cleanup_transforms", "line_transforms")]

    def restore(self) -> None:
        vars(builtins).update(self._builtins)
        self._shell.ast_transformers = list(self._ast)
        self._shell.input_transformers_post = list(self._text)
        for name, transforms in self._lists:
            setattr(self._shell.input_transformer_manager, name, list(transforms))


@contextmanager
def _interrupts() -> Iterator[None]:
    """Unblock SIGINT inside the block: it is blocked while this process reads or writes the channel."""
    before = signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _no_input(prompt: object = "") -> str:
    del prompt
    raise StdinNotImplementedError(_NO_INPUT)


def _missing_module(error: BaseException | None) -> str:
    """Return the module that the cell itself imports and that is not installed; empty when another cell's code imports it."""
    if not isinstance(error, ModuleNotFoundError):
        return ""
    files = {frame.f_code.co_filename for frame, _ in traceback.walk_tb(error.__traceback__)}
    cells = {name for name in files if "ipython-input" in name or "ipykernel_" in name}
    return str(error.name or "") if len(cells) == 1 else ""


def _kind_of_value(value: Any) -> list[Any]:
    """Describe a cell's last value, as far as a mark can depend on it, by its exact type: no method of the value is called."""
    kind = type(value)
    if value is None:
        return ["none", None]
    if kind is bool or kind is np.bool_:
        return ["truth", bool(value)]
    if kind is int or (kind.__module__ == "numpy" and issubclass(kind, np.integer)):
        number = int(value)
        return ["number", float(number)] if abs(number) < 2**53 else ["huge", None]
    if kind is float or (kind.__module__ == "numpy" and issubclass(kind, np.floating)):
        return ["number", float(value)]
    own = issubclass(kind, int | float) or kind.__module__ == "__main__"
    return ["text" if kind is str else "own" if own else "other", None]


def _write(name: str, content: bytes) -> None:
    folder = os.path.dirname(name)  # noqa: PTH120  plain calls, because this runs in every student process
    if folder:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    with open(name, "wb") as file:  # noqa: PTH123
        file.write(content)
