"""What both sides have of their own: the classes and functions of Python and of libraries that may cross the line as a name.

Used on either side of the line. Knows nothing of who names them, nor of anything that a student or a tutor wrote.
"""

from __future__ import annotations

import abc
import builtins
import collections
import collections.abc
import enum
import importlib
import io
import random
import sys
import typing
from typing import Any

import numpy as np
import pandas as pd

from grader.judge.wire import table

LIBRARY = {*sys.builtin_module_names, *sys.stdlib_module_names, "numpy", "pandas", "IPython"}
"""The families of modules that both sides load from the same place."""
ABSTRACT = frozenset((abc.ABC, *(getattr(collections.abc, name) for name in collections.abc.__all__)))
"""What says of a class only which methods it has."""
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
    enum.Enum,
    enum.Flag,
    enum.IntEnum,
    enum.IntFlag,
    enum.StrEnum,
    enum.ReprEnum,
    abc.ABC,
    typing.Generic,
    typing.Protocol,
    *ABSTRACT,
}


PLAIN_BASES = (
    int,
    float,
    complex,
    str,
    bytes,
    bytearray,
    list,
    tuple,
    dict,
    set,
    frozenset,
    np.ndarray,
    np.generic,
    pd.DataFrame,
    pd.Series,
    pd.Index,
    random.Random,
    np.random.Generator,
    np.random.RandomState,
    io.StringIO,
    io.BytesIO,
)
"""What a test tells apart by its class alone: nothing stands in for one of these."""
_LIVE = {"matplotlib", "numpy", "pandas", "scipy", "sklearn", "PIL", "sympy", "seaborn"}


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


def live_class(module: str, name: str) -> type | None:
    """Return a library's class that the tests have loaded too, if an object of the student's may be said to be of it.

    It may where the student's code could as well have made a true one: that it is a figure or a model says nothing yet of what
    it shows or gives. Nothing is loaded for it.
    """
    if module.partition(".")[0] not in _LIVE or module not in sys.modules:
        return None
    found = getattr(sys.modules[module], name, None)
    return found if isinstance(found, type) and not issubclass(found, (*PLAIN_BASES, BaseException)) else None


def find(module: str, name: str) -> Any:
    """Find a class or function of Python's or a library's own by name."""
    if (module, name) == ("builtins", "NoneType"):
        return type(None)
    found: Any = builtins if module == "builtins" else importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return found
