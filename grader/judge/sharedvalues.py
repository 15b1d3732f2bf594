"""Lists, tables and the like that both sides hold: changed on one side, they change on the other, as if they were one object.

A test may hand a list to a student's function and look at it afterwards, or change a student's list and call a function that
reads it. Each side keeps its own copy; before control passes, what has changed since it last passed is sent along and put
into the other copy in place. Knows nothing of names, calls or tests.
"""

from __future__ import annotations

import collections
import io
import random
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from grader.judge.wire.numpymore import rewind

Packed = tuple[Any, ...]

_RANDOM = (random.Random, np.random.RandomState, np.random.Generator)
_ARRAYS = (np.ndarray, np.ma.MaskedArray, np.matrix, np.recarray)
MUTABLE = (
    list,
    dict,
    set,
    bytearray,
    collections.deque,
    collections.Counter,
    collections.OrderedDict,
    collections.defaultdict,
    *_ARRAYS,
    pd.DataFrame,
    pd.Series,
    io.StringIO,
    io.BytesIO,
    *_RANDOM,
)
_MOST = 64


class _Entry:
    __slots__ = ("seen", "value")

    def __init__(self, value: Any, seen: bytes) -> None:
        self.value = value
        self.seen = seen


class SharedValues:
    """One side's copies, by number.

    Parameters
    ----------
    first:
        0 on one side and 1 on the other, so that both can number without asking.
    encode, decode:
        How a value crosses.
    """

    def __init__(self, first: int, encode: Callable[[Any], bytes], decode: Callable[[bytes], Any]) -> None:
        self._next = first
        self._encode = encode
        self._decode = decode
        self._entries: dict[int, _Entry] = {}
        self._numbers: dict[int, int] = {}

    def pack(self, value: Any) -> Packed:
        """Make a value ready to cross: by number when the other side has it, else whole."""
        if type(value) not in MUTABLE:
            return ("v", self._encode(value))
        number = self._numbers.get(id(value))
        if number is not None and self._entries[number].value is value:
            return ("r", number)
        data = self._encode(value)
        number, self._next = self._next, self._next + 2
        self._keep(number, value, data)
        return ("n", number, data)

    def pack_copy(self, value: Any) -> Packed:
        """Make a value ready to cross whole, to be the other side's own."""
        return ("v", self._encode(value))

    def unpack(self, packed: Packed) -> Any:
        """Take a value that has crossed."""
        kind = packed[0]
        if kind == "r":
            return self._entries[packed[1]].value
        value = self._decode(packed[-1])
        if kind == "n" and type(value) in MUTABLE:
            self._keep(packed[1], value, packed[2])
        return value

    def changes(self) -> list[tuple[int, bytes]]:
        """Return the copies that have changed since they last crossed, and count them as crossed."""
        changed = []
        for number, entry in self._entries.items():
            data = self._encode(entry.value)
            if data != entry.seen:
                entry.seen = data
                changed.append((number, data))
        return changed

    def accept(self, changed: list[tuple[int, bytes]]) -> None:
        """Put the other side's changes into this side's copies."""
        for number, data in changed:
            entry = self._entries.get(number)
            if entry is not None:
                put_into(entry.value, self._decode(data))
                entry.seen = data

    def unused(self) -> list[int]:
        """Forget the copies that nothing else here refers to, and the oldest beyond a bound; return their numbers."""
        gone = []
        over = len(self._entries) - _MOST
        for place, number in enumerate(list(self._entries)):
            # one reference is the entry's own, one is the call's
            if place < over or sys.getrefcount(self._entries[number].value) <= 2:
                gone.append(number)
        self.drop(gone)
        return gone

    def drop(self, numbers: list[int]) -> None:
        """Forget these copies."""
        for number in numbers:
            entry = self._entries.pop(number, None)
            if entry is not None:
                self._numbers.pop(id(entry.value), None)

    def _keep(self, number: int, value: Any, seen: bytes) -> None:
        self._entries[number] = _Entry(value, seen)
        self._numbers[id(value)] = number


def put_into(old: Any, new: Any) -> None:
    """Make ``old`` equal to ``new`` without replacing it, nor the unchanged containers inside it."""
    kind = type(old)
    if type(new) is not kind:
        return
    if kind is list:
        old[:] = [_merged(a, b) for a, b in zip(old, new, strict=False)] + new[len(old) :]
    elif kind in (dict, collections.OrderedDict, collections.Counter, collections.defaultdict):
        merged = {key: _merged(old[key], value) if key in old else value for key, value in new.items()}
        old.clear()
        old.update(merged)
    elif kind in (set, collections.deque):
        old.clear()
        old.update(new) if kind is set else old.extend(new)
    elif kind is bytearray:
        old[:] = new
    elif kind in _RANDOM:
        rewind(old, new)
    elif kind in (io.StringIO, io.BytesIO):
        _write_over(old, new)
    elif kind in _ARRAYS:
        if old.shape == new.shape and old.dtype == new.dtype:
            old[...] = new
    else:
        old._update_inplace(new)
        old.attrs = new.attrs


def _write_over(old: Any, new: Any) -> None:
    old.seek(0)
    old.truncate()
    old.write(new.getvalue())
    old.seek(new.tell())


def _merged(old: Any, new: Any) -> Any:
    if type(old) in MUTABLE and type(old) is type(new) and not (type(old) in _ARRAYS and old.shape != new.shape):
        put_into(old, new)
        return old
    return new
