"""The state of every person's work on every unit, from what is on disk: class list, submitted/, gradebook, records.

Nobody vanishes: who is in the class list, who has a folder in submitted/ and whose upload was not usable are all there.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from grader.audit import entries
from grader.classlist import ClassList, Person, fold
from grader.course import Course, json_lines, submission_time
from grader.gradebook import Gradebook, Score
from grader.intake import read_records
from grader.marking import marked_as_it_is
from grader.progress.work import State, Work, stamp
from grader.vle import as_utc, late_in_words, to_utc

RETURNS = "returns.jsonl"
"""The record of marks given back, in the course's folder."""


@dataclass(frozen=True)
class ClassStates:
    """The people of a class, and the state of everybody's work on some units.

    Attributes
    ----------
    unlisted:
        Ids of people who handed something in but are not in the class list.
    work:
        (person's id, unit) → work, for every person and unit.
    notes:
        (person's id, sentence) about things handed in that belong to no unit.
    """

    units: tuple[str, ...]
    people: tuple[Person, ...]
    unlisted: frozenset[str]
    work: Mapping[tuple[str, str], Work]
    due: Mapping[str, dt.datetime]
    notes: tuple[tuple[str, str], ...] = ()

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(fold(person.name) for person in self.people)

    def person(self, id: str) -> Person:
        """Return the person with this id. Raises KeyError when nobody has it."""
        return self._by_id[id]

    @cached_property
    def _by_id(self) -> dict[str, Person]:
        return {person.id: person for person in self.people}

    def label(self, person: Person) -> str:
        """Return a person's name for a list, with the id added when somebody else has the same name."""
        return f"{person.name} ({person.id})" if self._names[fold(person.name)] > 1 else person.shown

    def begun(self) -> list[str]:
        """Return the units that have a due date, or that somebody has handed something in for."""
        busy = {unit for (_, unit), work in self.work.items() if work.state is not State.none}
        return [unit for unit in self.units if unit in busy or unit in self.due]

    def in_state(self, unit: str, state: State) -> list[Person]:
        """Return the people whose work on a unit is in this state, in class order."""
        return [person for person in self.people if self.work[person.id, unit].state is state]

    def as_json(self) -> dict[str, Any]:
        """Return the class as the JSON object that ``carelab class --json`` prints."""
        units = [{"unit": unit, "due": stamp(self.due.get(unit))} for unit in self.units]
        people = [
            {
                "id": p.id,
                "name": p.name,
                "email": p.email,
                "group": p.group,
                "adjustments": p.adjustments,
                "listed": p.id not in self.unlisted,
                "units": {unit: self.work[p.id, unit].as_json() for unit in self.units},
            }
            for p in self.people
        ]
        return {"units": units, "people": people, "notes": [{"id": id, "what": what} for id, what in self.notes]}


def class_states(course: Course, units: list[str] | None = None) -> ClassStates:
    """Return the state of everybody's work on these units, or on all. Raises GradebookProblem, BadClassList, BadCourse."""
    wanted = course.units(units)
    listed = ClassList.load(course)
    uploads = _by_work(read_records(course))
    returns = _by_work(json_lines(course.root / RETURNS))
    folders = {unit: dict(course.submissions(unit)) for unit in wanted}
    seen = {student for unit in wanted for student in folders[unit]} | {student for student, _ in uploads if student}
    unlisted = sorted(id for id in seen if listed.get(id) is None)
    people = (*listed, *(Person(id, id) for id in unlisted))
    marks = _Marks.read(course, wanted)
    unmarked = any((student, unit) not in marks.current for unit in wanted for student in folders[unit])
    problems = _last_problems(course) if unmarked else {}
    work = {}
    for unit in wanted:
        for person in people:
            key = person.id, unit
            told = _Told(uploads.get(key, []), returns.get(key, []), problems.get(key, ("", "")))
            work[key] = _work(person, unit, folders[unit].get(person.id), marks, told)
    notes = tuple((id, str(e.get("reason", ""))) for (id, unit), lines in uploads.items() if not unit for e in lines[-1:])
    return ClassStates(tuple(wanted), people, frozenset(unlisted), work, marks.due, notes)


