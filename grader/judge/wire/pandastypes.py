"""How pandas tables, columns, indexes and their dtypes cross, part by part.

A column crosses as its dtype's own parts (codes and categories, data and mask, moments and time zone), so that what arrives
has the same dtype and the same missing values. Kinds with hidden machinery (Arrow, other people's extension types) do
not cross. The parts hold a table's own lists, in its cells and its ``attrs``, and no list or array that was made for the way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from grader.judge.wire.numpytypes import make_array, take_array
from grader.judge.wire.table import exactly, record

# not in the stubs
_PERIODS: Any = pd.PeriodIndex
_INDEX: Any = pd.Index
_MASKED = {
    name: getattr(pd, name + "Dtype")
    for name in ("Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Float32", "Float64", "Boolean")
}


def take_values(values: Any) -> Any:
    """Take a column's values apart: (kind, parts...)."""
    dtype = values.dtype
    if isinstance(dtype, np.dtype):
        parts = take_array(values.to_numpy())
        return None if parts is None else ("np", parts)
    kind = type(dtype)
    array: Any = values.array
    if kind is pd.StringDtype:
        missing = "NA" if dtype.na_value is pd.NA else "nan"
        return ("str", dtype.storage, missing, tuple(None if pd.isna(v) else str(v) for v in array))
    if kind is pd.CategoricalDtype:
        return ("cat", take_array(array.codes), array.categories, bool(array.ordered))
    if kind is pd.DatetimeTZDtype:
        return ("tz", dtype.unit, str(dtype.tz), take_array(array.tz_convert("UTC").tz_localize(None).to_numpy().astype("int64")))
    if kind is pd.PeriodDtype:
        return ("per", str(dtype)[len("period[") : -1], take_array(array.asi8))
    if kind is pd.SparseDtype:
        return ("sparse", array.fill_value, take_array(np.asarray(array.to_dense())))
    if kind is pd.IntervalDtype:
        return ("int", dtype.closed, array.left, array.right)
    for name, masked in _MASKED.items():
        if kind is masked:
            return ("mask", name, take_array(array._data), take_array(array._mask))
    return None


def make_values(parts: Any) -> Any:
    """Put a column's values together again."""
    kind, *rest = parts
    if kind == "np":
        return make_array(rest[0])
    if kind == "str":
        storage, missing, items = rest
        if any(item is not None and type(item) is not str for item in items):
            raise TypeError("not text")
        dtype: Any = pd.StringDtype(storage, na_value=pd.NA if missing == "NA" else np.nan)
        return pd.array(items, dtype=dtype)
    if kind == "cat":
        codes, categories, ordered = rest
        return pd.Categorical.from_codes(make_array(codes), categories=_index(categories), ordered=ordered is True)
    if kind == "tz":
        unit, zone, moments = rest
        return pd.DatetimeIndex(make_array(moments).astype(f"M8[{unit}]")).tz_localize("UTC").tz_convert(zone).array
    if kind == "per":
        return _PERIODS.from_ordinals(make_array(rest[1]), freq=rest[0]).array
    if kind == "sparse":
        return pd.arrays.SparseArray(make_array(rest[1]), fill_value=rest[0])
    if kind == "int":
        return pd.arrays.IntervalArray.from_arrays(_index(rest[1]), _index(rest[2]), closed=rest[0])
    if kind == "mask":
        return _make_masked(*rest)
    raise ValueError("not a column")


def _make_masked(name: str, data: Any, mask: Any) -> ExtensionArray:
    kinds: Any = (
        pd.arrays.BooleanArray
        if name == "Boolean"
        else pd.arrays.FloatingArray
        if name.startswith("Float")
        else pd.arrays.IntegerArray
    )
    array: ExtensionArray = kinds(make_array(data), make_array(mask))
    if type(array.dtype) is not _MASKED[name]:
        raise TypeError("not that dtype")
    return array


_INDEXES = (
    pd.Index,
    pd.DatetimeIndex,
    pd.TimedeltaIndex,
    pd.PeriodIndex,
    pd.IntervalIndex,
    pd.CategoricalIndex,
    pd.RangeIndex,
    pd.MultiIndex,
)


def _index(value: Any) -> Any:
    if type(value) not in _INDEXES:
        raise TypeError("expected an index")
    return value


def _take_index(value: Any) -> Any:
    values = take_values(value)
    if values is None:
        return None
    freq = getattr(value, "freqstr", None) if type(value) in (pd.DatetimeIndex, pd.TimedeltaIndex) else None
    return (values, value.name, freq)


def _index_maker(kind: type) -> Callable[[Any], Any]:
    def make(parts: Any) -> Any:
        values, name, freq = parts
        index: Any = _INDEX(make_values(values), name=name, **({"dtype": object} if _is_objects(values) else {}))
        if freq is not None:
            index.freq = freq
        return exactly(kind, index)

    return make


def _is_objects(values: Any) -> bool:
    return bool(values[0] == "np" and values[1][0] == "|O")


def _take_multi(value: Any) -> Any:
    return (list(value.levels), [np.asarray(codes) for codes in value.codes], list(value.names))


def _make_multi(parts: Any) -> Any:
    levels, codes, names = parts
    return pd.MultiIndex(levels=[_index(level) for level in levels], codes=codes, names=names, verify_integrity=True)


def _make_range(parts: Any) -> Any:
    start, stop, step, name = parts
    return pd.RangeIndex(start, stop, step, name=name)


def _take_series(value: Any) -> Any:
    values = take_values(value)
    return None if values is None else (values, value.index, value.name, value.attrs)


def _make_series(parts: Any) -> Any:
    values, index, name, attrs = parts
    made = make_values(values)
    series: Any = pd.Series(
        made, index=_index(index), name=name, copy=False, **({"dtype": object} if _is_objects(values) else {})
    )
    series._attrs = exactly(dict, attrs)  # this very one, which to set it would copy
    return series


def _take_frame(value: Any) -> Any:
    columns = tuple(take_values(column) for _, column in value.items())
    return None if any(column is None for column in columns) else (columns, value.columns, value.index, value.attrs)


def _make_frame(parts: Any) -> Any:
    columns, names, index, attrs = parts
    rows = _index(index)
    if len(columns) != len(_index(names)):
        raise ValueError("not a table")
    made = {place: _make_series((column, rows, None, {})) for place, column in enumerate(columns)}
    frame: Any = pd.DataFrame(made, index=rows)
    frame.columns = names
    frame._attrs = exactly(dict, attrs)
    return frame


def _take_dtype(value: Any) -> Any:
    return take_values(pd.Series([], dtype=value))


def _make_dtype(parts: Any) -> Any:
    return make_values(parts).dtype


record(pd.RangeIndex, "RangeIndex", lambda v: (v.start, v.stop, v.step, v.name), _make_range)
record(pd.MultiIndex, "MultiIndex", _take_multi, _make_multi)
for kind in _INDEXES[:6]:
    record(kind, kind.__name__, _take_index, _index_maker(kind))
record(pd.Series, "Series", _take_series, _make_series, mutable=True, holds=True)
record(pd.DataFrame, "DataFrame", _take_frame, _make_frame, mutable=True, holds=True)
for dtype in (
    pd.CategoricalDtype,
    pd.StringDtype,
    pd.DatetimeTZDtype,
    pd.PeriodDtype,
    pd.IntervalDtype,
    pd.SparseDtype,
    *_MASKED.values(),
):
    record(dtype, f"dtype.{dtype.__name__}", _take_dtype, _make_dtype)
