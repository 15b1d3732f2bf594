"""Rules for a rota: cover, skills, rest, hours, days off and fairness. Each holds its rota. All frozen data, all pure.

The rules that something must *not* happen (a short rest, a clash, a long run of days) are open until as many shifts are placed as
the rota needs, and are not met before: otherwise an empty rota would be the safest of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carelab.questions.plan import PlanValue
from carelab.questions.rota import Rota
from carelab.questions.rota_counts import (
    Rows,
    clashes,
    days_in_a_row,
    lacking,
    longest_rest,
    on_shift,
    paid_hours,
    short_rests,
    stints,
)
from carelab.questions.working_time import WEEKLY_REST


@dataclass(frozen=True)
class Covered:
    """Every shift, or each of those named, has at least the people it needs on every day, or on each of those named."""

    rota: Rota
    shifts: Sequence[str] = ()
    days: Sequence[str] = ()

    def met(self, plan: PlanValue) -> bool:
        rows = plan.get(self.rota.id, {})
        return all(
            len(on_shift(self.rota, rows, day, shift)) >= self.rota.needed(day, shift)
            for day in self.days or self.rota.days
            for shift in self.shifts or self.rota.shifts
        )


@dataclass(frozen=True)
class SkillMix:
    """Every shift has people with the skills it needs, on every day."""

    rota: Rota

    def met(self, plan: PlanValue) -> bool:
        rows = plan.get(self.rota.id, {})
        return not any(lacking(self.rota, rows, day, shift) for day in self.rota.days for shift in self.rota.shifts)


@dataclass(frozen=True)
class HoursWithin:
    """Each person works the hours of their contract, give or take so many.

    Attributes
    ----------
    under, over:
        How many hours fewer, and how many more, are still in order.
    """

    rota: Rota
    under: float = 0.0
    over: float = 0.0

    def met(self, plan: PlanValue) -> bool:
        rows = plan.get(self.rota.id, {})
        off = [paid_hours(self.rota, rows, name) - person.contract for name, person in self.rota.people.items()]
        return all(-self.under - 1e-9 <= hours <= self.over + 1e-9 for hours in off)


@dataclass(frozen=True)
class _NothingWrong:
    """Nothing of one sort goes wrong for anybody, on a rota with as many shifts placed as it needs."""

    rota: Rota

    def wrong(self, rows: Rows, person: str) -> bool:
        """Say whether it goes wrong for one person."""
        raise NotImplementedError

    def _broken(self, plan: PlanValue) -> bool:
        rows = plan.get(self.rota.id, {})
        return any(self.wrong(rows, person) for person in self.rota.people)

    def _enough(self, plan: PlanValue) -> bool:
        rows = plan.get(self.rota.id, {})
        return sum(len(stints(self.rota, rows, person)) for person in self.rota.people) >= self.rota.whole_need

    def met(self, plan: PlanValue) -> bool:
        return self._enough(plan) and not self._broken(plan)

    def open(self, plan: PlanValue) -> bool:
        """Say whether too little is placed to tell."""
        return not self._enough(plan) and not self._broken(plan)


@dataclass(frozen=True)
class Rested(_NothingWrong):
    """Nobody has less rest between two shifts than the rota asks for; its least is the law's 11 hours unless it says another."""

    def wrong(self, rows: Rows, person: str) -> bool:
        return bool(short_rests(self.rota, rows, person, self.rota.rest))


@dataclass(frozen=True)
class WeeklyRest(_NothingWrong):
    """Everybody has one stretch of so many hours without work."""

    least: float = WEEKLY_REST.hours

    def wrong(self, rows: Rows, person: str) -> bool:
        return longest_rest(self.rota, rows, person) < self.least - 1e-9


@dataclass(frozen=True)
class FreeToWork(_NothingWrong):
    """Nobody is placed on a day that they are away, or on a shift that they cannot work."""

    def wrong(self, rows: Rows, person: str) -> bool:
        return bool(clashes(self.rota, rows, person))


@dataclass(frozen=True)
class DaysInARow(_NothingWrong):
    """Nobody works more than so many days one after the other."""

    most: int = 6

    def wrong(self, rows: Rows, person: str) -> bool:
        return days_in_a_row(self.rota, rows, person) > self.most


@dataclass(frozen=True)
class SharedOut(_NothingWrong):
    """Nobody works more than so many shifts on the days named, such as those of the weekend."""

    days: Sequence[str] = ()
    most: int = 1

    def wrong(self, rows: Rows, person: str) -> bool:
        return sum(stint.day in self.days for stint in stints(self.rota, rows, person)) > self.most
