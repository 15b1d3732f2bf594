"""What both sides have of their own: the classes and functions of Python and of libraries that may cross the line as a name.

Used on either side of the line. Knows nothing of who names them, nor of anything that a student or a tutor wrote.
"""

from __future__ import annotations

import builtins
import collections
import importlib
import sys
from typing import Any

import numpy as np
import pandas as pd

from grader.judge.wire import table

LIBRARY = {*sys.builtin_module_names, *sys.stdlib_module_names, "numpy", "pandas", "IPython"}
"""The families of modules that both sides load from the same place."""
_WELL_KNOWN = {
    object,
    int,
    float,
    complex,
    str,
    bytes,
    bytearray,
    bool,
    list,
    tuple,
    dict,
    set,
    frozenset,
    range,
    slice,
    type,
    type(None),
    np.ndarray,
    np.generic,
    np.integer,
    np.floating,
    np.number,
    np.bool_,
    pd.DataFrame,
    pd.Series,
    pd.Index,
    pd.Timestamp,
    pd.Timedelta,
    collections.Counter,
    collections.deque,
    collections.OrderedDict,
    collections.defaultdict,
}


def goes_by_name(cls: type, module: str) -> bool:
    """Say whether a class, said to be of a module, is named to the other side rather than lent to it."""
    return table.of_type(cls) is not None or (
        module.partition(".")[0] in LIBRARY and (issubclass(cls, BaseException) or cls in _WELL_KNOWN)
    )


def may_be_named(found: Any) -> bool:
    """Say whether something is a class that both sides have and that does nothing when it is used: plain types and errors."""
    return isinstance(found, type) and (
        table.of_type(found) is not None or found in _WELL_KNOWN or issubclass(found, BaseException)
    )


def find(module: str, name: str) -> Any:
    """Find a class or function of Python's or a library's own by name."""
    found: Any = builtins if module == "builtins" else importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return found
