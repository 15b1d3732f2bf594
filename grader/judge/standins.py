"""Stand-ins, in a test, for the student's classes and objects: using one asks the student's process.

Knows how a stand-in is read and changed. Knows neither how asking works nor what its operators do (``standinmethods``).
"""

from __future__ import annotations

from abc import ABCMeta
from types import GenericAlias, MappingProxyType
from typing import TYPE_CHECKING, Any

from grader.judge import standinside
from grader.judge.standinfunctions import RemoteFunction, call, make_signature

if TYPE_CHECKING:
    from grader.judge.borrowed import Borrower


_ASKED = (
    *("__doc__", "__init__", "__annotations__", "__members__", "__slots__", "__match_args__", "__abstractmethods__"),
    *("__parameters__", "__orig_bases__"),
)
_DATACLASS = ("__dataclass_fields__", "__dataclass_params__")
_ABSTRACT = 1 << 20
"""By this bit of a class's flags Python knows an abstract one."""


_FLAGS: Any = vars(type)["__flags__"]


def number_of(value: Any) -> int | None:
    """Return the student's number for a stand-in, None for anything else."""
    cls: Any = type(value)
    if issubclass(cls, RemoteFunction) or isinstance(cls, RemoteType):
        return int(object.__getattribute__(value, "_judge_number"))
    if issubclass(cls, type) and issubclass(cls, RemoteType):
        return int(type.__getattribute__(value, "_judge_class"))
    return None


