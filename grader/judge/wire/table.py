"""The types that may cross besides Python's own containers: each with how it is taken apart and how it is made again.

Some can be changed in place, as lists can: whether two of them are one matters, so the wire counts them (see ``held``).

Every entry is exact: a subclass has no entry. ``take`` gives plain parts, or None when this particular value cannot cross (a
sparse column, a clock of an unknown make); ``make`` builds a new object from parts that may come from a liar, so it checks
what it is given or leaves that to the type's own constructor. Knows nothing of who sends.

What numpy and pandas add is put in when it is first needed: the judge's own process never loads them for plain answers.
"""

from __future__ import annotations

import collections
import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Take = Callable[[Any], Any]
Make = Callable[[Any], Any]


@dataclass(frozen=True)
class Record:
    """One type that may cross: its name on the wire, both directions, and whether its parts are the value's own containers.

    Where they are not, what ``take`` gives is made for the way alone, and the lists in it are nobody's.
    """

    name: str
    take: Take
    make: Make
    holds: bool


_OF_TYPE: dict[type, Record] = {}
_OF_NAME: dict[str, Record] = {}
_MUTABLE: set[type] = {list, dict, set, bytearray, collections.OrderedDict, collections.Counter}
_ADDED = {"numpy": ("numpytypes", "numpymore"), "pandas": ("pandastypes", "pandasmoments")}
"""Library → the modules whose import puts its types in; those that have not been imported yet."""


def record(kind: type, name: str, take: Take, make: Make, *, mutable: bool = False, holds: bool = False) -> None:
    """Let one more exact type cross.

    Parameters
    ----------
    mutable:
        Its values can be changed in place.
    holds:
        ``take`` gives the value's own containers, and makes no list, set or dictionary for the way.
    """
    _OF_TYPE[kind] = _OF_NAME[name] = Record(name, take, make, holds)
    if mutable:
        _MUTABLE.add(kind)


def is_mutable(kind: type) -> bool:
    """Say whether values of exactly this type can be changed in place."""
    if kind in _MUTABLE:
        return True
    return _ADDED != {} and of_type(kind) is not None and kind in _MUTABLE


def of_type(kind: type) -> Record | None:
    """Return how a type crosses, None where it does not. Loads no library: where there is a value of its, it is loaded."""
    found = _OF_TYPE.get(kind)
    if found is None and _ADDED:
        _add([library for library in _ADDED if library in sys.modules])
        found = _OF_TYPE.get(kind)
    return found


def of_name(name: str) -> Record | None:
    """Return the type that has this name on the wire, None where none has."""
    found = _OF_NAME.get(name)
    if found is None:
        add_libraries()
        found = _OF_NAME.get(name)
    return found


def add_libraries() -> None:
    """Load numpy and pandas, and put in their types."""
    _add(list(_ADDED))


def _add(libraries: list[str]) -> None:
    for library in libraries:
        for module in _ADDED[library]:
            importlib.import_module(f"{__package__}.{module}")
        _ADDED.pop(library, None)


def exactly(kind: type, value: Any) -> Any:
    """Return a value that is of this type and no other. Raises TypeError."""
    if type(value) is not kind:
        raise TypeError(f"expected {kind.__name__}")
    return value
