"""Stand-ins, in a test, for the student's functions, classes and objects: using one asks the student's process.

Knows how a stand-in is read and changed. Knows neither how asking works nor what its operators do (``standinmethods``).
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.judge.borrowed import Borrower


def number_of(value: Any) -> int | None:
    """Return the student's number for a stand-in, None for anything else."""
    cls = type(value)
    if cls is RemoteFunction or isinstance(cls, RemoteType):
        return int(object.__getattribute__(value, "_judge_number"))
    if cls is RemoteType:
        return int(type.__getattribute__(value, "_judge_class"))
    return None


class RemoteFunction:
    """Stands in for a function of the student's."""

    def __init__(self, borrower: Borrower, number: int, name: str, parameters: Any) -> None:
        self._judge_borrower = borrower
        self._judge_number = number
        self.__name__ = self.__qualname__ = str(name)
        if parameters:
            self.__signature__ = _make_signature(parameters)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return call(self._judge_borrower, self._judge_number, arguments, named)

    def __getattr__(self, name: str) -> Any:
        if name in ("__wrapped__", "__code__", "__globals__", "__closure__", "__text_signature__"):
            if name in ("__wrapped__", "__text_signature__"):
                raise AttributeError(name)
            self._judge_borrower.give_up(f"the test looks inside the student's function {self.__name__} ({name})")
        return self._judge_borrower.ask("attr", self._judge_number, name)

    @property
    def __doc__(self) -> Any:  # type: ignore[override]
        return self._judge_borrower.ask("attr", self._judge_number, "__doc__")

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"


def _make_signature(parameters: Any) -> inspect.Signature | None:
    try:
        return inspect.Signature(
            [
                inspect.Parameter(name, inspect._ParameterKind(kind), default=None if has_default else inspect.Parameter.empty)
                for name, kind, has_default in parameters
            ]
        )
    except (ValueError, TypeError):
        return None


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
        if name.startswith("_judge_") or (
            name.startswith("__") and name not in ("__doc__", "__init__", "__annotations__", "__members__")
        ):
            raise AttributeError(name)
        return cls._judge_borrower.ask("attr", cls._judge_class, name)

    def __setattr__(cls, name: str, value: Any) -> None:
        if name.startswith(("_judge_", "_abc_", "__")):
            type.__setattr__(cls, name, value)
        else:
            cls._judge_borrower.ask("setattr", cls._judge_class, name, cls._judge_borrower.pack(value))

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
            "__deepcopy__",
            "__copy__",
            "__reduce_ex__",
            "__getstate__",
        ):
            raise AttributeError(name)
        return self._judge_borrower.ask("attr", self._judge_number, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._judge_borrower.ask("setattr", self._judge_number, name, self._judge_borrower.pack(value))

    def __delattr__(self, name: str) -> None:
        self._judge_borrower.ask("delattr", self._judge_number, name)

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
