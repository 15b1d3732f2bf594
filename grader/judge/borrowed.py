"""The tests' end of the line to the student's process: asks for one thing, and serves what is asked back until that has come.

Runs in the tests' process, with the tutor's code. What comes from the other side is a claim, and data only; what cannot be
decided honestly raises ``NeedsPerson``, which no test can catch by mistake. Knows nothing of how a stand-in is made or behaves.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from grader.judge import raised, sharedvalues, watched, wire
from grader.judge.given import Given
from grader.judge.logged import Listening
from grader.judge.raised import Missing, NeedsPerson
from grader.judge.received import Received
from grader.judge.replaced import Replaced
from grader.judge.sandbox_channel import Channel, ChannelClosed
from grader.judge.warned import Heard

_LOST = "the student's code ended, or took too long, while the test was using it"


class Borrower:
    """The tests' end of the line to the student's process.

    Parameters
    ----------
    channel:
        The line.
    """

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.reason = ""
        self.live: set[str] = set()
        self.allowed: dict[str, set[str]] = {}
        self.seeds: Callable[[], Any] = lambda: None
        self.names_set: Callable[[str], list[tuple[str, Any]]] = lambda _: []
        self.files: Any = None
        self.tutors_own: Callable[..., Any] = lambda *_: None
        self.replaced = Replaced()
        self.given = Given()
        self.received = Received(self)
        self.shared = self._new_shared()
        self.heard = Heard()
        self.listening = Listening()
        self.stops = False
        self.lengths: dict[int, int] = {}
        self._gone: list[int] = []
        self._depth = 0

    def begin(self, allowed: dict[str, set[str]]) -> None:
        """Start a test cell.

        Parameters
        ----------
        allowed:
            For each class of the exercise, by name, the special methods that the exercise asks for.
        """
        self.shared = self._new_shared()
        self._gone = []
        self.reason = ""
        self.live = set()
        self.lengths = {}
        self.allowed = allowed
        self.heard.begin()
        self.listening.begin()
        self.ask("begin")

    def ask(self, what: str, *arguments: Any) -> Any:
        """Ask the student's side to do one thing, and return what came of it."""
        self._go_on()
        if what in ("call", "setattr", "delattr"):
            self.lengths = {}
        self._depth += 1
        try:
            result = self._converse(what, arguments)
        finally:
            self._depth -= 1
        if not self._depth:
            self._gone += self.shared.unused()
        return result

    def _converse(self, what: str, arguments: tuple[Any, ...]) -> Any:
        """Send one request, and answer what the student's side asks until its own answer comes."""
        self._send(what, arguments)
        while True:
            reply = self._receive()
            kind, value = self._take(reply)
            if kind in ("ok", "error"):
                self.heard.warn()
                self.listening.handle()
            if kind == "ok":
                return value
            if kind == "missing":
                raise Missing
            if kind == "error":
                raised = self._error(value)
                if isinstance(raised, StopIteration) and arguments[1:2] != ("__next__",) and not self.stops:
                    self.give_up("the student's code raised StopIteration, which would end a loop of the test too early")
                raise raised
            if kind in ("callback", "input"):
                self._serve(kind, value)
            else:
                self.give_up(f"a value of the student's cannot be used by the test: {value}")

    def _take(self, reply: Any) -> tuple[str, Any]:
        """Take what came with a reply; return its kind and its value, unpacked where it is an answer."""
        try:
            self.shared.accept(reply["changes"])
            with self.replaced.away():
                self.files.accept(reply["files"])
            for stream, text in reply["printed"]:
                (sys.stderr if stream == "stderr" else sys.stdout).write(text)
            self.heard.hear(reply["warned"])
            self.listening.hear(reply["logged"])
            self.replaced.claimed(reply["environment"])
            kind, value = reply["kind"], reply["value"]
            if kind not in ("callback", "input"):
                self._go_on()
            return kind, self.shared.unpack(value) if kind == "ok" else value
        except wire.WireError as error:
            self.give_up(f"a value of the student's cannot be used by the test: {error}")
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            self.give_up(f"the student's side sent what the judge could not read ({type(error).__name__})")

    def _go_on(self) -> None:
        """End the test if it has ended already."""
        if self.reason:
            raise NeedsPerson(self.reason)

    def give_up(self, reason: str) -> NoReturn:
        """End the test: a person must look."""
        self.reason = self.reason or reason
        raise NeedsPerson(reason)

    def pack(self, value: Any, *, copied: bool = False) -> Any:
        """Make a value ready to be sent, or a copy that no change comes back from; gives up when it cannot be."""
        try:
            return self.shared.pack_copy(value) if copied else self.shared.pack(value)
        except wire.WireError as error:
            self.give_up(f"the test gives the student's code something that cannot leave the test: {error}")

    # sending and receiving

    def _send(self, what: str, arguments: tuple[Any, ...]) -> None:
        variables, depth, errors = self.replaced.surroundings()
        replaced = [(*where, self.pack(self._as_sent(where, value))) for *where, value in self.replaced.now()]
        message = {
            "op": what,
            "replaced": replaced,
            "environment": variables,
            "depth": depth,
            "errors": errors,
            "logs": self.listening.wanted(),
            "args": arguments,
            "sets": self.names_set(what),
            "changes": self._value_changes(),
            "drop": self._gone,
            "files": self._file_changes(),
            "place": self.files.place(),
            "seeds": self.seeds(),
            "warns": self.heard.every(),
        }
        self._gone = []
        try:
            with self.replaced.away():
                self.channel.send(message, self.given.outward)
        except ChannelClosed:
            self.give_up(_LOST)
        except wire.WireError as error:
            self.give_up(f"the test gives the student's code something that cannot leave the test: {error}")

    def _as_sent(self, where: list[str], value: Any) -> Any:
        if self.replaced.is_gone(value):
            self.give_up(f"the test takes {'.'.join(filter(None, where))} away, which cannot be done in the student's process")
        return value

    def _value_changes(self) -> sharedvalues.Changes:
        try:
            return self.shared.changes()
        except wire.WireError as error:
            self.give_up(f"the test gives the student's code something that cannot leave the test: {error}")

    def _file_changes(self) -> Any:
        with self.replaced.away():
            return self.files.changes()

    def _receive(self) -> Any:
        try:
            with self.replaced.away():
                return self.channel.receive(self.received.inward)
        except ChannelClosed:
            self.give_up(_LOST)
        except wire.WireError as error:
            self.give_up(f"a value of the student's cannot be used by the test: {error}")

    def _serve(self, kind: str, value: Any) -> None:
        """Answer a call from the student's code to a function of the tests."""
        try:
            self._go_on()
            if kind == "input":
                result: Any = builtins.input(value)
            else:
                number, do, packed, named = value
                arguments = [self.shared.unpack(item) for item in packed]
                keywords = {name: self.shared.unpack(item) for name, item in named.items()}
                result = self.given.use(number, do, arguments, keywords)
            answer = self.pack(result)
        except (NeedsPerson, watched.Refused) as ended:
            # the student's code is told, and so ends: while it waits for an answer, it hears nothing of the judge's
            self.reason = self.reason or f"the student's code looks into an object of the test's ({ended})"
            self._send("raise", (RuntimeError, ["the test has ended"]))
            return
        except BaseException as error:  # noqa: BLE001  it goes back to whoever called
            self._send("raise", raised.told(error))
            return
        self._send("answer", (answer,))

    def _error(self, value: Any) -> BaseException:
        """Build the exception that the student's code raised."""
        try:
            return raised.made(value)
        except (TypeError, ValueError, AttributeError):
            self.give_up("the student's side sent what the judge could not read")

    def _new_shared(self) -> sharedvalues.SharedValues:
        return sharedvalues.SharedValues(0, self.given.outward, self.received.inward)
