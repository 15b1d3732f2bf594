"""What is said to the tests of an enumeration of the student's: the names and plain values of its members.

Runs in the student's process, so the other side believes nothing that it says. Keeps no numbers.
"""

from __future__ import annotations

import enum
from typing import Any

from grader.judge.specialnames import DUNDERS, ENUM_DATA, ENUM_TEXTS

_OF_PYTHON = (enum.Enum, enum.Flag, enum.IntEnum, enum.IntFlag, enum.StrEnum, enum.ReprEnum, *ENUM_DATA, object)
_PYTHONS = {id(method) for kind in _OF_PYTHON for method in vars(kind).values()}
_PLAIN = (int, str, float, bool, type(None))


def is_plain_enum(cls: type) -> bool:
    """Say whether a class is an enumeration that its members' names and values tell whole, but for its own methods.

    Where a member is also a number or a text, no method of the student's may decide what it is equal to, or what it reads as.
    """
    if not issubclass(cls, enum.Enum) or cls.__module__ == "enum":
        return False
    data = cls._member_type_  # type: ignore[attr-defined]
    return (
        all(base in _OF_PYTHON or is_plain_enum(base) for base in cls.__bases__)
        and type(cls) is enum.EnumType
        and data in (object, *ENUM_DATA)
        and all(_is_as_told(member, data) for member in cls)
        and (data is object or set(own_special_methods(cls)) <= set(ENUM_TEXTS))
    )


def _is_as_told(member: enum.Enum, data: type) -> bool:
    value = member._value_
    if data is object:
        return _is_plain(value)
    same: Any = data.__eq__
    return type(value) in _PLAIN and same(member, value) is True


def _is_plain(value: Any) -> bool:
    return type(value) in _PLAIN or (type(value) is tuple and all(map(_is_plain, value)))


def own_special_methods(cls: type) -> list[str]:
    """Return the special methods that the student's class itself has, and not Python's."""
    return [name for name in DUNDERS if name in vars(cls) and id(vars(cls)[name]) not in _PYTHONS]


def enumeration(cls: Any) -> tuple[Any, ...]:
    """Return an enumeration's members, its own names, its special methods, how it takes unknown flags, and its words."""
    members = [(name, member._value_, member) for name, member in cls.__members__.items()]
    own = [name for name in vars(cls) if not name.startswith("_") and name not in cls.__members__]
    own += ["_missing_"] if "_missing_" in vars(cls) else []
    boundary = cls._boundary_.name if issubclass(cls, enum.Flag) and members else ""
    words = vars(cls).get("__doc__")
    return (members, own, own_special_methods(cls), boundary, words if type(words) is str else None)


def is_combined(value: Any) -> bool:
    """Say whether a value is several flags at once, or none, and has no name of its own."""
    return isinstance(value, enum.Flag) and value._name_ not in type(value).__members__
