"""A test's mocks, iterators and files in the student's process: a use asks the tests, none shows what the test expects.

``Watched`` objects stand, on the student's side, for what stays on the tests'. ``use`` does, on the tests' side, the few things
that may be asked of such an object: the calls, reads and changes that honest code makes, and nothing of a mock's own record of
them. Either half knows nothing of the line between.
"""

from __future__ import annotations

import inspect
import io
import sys
from collections.abc import Callable, Iterator
from types import GeneratorType
from typing import Any

_PLAIN_ITERATORS = ("builtins", "itertools")
_OF_GENERATORS = ("send", "close")
_FILES = (io.TextIOWrapper, io.BufferedReader, io.BufferedWriter, io.BufferedRandom)
_OF_FILES = (
    *("__iter__", "__next__", "__enter__", "__exit__", "read", "readline", "readlines", "write", "writelines", "seek", "tell"),
    *("close", "flush", "readable", "writable", "seekable"),
)
_ABOUT_FILES = ("name", "mode", "closed", "encoding", "newlines")
_DUNDERS = (
    "__call__",
    "__iter__",
    "__next__",
    "__len__",
    "__getitem__",
    "__setitem__",
    "__delitem__",
    "__contains__",
    "__enter__",
    "__exit__",
    "__int__",
    "__float__",
    "__bool__",
    "__str__",
    "__index__",
)


Ask = Callable[[str, tuple[Any, ...], dict[str, Any]], Any]
"""Has the tests do one thing with an object of theirs: what to do, and with what."""


class Refused(Exception):
    """Something was asked that the student's code may not know or do."""


def kind_of(value: Any) -> tuple[str, ...] | None:
    """Say how an object of the test's is to be stood for: the special methods that it has. None when it is no such object."""
    if is_mock(value):
        return tuple(name for name in _DUNDERS if inspect.getattr_static(type(value), name, None) is not None)
    if isinstance(value, GeneratorType):
        return ("__iter__", "__next__", *_OF_GENERATORS)
    if type(value) in _FILES:
        return _OF_FILES
    if isinstance(value, Iterator) and type(value).__module__ in _PLAIN_ITERATORS:
        return ("__iter__", "__next__")
    return None


def is_mock(value: Any) -> bool:
    """Say whether a value is one of ``unittest.mock``'s. Loads nothing: where there is a mock, its module is loaded."""
    mock = sys.modules.get("unittest.mock")
    return mock is not None and issubclass(type(value), mock.NonCallableMock)


def use(value: Any, what: str, arguments: list[Any], named: dict[str, Any]) -> Any:
    """Do one thing with an object of the test's, as the student's code asks.

    Raises
    ------
    Refused
        It would show, or change, what the test will look at.
    """
    allowed = kind_of(value)
    if allowed is None or what == "__call__":
        return value(*arguments, **named)
    if what in allowed and what != "__iter__":
        return next(value) if what == "__next__" else getattr(value, what)(*arguments, **named)
    if type(value) in _FILES and what == "attr" and arguments[0] in _ABOUT_FILES:
        return getattr(value, arguments[0])
    if not is_mock(value):
        raise Refused(what)
    if what == "__iter__":
        return iter(value)
    name = arguments[0]
    if type(name) is not str or name.startswith("_"):
        raise AttributeError(name)
    if name in _its_own():
        raise Refused(name)
    if what == "attr":
        return getattr(value, name)
    if what == "setattr":
        return setattr(value, name, arguments[1])
    raise Refused(what)


def _its_own() -> frozenset[str]:
    """Return the names by which a test sets a mock up, and asks what came of it."""
    mock = sys.modules["unittest.mock"]
    return frozenset((*dir(mock.MagicMock()), *(n for n in vars(mock.NonCallableMock) if not n.startswith("_"))))


class Watched:
    """Stands in the student's process for a mock or an iterator of the test's."""

    _judge_ask: Ask

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._judge_ask("attr", (name,), {})

    def __setattr__(self, name: str, value: Any) -> None:
        self._judge_ask("setattr", (name, value), {})

    def __repr__(self) -> str:
        return "<an object of the test's>"


def make(methods: list[str], ask: Ask, name: str = "Watched", more: dict[str, Any] | None = None) -> Any:
    """Make what stands for an object of the test's that has these methods."""

    def asking(name: str) -> Any:
        return lambda self, *arguments, **named: self._judge_ask(name, arguments, named)

    space: dict[str, Any] = {method: asking(method) for method in methods} | (more or {})
    if "__next__" in methods:
        space["__iter__"] = lambda self: self
    made = type(name, (Watched,), space)()
    object.__setattr__(made, "_judge_ask", ask)
    return made
