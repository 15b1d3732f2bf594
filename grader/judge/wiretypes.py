"""The types that may cross besides Python's own containers: each with how it is taken apart and how it is made again.

Every entry is exact: a subclass has no entry. ``take`` gives plain parts, or None when this particular value cannot cross (a
sparse column, a clock of an unknown make); ``make`` builds a new object from parts that may come from a liar, so it checks
what it is given or leaves that to the type's own constructor. Knows nothing of who sends.
"""

from __future__ import annotations

import collections
import datetime as dt
import decimal
import fractions
import math
import pathlib
import uuid
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from types import EllipsisType, NotImplementedType
from typing import Any

import numpy as np

from grader.judge import wirepandas

Take = Callable[[Any], Any]
Make = Callable[[Any], Any]


@dataclass(frozen=True)
class Record:
    """One type that may cross: its name on the wire, and both directions."""

    name: str
    take: Take
    make: Make


RECORDS: dict[type, Record] = {}
NAMED: dict[str, Record] = {}

_FACTORIES: dict[str, Callable[[], Any]] = {
    "int": int,
    "float": float,
    "str": str,
    "list": list,
    "dict": dict,
    "set": set,
    "tuple": tuple,
    "bool": bool,
}
_NUMPY_KINDS = "biufcmMUS"
_MAX_DIMENSIONS = 32


def record(kind: type, name: str, take: Take, make: Make) -> None:
    """Let one more exact type cross."""
    RECORDS[kind] = NAMED[name] = Record(name, take, make)


# Python's own


