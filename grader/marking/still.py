"""Says whether marks that were given are still those of what is in submitted/: a later hand-in is not marked by them."""

from __future__ import annotations

from grader.course import Course, FolderState, content, submission_time
from grader.gradebook import Gradebook
from grader.marking.previous import Record


def marked_as_it_is(course: Course, gradebook: Gradebook, unit: str) -> dict[str, tuple[str, ...]]:
    """Return the students whose submission is unchanged since it was marked: student → sentences on why cells have no mark.

    A submission that nbgrader itself marked has no record: it counts as unchanged when the gradebook has its hand-in time.
    """
    times = gradebook.deadlines.handed_in(unit)
    found = {}
    for student, folder in course.submissions(unit):
        notebooks = course.notebooks(unit)
        marked = [course.root / "autograded" / student / unit / path.name for path in notebooks]
        records = [Record(path).whole() for path in marked]
        if any(records):
            if all(r and (FolderState.at(folder).is_same(r) or r.get("content") == content(folder)) for r in records):
                found[student] = tuple(reason for r in records for reason in r.get("unmarked", ()))
        elif student in times and all(path.is_file() for path in marked):
            (at, _), known = submission_time(folder), times[student]
            if at is None or known is None or at == known.replace(tzinfo=None):
                found[student] = ()
    return found
