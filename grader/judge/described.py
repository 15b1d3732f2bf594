"""What is said to the tests of a class, a function or an exception of the student's that they cannot be given.

Runs in the student's process, so the other side believes nothing that it says. Keeps no numbers, and knows no line to say it on.
"""

from __future__ import annotations

import inspect
import sys
from typing import Any

from grader.judge.namable import LIBRARY


def is_theirs(module: str) -> bool:
    """Say whether a module is the student's own or Python's, and not of an installed library."""
    family = module.partition(".")[0]
    return module == "__main__" or (family in LIBRARY and family not in ("numpy", "pandas")) or _in_folder(module)


def _in_folder(module: str) -> bool:
    file = getattr(sys.modules.get(module), "__file__", None)
    return file is None or not ("site-packages" in str(file) or str(file).startswith(sys.base_prefix))


def function(value: Any) -> tuple[str, str, str, str]:
    """Return a function's name, full name, module and the name of its type."""
    name = str(getattr(value, "__name__", "function"))
    return (name, str(getattr(value, "__qualname__", name)), str(getattr(value, "__module__", "")), type(value).__name__)


def signature(function: Any) -> tuple[list[tuple[str, int, list[Any], list[Any]]], list[Any]]:
    """Return the parameters as (name, kind, default, annotation), and what is returned; a list is empty where there is none.

    Raises
    ------
    TypeError, ValueError
        As Python does, when they cannot be known.
    """
    found = inspect.signature(function)
    parameters = [(str(p.name), int(p.kind), _if_given(p.default), _if_given(p.annotation)) for p in found.parameters.values()]
    return parameters, _if_given(found.return_annotation)


def _if_given(value: Any) -> list[Any]:
    return [] if value is inspect.Parameter.empty else [value]


_CAUSES = 5


def causes(error: BaseException, depth: int = 0) -> tuple[Any, Any]:
    """Return what an exception was raised from, and what was being handled then: each as ``exception`` tells it, and its own."""
    if depth == _CAUSES:
        return (None, None)
    return tuple(
        (exception(found), causes(found, depth + 1)) if isinstance(found, BaseException) else None
        for found in (error.__cause__, error.__context__)
    )  # type: ignore[return-value]


def exception(error: BaseException) -> tuple[Any, ...]:
    """Return an exception's class, what it was made with and its attributes, as far as they are plain."""
    given = error.args if type(error.args) is tuple else ()
    arguments = [argument if type(argument) in (str, int, float, bool, type(None)) else str(argument) for argument in given]
    attributes = {
        str(name): value
        for name, value in getattr(error, "__dict__", {}).items()
        if type(value) in (str, int, float, bool, type(None), list, dict, tuple) and not str(name).startswith("__")
    }
    return (type(error), arguments, attributes)
