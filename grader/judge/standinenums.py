"""Stand-ins, in a test, for the student's enumerations: true enumerations of the same names and values.

What a member is equal to, less than or made of is so decided by Python's own rules for the plain value that was told, and never
by the student's code. The methods and attributes that the student's class has besides are asked for. Knows not how asking works.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

from grader.judge.specialnames import DUNDERS, ENUM_DATA, ENUM_TEXTS
from grader.judge.standinmethods import special_method

if TYPE_CHECKING:
    from grader.judge.borrowed import Borrower

_PYTHONS = (enum.Enum, enum.Flag, enum.IntEnum, enum.IntFlag, enum.StrEnum, enum.ReprEnum)
_MOST = 1_000
_LARGEST = 2**63
_DEEPEST = 3


class RemoteEnum(enum.EnumType):
    """The kind of class that stands in for an enumeration of the student's."""

    _judge_borrower: Borrower
    _judge_class: int
    _judge_missing: bool

    def _judge_is_made(cls) -> bool:
        return "_judge_borrower" in vars(cls)

    def __call__(cls, value: Any, *more: Any, **named: Any) -> Any:
        try:
            return super().__call__(value, *more, **named)
        except ValueError:
            if not cls._judge_missing or more or named:
                raise
        borrower = cls._judge_borrower
        return borrower.ask("call", cls._judge_class, [borrower.pack(value)], {})

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_") or not cls._judge_is_made():
            raise AttributeError(name)
        return cls._judge_borrower.ask("attr", cls._judge_class, name)

    def __setattr__(cls, name: str, value: Any) -> None:
        if name.startswith("_") or not cls._judge_is_made() or name in cls.__members__:
            super().__setattr__(name, value)
        else:
            cls._judge_borrower.ask("setattr", cls._judge_class, name, cls._judge_borrower.pack(value))

    def __delattr__(cls, name: str) -> None:
        if not cls._judge_is_made() or name in cls.__members__:
            super().__delattr__(name)
        else:
            cls._judge_borrower.ask("delattr", cls._judge_class, name)


class _Asked:
    """A method or an attribute that the student's class has of its own.

    Parameters
    ----------
    hides:
        Whether it hides what the member's plain value would say for itself.
    """

    def __init__(self, name: str, *, hides: bool) -> None:
        self._name = name
        self._hides = hides

    def __get__(self, member: Any, cls: Any) -> Any:
        if self._hides:
            cls._judge_borrower.give_up(f"the student's {cls.__name__} has its own {self._name} in place of its value's")
        return cls._judge_borrower.ask("attr", cls._judge_class if member is None else _numbered(member), self._name)


def is_enum(value: Any) -> bool:
    """Say whether a value is an enumeration of the student's, or a member of one."""
    return isinstance(value, RemoteEnum) or isinstance(type(value), RemoteEnum)


def outward(value: Any) -> tuple[Any, ...]:
    """Describe an enumeration of the student's, or a member, as the student's side knows it."""
    if isinstance(value, RemoteEnum):
        return ("mine", value._judge_class)
    number = vars(value).get("_judge_number")
    return ("flags", type(value)._judge_class, value._value_) if number is None else ("mine", number)


def _numbered(member: Any) -> int:
    """Return the student's number for a member; several flags at once are given one first."""
    if "_judge_number" not in vars(member):
        cls = type(member)
        object.__setattr__(member, "_judge_number", cls._judge_borrower.ask("number", cls._judge_class, member._value_))
    return int(member._judge_number)


def combined(cls: Any, value: Any) -> Any:
    """Return several flags at once. Raises ValueError, TypeError."""
    if not (isinstance(cls, RemoteEnum) and issubclass(cls, enum.Flag)) or type(value) is not int or abs(value) >= _LARGEST:
        raise ValueError("not flags")
    return enum.EnumType.__call__(cls, value)


def make_enum(borrower: Borrower, number: int, name: str, bases: list[Any], told: tuple[Any, ...]) -> tuple[Any, dict[int, Any]]:
    """Build what stands in for an enumeration, and its members by their numbers.

    Raises
    ------
    ValueError, TypeError
        What is told of it cannot be true.
    """
    members, own, specials, boundary, words = told
    if not bases or not all(base in (*_PYTHONS, *ENUM_DATA) or isinstance(base, RemoteEnum) for base in bases):
        raise TypeError("not an enumeration")
    data = next((kind for kind in ENUM_DATA if any(issubclass(base, kind) for base in bases)), None)
    if not set(specials) <= set(DUNDERS if data is None else ENUM_TEXTS) or len(members) + len(own) > _MOST:
        raise ValueError("not an enumeration")
    space: Any = RemoteEnum.__prepare__(name, tuple(bases))
    space.update({"__module__": "__main__", "__qualname__": name, "__doc__": words if type(words) is str else None})
    space.update({"__getattr__": _attribute, "__setattr__": _set, "__copy__": lambda self: self, "__deepcopy__": _itself})
    space.update({special: special_method(name, special, set(specials)) for special in specials})
    space.update({_name(one): _Asked(one, hides=data is not None and hasattr(data, one)) for one in own if one != "_missing_"})
    space.update({_name(one): _plain(value) for one, value, _ in members})
    more: dict[str, Any] = {"boundary": enum.FlagBoundary[boundary]} if boundary else {}
    made: Any = RemoteEnum(name, tuple(bases), space, **more)
    type.__setattr__(made, "_judge_class", number)
    type.__setattr__(made, "_judge_dunders", frozenset(specials))
    type.__setattr__(made, "_judge_missing", "_missing_" in own or any(getattr(base, "_judge_missing", False) for base in bases))
    type.__setattr__(made, "_judge_borrower", borrower)
    return made, _members(made, members)


def _members(made: Any, told: list[Any]) -> dict[int, Any]:
    """Return the members by the student's numbers for them."""
    found = {}
    for name, value, number in told:
        member = made.__members__[name]
        if type(number) is not int or member._value_ != value:
            raise ValueError("not a member")
        object.__setattr__(member, "_judge_number", number)
        found[number] = member
    return found


def _name(name: Any) -> str:
    if type(name) is not str or not name.isidentifier() or name.startswith("_") or name == "mro":
        raise ValueError("not a name")
    return name


def _plain(value: Any, depth: int = 0) -> Any:
    """Return a value that a member may have. Raises ValueError."""
    if type(value) is tuple and depth < _DEEPEST:
        return tuple(_plain(part, depth + 1) for part in value)
    if type(value) not in (int, str, float, bool, type(None)) or (type(value) is int and abs(value) >= _LARGEST):
        raise ValueError("not plain")
    return value


def _itself(self: Any, _: Any) -> Any:
    return self


def _attribute(self: Any, name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(name)
    return type(self)._judge_borrower.ask("attr", _numbered(self), name)


def _set(self: Any, name: str, value: Any) -> None:
    if name.startswith("_") or hasattr(type(self), name):
        object.__setattr__(self, name, value)
    else:
        borrower = type(self)._judge_borrower
        borrower.ask("setattr", _numbered(self), name, borrower.pack(value))
