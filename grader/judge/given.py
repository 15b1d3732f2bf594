"""What a test gives to the student's code that is not plain data: a stand-in goes back as its number, a function as its own.

Describes things for the line, and keeps the test's functions so that they can be called back. Knows nothing of what comes in.
"""

from __future__ import annotations

import inspect
import types
from typing import Any

from grader.judge import namable, standinenums, tutorsobjects, watched, wire
from grader.judge.specialnames import special_methods
from grader.judge.standins import number_of

_FUNCTIONS = (types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.BuiltinMethodType)


class Given:
    """What the test cells have given. A decorated function of one cell may be used in the next, so nothing is forgotten."""

    def __init__(self) -> None:
        self.functions: list[Any] = []
        self._known: dict[int, tuple[int, Any]] = {}
        self._numbers: dict[int, int] = {}

    def know(self, value: Any, number: int) -> None:
        """Note the student's number for something that does not say it itself."""
        self._known[id(value)] = (number, value)

    def outward(self, value: Any) -> tuple[Any, ...] | None:
        """Describe an object that is not plain, for the student's side to use."""
        if standinenums.is_enum(value):
            return standinenums.outward(value)
        number = self._known[id(value)][0] if id(value) in self._known else number_of(value)
        if number is not None:
            return ("mine", number)
        if isinstance(value, type) and value.__module__.partition(".")[0] in namable.LIBRARY:
            return ("library", value.__module__, value.__qualname__)
        methods = watched.kind_of(value)
        if methods is not None:
            return ("watched", self._number(value), methods)
        if tutorsobjects.is_named_tuple(value):
            return wire.Holding(("namedtuple", type(value).__name__, type(value)._fields, tuple(value)))
        if tutorsobjects.is_one(value):
            return ("tutors", self._number(value), special_methods(type(value)), type(value).__qualname__)
        if isinstance(value, _FUNCTIONS) or (callable(value) and not isinstance(value, type)):
            return self._function(value)
        return None

    def use(self, number: int, what: str, arguments: list[Any], named: dict[str, Any]) -> Any:
        """Do one thing with what was given, as the student's code asks.

        Raises
        ------
        watched.Refused
            It would show, or change, what the test will look at.
        """
        value = self.functions[number]
        use = tutorsobjects.use if tutorsobjects.is_one(value) and what != "__call__" else watched.use
        return use(value, what, arguments, named)

    def _function(self, value: Any) -> tuple[Any, ...]:
        """Lend a function: by name when it is a library's own, else so that calling it calls back here."""
        module, name = getattr(value, "__module__", None) or "", getattr(value, "__qualname__", "")
        if module.partition(".")[0] in namable.LIBRARY and name and "<" not in name:
            try:
                if namable.find(module, name) is value:
                    return ("library", module, name)
            except (AttributeError, ImportError):
                pass
        return ("test", self._number(value), _about(value))

    def _number(self, value: Any) -> int:
        if id(value) not in self._numbers:
            self._numbers[id(value)] = len(self.functions)
            self.functions.append(value)
        return self._numbers[id(value)]


def _about(function: Any) -> dict[str, Any]:
    """Return what a decorator reads of a function: its words, parameters and types, but no default, which the test may expect."""
    about: dict[str, Any] = {"name": str(getattr(function, "__name__", "function")), "doc": None, "hints": {}, "parameters": None}
    if type(function) is not types.FunctionType:
        return about
    parameters = inspect.signature(function, follow_wrapped=False).parameters.values()
    words, hints = function.__doc__, function.__annotations__
    if type(words) is str:
        about["doc"] = words
    about["hints"] = {name: hint for name, hint in hints.items() if type(hint) is type and hint.__module__ == "builtins"}
    if all(p.default is p.empty for p in parameters):
        about["parameters"] = [(p.name, int(p.kind)) for p in parameters]
    return about
