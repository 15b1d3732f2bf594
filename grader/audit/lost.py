"""Says that a gradebook is gone which the record of marking shows to have been there: it is never made anew without a word."""

from __future__ import annotations

from carelab.questions import CareLabError
from grader.audit.by_hand import given_by_hand
from grader.audit.record import entries
from grader.course import Course


class LostGradebook(CareLabError):
    """The gradebook file is missing, although the audit shows that students were marked."""


def check_lost(course: Course) -> None:
    """Raise LostGradebook when the audit shows that students were marked and the gradebook file is missing."""
    if course.gradebook.is_file() or not course.audit.is_file():
        return
    students = {entry["student"] for entry in entries(course.audit, having='"marks"') if "student" in entry}
    if students:
        given = given_by_hand(course)
        raise LostGradebook(
            f"{course.gradebook} is gone. Marks of {len(students)} {'student' if len(students) == 1 else 'students'} were in it, "
            f"and {given} marks or comments that people gave; comments are nowhere else.",
            "Put it back from a back-up. If there is none, run carelab build for an empty one, then carelab mark: marks given by "
            "hand are listed by carelab audit show, and must be given again.",
        )