def _take_zone(zone: dt.tzinfo | None) -> Any:
    if zone is None:
        return ()
    if type(zone) is dt.timezone:
        return (zone.utcoffset(None) // dt.timedelta(microseconds=1),)
    if type(zone) is zoneinfo.ZoneInfo and zone.key is not None:
        return (zone.key,)
    return None


def _make_zone(parts: Any) -> dt.tzinfo | None:
    if len(parts) == 0:
        return None
    if type(parts[0]) is str:
        return zoneinfo.ZoneInfo(parts[0])
    return dt.timezone(dt.timedelta(microseconds=parts[0]))


def _take_datetime(value: dt.datetime) -> Any:
    zone = _take_zone(value.tzinfo)
    if zone is None:
        return None
    return (value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond, value.fold, zone)


def _make_datetime(parts: Any) -> dt.datetime:
    *numbers, fold, zone = parts
    return dt.datetime(*numbers).replace(fold=fold, tzinfo=_make_zone(zone))  # noqa: DTZ001  the zone is put in next


def _take_time(value: dt.time) -> Any:
    zone = _take_zone(value.tzinfo)
    return None if zone is None else (value.hour, value.minute, value.second, value.microsecond, value.fold, zone)


def _make_time(parts: Any) -> dt.time:
    *numbers, fold, zone = parts
    return dt.time(*numbers).replace(fold=fold, tzinfo=_make_zone(zone))


def _take_defaultdict(value: collections.defaultdict[Any, Any]) -> Any:
    factory = value.default_factory
    if factory is None:
        return ("", dict(value))
    name = getattr(factory, "__name__", "") if isinstance(factory, type) else ""
    return (name, dict(value)) if _FACTORIES.get(name) is factory else None


def _make_defaultdict(parts: Any) -> Any:
    name, items = parts
    return collections.defaultdict(_FACTORIES[name] if name else None, _exactly(dict, items))


def _exactly(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(f"expected {kind.__name__}")
    return value


record(NotImplementedType, "notimplemented", lambda _: (), lambda _: NotImplemented)
record(range, "range", lambda v: (v.start, v.stop, v.step), lambda p: range(*p))
record(slice, "slice", lambda v: (v.start, v.stop, v.step), lambda p: slice(*p))
record(dt.date, "date", lambda v: (v.year, v.month, v.day), lambda p: dt.date(*p))
record(dt.timedelta, "timedelta", lambda v: (v.days, v.seconds, v.microseconds), lambda p: dt.timedelta(*p))
record(dt.timezone, "timezone", _take_zone, _make_zone)
record(zoneinfo.ZoneInfo, "zone", _take_zone, _make_zone)
record(dt.datetime, "datetime", _take_datetime, _make_datetime)
record(dt.time, "time", _take_time, _make_time)
record(decimal.Decimal, "decimal", str, lambda p: decimal.Decimal(_exactly(str, p)))
record(
    fractions.Fraction,
    "fraction",
    lambda v: (v.numerator, v.denominator),
    lambda p: fractions.Fraction(_exactly(int, p[0]), _exactly(int, p[1])),
)
record(uuid.UUID, "uuid", lambda v: v.bytes, lambda p: uuid.UUID(bytes=p))
record(type(pathlib.Path()), "path", str, lambda p: pathlib.Path(_exactly(str, p)))
record(collections.deque, "deque", lambda v: (list(v), v.maxlen), lambda p: collections.deque(_exactly(list, p[0]), p[1]))
record(collections.defaultdict, "defaultdict", _take_defaultdict, _make_defaultdict)
record(EllipsisType, "ellipsis", lambda _: (), lambda _: Ellipsis)


# numpy


def make_dtype(name: Any) -> np.dtype[Any]:
    """Read a dtype of plain numbers, dates, text or objects; nothing structured, nothing with fields."""
    dtype: np.dtype[Any] = np.dtype(_exactly(str, name))
    if dtype.kind not in _NUMPY_KINDS + "O" or dtype.fields is not None or dtype.subdtype is not None:
        raise TypeError("not a plain dtype")
    return dtype


def take_array(value: np.ndarray[Any, Any]) -> Any:
    """Give an array as (dtype, shape, bytes), or as (dtype, shape, list) when it holds objects."""
    dtype = value.dtype
    if dtype.kind == "O":
        return (dtype.str, value.shape, list(value.reshape(-1)))
    if dtype.kind not in _NUMPY_KINDS or dtype in (np.dtype("longdouble"), np.dtype("clongdouble")):
        return None
    return (dtype.str, value.shape, value.tobytes())


def make_array(parts: Any) -> np.ndarray[Any, Any]:
    """Build an array whose every element is a proper value of its dtype."""
    name, shape, content = parts
    dtype = make_dtype(name)
    if len(shape) > _MAX_DIMENSIONS or any(type(n) is not int or n < 0 for n in shape):
        raise ValueError("not a shape")
    if dtype.kind == "O":
        flat: np.ndarray[Any, Any] = np.empty(len(_exactly(list, content)), dtype=object)
        for place, item in enumerate(content):
            flat[place] = item
        return flat.reshape(shape)
    if len(_exactly(bytes, content)) != math.prod(shape) * dtype.itemsize:
        raise ValueError("not the right number of bytes")
    if dtype.kind == "b":
        truths: np.ndarray[Any, Any] = np.frombuffer(content, dtype=np.uint8) != 0
        return truths.reshape(shape)
    if dtype.kind == "U" and content:
        letters = np.frombuffer(content, dtype=np.dtype(np.uint32).newbyteorder(dtype.byteorder))
        if letters.size and int(letters.max()) > 0x10FFFF:
            raise ValueError("not text")
    if dtype.itemsize == 0:
        return np.zeros(shape, dtype=dtype)
    return np.frombuffer(content, dtype=dtype).reshape(shape).copy()


def _take_scalar(value: np.generic) -> Any:
    return take_array(np.asarray(value))


def _make_scalar(parts: Any) -> Any:
    if tuple(parts[1]) != () or make_dtype(parts[0]).kind == "O":
        raise ValueError("not one number")
    return make_array(parts)[()]


record(np.ndarray, "array", take_array, make_array)
for _name in sorted({t.__name__ for t in np.sctypeDict.values()}):
    _kind = getattr(np, _name, None)
    if _kind is not None and _kind not in (np.object_, np.void, np.longdouble, np.clongdouble):
        record(_kind, f"np.{_name}", _take_scalar, _make_scalar)
for _dtype in {type(np.dtype(c)) for c in "?bhilqBHILQefdFDmMOSU"}:
    record(_dtype, f"dtype.{_dtype.__name__}", lambda v: v.str, make_dtype)

# pandas

for _type, _name, _take, _make in wirepandas.entries():
    record(_type, _name, _take, _make)
