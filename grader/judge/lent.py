"""What the student's side lends to the tests: functions, classes and objects by number, and callables that belong to the tests.

Runs in the student's process, so the other side believes nothing that it says. Knows nothing of sockets, cells or how much of a
class is told (``described``).
"""

from __future__ import annotations

import inspect
import types
from abc import ABCMeta
from collections.abc import Callable
from enum import Enum
from typing import Any

import numpy as np
from IPython.utils.text import SList

from grader.judge import described, describedclasses, describedenums, namable, tutorsobjects, watched, wire
from grader.judge.specialnames import special_methods

_AS_PLAIN = {("matplotlib.cbook", "silent_list"), ("pandas.io.formats.printing", "PrettyDict")}
"""Classes of libraries that are a list or a dictionary but for how they are printed."""
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
        Does something with an object of the tests, given its number and what to do: calls it, say.
    own_class:
        Gives the class of a name, if the cells that both sides run have made one.
    """

    def __init__(
        self,
        call_test: Callable[[int, str, tuple[Any, ...], dict[str, Any]], Any],
        own_class: Callable[[str], type | None],
    ) -> None:
        self._own_class = own_class
        self.objects: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._told: set[int] = set()
        self._enums: set[int] = set()
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
            return wire.Holding(("namedtuple", kind.__name__, tuple(map(str, kind._fields)), tuple(tuple.__iter__(value))))
        if kind is SList:
            return ("slist", list(list.__iter__(value)))
        if (kind.__module__, kind.__name__) in _AS_PLAIN:
            return ("plain", dict(value) if issubclass(kind, dict) else list(value))
        if issubclass(kind, namable.PLAIN_BASES) and not issubclass(kind, Enum) and kind.__module__ != "matplotlib.container":
            return (
                "refused",
                f"{kind.__name__}, a made-up kind of {next(b.__name__ for b in namable.PLAIN_BASES if issubclass(kind, b))}",
            )
        test_number = self._of_tests.get(id(value))
        if test_number is not None:
            return ("test", test_number)
        if isinstance(value, _FUNCTIONS) or kind in (types.LambdaType,):
            return ("function", self.number(value), described.function(value))
        return self._object(value)

    def _object(self, value: Any) -> tuple[Any, ...]:
        parts = describedclasses.descriptor(value)
        if parts is not None:
            return ("descriptor", self.number(value), parts)
        cls = self._class(type(value))
        if cls[1] in self._enums and describedenums.is_combined(value):
            return ("flags", cls, value._value_)
        return ("object", self.number(value), cls)

    def inward(self, handle: tuple[Any, ...]) -> Any:
        """Turn what the tests sent back into this side's object."""
        kind = handle[0]
        if kind == "mine":
            return self.objects[handle[1]]
        if kind == "library":
            return namable.find(handle[1], handle[2])
        if kind == "test":
            return self._test_function(handle[1], handle[2])
        if kind == "watched":
            return self._watched(handle[1], lambda ask: watched.make(handle[2], ask))
        if kind == "tutors":
            cls = self._own_class(handle[3])
            return self._watched(handle[1], lambda ask: tutorsobjects.make(handle[2], ask, handle[3], cls))
        if kind == "namedtuple":
            return tutorsobjects.make_tuple(handle[1], handle[2], handle[3], self._own_class(handle[1]))
        if kind == "flags":
            return self.objects[handle[1]](handle[2])
        raise ValueError("an unknown handle")

    def number(self, value: Any) -> int:
        """Return the number by which the tests know a thing; from here on it has one."""
        number = self._numbers.get(id(value))
        if number is None:
            number = len(self.objects)
            self.objects[number] = value
            self._numbers[id(value)] = number
        return number

    def _class(self, cls: type) -> tuple[Any, ...]:
        module, name = str(cls.__module__), str(cls.__qualname__)
        if namable.goes_by_name(cls, module):
            return ("library", module, name)
        number = self.number(cls)
        if number in self._told:
            return ("class", number)
        self._told.add(number)
        bases = [self._class(base) for base in cls.__bases__ if base is not object]
        if describedenums.is_plain_enum(cls):
            self._enums.add(number)
            members, *more = describedenums.enumeration(cls)
            numbered = [(called, value, self.number(member)) for called, value, member in members]
            return ("enum", number, str(cls.__name__), bases, (numbered, *more))
        dunders = special_methods(cls)
        about = (dunders, described.is_theirs(module), issubclass(cls, Enum), module, isinstance(cls, ABCMeta))
        return ("class", number, str(cls.__name__), bases, *about)

    def _watched(self, number: int, make: Callable[[watched.Ask], Any]) -> Any:
        if number not in self._functions:
            made = make(lambda what, arguments, named: self._call_test(number, what, arguments, named))
            self._of_tests[id(made)] = number
            self._functions[number] = made
        return self._functions[number]

    def _test_function(self, number: int, about: dict[str, Any]) -> Callable[..., Any]:
        if number in self._functions:
            return self._functions[number]

        def function(*arguments: Any, **named: Any) -> Any:
            return self._call_test(number, "__call__", arguments, named)

        function.__name__ = function.__qualname__ = about["name"]
        function.__module__ = "__main__"
        function.__doc__ = about["doc"]
        function.__annotations__ = about["hints"]
        if about["parameters"] is not None:
            function.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
                [
                    inspect.Parameter(
                        name, inspect._ParameterKind(kind), annotation=about["hints"].get(name, inspect.Parameter.empty)
                    )
                    for name, kind in about["parameters"]
                ],
                return_annotation=about["hints"].get("return", inspect.Signature.empty),
            )
        self._of_tests[id(function)] = number
        self._functions[number] = function
        return function
