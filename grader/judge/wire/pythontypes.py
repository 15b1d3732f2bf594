"""Python's own types that may cross, and how."""

from __future__ import annotations

import collections
import datetime as dt
import decimal
import fractions
import pathlib
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
        return ("", dict(value))
    name = getattr(factory, "__name__", "") if isinstance(factory, type) else ""
    return (name, dict(value)) if _FACTORIES.get(name) is factory else None


def _make_defaultdict(parts: Any) -> Any:
    name, items = parts
    return collections.defaultdict(_FACTORIES[name] if name else None, exactly(dict, items))


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
record(collections.deque, "deque", lambda v: (list(v), v.maxlen), lambda p: collections.deque(exactly(list, p[0]), p[1]))
record(collections.defaultdict, "defaultdict", _take_defaultdict, _make_defaultdict)
record(EllipsisType, "ellipsis", lambda _: (), lambda _: Ellipsis)
