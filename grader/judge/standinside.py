"""What a test sees of the inside of a student's class: its own names, bases, order of bases, fields and properties.

All of it is a claim of the student's side, built anew out of honest objects. Knows not how asking works.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from grader.judge.standinfunctions import RemoteFunction

if TYPE_CHECKING:
    from grader.judge.borrowed import Borrower

_DATACLASSES: Any = dataclasses
_KINDS = {str(kind): kind for kind in (_DATACLASSES._FIELD, _DATACLASSES._FIELD_CLASSVAR, _DATACLASSES._FIELD_INITVAR)}
_WRAPPERS: dict[str, Any] = {kind.__name__: kind for kind in (staticmethod, classmethod, functools.cached_property)}


class ClassNames(Mapping[str, Any]):
    """The names that a class of the student's has of its own, each asked for when it is read.

    Parameters
    ----------
    borrower:
        Whom to ask.
    number:
        The student's number for the class.
    """

    def __init__(self, borrower: Borrower, number: int) -> None:
        self._borrower = borrower
        self._number = number
        self._names = [str(name) for name in borrower.ask("inside", number, "names")]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __getitem__(self, name: str) -> Any:
        if name not in self._names:
            raise KeyError(name)
        return self._borrower.ask("own", self._number, name)


def order(cls: Any) -> tuple[Any, ...]:
    """Return the order in which Python looks a name up in a class and its bases, by Python's own rule.

    Raises
    ------
    TypeError
        There is none.
    """
    rows = [list(base.__mro__) for base in cls.__bases__] + [list(cls.__bases__)]
    found = [cls]
    while rows := [row for row in rows if row]:
        heads = (row[0] for row in rows)
        first = next((head for head in heads if not any(head in row[1:] for row in rows)), None)
        if first is None:
            raise TypeError("the bases of a class cannot be put in order")
        found.append(first)
        rows = [[kind for kind in row if kind is not first] for row in rows]
    return tuple(found)


def fields(borrower: Borrower, number: int) -> dict[str, Any] | None:
    """Return the fields of a dataclass as Python's own module makes them; None where a class is none."""
    told = borrower.ask("inside", number, "fields")
    if told is None:
        return None
    try:
        return {str(one[0]): _field(*one) for one in told}
    except (TypeError, ValueError, KeyError, AttributeError):
        borrower.give_up("what the student's side says of a dataclass cannot be true")


def _field(
    name: Any, kind: Any, default: Any, factory: Any, shown: Any, named: Any, metadata: Any, sort: Any
) -> dataclasses.Field[Any]:
    init, in_repr, in_hash, compared = shown
    given = {"default": default[0]} if default else {"default_factory": factory[0]} if factory else {}
    made: Any = dataclasses.field(
        init=init is True, repr=in_repr is True, hash=in_hash, compare=compared is True, metadata=dict(metadata), **given
    )
    made.name, made.type, made.kw_only, made._field_type = str(name), kind, named is True, _KINDS[sort]
    return made  # type: ignore[no-any-return]


def settings(borrower: Borrower, number: int) -> Any:
    """Return how a class was made a dataclass (``frozen`` and the like); None where it is none."""
    told = borrower.ask("inside", number, "settings")
    return None if told is None else SimpleNamespace(**{str(name): value is True for name, value in told.items()})


def make_descriptor(kind: Any, parts: Any, words: Any) -> Any:
    """Build a property, or a static or class method, of functions of the student's.

    Raises
    ------
    TypeError, ValueError, KeyError
        It cannot be built of what is told.
    """
    if not all(part is None or isinstance(type(part), type(RemoteFunction)) for part in parts):
        raise TypeError("not of functions")
    words = words if type(words) is str else None
    for part in parts:
        if part is not None:
            object.__setattr__(part, "_judge_words", words)  # Python reads it while it builds, when nothing can be asked
    if kind == "property":
        get, put, delete = parts
        return property(get, put, delete, words)
    (function,) = parts
    return _WRAPPERS[kind](function)
