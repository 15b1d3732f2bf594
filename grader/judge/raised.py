"""Exceptions across the line, as the tests' side has them: the judge's own two, the student's built anew, and a test's as told.

What the student's side says of an exception is a claim: only classes that do nothing when they are made are believed to be what
was raised. Knows neither the line nor the stand-ins.
"""

from __future__ import annotations

from typing import Any


class NeedsPerson(BaseException):
    """No mark can be given without guessing. The message says why."""


class Missing(Exception):
    """The student has made no such name."""


SAFE_FAMILIES = (
    "builtins",
    "decimal",
    "json",
    "pandas",
    "numpy",
    "zoneinfo",
    "csv",
    "statistics",
    "subprocess",
    "shutil",
    "string",
    "struct",
    "queue",
    "IPython",
    *("dataclasses", "re", "copy", "configparser", "sqlite3", "tomllib", "graphlib", "binascii", "calendar", "abc", "typing"),
)
"""The packages whose exceptions both sides have, and may name to each other."""


def told(error: BaseException) -> tuple[type[BaseException], list[str]]:
    """Return what the student's code is told of an exception that a function of the test's raised: its class and its words."""
    kind_of = type(error) if type(error).__module__.partition(".")[0] in SAFE_FAMILIES else Exception
    return kind_of, [str(a) for a in error.args]


def made(value: Any) -> BaseException:
    """Build the exception that the student's code raised.

    Raises
    ------
    TypeError, ValueError, AttributeError
        When what the student's side says of it cannot be read.
    """
    cls, arguments, attributes, lines, causes = value
    error = _built(cls, arguments, attributes)
    _join(error, causes)
    error.add_note("In the student's code:\n" + "\n".join(str(line) for line in lines))
    return error


def _join(error: BaseException, causes: Any) -> None:
    """Give an exception its cause and its context."""
    cause, context = (None if told is None else (_built(*told[0]), told[1]) for told in causes)
    if context is not None:
        error.__context__ = context[0]
        _join(*context)
    if cause is not None:
        error.__cause__ = cause[0]
        _join(*cause)


def _built(cls: Any, arguments: Any, attributes: Any) -> BaseException:
    if not (isinstance(cls, type) and issubclass(cls, BaseException)) or issubclass(cls, NeedsPerson):
        cls = Exception
    try:
        error: BaseException = cls(*arguments)
    except TypeError:
        error = Exception.__new__(cls) if issubclass(cls, Exception) else BaseException.__new__(cls)
        error.args = tuple(arguments)
    for name, item in attributes.items():
        try:
            setattr(error, name, item)
        except (AttributeError, TypeError, ValueError):
            continue
    return error
