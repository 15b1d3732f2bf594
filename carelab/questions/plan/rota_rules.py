"""Rules for a rota: cover, skills, rest, hours, days off and fairness. Each holds its rota. All frozen data, all pure.

The rules that something must *not* happen (a short rest, a clash, a long run of days) are open until as many shifts are placed as
the rota needs, and are not met before: otherwise an empty rota would be the safest of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carelab.questions.plan.condition import ALMOST, Condition, YesOrNo
from carelab.questions.plan.part import PlanValue
from carelab.questions.plan.rota import Rota
from carelab.questions.plan.rota_counts import (
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
from carelab.questions.plan.working_time import WEEKLY_REST


@dataclass(frozen=True)
class Covered(YesOrNo):
    """Every shift has at least as many people as it needs, every day.

    ``shifts`` and ``days`` hold the ids of those to which the rule is limited; empty for all.
    """

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
class SkillMix(YesOrNo):
    """On every day, the people on each shift have the skills that the shift needs."""

    rota: Rota

    def met(self, plan: PlanValue) -> bool:
        rows = plan.get(self.rota.id, {})
        return not any(lacking(self.rota, rows, day, shift) for day in self.rota.days for shift in self.rota.shifts)


@dataclass(frozen=True)
class HoursWithin(Condition):
    """Everybody who has a contract works the paid hours that it states, or near enough.

    The share of the rule's mark is the part of these people for whom that is so.

    Attributes
    ----------
    under, over:
        How many hours fewer, and how many hours more, are near enough.
    """

    rota: Rota
    under: float = 0.0
    over: float = 0.0

    def share(self, plan: PlanValue) -> float:
        return 1 - len(self.failing(plan)) / max(1, len(self._contracts()))

    def failing(self, plan: PlanValue) -> list[tuple[str, str]]:
        rows = plan.get(self.rota.id, {})
        off = {name: paid_hours(self.rota, rows, name) - contract for name, contract in self._contracts().items()}
        return [(self.rota.id, name) for name, hours in off.items() if not -self.under - ALMOST <= hours <= self.over + ALMOST]

    def _contracts(self) -> dict[str, float]:
        return {name: person.contract for name, person in self.rota.people.items() if person.contract is not None}


@dataclass(frozen=True)
class Placed(YesOrNo):
    """As many people are put on shifts, counted once for each shift, as all shifts together need.

    Other rules wait for this one (see ``Once``): an empty rota would keep every rule on what must not happen.
    """

    rota: Rota

    def met(self, plan: PlanValue) -> bool:
        rows = plan.get(self.rota.id, {})
        return sum(len(stints(self.rota, rows, person)) for person in self.rota.people) >= self.rota.whole_need


@dataclass(frozen=True)
class _ForEverybody(Condition):
    """A rule that must hold for each person; the share of its mark is the part of the people for whom it holds.

    A rota with fewer shifts placed than it needs earns nothing (see ``Placed``).
    """

    rota: Rota

    def wrong(self, rows: Rows, person: str) -> bool:
        """Say whether the rota breaks this rule for one person."""
        raise NotImplementedError

    def share(self, plan: PlanValue) -> float:
        return 1 - len(self.failing(plan)) / len(self.rota.people) if Placed(self.rota).met(plan) else 0.0

    def failing(self, plan: PlanValue) -> list[tuple[str, str]]:
        rows = plan.get(self.rota.id, {})
        return [(self.rota.id, person) for person in self.rota.people if self.wrong(rows, person)]

    def open(self, plan: PlanValue) -> bool:
        return not Placed(self.rota).met(plan) and not self.failing(plan)


@dataclass(frozen=True)
class Rested(_ForEverybody):
    """Everybody has enough rest between two shifts: the rota's ``rest`` in hours, by default the legal 11."""

    def wrong(self, rows: Rows, person: str) -> bool:
        return bool(short_rests(self.rota, rows, person, self.rota.rest))


@dataclass(frozen=True)
class WeeklyRest(_ForEverybody):
    """Everybody has at least ``least`` hours in a row without work, once in the whole rota."""

    least: float = WEEKLY_REST.hours

    def wrong(self, rows: Rows, person: str) -> bool:
        return longest_rest(self.rota, rows, person) < self.least - 1e-9


@dataclass(frozen=True)
class FreeToWork(_ForEverybody):
    """Nobody has a shift on a day that they are away, or a shift that they cannot work."""

    def wrong(self, rows: Rows, person: str) -> bool:
        return bool(clashes(self.rota, rows, person))


@dataclass(frozen=True)
class DaysInARow(_ForEverybody):
    """Nobody works more than ``most`` days in a row; with ``shifts`` only days on one of those shifts count."""

    most: int = 6
    shifts: Sequence[str] = ()

    def wrong(self, rows: Rows, person: str) -> bool:
        return days_in_a_row(self.rota, rows, person, self.shifts) > self.most


@dataclass(frozen=True)
class SharedOut(_ForEverybody):
    """Nobody works more than ``most`` of the counted shifts.

    Counted are shifts on ``days`` (a weekend, say) that are among ``shifts`` (nights, say). Both hold ids; empty for all.
    """

    days: Sequence[str] = ()
    most: int = 1
    shifts: Sequence[str] = ()

    def wrong(self, rows: Rows, person: str) -> bool:
        worked = stints(self.rota, rows, person)
        counted = [s for s in worked if (not self.days or s.day in self.days) and (not self.shifts or s.shift in self.shifts)]
        return len(counted) > self.most
