"""An object of a tutor's own class that a test gives to the student's code: what is asked of it, the tests do with it.

So a student's function can read and change it and call its methods, as in stock. What begins with an underscore is not shown,
but for special methods. A named tuple is plain data, and goes as one. Knows nothing of the line.
"""

from __future__ import annotations

import collections
import copy
import functools
import inspect
import sys
from enum import Enum
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from grader.judge import namable, watched
from grader.judge.specialnames import special_methods

_COPIES = {"copy": copy.copy, "deepcopy": copy.deepcopy}
_ATTRIBUTES: dict[str, Any] = {"attr": getattr, "setattr": setattr, "delattr": delattr}


def is_one(value: Any) -> bool:
    """Say whether a value is an object of a class that the tutor has written, in a cell or in a module of their own."""
    kind = type(value)
    if issubclass(kind, (*namable.PLAIN_BASES, BaseException, Enum, type)):
        return False
    return kind is SimpleNamespace or _is_tutors(kind.__module__)


def is_named_tuple(value: Any) -> bool:
    """Say whether a value is a named tuple of such a class."""
    kind = type(value)
    return issubclass(kind, tuple) and hasattr(kind, "_fields") and kind.__bases__ == (tuple,) and _is_tutors(kind.__module__)


def _is_tutors(module: str) -> bool:
    file = getattr(sys.modules.get(module), "__file__", None)
    return module == "__main__" or (file is not None and Path(file).is_relative_to(Path.cwd()))


# on the tests' side


def use(value: Any, what: str, arguments: list[Any], named: dict[str, Any]) -> Any:
    """Do one thing with an object of the tutor's, as the student's code asks.

    Raises
    ------
    AttributeError
        It has no such attribute to show.
    watched.Refused
        Honest code does not ask that.
    """
    if what in _COPIES:
        return _COPIES[what](value)
    if what in _ATTRIBUTES:
        name = arguments[0]
        if type(name) is not str or name.startswith("_"):
            raise AttributeError(f"{type(value).__name__!r} object has no attribute {name!r}")
        if what != "attr" and _would_hide(type(value), name):
            raise watched.Refused(f"{name} is the tutor's")
        return _ATTRIBUTES[what](value, *arguments)
    if what not in special_methods(type(value)):
        raise watched.Refused(what)
    return getattr(type(value), what)(value, *arguments, **named)


def _would_hide(kind: type, name: str) -> bool:
    """Say whether an attribute of an object would stand in place of what the tutor wrote: a method, or what one works out."""
    found = inspect.getattr_static(kind, name, None)
    return callable(found) or (hasattr(type(found), "__get__") and not hasattr(type(found), "__set__"))


# on the student's side, but for named tuples, which are made on both


def make(methods: list[str], ask: watched.Ask, name: str, cls: type | None) -> Any:
    """Make what stands for an object of the tutor's.

    Parameters
    ----------
    name:
        What its class is called.
    cls:
        That class, where the student's side has it too: the object is said to be one of it.
    """
    more: dict[str, Any] = {
        "__copy__": lambda _: ask("copy", (), {}),
        "__deepcopy__": lambda _, memo: ask("deepcopy", (), {}),  # noqa: ARG005
        "__delattr__": lambda _, attribute: ask("delattr", (attribute,), {}),
    }
    if cls is not None:
        more["__class__"] = property(lambda _: cls)
    return watched.make(methods, ask, name, more)


def make_tuple(name: str, fields: tuple[str, ...], values: tuple[Any, ...], cls: type | None) -> Any:
    """Make a named tuple, on either side: of the tutor's own class where that is known, else of one like it.

    Raises
    ------
    TypeError, ValueError
        There can be no such named tuple.
    """
    known = cls is not None and issubclass(cls, tuple) and getattr(cls, "_fields", None) == fields
    kind: Any = cls if known else _tuple_class(name, fields)
    if len(values) != len(fields):
        raise ValueError("not as many values as fields")
    return tuple.__new__(kind, values)


@functools.lru_cache(maxsize=1_000)
def _tuple_class(name: str, fields: tuple[str, ...]) -> Any:
    return collections.namedtuple(name, fields, module="__main__")
