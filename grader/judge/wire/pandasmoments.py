"""How pandas' single moments, spans, periods, intervals, steps of time and missing values cross."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from pandas.tseries import offsets
from pandas.tseries.frequencies import to_offset

from grader.judge.wire.pandastypes import make_values, take_values
from grader.judge.wire.table import exactly, record


def _take_moment(value: Any) -> Any:
    return (take_values(pd.DatetimeIndex([value])), value.fold)


def _make_moment(parts: Any) -> Any:
    moment = pd.DatetimeIndex(make_values(parts[0]))[0]
    return exactly(pd.Timestamp, moment if moment.fold == parts[1] else moment.replace(fold=parts[1]))


def _take_span(value: Any) -> Any:
    return (value.unit, int(value.asm8.astype("int64")))


def _make_span(parts: Any) -> Any:
    unit, count = parts
    return exactly(pd.Timedelta, pd.Timedelta(np.timedelta64(count, unit)))


def _take_offset(value: Any) -> Any:
    name = value.freqstr
    return name if type(name) is str and to_offset(name) == value else None


def _offset_maker(kind: type) -> Callable[[Any], Any]:
    return lambda name: exactly(kind, to_offset(exactly(str, name)))


record(type(pd.NA), "NA", lambda _: (), lambda _: pd.NA)
record(type(pd.NaT), "NaT", lambda _: (), lambda _: pd.NaT)
record(pd.Timestamp, "Timestamp", _take_moment, _make_moment)
record(pd.Timedelta, "Timedelta", _take_span, _make_span)
record(pd.Period, "Period", lambda v: (v.ordinal, v.freqstr), lambda p: pd.Period(ordinal=p[0], freq=p[1]))
record(pd.Interval, "Interval", lambda v: (v.left, v.right, v.closed), lambda p: pd.Interval(*p))
for name in (
    "Day",
    "Hour",
    "Minute",
    "Second",
    "BusinessDay",
    "Week",
    "MonthEnd",
    "MonthBegin",
    "QuarterEnd",
    "QuarterBegin",
    "YearEnd",
    "YearBegin",
):
    record(getattr(offsets, name), f"offset.{name}", _take_offset, _offset_maker(getattr(offsets, name)))
