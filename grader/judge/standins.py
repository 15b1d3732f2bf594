"""Stand-ins, in a test, for the student's functions, classes and objects: using one asks the student's process.

Knows how a stand-in behaves, not how asking works. No comparison is ever decided by the student's code, unless the exercise
itself was to write that comparison.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.judge.borrowed import Borrower

_COMPARISONS = {"__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"}
_READS = {
    "__len__",
    "__getitem__",
    "__setitem__",
    "__delitem__",
    "__next__",
    "__reversed__",
    "__call__",
    "__str__",
    "__repr__",
    "__format__",
    "__enter__",
    "__exit__",
    "__bool__",
    "__int__",
    "__float__",
    "__index__",
    "__complex__",
}


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
        return _call(self._judge_borrower, self._judge_number, arguments, named)

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


def _call(borrower: Borrower, number: int, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
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
        return _call(cls._judge_borrower, cls._judge_class, arguments, named)

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


def special_method(cls_name: str, dunder: str, dunders: set[str]) -> Any:
    """Make one special method of a stand-in."""
    if dunder == "__iter__":
        return _iterate
    if dunder == "__contains__":
        return _contains
    if dunder == "__hash__":
        return object.__hash__ if "__eq__" not in dunders else _refusing(cls_name, "__hash__")
    if dunder in _READS:
        return _asking(dunder)
    if dunder in _COMPARISONS:
        return _comparing(cls_name, dunder)
    return _reckoning(cls_name, dunder)


def _ask_special(self: Any, dunder: str, arguments: tuple[Any, ...]) -> Any:
    borrower = self._judge_borrower
    return borrower.ask("special", self._judge_number, dunder, [borrower.pack(a) for a in arguments])


def _asking(dunder: str) -> Callable[..., Any]:
    if dunder == "__call__":
        return lambda self, *arguments, **named: _call(self._judge_borrower, self._judge_number, arguments, named)
    if dunder == "__enter__":
        return lambda self: _ask_special(self, dunder, ())
    if dunder == "__exit__":
        return lambda self, kind, value, _: _ask_special(
            self, dunder, (None, None, None) if kind is None else (kind, str(value), None)
        )
    return lambda self, *arguments: _ask_special(self, dunder, arguments)


def _iterate(self: Any) -> Any:
    found = _ask_special(self, "__iter__", ())
    return found if isinstance(type(found), RemoteType) else iter(found)


def _contains(self: Any, item: Any) -> bool:
    """Look on this side: the student's code is not told what is looked for, unless the exercise is to write the search."""
    if "__contains__" in self._judge_borrower.allowed.get(type(self).__name__, ()):
        return _ask_special(self, "__contains__", (item,)) is True
    if "__iter__" not in self._judge_dunders:
        self._judge_borrower.give_up(
            f"the test looks for a value in a {type(self).__name__}, which the student's own code would have to decide"
        )
    return any(item is other or item == other for other in self)


def _refusing(cls_name: str, dunder: str) -> Callable[..., Any]:
    def refuse(self: Any, *_: Any) -> Any:
        self._judge_borrower.give_up(
            f"the test compares a {cls_name} by the student's own {dunder}, so the student's code would decide the mark"
        )

    return refuse


def _comparing(cls_name: str, dunder: str) -> Callable[..., Any]:
    def compare(self: Any, other: Any) -> Any:
        if self is other and dunder in ("__eq__", "__ne__") and dunder not in self._judge_borrower.allowed.get(cls_name, ()):
            return dunder == "__eq__"
        if dunder not in self._judge_borrower.allowed.get(cls_name, ()) or not isinstance(type(other), RemoteType):
            _refusing(cls_name, dunder)(self)
        return _ask_special(self, dunder, (other,))

    return compare


def _reckoning(cls_name: str, dunder: str) -> Callable[..., Any]:
    def reckon(self: Any, *others: Any) -> Any:
        if dunder not in self._judge_borrower.allowed.get(cls_name, ()):
            _refusing(cls_name, dunder)(self)
        result = _ask_special(self, dunder, others)
        involved = (result, *others)
        if not others or result is NotImplemented or any(isinstance(type(value), RemoteType) for value in involved):
            return result
        return _refusing(cls_name, dunder)(self)

    return reckon


def is_live(value: Any) -> bool:
    """Say whether a value is a stand-in for something of the student's."""
    return number_of(value) is not None
