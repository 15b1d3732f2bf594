"""Two nbgrader preprocessors: one marks a submission instead of running it, one saves the marks instead of reading outputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from nbgrader.utils import is_grade, is_task

from grader import audit
from grader.marking import VERDICTS, CellVerdict, TutorsNotebook, audit_entry, mark_notebook, read_tutors_notebook, write_verdicts

BY_CELL = "carelab_verdicts"
"""Key of nbconvert's resources by which one preprocessor passes its verdicts to the other: grade id → CellVerdict."""

UNMARKED = "carelab_unmarked"
"""The same for comments on cells that are worth no points: cell id → comment."""


class Mark(NbGraderPreprocessor):  # type: ignore[misc]
    """The nbgrader preprocessor that marks a submission and puts the result under each marked cell.

    It takes the place of nbgrader's ``Execute``, which would run the cells in a kernel.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Mark the submission that nbgrader is working on; return (its marked notebook, nbgrader's resources)."""
        course = CourseDirectory(config=self.config)
        unit = resources["nbgrader"]["assignment"]
        tutors = _tutors(course, unit, resources["nbgrader"]["notebook"])
        student = resources["nbgrader"]["student"]
        folder = Path(course.format_path(course.submitted_directory, student, unit))
        result, notebook = mark_notebook(tutors, folder)
        if result.problem:
            self.log.error("%s: no mark. %s", student, result.problem)
        for what in result.repaired:
            self.log.warning("%s: repaired. %s", student, what)
        marked_folder = Path(course.format_path(course.autograded_directory, student, unit))
        (marked_folder / VERDICTS).unlink(missing_ok=True)  # nbgrader copies whatever was handed in, under this name too
        if result.master is not None:
            write_verdicts(marked_folder, student, unit, result)
        audit.append(Path(course.root) / "audit.jsonl", [audit_entry(student, unit, tutors.path, result)])
        marked = NotebookNode(_nodes(notebook)) if notebook else nb
        verdicts = {v.grade_id: v for v in result.verdicts}
        resources.update({BY_CELL: {}, UNMARKED: result.unmarked})
        for cell in marked.cells:
            if is_grade(cell) or is_task(cell):
                grade_id = cell.metadata["nbgrader"]["grade_id"]
                none = CellVerdict(
                    grade_id, float(cell.metadata["nbgrader"]["points"]), None, result.problem or "It has no question."
                )
                resources[BY_CELL][grade_id] = verdicts.get(grade_id, none)
        nb.cells, nb.nbformat_minor = marked.cells, marked.nbformat_minor
        return nb, resources


_read: dict[tuple[Any, ...], TutorsNotebook] = {}
"""The tutor's notebook that was read last: nbgrader marks a class one student after another, each by new preprocessors."""


def _tutors(course: CourseDirectory, unit: str, name: str) -> TutorsNotebook:
    """Return a unit's notebook, with its locked cells as they are in the gradebook."""
    source = Path(course.format_path(course.source_directory, ".", unit)) / f"{name}.ipynb"
    released = Path(course.format_path(course.release_directory, ".", unit)) / source.name
    with Gradebook(course.db_url) as gradebook:
        try:
            cells = gradebook.find_notebook(name, unit).source_cells
        except MissingEntry:
            cells = []
        locked = {cell.name: cell.source or "" for cell in cells if cell.locked}
    times = (source.stat().st_mtime_ns, released.stat().st_mtime_ns if released.is_file() else 0)
    key = (source, released, times, tuple(sorted(locked.items())))
    if key not in _read:
        _read.clear()
        _read[key] = read_tutors_notebook(source, locked, released)
    return _read[key]


class SaveVerdicts(SaveAutoGrades):  # type: ignore[misc]
    """The nbgrader preprocessor that writes the marks into the gradebook.

    A cell without a mark waits for a person; it is not a 0.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Save a cell's mark and comment; return the cell and the resources.

        Task cells are included: nbgrader does not update them when a student hands in again.
        """
        if is_task(cell):
            self._add_score(cell, resources)
        return super().preprocess_cell(cell, resources, cell_index)  # type: ignore[no-any-return]

    def _add_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        grade_id = cell.metadata["nbgrader"]["grade_id"]
        grade = self.gradebook.find_grade(grade_id, self.notebook_id, self.assignment_id, self.student_id)
        verdict: CellVerdict = resources[BY_CELL][grade_id]
        grade.auto_score = verdict.score
        grade.needs_manual_grade = verdict.score is None or grade.manual_score is not None
        self.gradebook.db.commit()

    def _add_comment(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        """Say why a cell has no mark, or that it was left as it was, where a tutor looks for it."""
        grade_id = cell.metadata["nbgrader"]["grade_id"]
        comment = self.gradebook.find_comment(grade_id, self.notebook_id, self.assignment_id, self.student_id)
        verdict = resources[BY_CELL].get(grade_id)
        comment.auto_comment = (verdict.comment if verdict else resources[UNMARKED].get(grade_id)) or None
        self.gradebook.db.commit()


def _nodes(value: Any) -> Any:
    if isinstance(value, dict):
        return NotebookNode({k: _nodes(v) for k, v in value.items()})
    return [_nodes(v) for v in value] if isinstance(value, list) else value
