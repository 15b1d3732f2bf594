"""A rota as a part of a plan: who can work, which shifts there are, and how many people each needs. Judges no rota."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Literal

from carelab.questions.errors import BadQuestion
from carelab.questions.plan.column import Column
from carelab.questions.plan.part import PlanTable
from carelab.questions.plan.working_time import DAILY_REST, SOURCE
from carelab.questions.reading import as_number, is_id, plain, show_number

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
MOST_DAYS = 7
"""As many as fit side by side on a page."""


@dataclass(frozen=True)
class Shift:
    """A shift that a person can be put on.

    Attributes
    ----------
    start, end:
        Clock times, ``07:00``. An end at or before the start is on the next day.
    paid:
        Paid hours of the shift, which count towards a contract.
    need:
        How many people the shift needs each day.
    skills:
        Skill id → how many people on the shift must have that skill.
    """

    label: str
    start: str
    end: str
    paid: float
    need: int
    skills: Mapping[str, int] = field(default_factory=dict)

    @property
    def begins(self) -> float:
        """When the shift starts, in hours after midnight."""
        return _hours(self.start)

    @property
    def ends(self) -> float:
        """When the shift ends, in hours after the midnight before its start: 31.25 for 07:15 on the next day."""
        return _hours(self.end) + (24 if _hours(self.end) <= self.begins else 0)


@dataclass(frozen=True)
class Person:
    """Somebody on the rota.

    Attributes
    ----------
    contract:
        Paid hours that the person works over the days of the rota; None for somebody with no contract here, such as an agency
        carer.
    skills:
        Ids of skills, such as ``medicines``.
    away:
        Day id → why the person cannot work on that day, in a few words.
    only:
        Ids of the shifts that the person can work; empty for all.
    """

    name: str
    contract: float | None
    skills: Sequence[str] = ()
    away: Mapping[str, str] = field(default_factory=dict)
    only: Sequence[str] = ()


@dataclass(frozen=True)
class Rota:
    """A table with a row for each person and a column for each day; in each cell the student chooses a shift or none.

    An answer has the form of any other table's: person id → day id → shift id.

    Attributes
    ----------
    days:
        Day id → words, for days that follow one another.
    skills:
        Skill id → what somebody with the skill does, as in *gives medicines*.
    need:
        Day id → shift id → how many people, where that differs from the shift's ``need``.
    rest:
        The least hours between two shifts of one person; by default the legal minimum.
    """

    id: str
    label: str
    people: Mapping[str, Person]
    days: Mapping[str, str]
    shifts: Mapping[str, Shift]
    skills: Mapping[str, str] = field(default_factory=dict)
    need: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    rest: float = DAILY_REST.hours
    mode: ClassVar[Literal["fixed"]] = "fixed"
    most: ClassVar[int] = 0

    @cached_property
    def rows(self) -> Mapping[str, str]:
        """Return the people: id → name."""
        return {person_id: person.name for person_id, person in self.people.items()}

    @cached_property
    def columns(self) -> Sequence[Column]:
        """Return a column for each day, whose options are the shifts."""
        options = {shift_id: shift.label for shift_id, shift in self.shifts.items()}
        return [Column(day, words, "choice", options) for day, words in self.days.items()]

    def column(self, column_id: str) -> Column | None:
        """Return the column of the day with this id, or None."""
        return next((c for c in self.columns if c.id == column_id), None)

    def needed(self, day: str, shift: str) -> int:
        """Return how many people a shift needs on a day."""
        return self.need.get(day, {}).get(shift, self.shifts[shift].need)

    @cached_property
    def whole_need(self) -> int:
        """Return how many people the rota needs, summed over all shifts of all days."""
        return sum(self.needed(day, shift) for day in self.days for shift in self.shifts)

    def check(self, question: str) -> None:
        """Raise BadQuestion, naming the question with this id, when the rota names an unknown day, shift, person or skill."""
        if not all(isinstance(p, Person) for p in self.people.values()) or not all(
            isinstance(s, Shift) for s in self.shifts.values()
        ):
            raise BadQuestion(question, f"rota {self.id!r}: write its people as Person(…) and its shifts as Shift(…).")
        if not (self.people and self.shifts and 1 <= len(self.days) <= MOST_DAYS):
            raise BadQuestion(question, f"rota {self.id!r} needs people, shifts, and 1 to {MOST_DAYS} days.")
        PlanTable(self.id, self.label, self.columns, self.rows).check(question)
        rest = as_number(self.rest)
        if rest is None or not 0 <= rest <= 24:
            raise BadQuestion(question, f"rota {self.id!r}: the rest between shifts must be 0 to 24 hours.")
        for shift_id, shift in self.shifts.items():
            self._check_shift(question, shift_id, shift)
        for person_id, person in self.people.items():
            self._check_person(question, person_id, person)
        for day, counts in self.need.items():
            self._known(question, f"the need of {day!r}", [day], self.days)
            self._known(question, f"the need of {day!r}", counts, self.shifts)
            if not all(_is_count(n) for n in counts.values()):
                raise BadQuestion(question, f"rota {self.id!r}: the need of {day!r} must be whole numbers, 0 or more.")
        if not all(is_id(i) and isinstance(text, str) and text.strip() for i, text in self.skills.items()):
            raise BadQuestion(question, f"rota {self.id!r} has a skill with a bad id or no words.")
        if not self.whole_need:
            raise BadQuestion(question, f"rota {self.id!r}: no shift needs anybody.")

    def _check_shift(self, question: str, name: str, shift: Shift) -> None:
        if not all(isinstance(t, str) and CLOCK.fullmatch(t) for t in (shift.start, shift.end)):
            raise BadQuestion(question, f"rota {self.id!r}, shift {name!r}: write its start and end as 07:00.")
        paid = as_number(shift.paid)
        if paid is None or not 0 < paid <= shift.ends - shift.begins:
            raise BadQuestion(question, f"rota {self.id!r}, shift {name!r}: paid hours are above 0 and no more than it lasts.")
        if not _is_count(shift.need) or not all(_is_count(n) for n in shift.skills.values()):
            raise BadQuestion(question, f"rota {self.id!r}, shift {name!r}: what it needs must be whole numbers, 0 or more.")
        self._known(question, f"shift {name!r}", shift.skills, self.skills)

    def _check_person(self, question: str, name: str, person: Person) -> None:
        contract = 0.0 if person.contract is None else as_number(person.contract)
        if contract is None or contract < 0:
            raise BadQuestion(question, f"rota {self.id!r}, person {name!r}: the contract is hours, 0 or more.")
        self._known(question, f"person {name!r}", person.skills, self.skills)
        self._known(question, f"person {name!r}", person.away, self.days)
        self._known(question, f"person {name!r}", person.only, self.shifts)
        if not all(isinstance(why, str) and why.strip() for why in person.away.values()):
            raise BadQuestion(question, f"rota {self.id!r}, person {name!r}: say why each day away cannot be worked.")

    def _known(self, question: str, where: str, names: object, known: Mapping[str, object]) -> None:
        unknown = [str(name) for name in names if name not in known] if isinstance(names, Mapping | Sequence) else [str(names)]
        if isinstance(names, str) or unknown:
            said = names if isinstance(names, str) else ", ".join(unknown)
            raise BadQuestion(question, f"rota {self.id!r}, {where} names what is not there: {said}.")

    def about(self, person_id: str) -> str:
        """Return what the student must know about a person, in words: *28 hours. Gives medicines. Not Wednesday: day off*."""
        person = self.people[person_id]
        hours = "no contract here" if person.contract is None else show_number(person.contract, "hours")
        said = [hours, *(self.skills[skill] for skill in person.skills)]
        if person.only:
            said.append(f"only {' or '.join(self.shifts[s].label for s in person.only)}")
        said += [f"not {self.days[day]}: {why}" for day, why in person.away.items()]
        return " ".join(f"{text[0].upper()}{text[1:].rstrip('.')}." for text in said)

    def form(self) -> dict[str, Any]:
        """Return what the screen needs to draw the rota, as JSON data."""
        return {
            "part": "rota",
            "id": self.id,
            "label": self.label,
            "mode": self.mode,
            "days": plain(dict(self.days)),
            "shifts": {
                shift_id: {"label": shift.label, "hours": f"{shift.start} to {shift.end}", "needs": self._needs(shift)}
                for shift_id, shift in self.shifts.items()
            },
            "people": {person: {"name": name, "about": self.about(person)} for person, name in self.rows.items()},
            "away": {person_id: plain(dict(person.away)) for person_id, person in self.people.items()},
            "rest": self._rest(),
        }

    def _rest(self) -> str:
        law = f" ({SOURCE}, regulation {DAILY_REST.regulation})" if self.rest == DAILY_REST.hours else ""
        return f"Between two shifts of one person: at least {show_number(self.rest, 'hours')}{law}."

    def _needs(self, shift: Shift) -> str:
        """Say what a shift needs on an ordinary day: ``2 people, 1 who gives medicines``."""
        people = f"{shift.need} {'person' if shift.need == 1 else 'people'}"
        skilled = [f"{n} who {self.skills[s]}" for s, n in shift.skills.items() if n]
        return ", ".join([people, *skilled])


def _hours(clock: str) -> float:
    hours, minutes = clock.split(":")
    return int(hours) + int(minutes) / 60


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 99
