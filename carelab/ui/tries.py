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
    """The student's tries at one practice question, which are saved beside the answer.

    Parameters
    ----------
    question, key:
        The question, and its key: the right answer and the reasons.
    kept:
        Returns the fields saved beside the answer: ``tries`` (the values checked, oldest first), ``missed`` (whether the first
        try was wrong) and ``shown`` (whether the student asked for the answer).
    keep:
        Saves such fields; raises NotSaved when it cannot.
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
        """Return the feedback on the latest try and its ``value``, as JSON data for the widget; {} before the first try."""
        tried = self._tried
        return self._told(tried) if tried else {}

    def check(self, value: Any) -> dict[str, Any]:
        """Add the try ``value`` and return the feedback on it, as ``look`` does. The same value twice in a row is one try."""
        tried = self._tried
        if value is not None and (not tried or tried[-1] != value):
            tried = [*tried[:1], *tried[1:][-(MOST_TRIES - 2) :], value] if tried else [value]
            first = coach(self._question, self._key, tried[:1])
            with contextlib.suppress(NotSaved):  # the form says it when the answer itself cannot be saved
                self._keep({"tries": tried, "missed": first.outcome != "right"})
        return self._told(tried if value is not None else [])

    def show(self) -> dict[str, Any]:
        """Record that the student asked for the answer; return the feedback with it, in the form of ``look``."""
        with contextlib.suppress(NotSaved):
            self._keep({"shown": True})
        return self._told(self._tried, shown=True)

    def _told(self, tried: list[Any], *, shown: bool = False) -> dict[str, Any]:
        told = asdict(coach(self._question, self._key, tried, shown=shown or self._shown))
        return {**told, "value": tried[-1] if tried else None}
