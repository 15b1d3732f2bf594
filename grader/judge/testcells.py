"""The tests' process: runs the tutor's test cells on names borrowed from the student's process, and reports what came of each.

It runs only the tutor's code, from the master copy. A name is looked up here first and at the student's side second; which of
the two owns a name is decided beforehand, from the master alone (``ownership``). It does not decide marks.
"""

from __future__ import annotations

import builtins
import contextlib
import os
import random
import signal
import socket
import sys
import types
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from IPython.core.error import StdinNotImplementedError

from grader.judge import wire
from grader.judge.borrowed import Borrower, Missing, NeedsPerson
from grader.judge.folder import TUTORS, Folder
from grader.judge.interrupts import forget_interrupts, interrupts
from grader.judge.sandbox_channel import Channel, ChannelClosed
from grader.judge.shell import JudgeShell, Outputs, collecting, describe_error, take_over_streams, use_names
from grader.judge.standins import is_live

_BUILTINS = frozenset(dir(builtins))


def run(sockets: list[socket.socket], shell: JudgeShell, most: int) -> None:
    """Serve the judge (first socket), asking the student's process (second), until the judge hangs up."""
    Tests(Channel(sockets[0], most), Channel(sockets[1], most), shell).serve()


class Names(dict[str, Any]):
    """The names a test cell sees: its own, the tutor's, and the student's by asking.

    Parameters
    ----------
    borrower:
        The line to the student's process.
    """

    def __init__(self, borrower: Borrower) -> None:
        super().__init__()
        self.borrower = borrower
        self.running = False
        self.students: frozenset[str] = frozenset()
        self.lent: frozenset[str] = frozenset()
        self.imports: dict[str, str] = {}
        self._found: dict[str, Any] = {}
        self._deleted: set[str] = set()
        self._set: dict[str, Any] = {}

    def begin(self, students: list[str], lent: list[str], imports: dict[str, str]) -> None:
        """Start a test cell.

        Parameters
        ----------
        students:
            Names that belong to the student at this point, whatever the tutor's cells made of them before.
        lent:
            Names that this test cell gives back to the student: those it sets in plain sight.
        imports:
            For each name that the master's own solution imports, the statement that does so.
        """
        self.students = frozenset(students)
        self.lent = frozenset(lent)
        self.imports = imports
        self.forget()
        self._deleted = set()
        self._set.clear()
        for name in students:
            super().pop(name, None)

    def forget(self) -> None:
        """Look the student's names up again: they may have changed."""
        self._found.clear()

    def __missing__(self, name: str) -> Any:
        if not self.running or type(name) is not str or name.startswith("__") or name in self._deleted:
            raise KeyError(name)
        if name not in self._found:
            self._found[name] = self._look(name)
        return self._found[name]

    def _look(self, name: str) -> Any:
        if name in self.imports:
            exec(self.imports[name], self)  # noqa: S102  an import statement of the master's own
            return dict.__getitem__(self, name)
        if name in _BUILTINS and name not in self.students:
            raise KeyError(name)
        try:
            found = self.borrower.ask("get", name)
        except Missing:
            raise KeyError(name) from None
        return found

    def __setitem__(self, name: str, value: Any) -> None:
        super().__setitem__(name, value)
        self._deleted.discard(name)
        if self.running and (name in self.students or name in self.lent):
            self._set[name] = value

    def take_set(self) -> list[tuple[str, Any]]:
        """Return the student's names that the test has set, and what to, ready to send."""
        self.forget()
        taken = []
        for name, value in self._set.items():
            try:
                taken.append((name, self.borrower.shared.pack(value)))
            except wire.WireError:
                # something that only the test can use: the student's side goes without
                continue
        self._set.clear()
        return taken

    def __delitem__(self, name: str) -> None:
        own = dict.__contains__(self, name)
        self._set.pop(name, None)
        if own:
            super().__delitem__(name)
        elif self.running:
            self[name]
        if self.running and name in self.students:
            self._deleted.add(name)
            self.forget()
            self.borrower.ask("del", name)
        elif not own:
            self._deleted.add(name)

    def __contains__(self, name: object) -> bool:
        if super().__contains__(name):
            return True
        if not self.running or type(name) is not str or name.startswith("__"):
            return False
        try:
            self.__missing__(name)
        except KeyError:
            return False
        return True

    def keys(self) -> Any:
        return list(self)

    def get(self, name: str, default: Any = None) -> Any:
        try:
            return self[name]
        except KeyError:
            return default

    def __iter__(self) -> Iterator[str]:
        own = list(super().__iter__())
        if not self.running:
            return iter(own)
        return iter([*own, *(n for n in self.borrower.ask("names") if n not in own and n not in self._deleted)])


