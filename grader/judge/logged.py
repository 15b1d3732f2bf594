"""Logging across the line: what the student's code logs while a test listens is handled by the handlers of the test.

So ``assertLogs`` in a test sees it, and so does a handler that the test adds. Knows neither the line nor the stand-ins.
"""

from __future__ import annotations

import logging
from typing import Any

_MOST = 1_000
_TEXT = 10_000
State = tuple[int, bool, list[logging.Handler]]
Wanted = tuple[str, int, bool, bool]
"""A logger's name, its level, whether it passes on, and whether the test's handlers stand in place of those that were there."""


class Listening:
    """The tests' side: which loggers the test has set, and what came for its handlers."""

    def __init__(self) -> None:
        self._before: dict[str, State] = {}
        self._told: list[tuple[str, logging.LogRecord]] = []
        self._may_log = False

    def tutors(self, source: str) -> None:
        """Note what the tutor wrote: nothing listens where nobody wrote of a log."""
        self._may_log = self._may_log or "log" in source.lower()

    def begin(self) -> None:
        """Start a test: from here on, what differs was set by the test."""
        self._before = {name: _state(name) for name in _names()} if self._may_log else {}
        self._told = []

    def wanted(self) -> list[Wanted]:
        """Return the loggers that the test has set otherwise than they were."""
        if not self._may_log:
            return []
        found = []
        for name in _names():
            level, passes, handlers = _state(name)
            before = self._before.get(name, (logging.NOTSET, True, []))
            if (level, passes, handlers) != before:
                found.append((name, level, passes, not passes or any(handler not in handlers for handler in before[2])))
        return found

    def hear(self, told: Any) -> None:
        """Take what the student's side says that it logged."""
        for name, about in told[:_MOST]:
            level, line = about["levelno"], about["lineno"]
            if type(level) is not int or type(line) is not int:
                raise TypeError("not a record")
            texts = {key: str(about[key])[:_TEXT] for key in ("name", "levelname", "msg", "funcName")}
            self._told.append((str(name), logging.makeLogRecord({**texts, "levelno": level, "lineno": line, "args": ()})))

    def handle(self) -> None:
        """Give it to the handlers that the test has put there."""
        told, self._told = self._told, []
        for name, record in told:
            before = self._before.get(name, (0, True, []))[2]
            for handler in _state(name)[2]:
                if handler not in before and record.levelno >= handler.level:
                    handler.handle(record)


class Telling:
    """The student's side: while its code runs for a test, its loggers are set as the test has set its own."""

    def __init__(self) -> None:
        self._told: list[tuple[str, dict[str, Any]]] = []
        self._before: list[tuple[Wanted, State, logging.Handler]] = []

    def put(self, wanted: list[Wanted]) -> None:
        """Set the loggers."""
        for one in wanted:
            name, level, passes, alone = one
            logger, before, teller = logging.getLogger(name or None), _state(name), _Teller(name, self._told)
            self._before.append((one, before, teller))
            logger.setLevel(level)
            logger.propagate = passes
            logger.handlers = [*([] if alone else before[2]), teller]

    def put_back(self) -> None:
        """Set them as they were, but for what the student's code has set since."""
        for (name, level, passes, alone), before, teller in reversed(self._before):
            logger = logging.getLogger(name or None)
            logger.setLevel(before[0] if logger.level == level else logger.level)
            logger.propagate = before[1] if logger.propagate is passes else logger.propagate
            logger.handlers = [*(before[2] if alone else []), *(h for h in logger.handlers if h is not teller)]
        self._before = []

    def take(self) -> list[tuple[str, dict[str, Any]]]:
        """Return what is to be told, once."""
        told = self._told[:_MOST]
        self._told.clear()
        return told


class _Teller(logging.Handler):
    def __init__(self, of: str, told: list[tuple[str, dict[str, Any]]]) -> None:
        super().__init__()
        self._of = of
        self._told = told

    def emit(self, record: logging.LogRecord) -> None:
        about = {key: getattr(record, key) for key in ("name", "levelname", "funcName", "levelno", "lineno")}
        self._told.append((self._of, {**about, "msg": record.getMessage()[:_TEXT]}))


def _names() -> list[str]:
    return ["", *(name for name, logger in logging.root.manager.loggerDict.items() if isinstance(logger, logging.Logger))]


def _state(name: str) -> State:
    logger = logging.getLogger(name or None)
    return logger.level, logger.propagate, list(logger.handlers)
