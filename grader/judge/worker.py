"""The student's process: runs the student's cells, and answers what the tests ask of the names those cells made.

Everything here runs beside student code, which can change any of it; nobody outside trusts its answers beyond their being
data. It must never be sent a test, a key or another submission.
"""

from __future__ import annotations

import builtins
import os
import random
import select
import signal
import socket
import sys
import types
from typing import Any

import numpy as np
from IPython.core.error import StdinNotImplementedError

from carelab.plainvalue import as_plain
from grader.judge import described, sharedvalues, wire
from grader.judge.folder import Folder
from grader.judge.interrupts import forget_interrupts, interrupts
from grader.judge.lent import Lent
from grader.judge.sandbox_channel import Channel, ChannelClosed
from grader.judge.shell import JudgeShell, Outputs, collecting, describe_error, take_over_streams

_NO_INPUT = "raw_input was called, but a marked notebook has nobody to type an answer."


class _NoSuchNameError(Exception):
    """The student has made no such name."""


def run(sockets: list[socket.socket], shell: JudgeShell, most: int) -> None:
    """Serve the judge (first socket) and the tests (second, if any) until the judge hangs up."""
    Student(Channel(sockets[0], most), Channel(sockets[1], most) if len(sockets) > 1 else None, shell).serve()


class Student:
    """One submission's process."""

    def __init__(self, judge: Channel, tests: Channel | None, shell: JudgeShell) -> None:
        self.judge = judge
        self.tests = tests
        self.shell = shell
        self.lent = Lent(self.call_test)
        self.shared = self._new_shared()
        self.asked = 0
        self.folder: Folder | None = None
        self.names: dict[str, Any] = {}
        self._test_functions: dict[int, Any] = {}

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
                    self._answer_tests(self._receive())
            except ChannelClosed:
                if self.judge in ready:
                    return
                channels = [self.judge]

    def _move_in(self) -> None:
        module = types.ModuleType("__main__", "Automatically created module for IPython interactive environment")
        self.names = module.__dict__
        for name, value in self.shell.user_ns.items():
            self.names.setdefault(name, value)
        self.names["__name__"] = "__main__"
        self.shell.user_ns = self.names
        self.shell.user_module = module
        sys.modules["__main__"] = module
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
        if self.folder is None:
            self.folder = Folder()
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

    # the tests' requests

    def _receive(self) -> Any:
        assert self.tests is not None  # noqa: S101  only asked when there is a line
        with interrupts(False):
            return self.tests.receive(self.lent.inward)

    def _answer_tests(self, request: dict[str, Any]) -> None:
        """Do one thing for the tests, and send what came of it."""
        outputs = Outputs(1_000_000, 1_000)
        try:
            self._catch_up(request)
            with collecting(self.shell, outputs):
                self.asked += 1
                try:
                    with interrupts(True):
                        value = self._do(request["op"], request["args"])
                finally:
                    self.asked -= 1
            self._reply("ok", self._packed(value), outputs)
        except ChannelClosed:
            raise
        except _NoSuchNameError:
            self._reply("missing", None, outputs)
        except wire.WireError as error:
            self._reply("refused", str(error), outputs)
        except BaseException as error:  # noqa: BLE001  whatever the student's code raised, the tests are told
            told = (*described.exception(error), describe_error(type(error), error, error.__traceback__)[2])
            self._reply("error", told, outputs)

    def _catch_up(self, request: dict[str, Any]) -> None:
        self.shared.drop(request["drop"])
        self.shared.accept(request["changes"])
        for name, packed in request["sets"]:
            self.names[name] = self.shared.unpack(packed)
        if self.folder is None:
            self.folder = Folder()
        self.folder.accept(request["files"])
        seeds = request["seeds"]
        if seeds is not None:
            random.setstate(seeds[0])
            np.random.set_state(seeds[1])

    def _reply(self, kind: str, value: Any, outputs: Outputs) -> None:
        assert self.tests is not None  # noqa: S101
        printed = [(item["name"], item["text"]) for item in outputs.items if item.get("output_type") == "stream"]
        outputs.items.clear()
        message = {
            "kind": kind,
            "value": value,
            "printed": printed,
            "changes": self.shared.changes(),
            "files": self.folder.changes() if self.folder is not None else [],
        }
        with interrupts(False):
            self.tests.send(message, self.lent.outward)

    def _packed(self, value: Any) -> Any:
        return self.shared.pack(value)

    def _do(self, what: str, arguments: tuple[Any, ...]) -> Any:
        action = getattr(self, f"do_{what}")
        return action(*arguments)

    def do_begin(self) -> None:
        """Start a test cell: what the last one shared is its own now."""
        self.shared = self._new_shared()

    def do_get(self, name: str) -> Any:
        if name not in self.names:
            raise _NoSuchNameError
        return self.names[name]

    def do_names(self) -> list[str]:
        return [name for name in list(self.names) if type(name) is str]

    def do_del(self, name: str) -> None:
        self.names.pop(name, None)

    def do_call(self, number: int, packed: list[Any], named: dict[str, Any]) -> Any:
        arguments = [self.shared.unpack(item) for item in packed]
        keywords = {name: self.shared.unpack(item) for name, item in named.items()}
        return self.lent.objects[number](*arguments, **keywords)

    def do_attr(self, number: int, name: str) -> Any:
        return getattr(self.lent.objects[number], name)

    def do_setattr(self, number: int, name: str, packed: Any) -> None:
        setattr(self.lent.objects[number], name, self.shared.unpack(packed))

    def do_delattr(self, number: int, name: str) -> None:
        delattr(self.lent.objects[number], name)

    def do_special(self, number: int, name: str, packed: list[Any]) -> Any:
        target = self.lent.objects[number]
        return getattr(type(target), name)(target, *(self.shared.unpack(item) for item in packed))

    def do_dir(self, number: int) -> list[str]:
        return [str(name) for name in dir(self.lent.objects[number])]

    # callables and input that belong to the tests

    def call_test(self, number: int, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """Call one of the tests' own functions, which a test gave to the student's code."""
        packed = ([self._packed(a) for a in arguments], {str(k): self._packed(v) for k, v in named.items()})
        return self._ask_tests("callback", (number, *packed))

    def _ask_tests(self, kind: str, value: Any) -> Any:
        if not self.asked:
            raise RuntimeError("a test's function can only be used while that test runs")
        self._reply(kind, value, self.shell.outputs)
        while True:
            request = self._receive()
            if request["op"] == "answer":
                self._catch_up(request)
                return self.shared.unpack(request["args"][0])
            if request["op"] == "raise":
                self._catch_up(request)
                kind_of, text = request["args"]
                raise kind_of(*text)
            self._answer_tests(request)

    def _input(self, prompt: object = "") -> str:
        if self.asked and self.tests is not None:
            return str(self._ask_tests("input", str(prompt)))
        raise StdinNotImplementedError(_NO_INPUT)

    def _new_shared(self) -> sharedvalues.SharedValues:
        return sharedvalues.SharedValues(
            1, lambda v: wire.encode(v, self.lent.outward), lambda b: wire.decode(b, self.lent.inward)
        )


def _write(name: str, content: bytes) -> None:
    folder = os.path.dirname(name)  # noqa: PTH120  runs before anything else, as plainly as it can
    if folder:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    with open(name, "wb") as file:  # noqa: PTH123
        file.write(content)
