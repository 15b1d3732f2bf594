"""The tries of one practice question: kept beside its answer, and turned into what the form shows. Draws nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from carelab.answers import NotSaved
from carelab.questions import Key, Question, coach

MOST_TRIES = 12
"""The first try and the newest are kept; those between are dropped when there are more."""


class Tries:
    """Counts and keeps the tries of one practice question.

    Parameters
    ----------
    question, key:
        What is asked, and its practice key.
    kept:
        Returns the fields that are kept beside the answer: ``tries`` (the values that were checked, oldest first), ``missed``
        (the first try was not right) and ``shown`` (the answer was asked for).
    keep:
        Writes such fields; raises NotSaved when it cannot.
    """

    def __init__(
        self,
        question: Question,
        key: Key,
        kept: Callable[[], Mapping[str, Any]],
        keep: Callable[[Mapping[str, Any]], None],
    ) -> None:
        self._question = question
        self._key = key
        self._kept = kept
        self._keep = keep

    @property
    def _tried(self) -> list[Any]:
        found = self._kept().get("tries")
        return list(found) if isinstance(found, list) else []

    @property
    def _shown(self) -> bool:
        return self._kept().get("shown") is True

    def look(self) -> dict[str, Any]:
        """Return what the form shows of the last try, as JSON data; empty before the first."""
        tried = self._tried
        return self._told(tried) if tried else {}

    def check(self, value: Any) -> dict[str, Any]:
        """Count and check one try. The same value twice running counts as one try."""
        tried = self._tried
        if value is not None and (not tried or tried[-1] != value):
            tried = [*tried[:1], *tried[1:][-(MOST_TRIES - 2) :], value] if tried else [value]
            first = coach(self._question, self._key, tried[:1])
            with contextlib.suppress(NotSaved):  # the form says it when the answer itself cannot be saved
                self._keep({"tries": tried, "missed": first.outcome != "right"})
        return self._told(tried if value is not None else [])

    def show(self) -> dict[str, Any]:
        """Show the right answer from now on."""
        with contextlib.suppress(NotSaved):
            self._keep({"shown": True})
        return self._told(self._tried, shown=True)

    def _told(self, tried: list[Any], *, shown: bool = False) -> dict[str, Any]:
        told = asdict(coach(self._question, self._key, tried, shown=shown or self._shown))
        return {**told, "value": tried[-1] if tried else None}
