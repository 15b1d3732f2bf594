"""Running totals beside a plan: what it comes to so far, as the student fills it in. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from carelab.questions.plan.measures import Measure, cell
from carelab.questions.plan.part import PlanValue
from carelab.questions.plan.times import Overlapping
from carelab.questions.reading import show_number


@dataclass(frozen=True)
class Tally:
    """A running total: minutes planned, pounds spent, places filled.

    Attributes
    ----------
    whole:
        How much there is in all (the 480 of *320 of 480 min*); 0 where nothing limits the total.
    left:
        Whether to show how much of the whole is left, and not how much is used.
    """

    label: str
    measure: Measure
    unit: str = ""
    whole: float = 0
    left: bool = False

    def said(self, plan: PlanValue) -> str:
        """Return the total in words: ``310 min``, ``320 of 480 min``; a dash while a cell that the total needs is blank."""
        value = self.measure.of(plan)
        if value is None:
            return "–"
        if self.left:
            return show_number(self.whole - value, self.unit)
        of = "£" if self.unit == "£" else ""
        return (
            f"{show_number(value, of)} of {show_number(self.whole, self.unit)}" if self.whole else show_number(value, self.unit)
        )


@dataclass(frozen=True)
class Day:
    """A drawing of a day in a plan, as a bar from its start to its end, with the tasks done in person and the checks of others.

    Attributes
    ----------
    tasks:
        Which tasks are done in person, how long each takes, the times at which one can start, and when the day ends.
    clock:
        Id of an option for the start → the time in words, in order: *09:00*.
    checks:
        Id of the column that says when a task that was handed over is checked; empty where nothing is handed over.
    minutes:
        How long such a check takes.
    names:
        Row id → one or two words for the bar; a row that is not named here has none.
    """

    tasks: Overlapping
    clock: Mapping[str, str]
    checks: str = ""
    minutes: float = 5
    names: Mapping[str, str] = field(default_factory=dict)

    def spans(self, plan: PlanValue, rows: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return what stands on the day's bar, in order of time, as JSON data. ``rows``: row id → full name of the task.

        That is each task that is done in person (``own``), and each check of a task that was handed over (``check``).

        ``at`` and ``long``: start and length as shares of the day; ``kind``: ``own`` or ``check``; ``name``: words on the bar;
        ``amiss``: whether the task cannot be done as planned; ``said``: its time and name in words.
        """
        found: list[tuple[float, float, str, str]] = []
        for row, span in self.tasks.spans(plan).items():
            if span is not None:
                found.append((*span, row, "own"))
        for row in rows:
            at = self.tasks.times.get(cell(plan, self.tasks.table, row, self.checks))
            if self.checks and at is not None:
                found.append((at, at + self.minutes, row, "check"))
        amiss = self.tasks.rows(plan)
        words = {minute: self.clock[option] for option, minute in self.tasks.times.items()}
        return [
            {
                "at": at / self.tasks.end,
                "long": (end - at) / self.tasks.end,
                "kind": kind,
                "name": self.names.get(row, ""),
                "amiss": kind == "own" and row in amiss,
                "said": f"{words[at]} {'check: ' if kind == 'check' else ''}{rows[row]}",
            }
            for at, end, row, kind in sorted(found)
        ]

    @property
    def marks(self) -> list[str]:
        """The five times of day that are written below the bar, evenly spread, first and last included."""
        listed = list(self.clock.values())
        return [listed[round(n * (len(listed) - 1) / 4)] for n in range(5)]
