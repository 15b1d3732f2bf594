"""Makes one container hold what another of its type holds, without replacing it: whoever has it sees the change.

Knows nothing of sides, names or tests.
"""

from __future__ import annotations

import collections
import io
import random
from typing import Any

import numpy as np

from grader.judge.wire.numpymore import rewind

_RANDOM = (random.Random, np.random.RandomState, np.random.Generator)
_ARRAYS = (np.ndarray, np.ma.MaskedArray, np.matrix, np.recarray)


def put_into(old: Any, new: Any) -> bool:
    """Make ``old`` hold what ``new``, of its own type, holds; say whether that can be done without replacing it."""
    kind = type(old)
    if kind is list or kind is bytearray:
        old[:] = new
    elif issubclass(kind, dict):
        old.clear()
        old.update(new)
        if kind is collections.defaultdict:
            old.default_factory = new.default_factory
    elif kind in (set, collections.deque):
        old.clear()
        old.update(new) if kind is set else old.extend(new)
    elif kind in _RANDOM:
        rewind(old, new)
    elif kind in (io.StringIO, io.BytesIO):
        _write_over(old, new)
    elif kind in _ARRAYS:
        return _write_array(old, new)
    else:
        old._update_inplace(new)
        old._attrs = new.attrs
    return True


def _write_array(old: Any, new: Any) -> bool:
    if old.dtype != new.dtype or old.size != new.size:
        return False
    if old.shape != new.shape:
        old.resize(new.shape, refcheck=False)
    if not old.flags.writeable:
        old.flags.writeable = True
    old[...] = new
    old.flags.writeable = new.flags.writeable
    return True


def _write_over(old: Any, new: Any) -> None:
    old.seek(0)
    old.truncate()
    old.write(new.getvalue())
    old.seek(new.tell())