@dataclass
class _Marks:
    """What the gradebook says of these units."""

    due: dict[str, dt.datetime] = field(default_factory=dict)
    scores: dict[tuple[str, str], list[Score]] = field(default_factory=dict)
    points: dict[str, float] = field(default_factory=dict)
    penalty: dict[tuple[str, str], float] = field(default_factory=dict)
    current: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, course: Course, units: list[str]) -> _Marks:
        marks = cls()
        if not course.gradebook.is_file():
            return marks
        with Gradebook(course.gradebook) as gradebook:
            marks.due = gradebook.deadlines.due()
            for unit in units:
                marks.points[unit] = sum(p for cells in gradebook.points(unit).values() for p in cells.values())
                for score in gradebook.scores(unit):
                    marks.scores.setdefault((score.student, unit), []).append(score)
                for (student, _), penalty in gradebook.late(unit, with_penalty=True).items():
                    marks.penalty[student, unit] = marks.penalty.get((student, unit), 0.0) + (penalty or 0.0)
                for student, unmarked in marked_as_it_is(course, gradebook, unit).items():
                    marks.current[student, unit] = unmarked
        return marks


@dataclass(frozen=True)
class _Told:
    """What the records say of one person's work on one unit: uploads, returns, and marking's last problem with its time."""

    uploads: list[dict[str, Any]]
    returns: list[dict[str, Any]]
    problem: tuple[str, str]


def _work(person: Person, unit: str, folder: Any, marks: _Marks, told: _Told) -> Work:
    key = person.id, unit
    extension = person.extensions.get(unit)
    due = extension.until if extension else marks.due.get(unit)
    taken = [e for e in told.uploads if e.get("state") == "taken"]
    rest: dict[str, Any] = {"due": due, "extended": extension is not None, "attempts": len(taken)}
    rest["points"] = marks.points.get(unit, 0.0)
    if folder is None:
        bad = told.uploads[-1] if told.uploads and told.uploads[-1].get("state") == "not usable" else None
        if bad is None:
            return Work(State.none, **rest)
        return Work(State.unusable, str(bad.get("reason", "")), _moment(bad.get("handed_in")), **rest)
    at, _ = submission_time(folder)
    handed_in = as_utc(at) if at else None
    rest |= {"handed_in": handed_in, "late": late_in_words(handed_in, due) if handed_in and due else ""}
    if key not in marks.current:
        problem, when = told.problem
        since = [e for e in taken if str(e.get("at", "")) > when]
        if problem and not since:
            return Work(State.unusable, problem, **rest)
        again = any(score.final is not None for score in marks.scores.get(key, ()))
        return Work(State.to_mark, "handed in again since it was marked" if again else "", **rest)
    scores = marks.scores.get(key, [])
    given = [(score.final, score.points) for score in scores if score.final is not None and not score.waits]
    waiting = len(scores) - len(given)
    rest |= {"earned": sum(final for final, _ in given), "possible": sum(points for _, points in given), "waiting": waiting}
    rest |= {"penalty": marks.penalty.get(key, 0.0)}
    return _given_back(Work(State.marked, **rest), marks.current[key], told.returns)


def _given_back(work: Work, unmarked: tuple[str, ...], returns: list[dict[str, Any]]) -> Work:
    if returns:
        last = returns[-1]
        score = last.get("score")
        work = replace(work, returned_at=_moment(last.get("at")), returned_score=float(score) if score is not None else None)
    if work.waiting:
        what = f"{work.waiting} {'answer waits' if work.waiting == 1 else 'answers wait'} for a person"
        return replace(work, state=State.to_mark, reason=f"{what}: {unmarked[0]}" if unmarked else what)
    if work.returned_score is not None and abs(work.returned_score - work.score) < 0.005:
        return replace(work, state=State.returned)
    if work.returned_score is not None:
        return replace(work, reason=f"was {work.returned_score:g} when it was returned")
    return work


def _by_work(entries: Iterable[dict[str, Any]]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for entry in entries:
        found.setdefault((str(entry.get("student", "")), str(entry.get("unit", ""))), []).append(entry)
    return found


def _last_problems(course: Course) -> dict[tuple[str, str], tuple[str, str]]:
    """Return why the last marking of a hand-in gave no mark, or "", and when it was: (student, unit) → both."""
    return {
        (str(e.get("student")), str(e.get("unit"))): (str(e["problem"] or ""), str(e.get("at", "")))
        for e in entries(course.audit, '"problem"')
        if "problem" in e
    }


def _moment(text: Any) -> dt.datetime | None:
    return to_utc(text) if isinstance(text, str) else None
