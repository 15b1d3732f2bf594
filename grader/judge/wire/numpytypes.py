"""How numpy's arrays, numbers and dtypes cross."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.lib.array_utils import byte_bounds

from grader.judge.wire.form import MAX_BYTES
from grader.judge.wire.table import exactly, record

_KINDS = "biufcmMUS"
_NUMBERS = "biufc"
_ITEMS = "mMUSO"
"""Kinds of which not any bytes are a value: a part of these begins where an item begins."""
_MAX_DIMENSIONS = 32


def make_dtype(name: Any) -> np.dtype[Any]:
    """Read a dtype of plain numbers, dates, text or objects; nothing structured, nothing with fields."""
    dtype: np.dtype[Any] = np.dtype(exactly(str, name))
    if dtype.kind not in _KINDS + "O" or dtype.fields is not None or dtype.subdtype is not None:
        raise TypeError("not a plain dtype")
    return dtype


def take_array(value: np.ndarray[Any, Any]) -> Any:
    """Give an array as (dtype, shape, bytes), or as (dtype, shape, items) when it holds objects."""
    dtype = value.dtype
    if dtype.kind == "O":
        return (dtype.str, value.shape, tuple(value.reshape(-1)))
    if dtype.names:
        from grader.judge.wire.numpymore import take_fields

        fields = take_fields(value)
        return None if fields is None else ("fields", *fields)
    if dtype.kind not in _KINDS or dtype in (np.dtype("longdouble"), np.dtype("clongdouble")):
        return None
    return (dtype.str, value.shape, value.tobytes())


def make_array(parts: Any) -> np.ndarray[Any, Any]:
    """Build an array whose every element is a proper value of its dtype."""
    if parts[0] == "fields":
        from grader.judge.wire.numpymore import make_fields

        return make_fields(parts[1:])
    name, shape, content = parts
    dtype = make_dtype(name)
    if len(shape) > _MAX_DIMENSIONS or any(type(n) is not int or n < 0 for n in shape):
        raise ValueError("not a shape")
    if dtype.kind == "O":
        flat: np.ndarray[Any, Any] = np.empty(len(exactly(tuple, content)), dtype=object)
        for place, item in enumerate(content):
            flat[place] = item
        return flat.reshape(shape)
    if len(exactly(bytes, content)) != math.prod(shape) * dtype.itemsize:
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


def take_view(part: np.ndarray[Any, Any], whole: np.ndarray[Any, Any]) -> Any:
    """Give an array as a part of one whose memory it shares: (offset, shape, strides, may be written to); None if it is none."""
    if part.dtype != whole.dtype or not whole.flags.c_contiguous:
        return None
    start, end = byte_bounds(whole)
    first, last = byte_bounds(part)
    if _owner(part) is not _owner(whole) or first < start or last > end or part.nbytes > MAX_BYTES:
        return None
    offset = part.__array_interface__["data"][0] - start
    return (offset, part.shape, part.strides, bool(part.flags.writeable)) if _fits(whole.dtype, offset, part.strides) else None


def make_view(parts: Any, whole: Any) -> np.ndarray[Any, Any]:
    """Build such a part of an array. It may not reach outside: numpy looks too, but numbers that are too large slip past it."""
    offset, shape, strides, writeable = parts
    if not _fits(exactly(np.ndarray, whole).dtype, offset, strides):
        raise TypeError("not a part of such an array")
    if math.prod(shape) * whole.itemsize > MAX_BYTES:
        raise ValueError("too large for a part")
    # of a single item, no step is taken
    steps = [
        (n - 1, exactly(int, step)) if exactly(int, n) > 1 else (0, whole.itemsize)
        for n, step in zip(shape, strides, strict=True)
    ]
    first = exactly(int, offset) + sum(min(0, n * step) for n, step in steps)
    last = offset + sum(max(0, n * step) for n, step in steps) + (0 if 0 in shape else whole.itemsize)
    if len(shape) > _MAX_DIMENSIONS or min(shape, default=1) < 0 or first < 0 or last > whole.nbytes:
        raise ValueError("outside the array")
    made: np.ndarray[Any, Any] = np.ndarray(shape, whole.dtype, whole, offset, [step for _, step in steps])
    made.flags.writeable = writeable is True and made.flags.writeable
    return made


def _fits(dtype: np.dtype[Any], offset: int, strides: tuple[int, ...]) -> bool:
    """Say whether what lies there, so far apart, are values."""
    if dtype.kind in _NUMBERS:
        return True
    return dtype.kind in _ITEMS and dtype.itemsize > 0 and all(step % dtype.itemsize == 0 for step in (offset, *strides))


def _owner(array: np.ndarray[Any, Any]) -> Any:
    return array.base if isinstance(array.base, np.ndarray) else array


def _take_array(value: np.ndarray[Any, Any]) -> Any:
    parts = take_array(value)
    return parts if parts is None or value.flags.writeable else ("fixed", parts)


def _make_array(parts: Any) -> np.ndarray[Any, Any]:
    if parts[0] != "fixed":
        return make_array(parts)
    made = make_array(parts[1])
    made.flags.writeable = False
    return made


def _take_scalar(value: np.generic) -> Any:
    return take_array(np.asarray(value))


def _make_scalar(parts: Any) -> Any:
    if tuple(parts[1]) != () or make_dtype(parts[0]).kind == "O":
        raise ValueError("not one number")
    return make_array(parts)[()]


record(np.ndarray, "array", _take_array, _make_array, mutable=True, holds=True)
for _name in sorted({t.__name__ for t in np.sctypeDict.values()}):
    _kind = getattr(np, _name, None)
    if _kind is not None and _kind not in (np.object_, np.void, np.longdouble, np.clongdouble):
        record(_kind, f"np.{_name}", _take_scalar, _make_scalar)
for _dtype in {type(np.dtype(c)) for c in "?bhilqBHILQefdFDmMOSU"}:
    record(_dtype, f"dtype.{_dtype.__name__}", lambda v: v.str, make_dtype)
