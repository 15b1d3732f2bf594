"""Type hints that may cross: ``list[int]``, ``int | None``, ``Optional[str]``, ``Callable[[int], bool]`` and the like.

A hint is built of classes that cross by name or as stand-ins, and of other hints. To build one asks nothing of what it is
built of.
"""

from __future__ import annotations

import collections.abc
import functools
import operator
import types
import typing
from typing import Any

from grader.judge.wire.table import record

_ORIGINS = {kind.__name__: kind for kind in (list, dict, set, frozenset, tuple, type, collections.deque)}
_ABSTRACT = {name: getattr(collections.abc, name) for name in collections.abc.__all__}
_NAMES = frozenset((*typing.__all__, "Union", "Optional"))
_GenericAlias: Any = type(typing.List[int])  # noqa: UP006  this is the kind meant
_UnionAlias: Any = type(typing.Optional[int])  # noqa: UP045
_LiteralAlias: Any = type(typing.Literal[1])
_CallableAlias: Any = type(typing.Callable[[int], int])
_BareAlias: Any = type(typing.List)  # noqa: UP006
_AbstractCallable: Any = type(collections.abc.Callable[[int], int])


def _take_generic(value: Any) -> Any:
    name = value.__origin__.__name__
    known = _ORIGINS.get(name) or _ABSTRACT.get(name)
    return (name, _parts(value.__args__)) if known is value.__origin__ else None


def _make_generic(given: Any) -> Any:
    name, parts = given
    origin = _ORIGINS[name] if name in _ORIGINS else _ABSTRACT[name]
    if origin is collections.abc.Callable:
        *takes, gives = _checked(parts)
        return origin[takes, gives] if takes != [...] else origin[..., gives]
    return types.GenericAlias(origin, tuple(_checked(parts)))


def _take_typing(value: Any) -> Any:
    name = value._name or value.__origin__._name
    return (name, _parts(value.__args__)) if name in _NAMES else None


def _make_typing(given: Any) -> Any:
    name, parts = given
    if name not in _NAMES:
        raise ValueError(name)
    found, items = getattr(typing, name), _checked(parts)
    if name == "Optional":
        return typing.Union[tuple(items)]  # noqa: UP007
    if name == "Callable":
        *takes, gives = items
        return found[takes, gives] if takes != [...] else found[..., gives]
    return found[tuple(items)]


def _make_literal(parts: Any) -> Any:
    if not all(type(part) in (str, int, bytes, bool, type(None)) for part in parts):
        raise TypeError("not a literal")
    return typing.Literal[tuple(parts)]


def _make_bare(name: Any) -> Any:
    if name not in _NAMES or type(getattr(typing, name)) is not _BareAlias:
        raise ValueError(name)
    return getattr(typing, name)


def _parts(arguments: tuple[Any, ...]) -> list[Any]:
    return list(arguments)


def _checked(parts: Any) -> list[Any]:
    """Return what a hint is built of, when each part is a hint or a class."""
    kinds = (type, type(None), type(...), types.GenericAlias, types.UnionType, _GenericAlias, _UnionAlias, _LiteralAlias)
    if not all(issubclass(type(part), kinds) for part in parts):
        raise TypeError("not a type hint")
    return list(parts)


record(types.GenericAlias, "generic", _take_generic, _make_generic)
record(_AbstractCallable, "callablehint", _take_generic, _make_generic)
record(types.UnionType, "union", lambda v: list(v.__args__), lambda p: functools.reduce(operator.or_, _checked(p)))
record(_LiteralAlias, "literal", lambda v: list(v.__args__), _make_literal)
record(_BareAlias, "typing", lambda v: v._name if v._name in _NAMES else None, _make_bare)
for _kind, _called in ((_GenericAlias, "typinggeneric"), (_UnionAlias, "typingunion"), (_CallableAlias, "typingcallable")):
    record(_kind, _called, _take_typing, _make_typing)
