"""Rules for a timeline: what waits for what, when it is done, and how much runs at once. All frozen data, all pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carelab.questions.plan.condition import YesOrNo
from carelab.questions.plan.part import PlanValue
from carelab.questions.plan.timeline import Timeline


@dataclass(frozen=True)
class InOrder(YesOrNo):
    """Every task has a start, ends within the timeline, and starts only after the tasks that it waits for are finished."""

    timeline: Timeline

    def met(self, plan: PlanValue) -> bool:
        rows = plan.get(self.timeline.id, {})
        spans = [self.timeline.span(rows, task) for task in self.timeline.tasks]
        placed = all(span is not None and span[1] <= self.timeline.weeks for span in spans)
        return placed and not any(self.timeline.early(rows, task) for task in self.timeline.tasks)


@dataclass(frozen=True)
class DoneBy(YesOrNo):
    """The tasks in ``rows``, or all tasks when empty, are finished by the end of the week numbered ``week``.

    A task that starts too early, before one that it waits for has ended, does not count as finished.
    """

    timeline: Timeline
    week: int
    rows: Sequence[str] = ()

    def met(self, plan: PlanValue) -> bool:
        rows = plan.get(self.timeline.id, {})
        tasks = self.rows or tuple(self.timeline.tasks)
        spans = [self.timeline.span(rows, task) for task in tasks]
        in_time = all(span is not None and span[1] <= self.week for span in spans)
        return in_time and not any(self.timeline.early(rows, task) for task in tasks)


@dataclass(frozen=True)
class AtOnce(YesOrNo):
    """At most ``most`` tasks run in any one week. The rule is met only once every task has a start."""

    timeline: Timeline
    most: int

    def met(self, plan: PlanValue) -> bool:
        return self._placed(plan) and not self._crowded(plan)

    def open(self, plan: PlanValue) -> bool:
        """Say whether some tasks have no start yet, so that it is too early to tell if the rule is met."""
        return not self._placed(plan) and not self._crowded(plan)

    def _placed(self, plan: PlanValue) -> bool:
        rows = plan.get(self.timeline.id, {})
        return all(self.timeline.span(rows, task) is not None for task in self.timeline.tasks)

    def _crowded(self, plan: PlanValue) -> bool:
        rows = plan.get(self.timeline.id, {})
        spans = [span for task in self.timeline.tasks if (span := self.timeline.span(rows, task)) is not None]
        return any(sum(first <= week <= last for first, last in spans) > self.most for week in range(1, self.timeline.weeks + 1))
