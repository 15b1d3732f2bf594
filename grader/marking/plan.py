"""Plans the marking of a class: reads the tutor's notebooks once, and finds the submissions that must be marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.audit import check_lost
from grader.course import Course, FolderState
from grader.gradebook import Gradebook, check_points
from grader.marking.previous import Record, rules
from grader.marking.run import MarkRun, Options, Submission
from grader.marking.tutors_notebook import TutorsNotebook, read_tutors_notebook, released_hash


@dataclass(frozen=True)
class ClassPlan:
    """What a marking run has to do.

    Attributes
    ----------
    notebooks:
        The tutor's notebooks by which students are marked.
    todo:
        The submissions that must be marked, or must be read to find out whether they have changed.
    whole:
        How many submissions there are in all.
    """

    notebooks: tuple[TutorsNotebook, ...]
    todo: tuple[Submission, ...]
    whole: int

    @property
    def with_code(self) -> int:
        """How many of the submissions in ``todo`` may run a student's code."""
        clicked = {one.path for one in self.notebooks if one.masters and not any(q.code for q in one.masters[0].questions)}
        return sum(submission.source not in clicked for submission in self.todo)


def release_new(course: Course, units: list[str]) -> None:
    """Make the students' version (release/) of those units that the gradebook does not have yet, which adds them to it.

    Raises BadSource, BadQuestion, BuildFailed, LostGradebook.
    """
    check_lost(course)
    known: set[str] = set()
    if course.gradebook.is_file():
        with Gradebook(course.gradebook) as gradebook:
            known = gradebook.units()
    missing = [unit for unit in units if unit not in known]
    if missing:
        from grader.authoring import generate

        generate(course.root, missing)


def plan_class(course: Course, gradebook: Gradebook, units: list[str], options: Options, run: MarkRun) -> ClassPlan:
    """Return the submissions of these units that must be marked. Unchanged ones are not: ``run`` gets what their records say.

    Raises
    ------
    BadSource, BadQuestion, BadNotebook, OtherPoints
        A unit's source notebook cannot be read, or its points are not those in the gradebook.
    """
    notebooks: list[TutorsNotebook] = []
    todo: list[Submission] = []
    whole = 0
    for unit in units:
        folders = course.submissions(unit)
        if not folders:
            continue
        sources = course.notebooks(unit)
        check_points(unit, sources, gradebook.points(unit))
        locked = gradebook.locked_cells(unit)
        read = [read_tutors_notebook(source, locked.get(source.stem, {})) for source in sources]
        notebooks += read
        whole += len(folders) * len(read)
        todo += _changed(course, gradebook, unit, read, folders, run, options)
    return ClassPlan(tuple(notebooks), tuple(todo), whole)


def _changed(
    course: Course,
    gradebook: Gradebook,
    unit: str,
    notebooks: list[TutorsNotebook],
    folders: list[tuple[str, Path]],
    run: MarkRun,
    options: Options,
) -> Iterator[Submission]:
    held = gradebook.held(unit)
    current = next(held, None)
    by = {one.path: rules(one.path, released_hash(one), options) for one in notebooks}
    for student, folder in folders:
        while current and current[0] < student:
            current = next(held, None)
        marks = current[1] if current and current[0] == student else {}
        for source, made_by in by.items():
            marked = course.root / "autograded" / student / unit / source.name
            known = None if options.mark_all else Record(marked).read(made_by, marks.get(source.stem, {}))
            before = known["content"] if known and known["again"] else ""
            if not before and known is not None and FolderState.at(folder).is_same(known):
                run.keep(student, unit, known)
            else:
                yield Submission(student, unit, folder, source, marked, options, made_by, None if before else known, before)
