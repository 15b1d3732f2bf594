"""Stand-ins, in a test, for the student's classes and objects: using one asks the student's process.

Knows how a stand-in is read and changed. Knows neither how asking works nor what its operators do (``standinmethods``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.judge.standinfunctions import RemoteFunction, call

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
