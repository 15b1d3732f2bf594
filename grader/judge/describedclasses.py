"""What is said to the tests of the inside of a student's class: its own names, its fields as a dataclass, what is abstract in it.

Runs in the student's process, so the other side believes nothing that it says. Keeps no numbers.
"""

from __future__ import annotations

import dataclasses
import functools
import inspect
import types
from typing import Any

_WRAPPERS = (staticmethod, classmethod)
_PARAMETERS = ("init", "repr", "eq", "order", "unsafe_hash", "frozen")


def inside(cls: Any, what: str) -> Any:
    """Return one thing about a class: ``names``, ``fields`` (None where it is no dataclass), ``settings``, ``subclasses`` ..."""
    return _INSIDE[what](cls)


def _fields(cls: Any) -> list[tuple[Any, ...]] | None:
    found = getattr(cls, "__dataclass_fields__", None)
    if not isinstance(found, dict):
        return None
    return [
        (
            str(name),
            field.type,
            [] if field.default is dataclasses.MISSING else [field.default],
            [] if field.default_factory is dataclasses.MISSING else [field.default_factory],
            [bool(field.init), bool(field.repr), None if field.hash is None else bool(field.hash), bool(field.compare)],
            bool(field.kw_only),
            dict(field.metadata),
            str(field._field_type),
        )
        for name, field in found.items()
    ]


def _settings(cls: Any) -> dict[str, bool] | None:
    found = getattr(cls, "__dataclass_params__", None)
    return None if found is None else {name: bool(getattr(found, name, False)) for name in _PARAMETERS}


_INSIDE: dict[str, Any] = {
    "names": lambda cls: [name for name in vars(cls) if type(name) is str],
    "fields": _fields,
    "settings": _settings,
    "subclasses": lambda cls: type.__subclasses__(cls),
    "abstract": inspect.isabstract,
}


def descriptor(value: Any) -> tuple[str, list[Any], str | None] | None:
    """Return the kind of a property, static or class method, the functions it is made of and its words; None for all else."""
    kind = type(value)
    if kind is property:
        parts: list[Any] = [value.fget, value.fset, value.fdel]
    elif kind in _WRAPPERS:
        parts = [value.__func__]
    elif kind is functools.cached_property:
        parts = [value.func]
    else:
        return None
    if not all(part is None or type(part) is types.FunctionType for part in parts):
        return None
    words = value.__doc__
    return (kind.__name__, parts, words if type(words) is str else None)
