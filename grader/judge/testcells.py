"""The tests' process: runs the tutor's test cells on names borrowed from the student's process, and reports what came of each.

It runs only the tutor's code, from the master copy. A name is looked up here first and at the student's side second; which of
the two owns a name is decided beforehand, from the master alone (``ownership``). It does not decide marks.
"""

from __future__ import annotations

import builtins
import contextlib
import hashlib
import os
import signal
import socket
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from IPython.core.error import StdinNotImplementedError

from grader.judge import filledin, standinsuper
from grader.judge.borrowed import Borrower
from grader.judge.cellnames import read_cell
from grader.judge.folder import TUTORS, Folder, use_scratch
from grader.judge.foreigncode import ForeignCode
from grader.judge.interrupts import forget_interrupts, interrupts
from grader.judge.programs import Programs
from grader.judge.raised import NeedsPerson
from grader.judge.sandbox_channel import Channel, ChannelClosed
from grader.judge.seeds import Seeds
from grader.judge.shell import JudgeShell, Outputs, collecting, describe_error, take_over_streams, use_names
from grader.judge.standinenums import is_enum
from grader.judge.standins import is_live
from grader.judge.testnames import Main, Names


def run(sockets: list[socket.socket], shell: JudgeShell, most: int) -> None:
    """Serve the judge (first socket), asking the student's process (second), until the judge hangs up."""
    Tests(Channel(sockets[0], most), Channel(sockets[1], most), shell).serve()


class Tests:
    """The process's own life: one request of the judge after another."""

    def __init__(self, judge: Channel, student: Channel, shell: JudgeShell) -> None:
        self.judge = judge
        self.shell = shell
        self.borrower = Borrower(student)
        self.names = Names(self.borrower)
        self.seeds = Seeds()
        self.borrower.seeds = self.seeds.state
        self.borrower.names_set = self.names.take_set
        self.borrower.tutors_own = self.names.tutors_own
        self.guard = False
        self.kept: dict[str, bytes] = {}
        self.not_made: dict[str, str] = {}
        self.foreign = ForeignCode(self.borrower.give_up, self._is_tutors)
        self.programs = Programs()

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
        use_scratch()
        self.names["__name__"] = "__main__"
        # nothing that the student handed in can be imported here; this folder may stand in the path under its full name
        here = Path.cwd()
        sys.path[:] = [p for p in sys.path if p and not _is_at_or_in(p, here)]
        builtins.input = _no_input
        sys.modules["__main__"] = self.shell.user_module = Main(self.names)
        sys.addaudithook(self._refuse_pickles)
        self.foreign.watch()
        self.programs.watch()
        looking = filledin.Looking(self.foreign.spelled, self.borrower.give_up)
        looking.watch()
        self.names[filledin.NAME] = looking.filled
        self.names[standinsuper.NAME] = standinsuper.reach
        self.shell.ast_transformers += [filledin.Filling(), standinsuper.Reaching()]
        take_over_streams(self.shell)

    def _is_tutors(self, name: str) -> bool:
        """Say whether a file is the tutor's, and as the tutor made it: a test may unpack an archive of the student's over it."""
        known = self.kept.get(name.removeprefix(f"{TUTORS}/"))
        try:
            return known is not None and hashlib.sha256(Path(name).read_bytes()).digest() == known
        except OSError:
            return False

    def _refuse_pickles(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "pickle.find_class" and self.guard:
            del arguments
            self.borrower.give_up("the test reads a pickle, which could run the student's code where the marks are made")

    def _answer(self, request: tuple[Any, ...]) -> Any:
        forget_interrupts()
        what = request[0]
        if what == "file":
            if not {TUTORS, "__pycache__"} & set(request[1].split("/")):
                _write(request[1], request[2])
            return None
        if what == "tutors":
            _write(f"{TUTORS}/{request[1]}", request[2])
            _write(request[1], request[2])
            self.kept[request[1]] = hashlib.sha256(request[2]).digest()
            if request[1].endswith(".py"):
                self.borrower.listening.tutors(request[2].decode(errors="replace"))
            return None
        if self.borrower.files is None:
            self.borrower.files = Folder(frozenset(self.kept))
            if self.kept:
                sys.path.insert(0, str(Path.cwd() / TUTORS))
        if what == "setup":
            self._note_tutors(request[1])
            with collecting(self.shell, Outputs()) as outputs:
                result = self.shell.run(request[1])
            self._missing(request[1], result.error_in_exec)
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
            for text in (source, *about["imports"].values()):
                self._note_tutors(text)
            self.names.begin(about["students"], about["lent"], about["used"], about["imports"])
            self.borrower.begin({name: set(methods) for name, methods in about["methods"].items()})
            self.borrower.stops = "StopIteration" in source
            if about["refusal"]:
                self.borrower.give_up(about["refusal"])
            self.borrower.replaced.begin()
            self.programs.begin(tuple(self.kept))
            self.names.running = self.guard = self.foreign.on = True
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
            self.names.running = self.guard = self.foreign.on = False
        reason = self.borrower.reason
        if spoilt := self.programs.changed():
            reason = reason or f"a program that a test ran changed {spoilt}, which is the tutor's"
        described: Any = None if error is None else describe_error(type(error), error, error.__traceback__)
        if described is None and told is not None and value is None:
            # a magic such as %%capture keeps an error to itself
            described = (told["ename"], told["evalue"], told["traceback"])
        self._settle()
        return {
            "needs": reason,
            "error": described,
            "missing_module": self._missing(source, error),
            "value": _kind_of_value(value),
            "live": sorted(self.borrower.live),
            "outputs": outputs.items,
        }

    def _missing(self, source: str, error: BaseException | None) -> str | None:
        """Return the module for want of which a cell of the tutor's failed: itself, or an earlier one that was to make a name."""
        if error is None or not _raised_here(error):
            return None
        if isinstance(error, ModuleNotFoundError) and error.name:
            cell = read_cell(source)
            names = {name for name in (*cell.made, *cell.imports) if not dict.__contains__(self.names, name)}
            self.not_made.update(dict.fromkeys(names, error.name))
            return error.name
        return self.not_made.get(error.name or "") if isinstance(error, NameError) else None

    def _note_tutors(self, source: str) -> None:
        self.foreign.tutors(source)
        self.borrower.replaced.tutors(source)
        self.borrower.listening.tutors(source)
        self.foreign.tutors(self.shell.transform_cell(source))  # type: ignore[no-untyped-call]

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
    if is_live(value) or is_enum(value):
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


def _is_at_or_in(entry: str, folder: Path) -> bool:
    return Path(entry).resolve().is_relative_to(folder.resolve())


def _write(name: str, content: bytes) -> None:
    folder = os.path.dirname(name)  # noqa: PTH120
    if folder:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    with open(name, "wb") as file:  # noqa: PTH123
        file.write(content)
