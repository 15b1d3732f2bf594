"""Python's own types that may cross, and how."""

from __future__ import annotations

import collections
import datetime as dt
import decimal
import fractions
import io
import pathlib
import time
import uuid
import zoneinfo
from collections.abc import Callable
from types import EllipsisType, NotImplementedType
from typing import Any

from grader.judge.wire.table import exactly, record

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
        return ("", tuple(value.items()))
    name = getattr(factory, "__name__", "") if isinstance(factory, type) else ""
    return (name if _FACTORIES.get(name) is factory else factory, tuple(value.items()))


def _make_defaultdict(parts: Any) -> Any:
    made, items = parts
    if type(made) is str:
        made = _FACTORIES[made] if made else None
    return collections.defaultdict(made, dict(exactly(tuple, items)))


def _take_text(value: io.StringIO) -> Any:
    return None if value.closed else (value.getvalue(), value.tell())


def _make_text(parts: Any) -> Any:
    made = io.StringIO(exactly(str, parts[0]))
    made.seek(exactly(int, parts[1]))
    return made


def _take_bytes(value: io.BytesIO) -> Any:
    return None if value.closed else (value.getvalue(), value.tell())


def _make_bytes(parts: Any) -> Any:
    made = io.BytesIO(exactly(bytes, parts[0]))
    made.seek(exactly(int, parts[1]))
    return made


record(NotImplementedType, "notimplemented", lambda _: (), lambda _: NotImplemented)
record(range, "range", lambda v: (v.start, v.stop, v.step), lambda p: range(*p))
record(slice, "slice", lambda v: (v.start, v.stop, v.step), lambda p: slice(*p))
record(dt.date, "date", lambda v: (v.year, v.month, v.day), lambda p: dt.date(*p))
record(dt.timedelta, "timedelta", lambda v: (v.days, v.seconds, v.microseconds), lambda p: dt.timedelta(*p))
record(dt.timezone, "timezone", _take_zone, _make_zone)
record(zoneinfo.ZoneInfo, "zone", _take_zone, _make_zone)
record(dt.datetime, "datetime", _take_datetime, _make_datetime)
record(dt.time, "time", _take_time, _make_time)
record(decimal.Decimal, "decimal", str, lambda p: decimal.Decimal(exactly(str, p)))
record(
    fractions.Fraction,
    "fraction",
    lambda v: (v.numerator, v.denominator),
    lambda p: fractions.Fraction(exactly(int, p[0]), exactly(int, p[1])),
)
record(uuid.UUID, "uuid", lambda v: v.bytes, lambda p: uuid.UUID(bytes=p))
record(type(pathlib.Path()), "path", str, lambda p: pathlib.Path(exactly(str, p)))
record(
    collections.deque,
    "deque",
    lambda v: (tuple(v), v.maxlen),
    lambda p: collections.deque(exactly(tuple, p[0]), p[1]),
    mutable=True,
    holds=True,
)
record(collections.defaultdict, "defaultdict", _take_defaultdict, _make_defaultdict, mutable=True, holds=True)
record(EllipsisType, "ellipsis", lambda _: (), lambda _: Ellipsis)
record(time.struct_time, "struct_time", tuple, lambda p: time.struct_time(exactly(tuple, p)))
record(io.StringIO, "StringIO", _take_text, _make_text, mutable=True)
record(io.BytesIO, "BytesIO", _take_bytes, _make_bytes, mutable=True)
record(type({}.keys()), "dict_keys", list, lambda p: dict.fromkeys(exactly(list, p)).keys())
record(type({}.values()), "dict_values", list, lambda p: dict(enumerate(exactly(list, p))).values())
record(type({}.items()), "dict_items", list, lambda p: dict(exactly(list, p)).items())
