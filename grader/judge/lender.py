"""The student's end of the line to the tests: does what they ask of the names that the student's cells made, one thing at a time.

Runs beside student code, which can change any of it; the other end trusts its answers no further than their being data. Knows
nothing of the judge, nor of how cells are run.
"""

from __future__ import annotations

import asyncio
import copy
import random
from typing import Any

import numpy as np

from grader.judge import described, describedclasses, sharedvalues, wire
from grader.judge.folder import Folder
from grader.judge.interrupts import interrupts
from grader.judge.lent import Lent
from grader.judge.logged import Telling
from grader.judge.replaced import Mirrored, Variables
from grader.judge.sandbox_channel import Channel, ChannelClosed
from grader.judge.shell import JudgeShell, Outputs, collecting, describe_error
from grader.judge.warned import Caught

_LOOKS = frozenset(("begin", "get", "names"))
"""What runs no code of the student's, so that nothing can have changed since control last passed."""
_NOTHING: dict[str, Any] = {"printed": [], "warned": [], "logged": [], "environment": {}, "files": [], "changes": ([], [])}


class _NoSuchNameError(Exception):
    """The student has made no such name."""


class Lender:
    """What the tests may do with the student's names.

    Parameters
    ----------
    tests:
        The line, if there are tests.
    shell:
        Where the student's cells run.
    names:
        The names that they make.
    """

    def __init__(self, tests: Channel | None, shell: JudgeShell, names: dict[str, Any]) -> None:
        self.tests = tests
        self.shell = shell
        self.names = names
        self.lent = Lent(self.call_test, self._own_class)
        self.shared = self._new_shared()
        self.asked = 0
        self.caught = Caught()
        self.folder: Folder | None = None
        self.mirrored = Mirrored([], {}, 0, {})
        self.telling = Telling()
        self.variables = Variables()

    def watch_folder(self) -> Folder:
        """Notice from here on, if not before, what is written in the working folder."""
        if self.folder is None:
            self.folder = Folder()
        return self.folder

    def receive(self) -> Any:
        """Wait for what the tests ask next."""
        assert self.tests is not None  # noqa: S101  only asked when there is a line
        with interrupts(False):
            return self.tests.receive(self.lent.inward)

    def answer(self, request: dict[str, Any]) -> None:
        """Do one thing for the tests, and send what came of it."""
        outputs = Outputs(1_000_000, 1_000)
        try:
            self._catch_up(request)
            with collecting(self.shell, outputs):
                self.asked += 1
                try:
                    self._mirror(request)
                    with interrupts(True), self.caught.catching(request["warns"]):
                        value = self._do(request["op"], request["args"])
                finally:
                    self._put_back()
                    self.asked -= 1
            self._reply("ok", self._packed(value), outputs, looked=request["op"] in _LOOKS)
        except ChannelClosed:
            raise
        except _NoSuchNameError:
            self._reply("missing", None, outputs)
        except wire.WireError as error:
            self._reply("refused", str(error), outputs)
        except BaseException as error:  # noqa: BLE001  whatever the student's code raised, the tests are told
            told = (
                *described.exception(error),
                describe_error(type(error), error, error.__traceback__)[2],
                described.causes(error),
            )
            self._reply("error", told, outputs)

    def _catch_up(self, request: dict[str, Any]) -> None:
        self.shared.drop(request["drop"])
        self.shared.accept(request["changes"])
        for name, packed in request["sets"]:
            self.names[name] = self.shared.unpack(packed)
        self.watch_folder().accept(request["files"])
        self.watch_folder().go(request["place"])
        seeds = request["seeds"]
        if seeds is not None:
            random.setstate(seeds[0])
            np.random.set_state(seeds[1])

    def _reply(self, kind: str, value: Any, outputs: Outputs, *, looked: bool = False) -> None:
        printed = [(item["name"], item["text"]) for item in outputs.items if item.get("output_type") == "stream"]
        outputs.items.clear()
        message = {
            "kind": kind,
            "value": value,
            "printed": printed,
            "warned": self.caught.take(),
            "logged": self.telling.take(),
            "environment": self.variables.changed(),
            "files": self.folder.changes() if self.folder is not None else [],
        }
        try:
            self._send({**message, "changes": self.shared.new() if looked else self.shared.changes()})
        except wire.WireError as error:
            # a list that holds itself, say, or too much at once: this test cannot go on, and the next one can
            if kind in ("callback", "input"):
                raise
            self._send({"kind": "refused", "value": str(error), **_NOTHING})

    def _send(self, message: dict[str, Any]) -> None:
        assert self.tests is not None  # noqa: S101
        with interrupts(False):
            self.tests.send(message, self.lent.outward)

    def _packed(self, value: Any) -> Any:
        return self.shared.pack(value)

    def _own_class(self, name: str) -> type | None:
        found = self.names.get(name)
        return found if isinstance(found, type) and found.__module__ == "__main__" else None

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

    def do_super(self, cls: int, number: int, name: str) -> Any:
        return getattr(super(self.lent.objects[cls], self.lent.objects[number]), name)

    def do_await(self, number: int) -> Any:
        async def finish() -> Any:
            return await self.lent.objects[number]

        return asyncio.run(finish())

    def do_signature(self, number: int) -> Any:
        return described.signature(self.lent.objects[number])

    def do_number(self, number: int, value: int) -> int:
        return self.lent.number(self.lent.objects[number](value))

    def do_inside(self, number: int, what: str) -> Any:
        return describedclasses.inside(self.lent.objects[number], what)

    def do_own(self, number: int, name: str) -> Any:
        return vars(self.lent.objects[number])[name]

    def do_flags(self, number: int) -> int:
        return int(self.lent.objects[number].__code__.co_flags)

    def do_setattr(self, number: int, name: str, packed: Any) -> None:
        setattr(self.lent.objects[number], name, self.shared.unpack(packed))

    def do_delattr(self, number: int, name: str) -> None:
        delattr(self.lent.objects[number], name)

    def do_special(self, number: int, name: str, packed: list[Any]) -> Any:
        target = self.lent.objects[number]
        return getattr(type(target), name)(target, *(self.shared.unpack(item) for item in packed))

    def do_copy(self, number: int, deep: bool) -> Any:
        return (copy.deepcopy if deep else copy.copy)(self.lent.objects[number])

    def do_dir(self, number: int) -> list[str]:
        return [str(name) for name in dir(self.lent.objects[number])]

    # callables and input that belong to the tests

    def call_test(self, number: int, what: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """Call one of the tests' own functions, or use an object, which a test gave to the student's code."""
        packed = ([self._packed(a) for a in arguments], {str(k): self._packed(v) for k, v in named.items()})
        return self.ask_tests("callback", (number, what, *packed))

    def ask_tests(self, kind: str, value: Any) -> Any:
        """Ask the tests for something while they wait for an answer themselves."""
        if not self.asked:
            raise RuntimeError("a test's function can only be used while that test runs")
        self._put_back()
        self._reply(kind, value, self.shell.outputs)
        while True:
            request = self.receive()
            if request["op"] in ("answer", "raise"):
                self._catch_up(request)
                self._mirror(request)
            if request["op"] == "answer":
                return self.shared.unpack(request["args"][0])
            if request["op"] == "raise":
                kind_of, text = request["args"]
                raise kind_of(*text)
            self.answer(request)

    def _mirror(self, request: dict[str, Any]) -> None:
        """Replace what the test has replaced, until control goes back to it."""
        wanted = [(*where, self.shared.unpack(packed)) for *where, packed in request["replaced"]]
        self.mirrored = Mirrored(wanted, request["environment"], request["depth"], request["errors"])
        self.mirrored.put()
        self.telling.put(request["logs"])

    def _put_back(self) -> None:
        self.mirrored.put_back()
        self.telling.put_back()

    def _new_shared(self) -> sharedvalues.SharedValues:
        return sharedvalues.SharedValues(1, self.lent.outward, self.lent.inward, wholes=True)
