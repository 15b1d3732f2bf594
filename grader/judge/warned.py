"""Warnings across the line: what the student's code warns of while a test uses it is given as a warning in the test's process.

So ``pytest.warns``, ``assertWarns`` and ``warnings.catch_warnings`` in a test see it. Knows neither the line nor the stand-ins.
"""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from typing import Any

from grader.judge import described, raised

_MOST = 200
_TEXT = 10_000


class Caught:
    """The student's side: what has been warned of and not yet told."""

    def __init__(self) -> None:
        self._told: list[tuple[Any, ...]] = []

    @contextlib.contextmanager
    def catching(self, every: bool) -> Iterator[None]:
        """Keep the warnings of the block.

        Parameters
        ----------
        every:
            Whether the test has set what is to be done with warnings, so that what the student has set does not hold.
        """
        with warnings.catch_warnings(record=True) as caught:
            if every:
                warnings.simplefilter("always")
            try:
                yield
            finally:
                for one in caught[:_MOST]:
                    told = described.exception(one.message) if isinstance(one.message, Warning) else (UserWarning, [], {})
                    self._told.append((*told, str(one.filename)[:_TEXT], int(one.lineno)))

    def take(self) -> list[tuple[Any, ...]]:
        """Return what is to be told, once."""
        told, self._told = self._told[:_MOST], []
        return told


class Heard:
    """The tests' side: what it was told, to be warned of when what the test asked for has come."""

    def __init__(self) -> None:
        self._told: list[tuple[Warning, str, int]] = []
        self._registry: dict[Any, Any] = {}
        self._before: list[Any] = []

    def begin(self) -> None:
        """Start a test cell."""
        self._told = []
        self._registry = {}
        self._before = list(warnings.filters)

    def every(self) -> bool:
        """Say whether the test has set what is to be done with warnings."""
        return list(warnings.filters) != self._before

    def hear(self, told: list[tuple[Any, ...]]) -> None:
        """Take what the student's side says that it warned of."""
        for cls, arguments, attributes, file, line in told[:_MOST]:
            error = raised.made((cls, arguments, attributes, [], (None, None)))
            warning = error if isinstance(error, Warning) else UserWarning(str(error))
            self._told.append((warning, str(file), line if type(line) is int else 0))

    def warn(self) -> None:
        """Warn of it, as the test has set; which may be to raise it."""
        told, self._told = self._told, []
        for warning, file, line in told:
            warnings.warn_explicit(warning, type(warning), file, line, registry=self._registry)
