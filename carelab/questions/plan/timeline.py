"""A timeline as a part of a plan: tasks that take weeks, wait for one another, and are given a start. All pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Literal

from carelab.questions.errors import BadQuestion
from carelab.questions.plan.column import Column
from carelab.questions.plan.part import PlanTable
from carelab.questions.reading import show_number

MOST_WEEKS = 52
START = "start"
"""The id of the column that holds the week in which a task starts: a whole number from 1."""


@dataclass(frozen=True)
class Task:
    """A task of a timeline.

    Attributes
    ----------
    weeks:
        How many weeks the task takes.
    after:
        Ids of the tasks that must be finished before this one starts.
    """

    label: str
    weeks: int
    after: Sequence[str] = ()


@dataclass(frozen=True)
class Timeline:
    """A table of tasks. For each, the student chooses the week in which it starts, and fills in any further columns.

    An answer has the form of any other table's: task id → column id → entry.

    Attributes
    ----------
    weeks:
        How many weeks the timeline has.
    ask:
        More columns to fill in for each task, such as who does it.
    """

    id: str
    label: str
    tasks: Mapping[str, Task]
    weeks: int
    ask: Sequence[Column] = ()
    mode: ClassVar[Literal["fixed"]] = "fixed"
    most: ClassVar[int] = 0

    @cached_property
    def rows(self) -> Mapping[str, str]:
        """Return the tasks: id → words."""
        return {task_id: task.label for task_id, task in self.tasks.items()}

    @cached_property
    def columns(self) -> Sequence[Column]:
        """Return the column for the starting week, then the other columns that the student fills in."""
        weeks = tuple(f"Week {n}" for n in range(1, self.weeks + 1))
        return [Column(START, "Starts in", "scale", scale=weeks), *self.ask]

    def column(self, column_id: str) -> Column | None:
        """Return the column with this id, or None."""
        return next((c for c in self.columns if c.id == column_id), None)

    def check(self, question: str) -> None:
        """Raise BadQuestion when the timeline cannot be filled in: a task waits for itself, say, or takes too many weeks."""
        if not self.tasks or not all(isinstance(task, Task) for task in self.tasks.values()):
            raise BadQuestion(question, f"timeline {self.id!r}: write its tasks as Task(…).")
        if not _is_whole(self.weeks, MOST_WEEKS):
            raise BadQuestion(question, f"timeline {self.id!r} needs 1 to {MOST_WEEKS} weeks.")
        PlanTable(self.id, self.label, self.columns, self.rows).check(question)
        for name, task in self.tasks.items():
            if not _is_whole(task.weeks, self.weeks):
                raise BadQuestion(question, f"timeline {self.id!r}, task {name!r} must take 1 to {self.weeks} weeks.")
            if isinstance(task.after, str) or (unknown := sorted(set(task.after) - set(self.tasks))):
                said = task.after if isinstance(task.after, str) else ", ".join(unknown)
                raise BadQuestion(question, f"timeline {self.id!r}, task {name!r} waits for what is not there: {said}.")
        self._check_order(question)

    def _check_order(self, question: str) -> None:
        ends: dict[str, int] = {}
        left = dict(self.tasks)
        while ready := [name for name, task in left.items() if set(task.after) <= set(ends)]:
            for name in ready:
                task = left.pop(name)
                ends[name] = max((ends[before] for before in task.after), default=0) + task.weeks
        if left:
            raise BadQuestion(question, f"timeline {self.id!r}: these tasks wait for one another: {', '.join(sorted(left))}.")
        if max(ends.values()) > self.weeks:
            raise BadQuestion(question, f"timeline {self.id!r}: its tasks, one after the other, take {max(ends.values())} weeks.")

    def about(self, task_id: str) -> str:
        """Return in words how long a task takes and which tasks it waits for."""
        task = self.tasks[task_id]
        waits = f" After: {'; '.join(self.tasks[before].label for before in task.after)}." if task.after else ""
        return f"Takes {show_number(task.weeks)} {'week' if task.weeks == 1 else 'weeks'}.{waits}"

    def form(self) -> dict[str, Any]:
        """Return what the screen needs to draw the timeline, as JSON data."""
        return {
            "part": "timeline",
            "id": self.id,
            "label": self.label,
            "mode": self.mode,
            "weeks": self.weeks,
            "columns": [c.form() for c in self.columns],
            "tasks": {task_id: {"label": label, "about": self.about(task_id)} for task_id, label in self.rows.items()},
        }

    def span(self, rows: Mapping[str, Mapping[str, Any]], task_id: str) -> tuple[int, int] | None:
        """Return (first week, last week) of a task, from 1; None while it has no start. The last may be beyond the timeline.

        ``rows``: the filled-in timeline, task id → column id → entry.
        """
        start = rows.get(task_id, {}).get(START)
        return None if start is None else (int(start), int(start) + self.tasks[task_id].weeks - 1)

    def early(self, rows: Mapping[str, Mapping[str, Any]], task_id: str) -> list[str]:
        """Return the ids of the tasks that end only after this task starts, although this task must wait for them.

        ``rows``: as in ``span``. A task that has no start is left out.
        """
        span = self.span(rows, task_id)
        if span is None:
            return []
        spans = {before: self.span(rows, before) for before in self.tasks[task_id].after}
        return [before for before, other in spans.items() if other is not None and other[1] >= span[0]]


def timeline_live(timeline: Timeline, rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return what the screen works out while a student fills in a timeline, as JSON data.

    ``rows``: the timeline as filled in so far, task id → column id → entry.

    Returns
    -------
    dict
        ``tasks``: task id → ``first`` and ``last`` week (None while it has no start), ``said`` in words, and ``notes`` on what is
        wrong. ``left``: how many tasks have no start. ``said``: when the whole plan ends, in words.
    """
    tasks = {task: _task_live(timeline, rows, task) for task in timeline.tasks}
    left = sum(found["first"] is None for found in tasks.values())
    ends = max((found["last"] for found in tasks.values() if found["last"] is not None), default=0)
    return {"tasks": tasks, "left": left, "said": f"The plan ends in week {ends}." if not left else ""}


def _task_live(timeline: Timeline, rows: Mapping[str, Mapping[str, Any]], task: str) -> dict[str, Any]:
    span = timeline.span(rows, task)
    if span is None:
        return {"first": None, "last": None, "said": "Not placed yet", "notes": []}
    first, last = span
    notes = []
    for before in timeline.early(rows, task):
        other = timeline.span(rows, before)
        notes.append(f"Starts before “{timeline.tasks[before].label}” ends, in week {other[1] if other else ''}.")
    if last > timeline.weeks:
        notes.append(f"Ends after week {timeline.weeks}, the last week there is.")
    return {
        "first": first,
        "last": last,
        "said": f"Week {first}" if first == last else f"Weeks {first} to {last}",
        "notes": notes,
    }


def timeline_lines(timeline: Timeline, rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return lines that say when each task runs, and what is wrong with that."""
    found = timeline_live(timeline, rows)
    lines = [
        f"{timeline.tasks[task].label}: {one['said'][0].lower()}{one['said'][1:]}." + "".join(f" {note}" for note in one["notes"])
        for task, one in found["tasks"].items()
    ]
    return [*lines, found["said"]] if found["said"] else lines


def timeline_notes(timeline: Timeline, rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return lines that say, task by task, what is wrong with its weeks, and when the whole plan ends."""
    found = timeline_live(timeline, rows)
    wrong = [f"{timeline.tasks[task].label}: {note}" for task, one in found["tasks"].items() for note in one["notes"]]
    return [*wrong, found["said"]] if found["said"] else wrong


def _is_whole(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most