class RemoteType(type):
    """The kind of class that stands in for a class of the student's: making one, and reading from it, asks the student's side."""

    _judge_abc = False
    _judge_ready = False
    """Whether a class is made: while Python makes it, it asks for the order of its true bases."""

    @property
    def __doc__(cls) -> Any:  # type: ignore[override]
        return cls._judge_borrower.ask("attr", cls._judge_class, "__doc__")

    def __new__(mcs, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> Any:
        if "_judge_class" not in space and bases:
            borrower = next(b for base in bases if (b := getattr(base, "_judge_borrower", None)) is not None)
            borrower.give_up(f"the test builds its class {name} on a class of the student's")
        return super().__new__(mcs, name, bases, space)

    def __call__(cls, *arguments: Any, **named: Any) -> Any:
        found = call(cls._judge_borrower, cls._judge_class, arguments, named)
        kind: Any = type(found)
        if kind is cls:
            cls._judge_borrower.received.origins.made(found._judge_number, cls._judge_class)
        return found

    def __getattr__(cls, name: str) -> Any:
        if name in _DATACLASS and cls._judge_class >= 0:
            read = standinside.fields if name == "__dataclass_fields__" else standinside.settings
            found = read(cls._judge_borrower, cls._judge_class)
            if found is None:
                raise AttributeError(name)
            return found
        if name.startswith("_judge_") or (name.startswith("__") and name not in _ASKED) or cls._judge_class < 0:
            raise AttributeError(name)
        return cls._judge_borrower.ask("attr", cls._judge_class, name)

    def __setattr__(cls, name: str, value: Any) -> None:
        if name.startswith(("_judge_", "_abc_", "__")):
            type.__setattr__(cls, name, value)
        else:
            cls._judge_borrower.ask("setattr", cls._judge_class, name, cls._judge_borrower.pack(value))

    @property
    def __bases__(cls) -> Any:  # type: ignore[override]
        return cls._judge_bases or (object,)

    @property
    def __base__(cls) -> Any:
        return cls.__bases__[0]

    @property
    def __mro__(cls) -> Any:
        return standinside.order(cls)

    def mro(cls) -> list[Any]:
        return list(cls.__mro__) if cls._judge_ready else type.mro(cls)

    @property  # type: ignore[misc]
    def __dict__(cls) -> Any:  # type: ignore[override]
        return MappingProxyType(standinside.ClassNames(cls._judge_borrower, cls._judge_class))

    @property
    def __flags__(cls) -> int:
        own: int = _FLAGS.__get__(cls)
        return own | _ABSTRACT if cls._judge_borrower.ask("inside", cls._judge_class, "abstract") is True else own

    @property
    def __signature__(cls) -> Any:
        return make_signature(*cls._judge_borrower.ask("signature", cls._judge_class))

    @property
    def __annotations__(cls) -> Any:  # type: ignore[override]
        return cls._judge_borrower.ask("attr", cls._judge_class, "__annotations__")

    def __subclasses__(cls) -> list[Any]:
        return list(cls._judge_borrower.ask("inside", cls._judge_class, "subclasses"))

    @property  # type: ignore[misc]
    def __class__(cls) -> Any:
        return ABCMeta if cls._judge_abc else type(cls)

    def __dir__(cls) -> list[str]:
        return [str(name) for name in cls._judge_borrower.ask("dir", cls._judge_class)]

    def __iter__(cls) -> Any:
        return iter(cls._judge_borrower.ask("special", cls._judge_class, "__iter__", []))

    def __len__(cls) -> int:
        return int(cls._judge_borrower.ask("special", cls._judge_class, "__len__", []))

    def __getitem__(cls, key: Any) -> Any:
        try:
            return cls._judge_borrower.ask("special", cls._judge_class, "__getitem__", [cls._judge_borrower.pack(key)])
        except AttributeError:
            # no kind of class that says what an item is, but perhaps a generic one: ``Stack[int]``
            cls._judge_borrower.ask("attr", cls._judge_class, "__class_getitem__")
            return GenericAlias(cls, key)

    def __bool__(cls) -> bool:
        return True


class RemoteHeir(RemoteType):
    """The kind of class that stands in for a class of the student's which is built on one of the tutor's own.

    The tests have the tutor's class too, and so it stands among the bases. But what is read is the student's, as ever.
    """

    def __getattribute__(cls, name: str) -> Any:
        if name.startswith(("_judge_", "__", "_abc_")) or name == "mro":
            return super().__getattribute__(name)
        return RemoteType.__getattr__(cls, name)

    def mro(cls) -> list[Any]:
        if cls._judge_ready:
            return super().mro()
        tutors = vars(type)["__dict__"].__get__(cls).get("_judge_tutors")
        *own, last = type.mro(cls)
        return [*own, *tutors.__mro__] if tutors is not None else [*own, last]


def tutors_or(cls: Any) -> Any:
    """Return the tutor's own class that a class stands in for, or that class itself."""
    return vars(type)["__dict__"].__get__(cls).get("_judge_tutors", cls)


def read_students(self: Any, name: str) -> Any:
    """Read an attribute of an object whose class has the tutor's own among its bases."""
    if name.startswith(("_judge_", "__")):
        return object.__getattribute__(self, name)
    return RemoteObject.__getattr__(self, name)


class _Init:
    """The ``__init__`` that the student's class has: a stand-in is made without one."""

    def __get__(self, found: Any, cls: Any) -> Any:
        return cls._judge_borrower.ask("attr", cls._judge_class if found is None else found._judge_number, "__init__")


class RemoteObject(metaclass=RemoteType):
    """Stands in for an object of one of the student's classes."""

    _judge_borrower: Borrower
    _judge_class = -1
    _judge_number = -1
    _judge_dunders: frozenset[str] = frozenset()
    _judge_bases: tuple[Any, ...] = ()
    __init__: Any = _Init()

    def _judge_bind(self, number: int) -> Any:
        object.__setattr__(self, "_judge_number", number)
        return self

    def __getattr__(self, name: str) -> Any:
        if name in _DATACLASS:
            return getattr(type(self), name)
        if name.startswith(("_judge_", "__array", "_repr_", "_ipython_")) or name in (
            "__reduce_ex__",
            "__getstate__",
        ):
            raise AttributeError(name)
        return self._judge_borrower.ask("attr", self._judge_number, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "__orig_class__":
            raise AttributeError(name)  # Python tries to note there how a generic class was named, and does without
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
