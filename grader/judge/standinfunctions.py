"""Stand-ins, in a test, for the student's functions and methods: calling one, or reading from it, asks the student's process.

Knows nothing of classes and objects (``standins``), nor how asking works.
"""

from __future__ import annotations

import inspect
import sys
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.judge.borrowed import Borrower

_FLAG_READERS = {"inspect", "asyncio", "unittest", "doctest"}
_OWN_SLOTS = frozenset(("_judge_borrower", "_judge_number", "__name__", "__qualname__", "__module__"))


class FunctionKind(type):
    """The kind of class that stands in for a type of functions, and is equal to that type."""

    _judge_real: Any = None

    def __eq__(cls, other: object) -> bool:
        return other is cls or (cls._judge_real is not None and other is cls._judge_real)

    def __hash__(cls) -> int:
        return hash(cls._judge_real) if cls._judge_real is not None else type.__hash__(cls)


class RemoteFunction(metaclass=FunctionKind):
    """Stands in for a function of the student's.

    Parameters
    ----------
    borrower:
        Whom it asks.
    number:
        The student's number for it.
    told:
        What the student's side says of it: its name, its full name and its module.
    """

    def __init__(self, borrower: Borrower, number: int, told: list[Any]) -> None:
        name, qualname, module = told
        for slot, value in (
            ("_judge_borrower", borrower),
            ("_judge_number", number),
            ("__name__", str(name)),
            ("__qualname__", str(qualname)),
            ("__module__", str(module)),
        ):
            object.__setattr__(self, slot, value)

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return type(self)._judge_real or RemoteFunction

    @property
    def __signature__(self) -> Any:
        return make_signature(*self._judge_borrower.ask("signature", self._judge_number))

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, _: Any) -> Any:
        return self

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return call(self._judge_borrower, self._judge_number, arguments, named)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_judge_") or name == "__text_signature__":
            raise AttributeError(name)
        if name == "__code__" and _reader() in _FLAG_READERS:
            return Code(self._judge_borrower, self._judge_number, self.__name__)
        if name == "__globals__" and _reader() == "typing":
            return {}
        if name in ("__code__", "__globals__"):
            self._judge_borrower.give_up(f"the test looks inside the student's function {self.__name__} ({name})")
        return self._judge_borrower.ask("attr", self._judge_number, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _OWN_SLOTS:
            object.__setattr__(self, name, value)
        else:
            self._judge_borrower.ask("setattr", self._judge_number, name, self._judge_borrower.pack(value))

    def __delattr__(self, name: str) -> None:
        self._judge_borrower.ask("delattr", self._judge_number, name)

    @property
    def __doc__(self) -> Any:  # type: ignore[override]
        if "_judge_words" in vars(self):
            return vars(self)["_judge_words"]
        return self._judge_borrower.ask("attr", self._judge_number, "__doc__")

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"


_DOC = vars(RemoteFunction)["__doc__"]
_KINDS = {
    name: FunctionKind(name, (RemoteFunction,), {"__module__": "builtins", "__doc__": _DOC, "_judge_real": kind})
    for name, kind in (
        ("function", types.FunctionType),
        ("builtin_function_or_method", types.BuiltinFunctionType),
        ("method", types.MethodType),
    )
}


def stand_in_for_function(borrower: Borrower, number: int, told: tuple[Any, ...]) -> Any:
    """Make a stand-in, given a function's name, full name and module, and the name of its type."""
    *names, kind = told
    return _KINDS.get(kind, RemoteFunction)(borrower, number, names)


class Code:
    """What Python's own libraries ask of a function's code: its flags, by which a generator or a coroutine is known."""

    co_firstlineno = 1

    def __init__(self, borrower: Borrower, number: int, name: str) -> None:
        self._judge_borrower = borrower
        self._judge_number = number
        self._judge_name = name

    @property
    def co_flags(self) -> int:
        flags = self._judge_borrower.ask("flags", self._judge_number)
        return flags if type(flags) is int else 0

    def __getattr__(self, name: str) -> Any:
        return self._judge_borrower.give_up(f"the test looks inside the student's function {self._judge_name} (__code__.{name})")


def _reader() -> str:
    """Return the library that is reading the attribute of a stand-in."""
    return str(sys._getframe(2).f_globals.get("__name__", "")).partition(".")[0]


def make_signature(parameters: Any, returns: Any) -> inspect.Signature:
    """Build a signature out of what the student's side tells of it."""
    empty = inspect.Parameter.empty
    return inspect.Signature(
        [
            inspect.Parameter(
                name,
                inspect._ParameterKind(kind),
                default=default[0] if default else empty,
                annotation=annotation[0] if annotation else empty,
            )
            for name, kind, default, annotation in parameters
        ],
        return_annotation=returns[0] if returns else empty,
    )


def call(borrower: Borrower, number: int, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """Call a function, a class or an object of the student's."""
    packed = [borrower.pack(a) for a in arguments]
    return borrower.ask("call", number, packed, {name: borrower.pack(v) for name, v in named.items()})
