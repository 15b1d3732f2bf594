"""What a test sees in place of the student's functions, classes and objects: stand-ins that ask the student's process.

Runs in the tests' process, with the tutor's code. What comes from the other side is a claim, and data only. No comparison is
ever decided by the student's code, unless the exercise itself was to write that comparison; what cannot be decided honestly
raises ``NeedsPerson``, which no test can catch by mistake.
"""

from __future__ import annotations

import builtins
import collections
import sys
import types
from collections.abc import Callable
from typing import Any, NoReturn

from IPython.utils.text import SList

from grader.judge import namable, sharedvalues, wire
from grader.judge.sandbox_channel import Channel, ChannelClosed
from grader.judge.standins import RemoteFunction, RemoteObject, RemoteType, number_of, special_method


class NeedsPerson(BaseException):
    """No mark can be given without guessing. The message says why."""


class Missing(Exception):
    """The student has made no such name."""


_LOST = "the student's code ended, or took too long, while the test was using it"
_FUNCTIONS = (types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.BuiltinMethodType)
_VIEWS: dict[int, int] = {}
_KINDS: tuple[type, ...] = (types.GeneratorType, types.CoroutineType, map, filter, zip, enumerate, reversed)
_KINDS += (type(_VIEWS.keys()), type(_VIEWS.values()), type(_VIEWS.items()))
_BUILT_IN = {kind.__name__: kind for kind in _KINDS}
_SAFE_EXCEPTIONS = (
    "builtins",
    "decimal",
    "json",
    "pandas",
    "numpy",
    "zoneinfo",
    "csv",
    "statistics",
    "subprocess",
    "shutil",
    "string",
    "struct",
    "queue",
    "IPython",
)


