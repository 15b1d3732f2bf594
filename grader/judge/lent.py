"""What the student's side lends to the tests: functions, classes and objects by number, and callables that belong to the tests.

Runs in the student's process, so the other side believes nothing that it says. Knows nothing of sockets or cells.
"""

from __future__ import annotations

import builtins
import collections
import importlib
import inspect
import sys
import types
from collections.abc import Callable
from enum import Enum
from typing import Any

import numpy as np
import pandas as pd
from IPython.utils.text import SList

from grader.judge.wire import table

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
)
DUNDERS = (
    "__len__",
    "__getitem__",
    "__setitem__",
    "__delitem__",
    "__iter__",
    "__next__",
    "__contains__",
    "__reversed__",
    "__call__",
    "__str__",
    "__repr__",
    "__format__",
    "__enter__",
    "__exit__",
    "__bool__",
    "__int__",
    "__float__",
    "__index__",
    "__complex__",
    "__abs__",
    "__neg__",
    "__pos__",
    "__invert__",
    "__round__",
    "__eq__",
    "__ne__",
    "__lt__",
    "__le__",
    "__gt__",
    "__ge__",
    "__hash__",
    "__add__",
    "__radd__",
    "__iadd__",
    "__sub__",
    "__rsub__",
    "__isub__",
    "__mul__",
    "__rmul__",
    "__imul__",
    "__matmul__",
    "__truediv__",
    "__rtruediv__",
    "__floordiv__",
    "__rfloordiv__",
    "__mod__",
    "__rmod__",
    "__pow__",
    "__rpow__",
    "__and__",
    "__or__",
    "__xor__",
    "__lshift__",
    "__rshift__",
    "__divmod__",
)
LIBRARY = {*sys.builtin_module_names, *sys.stdlib_module_names, "numpy", "pandas", "IPython"}
_FUNCTIONS = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.MethodWrapperType,
    types.WrapperDescriptorType,
    types.MethodDescriptorType,
    types.ClassMethodDescriptorType,
    np.ufunc,
)


class Lent:
    """Objects of this process that the tests hold by number.

    Parameters
    ----------
    call_test:
        Calls back a callable of the tests, given its number.
    """

    def __init__(self, call_test: Callable[[int, tuple[Any, ...], dict[str, Any]], Any]) -> None:
        self.objects: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._told: set[int] = set()
        self._call_test = call_test
        self._functions: dict[int, Callable[..., Any]] = {}
        self._of_tests: dict[int, int] = {}

    def outward(self, value: Any) -> tuple[Any, ...] | None:
        """Describe an object that is not plain, for the other side to stand in for."""
        kind = type(value)
        if isinstance(value, type):
            return self._class(value)
        if kind is types.ModuleType:
            return ("module", str(value.__name__))
        if issubclass(kind, tuple) and hasattr(kind, "_fields") and kind.__bases__ == (tuple,):
            return ("namedtuple", kind.__name__, [str(f) for f in kind._fields], list(tuple.__iter__(value)))
        if kind is SList:
            return ("slist", list(list.__iter__(value)))
        if issubclass(kind, PLAIN_BASES) and not issubclass(kind, Enum):
            return (
                "refused",
                f"{kind.__name__}, a made-up kind of {next(b.__name__ for b in PLAIN_BASES if issubclass(kind, b))}",
            )
        test_number = self._of_tests.get(id(value))
        if test_number is not None:
            return ("test", test_number)
        if isinstance(value, _FUNCTIONS) or kind in (types.LambdaType,):
            return ("function", self._number(value), str(getattr(value, "__name__", "function")), _signature(value))
        return ("object", self._number(value), self._class(kind))

    def inward(self, handle: tuple[Any, ...]) -> Any:
        """Turn what the tests sent back into this side's object."""
        kind = handle[0]
        if kind == "mine":
            return self.objects[handle[1]]
        if kind == "library":
            return find(handle[1], handle[2])
        if kind == "test":
            return self._test_function(handle[1], handle[2])
        raise ValueError("an unknown handle")

    def error(self, error: BaseException) -> tuple[Any, ...]:
        """Describe an exception."""
        given = error.args if type(error.args) is tuple else ()
        arguments = [argument if type(argument) in (str, int, float, bool, type(None)) else str(argument) for argument in given]
        attributes = {
            str(name): value
            for name, value in getattr(error, "__dict__", {}).items()
            if type(value) in (str, int, float, bool, type(None), list, dict, tuple) and not str(name).startswith("__")
        }
        return (type(error), arguments, attributes)

    def _number(self, value: Any) -> int:
        number = self._numbers.get(id(value))
        if number is None:
            number = len(self.objects)
            self.objects[number] = value
            self._numbers[id(value)] = number
        return number

    def _class(self, cls: type) -> tuple[Any, ...]:
        module, name = str(cls.__module__), str(cls.__qualname__)
        if table.of_type(cls) is not None or (
            module.partition(".")[0] in LIBRARY and (issubclass(cls, BaseException) or cls in _WELL_KNOWN)
        ):
            return ("library", module, name)
        number = self._number(cls)
        if number in self._told:
            return ("class", number)
        self._told.add(number)
        bases = [self._class(base) for base in cls.__bases__ if base is not object]
        dunders = [name for name in DUNDERS if _has(cls, name)]
        family = module.partition(".")[0]
        theirs = module == "__main__" or (family in LIBRARY and family not in ("numpy", "pandas")) or _in_folder(module)
        return ("class", number, str(cls.__name__), bases, dunders, theirs, issubclass(cls, Enum))

    def _test_function(self, number: int, name: str) -> Callable[..., Any]:
        if number not in self._functions:

            def function(*arguments: Any, **named: Any) -> Any:
                return self._call_test(number, arguments, named)

            function.__name__ = name
            self._of_tests[id(function)] = number
            self._functions[number] = function
        return self._functions[number]


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


def _has(cls: type, name: str) -> bool:
    """Say whether a class has a special method that is not just ``object``'s."""
    found = getattr(cls, name, None)
    return found is not None and found is not getattr(object, name, None)


def _in_folder(module: str) -> bool:
    file = getattr(sys.modules.get(module), "__file__", None)
    return file is None or not ("site-packages" in str(file) or str(file).startswith(sys.base_prefix))


def _signature(function: Any) -> list[tuple[str, int, bool]]:
    """Return the parameters as (name, kind, has a default), or nothing when they cannot be known."""
    try:
        return [(str(p.name), int(p.kind), p.default is not p.empty) for p in inspect.signature(function).parameters.values()]
    except (TypeError, ValueError):
        return []
