"""What a test gives to the student's code that is not plain data: a stand-in goes back as its number, a function as its own.

Describes things for the line, and keeps the test's functions so that they can be called back. Knows nothing of what comes in.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any

from grader.judge import namable
from grader.judge.standins import number_of

_FUNCTIONS = (types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.BuiltinMethodType)


class Given:
    """What one test cell has given."""

    def __init__(self) -> None:
        self.functions: list[Callable[..., Any]] = []

    def outward(self, value: Any) -> tuple[Any, ...] | None:
        """Describe an object that is not plain, for the student's side to use."""
        number = number_of(value)
        if number is not None:
            return ("mine", number)
        if isinstance(value, type) and value.__module__.partition(".")[0] in namable.LIBRARY:
            return ("library", value.__module__, value.__qualname__)
        if isinstance(value, _FUNCTIONS) or (callable(value) and not isinstance(value, type)):
            return self._function(value)
        return None

    def _function(self, value: Any) -> tuple[Any, ...]:
        """Lend a function: by name when it is a library's own, else so that calling it calls back here."""
        module, name = getattr(value, "__module__", None) or "", getattr(value, "__qualname__", "")
        if module.partition(".")[0] in namable.LIBRARY and name and "<" not in name:
            try:
                if namable.find(module, name) is value:
                    return ("library", module, name)
            except (AttributeError, ImportError):
                pass
        for number, known in enumerate(self.functions):
            if known is value:
                return ("test", number, name)
        self.functions.append(value)
        return ("test", len(self.functions) - 1, getattr(value, "__name__", "function"))