class Borrower:
    """The tests' end of the line to the student's process.

    Parameters
    ----------
    channel:
        The line.
    """

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.shared = self._new_shared()
        self.reason = ""
        self.live: set[str] = set()
        self.allowed: dict[str, set[str]] = {}
        self.seeds: Callable[[], Any] = lambda: None
        self.names_set: Callable[[], list[tuple[str, Any]]] = list
        self.files: Any = None
        self._classes: dict[int, Any] = {}
        self._stand_ins: dict[int, Any] = {}
        self._functions: list[Callable[..., Any]] = []
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
        self.allowed = allowed
        self._functions = []
        self.ask("begin")

    def ask(self, what: str, *arguments: Any) -> Any:
        """Ask the student's side to do one thing, and return what came of it."""
        if self.reason:
            raise NeedsPerson(self.reason)
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
            try:
                self.shared.accept(reply["changes"])
                self.files.accept(reply["files"])
                for stream, text in reply["printed"]:
                    (sys.stderr if stream == "stderr" else sys.stdout).write(text)
                kind, value = reply["kind"], reply["value"]
                if kind == "ok":
                    return self.shared.unpack(value)
            except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
                self.give_up(f"the student's side sent what the judge could not read ({type(error).__name__})")
            if kind == "missing":
                raise Missing
            if kind == "error":
                raise self._error(value)
            if kind in ("callback", "input"):
                self._serve(kind, value)
            else:
                self.give_up(f"a value of the student's cannot be used by the test: {value}")

    def give_up(self, reason: str) -> NoReturn:
        """End the test: a person must look."""
        self.reason = self.reason or reason
        raise NeedsPerson(reason)

    def pack(self, value: Any) -> Any:
        """Make a value ready to be sent; gives up when it cannot be."""
        try:
            return self.shared.pack(value)
        except wire.WireError as error:
            self.give_up(f"the test gives the student's code something that cannot leave the test: {error}")

    # sending and receiving

    def _send(self, what: str, arguments: tuple[Any, ...]) -> None:
        message = {
            "op": what,
            "args": arguments,
            "sets": self.names_set(),
            "changes": self.shared.changes(),
            "drop": self._gone,
            "files": self.files.changes(),
            "seeds": self.seeds(),
        }
        self._gone = []
        try:
            self.channel.send(message, self._outward)
        except ChannelClosed:
            self.give_up(_LOST)
        except wire.WireError as error:
            self.give_up(f"the test gives the student's code something that cannot leave the test: {error}")

    def _receive(self) -> Any:
        try:
            return self.channel.receive(self._inward)
        except ChannelClosed:
            self.give_up(_LOST)
        except wire.WireError as error:
            self.give_up(f"a value of the student's cannot be used by the test: {error}")

    def _serve(self, kind: str, value: Any) -> None:
        """Answer a call from the student's code to a function of the tests."""
        try:
            if kind == "input":
                result: Any = builtins.input(value)
            else:
                number, packed, named = value
                arguments = [self.shared.unpack(item) for item in packed]
                keywords = {name: self.shared.unpack(item) for name, item in named.items()}
                result = self._functions[number](*arguments, **keywords)
            answer = self.pack(result)
        except NeedsPerson:
            raise
        except BaseException as error:  # noqa: BLE001  it goes back to whoever called
            kind_of = type(error) if type(error).__module__.partition(".")[0] in _SAFE_EXCEPTIONS else Exception
            self._send("raise", (kind_of, [str(a) for a in error.args]))
            return
        self._send("answer", (answer,))

    # what goes out

    def _outward(self, value: Any) -> tuple[Any, ...] | None:
        number = number_of(value)
        if number is not None:
            return ("mine", number)
        if isinstance(value, type) and value.__module__.partition(".")[0] in namable.LIBRARY:
            return ("library", value.__module__, value.__qualname__)
        if isinstance(value, _FUNCTIONS) or (callable(value) and not isinstance(value, type)):
            return self._function(value)
        return None

    def _function(self, value: Any) -> tuple[Any, ...]:
        """Lend a function: by name when it is a library's own, else so that calling it calls back here."""
        module, name = getattr(value, "__module__", None) or "", getattr(value, "__qualname__", "")
        if module.partition(".")[0] in namable.LIBRARY and name and "<" not in name:
            try:
                if namable.find(module, name) is value:
                    return ("library", module, name)
            except (AttributeError, ImportError):
                pass
        for number, known in enumerate(self._functions):
            if known is value:
                return ("test", number, name)
        self._functions.append(value)
        return ("test", len(self._functions) - 1, getattr(value, "__name__", "function"))

    # what comes in

    def _inward(self, handle: tuple[Any, ...]) -> Any:
        kind = handle[0]
        if kind == "function":
            return self._stand_in(handle[1], lambda: RemoteFunction(self, handle[1], handle[2], handle[3]))
        if kind == "object":
            cls = self._inward_class(handle[2])
            return self._stand_in(handle[1], lambda: cls.__new__(cls)._judge_bind(handle[1]))
        if kind in ("class", "library"):
            return self._inward_class(handle)
        if kind == "namedtuple":
            return collections.namedtuple(handle[1], handle[2])(*handle[3])
        if kind == "test":
            return self._functions[handle[1]]
        if kind == "slist":
            return SList(handle[1])
        if kind == "module":
            return self._module(handle[1])
        if kind == "refused":
            self.give_up(f"the student's value is a {handle[1]}, which could lie about itself")
        raise wire.WireError("an unknown handle")

    def _stand_in(self, number: Any, make: Callable[[], Any]) -> Any:
        if type(number) is not int:
            raise wire.WireError("an unknown handle")
        if number not in self._stand_ins:
            self._stand_ins[number] = make()
        return self._stand_ins[number]

    def _module(self, name: str) -> Any:
        """Give the tests' own copy of a module that the student imported."""
        if name in sys.modules and name.partition(".")[0] in namable.LIBRARY | {"matplotlib", "scipy", "sklearn"}:
            return sys.modules[name]
        return self.give_up(f"the test uses the module {name} through the student's code; import it in the test cell")

    def _inward_class(self, handle: tuple[Any, ...]) -> Any:
        if handle[0] == "library":
            return self._library_class(handle[1], handle[2])
        number = handle[1]
        if len(handle) > 2 and number not in self._classes:
            _, _, name, bases, dunders, theirs, is_enum = handle
            self._classes[number] = self._make_class(
                number, str(name), [self._inward_class(b) for b in bases], set(dunders), theirs is True, is_enum is True
            )
        return self._classes[number]

    def _library_class(self, module: str, name: str) -> Any:
        if module.partition(".")[0] not in (*_SAFE_EXCEPTIONS, "collections", "datetime", "fractions", "pathlib", "uuid"):
            return Exception
        found = namable.find(module, name)
        return found if namable.may_be_named(found) else Exception

    def _make_class(self, number: int, name: str, bases: list[Any], dunders: set[str], theirs: bool, is_enum: bool) -> Any:
        if any(isinstance(b, type) and issubclass(b, BaseException) for b in bases):
            return type(name, tuple(bases), {"__module__": "__main__"})
        kept = tuple(b for b in bases if isinstance(b, RemoteType)) or (RemoteObject,)
        if not theirs and not is_enum:
            self.live.add(name)
        space: dict[str, Any] = {
            "__module__": "__main__",
            "_judge_borrower": self,
            "_judge_class": number,
            "_judge_dunders": frozenset(dunders),
        }
        real = _BUILT_IN.get(name)
        if real is not None:
            space["__class__"] = property(lambda _: real)
        for dunder in dunders:
            method = special_method(name, dunder, dunders)
            if method is not None:
                space[dunder] = method
        try:
            return RemoteType(name, kept, space)
        except TypeError:
            return RemoteType(name, (RemoteObject,), space)

    def _error(self, value: Any) -> BaseException:
        """Build the exception that the student's code raised."""
        try:
            cls, arguments, attributes, lines = value
            if not (isinstance(cls, type) and issubclass(cls, BaseException)) or issubclass(cls, NeedsPerson):
                cls = Exception
            try:
                error: BaseException = cls(*arguments)
            except TypeError:
                error = Exception.__new__(cls) if issubclass(cls, Exception) else BaseException.__new__(cls)
                error.args = tuple(arguments)
            for name, item in attributes.items():
                try:
                    setattr(error, name, item)
                except (AttributeError, TypeError, ValueError):
                    continue
            error.add_note("In the student's code:\n" + "\n".join(str(line) for line in lines))
        except (TypeError, ValueError, AttributeError):
            self.give_up("the student's side sent what the judge could not read")
        return error

    def _new_shared(self) -> sharedvalues.SharedValues:
        return sharedvalues.SharedValues(0, lambda v: wire.encode(v, self._outward), lambda b: wire.decode(b, self._inward))