class _Main(types.ModuleType):
    """``__main__`` as tests see it, so that patching one of its names patches the student's."""

    def __init__(self, names: Names) -> None:
        super().__init__("__main__")
        object.__setattr__(self, "_names", names)

    def __getattr__(self, name: str) -> Any:
        try:
            return object.__getattribute__(self, "_names")[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self._names[name] = value

    def __delattr__(self, name: str) -> None:
        del self._names[name]


class _Seeds:
    """Random numbers: a test that seeds them seeds the student's too, as when both shared one process."""

    def __init__(self) -> None:
        self.on = False
        self._sent: Any = None
        for module in (random, np.random):
            self._watch(module)

    def _watch(self, module: Any) -> None:
        original = module.seed

        def seed(*arguments: Any, **named: Any) -> None:
            self.on = True
            self._sent = None
            original(*arguments, **named)

        module.seed = seed

    def state(self) -> Any:
        """Return the state to send to the student's side, None when there is nothing to send."""
        if not self.on:
            return None
        state: Any = (random.getstate(), np.random.get_state())
        mark = (state[0], state[1][1].tobytes(), state[1][2:])
        if mark == self._sent:
            return None
        self._sent = mark
        return state


class Tests:
    """The process's own life: one request of the judge after another."""

    def __init__(self, judge: Channel, student: Channel, shell: JudgeShell) -> None:
        self.judge = judge
        self.shell = shell
        self.borrower = Borrower(student)
        self.names = Names(self.borrower)
        self.seeds = _Seeds()
        self.borrower.seeds = self.seeds.state
        self.borrower.names_set = self.names.take_set
        self.guard = False
        self.kept: set[str] = set()

    def serve(self) -> None:
        """Answer until the judge hangs up."""
        self._move_in()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        while True:
            try:
                request = self.judge.receive()
                self.judge.send(self._answer(request))
            except ChannelClosed:
                return

    def _move_in(self) -> None:
        use_names(self.shell, self.names)
        self.names["__name__"] = "__main__"
        # nothing that the student handed in can be imported here
        sys.path[:] = [p for p in sys.path if p and p != "."]
        builtins.input = _no_input
        sys.modules["__main__"] = self.shell.user_module = _Main(self.names)
        sys.addaudithook(self._refuse_pickles)
        take_over_streams(self.shell)

    def _refuse_pickles(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "pickle.find_class" and self.guard:
            del arguments
            self.borrower.give_up("the test reads a pickle, which could run the student's code where the marks are made")

    def _answer(self, request: tuple[Any, ...]) -> Any:
        forget_interrupts()
        what = request[0]
        if what == "file":
            _write(request[1], request[2])
            return None
        if what == "tutors":
            _write(f"{TUTORS}/{request[1]}", request[2])
            _write(request[1], request[2])
            self.kept.add(request[1])
            return None
        if self.borrower.files is None:
            self.borrower.files = Folder(frozenset(self.kept))
            if self.kept:
                sys.path.insert(0, str(Path.cwd() / TUTORS))
        if what == "setup":
            with collecting(self.shell, Outputs()) as outputs:
                result = self.shell.run(request[1])
            return {"ok": result.success, "outputs": outputs.items}
        return self._test(request[1], request[2])

    def _test(self, source: str, about: dict[str, Any]) -> dict[str, Any]:
        """Run one test cell and report."""
        outputs = Outputs()
        self.seeds.on = False
        error: BaseException | None = None
        value: Any = None
        told: Any = None
        try:
            self.names.begin(about["students"], about["lent"], about["imports"])
            self.borrower.begin({name: set(methods) for name, methods in about["methods"].items()})
            if about["refusal"]:
                self.borrower.give_up(about["refusal"])
            self.names.running = self.guard = True
            for name in about["early"]:
                if name in self.names:
                    dict.__setitem__(self.names, name, self.names[name])
            with collecting(self.shell, outputs), warnings.catch_warnings(), interrupts(True):
                result = self.shell.run(source)
            error, value = result.error_in_exec or result.error_before_exec, result.result
            told = next((item for item in outputs.items if item["output_type"] == "error"), None)
        except KeyboardInterrupt as late:
            error = late
        except Exception as odd:  # noqa: BLE001  what goes wrong around a test is no mark, and the next test still runs
            self.borrower.reason = self.borrower.reason or f"the test could not be run ({type(odd).__name__}: {odd})"
        except NeedsPerson:
            # the reason is kept by the borrower
            error = None
        finally:
            self.names.running = self.guard = False
        reason = self.borrower.reason
        described: Any = None if error is None else describe_error(type(error), error, error.__traceback__)
        if described is None and told is not None and value is None:
            # a magic such as %%capture keeps an error to itself
            described = (told["ename"], told["evalue"], told["traceback"])
        self._settle()
        return {
            "needs": reason,
            "error": described,
            "missing_module": error.name if isinstance(error, ModuleNotFoundError) and _raised_here(error) else None,
            "value": _kind_of_value(value),
            "live": sorted(self.borrower.live),
            "outputs": outputs.items,
        }

    def _settle(self) -> None:
        """Let the student's side have what the test last changed."""
        if not self.borrower.reason:
            # the mark is made; whatever this meets, the next test will meet too
            with contextlib.suppress(NeedsPerson, Exception, KeyboardInterrupt):
                self.borrower.ask("begin")


def _no_input(prompt: object = "") -> str:
    raise StdinNotImplementedError(f"a test has nobody to type an answer to {prompt!r}")


def _raised_here(error: BaseException) -> bool:
    return not getattr(error, "__notes__", None)


def _kind_of_value(value: Any) -> tuple[str, Any]:
    """Describe a cell's last value, as far as a mark can depend on it."""
    if value is None:
        return ("none", None)
    if is_live(value):
        return ("live", None)
    if type(value) in (bool, np.bool_):
        return ("truth", bool(value))
    if type(value) is int or isinstance(value, np.integer):
        number = int(value)
        return ("number", float(number)) if abs(number) < 2**53 else ("huge", None)
    if type(value) is float or isinstance(value, np.floating):
        return ("number", float(value))
    if isinstance(value, str):
        return ("text", None)
    return ("other", type(value).__name__)


def _write(name: str, content: bytes) -> None:
    folder = os.path.dirname(name)  # noqa: PTH120
    if folder:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    with open(name, "wb") as file:  # noqa: PTH123
        file.write(content)
