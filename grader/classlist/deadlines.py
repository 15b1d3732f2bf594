"""Due dates and extensions: set in class.json and in nbgrader's gradebook, so that both say the same."""

from __future__ import annotations

import datetime as dt

from carelab.questions import CareLabError
from grader.classlist.class_list import ClassList
from grader.classlist.people import Person
from grader.course import Course, course_lock
from grader.gradebook import Gradebook
from grader.vle import in_uk_words, to_utc


class BadDate(CareLabError):
    """A date that a tutor typed cannot be read, or gives no extra time."""


def read_date(text: str) -> dt.datetime:
    """Return a date that a tutor typed, in UTC. A date without a time means the end of that day in the UK. Raises BadDate."""
    found = to_utc(text, end_of_day=True)
    if found is None:
        raise BadDate(f"{text} is not a date that can be read.", "Write 4 December 2026 or 2026-12-04, or 4 December 2026 17:00.")
    return found


def due_dates(course: Course) -> dict[str, dt.datetime]:
    """Return unit → due date in UTC; units without a due date are left out."""
    if not course.gradebook.is_file():
        return {}
    with Gradebook(course.gradebook) as gradebook:
        return gradebook.deadlines.due()


def set_due(course: Course, unit: str, due: dt.datetime | None) -> None:
    """Set a unit's due date (UTC; None for no date) in the gradebook; extensions keep their dates. Raises GradebookProblem."""
    with course_lock(course), Gradebook(course.gradebook) as gradebook:
        gradebook.deadlines.set_due(unit, due)
        write_extensions(gradebook, ClassList.load(course), unit)


def extend(course: Course, id: str, unit: str, until: dt.datetime, reason: str, by: str = "") -> Person:
    """Give a person until ``until`` (UTC) for a unit, in the class list and the gradebook; return the person.

    ``by``: who gave it.

    Raises
    ------
    BadClassList
        When nobody has this id or name.
    BadDate
        When ``until`` is not after the unit's due date.
    """
    due = due_dates(course).get(unit)
    if due and until <= due:
        raise BadDate(f"{unit} is due on {in_uk_words(due)}, so {in_uk_words(until)} is no more time.", "Give a later date.")
    with ClassList.changing(course) as people:
        person = people.extend(id, unit, until, reason, by)
        if course.gradebook.is_file():
            with Gradebook(course.gradebook) as gradebook:
                write_extensions(gradebook, people, unit, person.id)
    return person


def take_back(course: Course, id: str, unit: str) -> Person:
    """Remove a person's extension for a unit and return the person. Raises BadClassList when there is none."""
    with ClassList.changing(course) as people:
        person = people.take_back(id, unit)
        if course.gradebook.is_file():
            with Gradebook(course.gradebook) as gradebook:
                gradebook.deadlines.extend(unit, {person.id: None})
    return person


def write_extensions(gradebook: Gradebook, people: ClassList, unit: str, student: str = "") -> None:
    """Write the extensions of a unit into the gradebook, where nbgrader's late penalties read them.

    Parameters
    ----------
    student:
        Id of the student whose extension is written; "" for all students.
    """
    of = [person] if (person := people.get(student)) else [] if student else people
    gradebook.deadlines.extend(unit, {p.id: p.extensions[unit].until for p in of if unit in p.extensions})
