"""How numpy's rarer kinds cross: tables with fields, masked arrays, matrices, long floats, ufuncs and makers of random numbers.

Each is taken apart into plain arrays and numbers. The state of a maker of random numbers is checked before numpy is given it:
numpy's own code reads memory at the place that the state names.
"""

from __future__ import annotations

import random
from typing import Any

import numpy as np

from grader.judge.wire.numpytypes import make_array, take_array
from grader.judge.wire.table import exactly, record

_MOST_FIELDS = 1_000
_WORDS = 624
# not in the stubs
_MA: Any = np.ma


def take_fields(value: Any) -> Any:
    """Give a table with fields as (shape, aligned, names, arrays); nothing nested, nothing overlapping, no objects."""
    dtype = value.dtype
    names = dtype.names
    if not names:
        return None
    kinds = [(name, dtype.fields[name][0]) for name in names]
    plain = np.ndarray.view(value, np.ndarray)
    columns = [np.ascontiguousarray(plain[name]).reshape(value.shape) for name in names]
    for align in (False, True):
        if np.dtype(kinds, align=align) == np.dtype((np.void, dtype)):
            parts = tuple(take_array(column) for column in columns)
            if any(part is None or len(part) != 3 or type(part[2]) is not bytes for part in parts):
                return None
            return (value.shape, align, names, parts)
    return None


def make_fields(parts: Any) -> np.ndarray[Any, Any]:
    """Build a table with fields out of arrays of one shape."""
    shape, align, names, columns = parts
    if not names or len(names) != len(columns) or len(names) > _MOST_FIELDS:
        raise ValueError("not fields")
    arrays = [make_array(column) for column in columns]
    if any(array.shape != shape or array.dtype.kind == "O" for array in arrays):
        raise ValueError("not fields of one shape")
    kinds = [(exactly(str, name), array.dtype) for name, array in zip(names, arrays, strict=True)]
    made: np.ndarray[Any, Any] = np.zeros(shape, dtype=np.dtype(kinds, align=align is True))
    for name, array in zip(names, arrays, strict=True):
        made[name] = array
    return made


def _take_void(value: Any) -> Any:
    return take_fields(np.asarray(value)) if value.dtype.names else None


def _take_masked(value: Any) -> Any:
    data = take_array(np.asarray(value.data))
    if data is None or value.dtype.kind == "O" or value.dtype.names:
        return None
    mask = None if value.mask is _MA.nomask else take_array(np.asarray(value.mask))
    return (data, mask, take_array(np.asarray(value.fill_value)), bool(value.hardmask))


def _make_masked(parts: Any) -> Any:
    data, mask, filler, hard = parts
    values = make_array(data)
    if values.dtype.kind == "O":
        raise TypeError("objects are not masked")
    masked: Any = _MA.nomask if mask is None else make_array(mask)
    if mask is not None and (masked.dtype != np.dtype(bool) or masked.shape != values.shape):
        raise ValueError("not a mask")
    return _MA.MaskedArray(values, mask=masked, fill_value=make_array(filler)[()], hard_mask=hard is True)


def _take_matrix(value: Any) -> Any:
    return take_array(np.asarray(value))


def _make_matrix(parts: Any) -> Any:
    return make_array(parts).view(np.matrix)


def _take_ufunc(value: Any) -> Any:
    name = str(value.__name__)
    return name if getattr(np, name, None) is value else None


def _make_ufunc(name: Any) -> Any:
    return exactly(np.ufunc, getattr(np, exactly(str, name)))


# makers of random numbers


def _words(key: Any, place: Any) -> None:
    if type(key) is not np.ndarray or key.shape != (_WORDS,) or key.dtype != np.dtype("uint32"):
        raise ValueError("not a state")
    if type(place) is not int or not 0 <= place <= _WORDS:
        raise ValueError("not a place in the state")


def _checked(state: Any) -> Any:
    """Return the state of a bit generator if it is a possible one."""
    inner = state["state"]
    if state["bit_generator"] == "MT19937":
        _words(inner["key"], inner["pos"])
    elif any(type(number) is not int or not 0 <= number < 2**128 for number in inner.values()):
        raise ValueError("not a state")
    return state


_BITS: dict[str, Any] = {kind.__name__: kind for kind in (np.random.PCG64, np.random.PCG64DXSM, np.random.MT19937)}


def _take_generator(value: Any) -> Any:
    bits = value.bit_generator
    name = type(bits).__name__
    return bits.state if _BITS.get(name) is type(bits) else None


def _make_generator(state: Any) -> Any:
    bits = _BITS[_checked(state)["bit_generator"]](0)
    bits.state = state
    return np.random.Generator(bits)


def _take_legacy(value: Any) -> Any:
    state = value.get_state(legacy=True)
    return (*state[:2], int(state[2]), int(state[3]), float(state[4])) if state[0] == "MT19937" else None


def _make_legacy(state: Any) -> Any:
    name, key, place, has_more, more = state
    _words(key, place)
    made = np.random.RandomState(0)
    made.set_state((exactly(str, name), key, place, 1 if has_more else 0, exactly(float, more)))
    return made


def _make_random(state: Any) -> Any:
    made = random.Random(0)  # noqa: S311  a student's or a test's own
    if state[2] is not None and type(state[2]) is not float:
        raise TypeError("not a state")
    made.setstate(state)
    return made


def rewind(old: Any, new: Any) -> None:
    """Put one maker of random numbers where another of its kind is."""
    if type(old) is random.Random:
        old.setstate(new.getstate())
    elif type(old) is np.random.RandomState:
        old.set_state(new.get_state(legacy=True))
    elif type(old.bit_generator) is type(new.bit_generator):
        old.bit_generator.state = new.bit_generator.state


def _make_record(parts: Any) -> Any:
    return make_fields(parts).view(np.recarray)


record(np.void, "np.void", _take_void, lambda p: exactly(np.void, make_fields(p)[()]))
record(np.record, "np.record", _take_void, lambda p: exactly(np.record, _make_record(p)[()]))
record(np.recarray, "recarray", take_fields, _make_record, mutable=True)
record(np.matrix, "matrix", _take_matrix, _make_matrix, mutable=True)
record(_MA.MaskedArray, "masked", _take_masked, _make_masked, mutable=True)
record(type(_MA.masked), "np.ma.masked", lambda _: (), lambda _: _MA.masked)
record(np.longdouble, "np.longdouble", str, lambda p: np.longdouble(exactly(str, p)))
record(np.ufunc, "ufunc", _take_ufunc, _make_ufunc)
record(np.random.Generator, "np.random.Generator", _take_generator, _make_generator, mutable=True)
record(np.random.RandomState, "np.random.RandomState", _take_legacy, _make_legacy, mutable=True)
record(random.Random, "random.Random", lambda v: v.getstate(), _make_random, mutable=True)
