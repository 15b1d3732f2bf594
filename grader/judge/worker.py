"""The student's process: runs the student's cells for the judge, and gives the tests their turn at the names those cells made.

Everything here runs beside student code, which can change any of it; nobody outside trusts its answers beyond their being
data. It must never be sent a test, a key or another submission. What the tests may ask is ``lender``'s to know.
"""

from __future__ import annotations

import builtins
import os
import select
import signal
import socket
import sys
import types
from typing import Any

from IPython.core.error import StdinNotImplementedError

from carelab.answers import as_plain
from grader.judge.folder import use_scratch
from grader.judge.interrupts import forget_interrupts, interrupts
from grader.judge.lender import Lender
from grader.judge.sandbox_channel import Channel, ChannelClosed
from grader.judge.shell import JudgeShell, Outputs, collecting, describe_error, take_over_streams

_NO_INPUT = "raw_input was called, but a marked notebook has nobody to type an answer."


def run(sockets: list[socket.socket], shell: JudgeShell, most: int) -> None:
    """Serve the judge (first socket) and the tests (second, if any) until the judge hangs up."""
    Student(Channel(sockets[0], most), Channel(sockets[1], most) if len(sockets) > 1 else None, shell).serve()


class Student:
    """One submission's process."""

    def __init__(self, judge: Channel, tests: Channel | None, shell: JudgeShell) -> None:
        self.judge = judge
        self.tests = tests
        self.shell = shell
        self.module = types.ModuleType("__main__", "Automatically created module for IPython interactive environment")
        self.names = self.module.__dict__
        self.lender = Lender(tests, shell, self.names)

    def serve(self) -> None:
        """Answer until the judge hangs up."""
        self._move_in()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        channels = [c for c in (self.judge, self.tests) if c is not None]
        while True:
            ready, _, _ = select.select(channels, [], [])
            try:
                if self.judge in ready:
                    self._answer_judge(self.judge.receive())
                else:
                    self.lender.answer(self.lender.receive())
            except ChannelClosed:
                if self.judge in ready:
                    return
                channels = [self.judge]

    def _move_in(self) -> None:
        for name, value in self.shell.user_ns.items():
            self.names.setdefault(name, value)
        self.names["__name__"] = "__main__"
        self.shell.user_ns = self.names
        use_scratch()
        self.shell.user_module = self.module
        sys.modules["__main__"] = self.module
        sys.argv = ["notebook"]
        sys.path[:] = ["", *(p for p in sys.path if p)]
        builtins.input = self._input
        take_over_streams(self.shell)

    # the judge's requests

    def _answer_judge(self, request: tuple[Any, ...]) -> None:
        forget_interrupts()
        what = request[0]
        reply: Any = None
        if what == "cell":
            reply = self._run_cell(request[1])
        elif what == "define":
            with collecting(self.shell, Outputs(0)):
                self.shell.run(request[1])
        elif what == "file":
            _write(request[1], request[2])
        elif what == "values":
            reply = {name: self._plain(self.names[name]) for name in request[1] if name in self.names}
        self.judge.send(reply)

    def _run_cell(self, source: str) -> dict[str, Any]:
        self.lender.watch_folder()
        with collecting(self.shell, Outputs()) as outputs:
            try:
                with interrupts(True):
                    self.shell.run(source, remember=True)
            except KeyboardInterrupt as error:
                # it came just before or just after the cell's own code
                outputs.error(*describe_error(KeyboardInterrupt, error, None))
        return {"outputs": outputs.items}

    def _plain(self, value: Any) -> Any:
        """Return a value as plain data; what is in the way of that is the student's own."""
        try:
            with interrupts(True):
                return as_plain(value)
        except BaseException as error:  # noqa: BLE001  also an interruption, or an end that the value asks for
            return {"is": "other", "type": f"value that could not be read ({type(error).__name__})"}

    def _input(self, prompt: object = "") -> str:
        if self.lender.asked and self.tests is not None:
            return str(self.lender.ask_tests("input", str(prompt)))
        raise StdinNotImplementedError(_NO_INPUT)


def _write(name: str, content: bytes) -> None:
    folder = os.path.dirname(name)  # noqa: PTH120  runs before anything else, as plainly as it can
    if folder:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    with open(name, "wb") as file:  # noqa: PTH123
        file.write(content)
