"""Stand-ins, in a test, for the student's functions, classes and objects: using one asks the student's process.

Knows how a stand-in is read and changed. Knows neither how asking works nor what its operators do (``standinmethods``).
"""

from __future__ import annotations

import inspect
import sys
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.judge.borrowed import Borrower


_INSIDE = ("__abstractmethods__", "__dataclass_fields__", "__dataclass_params__")
"""What Python itself keeps in a class, which no stand-in can have as Python's own modules expect it."""


def number_of(value: Any) -> int | None:
    """Return the student's number for a stand-in, None for anything else."""
    cls = type(value)
    if issubclass(cls, RemoteFunction) or isinstance(cls, RemoteType):
        return int(object.__getattribute__(value, "_judge_number"))
    if cls is RemoteType:
        return int(type.__getattribute__(value, "_judge_class"))
    return None


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
        return _make_signature(*self._judge_borrower.ask("signature", self._judge_number))

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


def _make_signature(parameters: Any, returns: Any) -> inspect.Signature:
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


class RemoteType(type):
    """The kind of class that stands in for a class of the student's: making one, and reading from it, asks the student's side."""

    @property
    def __doc__(cls) -> Any:  # type: ignore[override]
        return cls._judge_borrower.ask("attr", cls._judge_class, "__doc__")

    def __new__(mcs, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> Any:
        if "_judge_class" not in space and bases:
            borrower = next(b for base in bases if (b := getattr(base, "_judge_borrower", None)) is not None)
            borrower.give_up(f"the test builds its class {name} on a class of the student's")
        return super().__new__(mcs, name, bases, space)

    def __call__(cls, *arguments: Any, **named: Any) -> Any:
        return call(cls._judge_borrower, cls._judge_class, arguments, named)

    def __getattr__(cls, name: str) -> Any:
        if name in _INSIDE:
            cls._judge_borrower.give_up(f"the test looks inside the student's class {cls.__name__} ({name})")
        if name.startswith("_judge_") or (
            name.startswith("__") and name not in ("__doc__", "__init__", "__annotations__", "__members__", "__slots__")
        ):
            raise AttributeError(name)
        return cls._judge_borrower.ask("attr", cls._judge_class, name)

    def __setattr__(cls, name: str, value: Any) -> None:
        if name.startswith(("_judge_", "_abc_", "__")):
            type.__setattr__(cls, name, value)
        else:
            cls._judge_borrower.ask("setattr", cls._judge_class, name, cls._judge_borrower.pack(value))

    def __dir__(cls) -> list[str]:
        return [str(name) for name in cls._judge_borrower.ask("dir", cls._judge_class)]

    def __iter__(cls) -> Any:
        return iter(cls._judge_borrower.ask("special", cls._judge_class, "__iter__", []))

    def __len__(cls) -> int:
        return int(cls._judge_borrower.ask("special", cls._judge_class, "__len__", []))

    def __getitem__(cls, key: Any) -> Any:
        return cls._judge_borrower.ask("special", cls._judge_class, "__getitem__", [cls._judge_borrower.pack(key)])

    def __bool__(cls) -> bool:
        return True


class RemoteObject(metaclass=RemoteType):
    """Stands in for an object of one of the student's classes."""

    _judge_borrower: Borrower
    _judge_class = -1
    _judge_number = -1
    _judge_dunders: frozenset[str] = frozenset()

    def _judge_bind(self, number: int) -> Any:
        object.__setattr__(self, "_judge_number", number)
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("_judge_", "__array", "_repr_", "_ipython_")) or name in (
            "__reduce_ex__",
            "__getstate__",
        ):
            raise AttributeError(name)
        return self._judge_borrower.ask("attr", self._judge_number, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._judge_borrower.ask("setattr", self._judge_number, name, self._judge_borrower.pack(value))

    def __delattr__(self, name: str) -> None:
        self._judge_borrower.ask("delattr", self._judge_number, name)

    def __copy__(self) -> Any:
        return self._judge_copy(deep=False)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return self._judge_copy(deep=True)

    def _judge_copy(self, deep: bool) -> Any:
        """Have the student's side make a copy: what it says is the copy is a claim, as what a method gives is."""
        made = self._judge_borrower.ask("copy", self._judge_number, deep)
        if type(made) is not type(self):
            self._judge_borrower.give_up(f"the copy of the student's {type(self).__name__} is of another kind")
        return made

    def __dir__(self) -> list[str]:
        return [str(name) for name in self._judge_borrower.ask("dir", self._judge_number)]

    @property
    def __doc__(self) -> Any:  # type: ignore[override]
        return self._judge_borrower.ask("attr", self._judge_number, "__doc__")

    @property
    def __dict__(self) -> Any:  # type: ignore[override]
        return self._judge_borrower.ask("attr", self._judge_number, "__dict__")


def is_live(value: Any) -> bool:
    """Say whether a value is a stand-in for something of the student's."""
    return number_of(value) is not None
