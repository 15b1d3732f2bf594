"""How nbgrader takes up a submission that Care Lab marks: it reads the tutor's notebook, so that no student's file can stop it.

nbgrader reads each student's notebook and copies it before it is marked; a damaged one ends there, without a mark or a message.
Here nbgrader reads the notebook that was handed out instead. Only Care Lab reads the student's, and makes the marked copy.
"""

from __future__ import annotations

import glob
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory

from carelab.questions import CareLabError
from grader.authoring import load_notebook
from grader.course import WAITING_FOR_LOCK, Course, course_lock, files_in, is_ordinary
from grader.gradebook import check_points
from grader.nbgrader_plugin.half_marked import watch
from grader.sandbox import raise_open_files_limit

SET_ASIDE = "set-aside"
"""Folder in the course for links, pipes and devices that came in a submission and must not be copied."""


class TutorsExporter(NotebookExporter):
    """Makes nbgrader read the tutor's notebook where it would read a student's. Set as ``Autograde.exporter_class``.

    nbgrader makes one exporter for each run, before it looks at any submission. Then every submission is marked by the list
    of notebooks that the unit has, whatever the student's files are named, and even when there is no notebook in it.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)  # type: ignore[no-untyped-call]
        self._course: CourseDirectory = getattr(self.parent, "coursedir", None) or CourseDirectory(config=self.config)
        run: Any = self.parent  # nbgrader's converter, where it is one
        assignments = getattr(run, "assignments", None)
        if isinstance(assignments, dict):
            self._check_first()
            self._take_up(assignments)
            run.convert_notebooks = partial(self._when_unlocked, run.convert_notebooks)
            watch(run)

    def _check_first(self) -> None:
        """Stop before anybody is marked where every mark would be wrong."""
        unit = self._course.assignment_id
        try:
            raise_open_files_limit()
            check_points(unit, sorted(self._source(unit).glob("*.ipynb")), self._points(unit))
        except CareLabError as error:
            self.log.critical(str(error))
            raise NbGraderException(str(error)) from error

    def _points(self, unit: str) -> dict[str, dict[str, float]]:
        with Gradebook(self._course.db_url) as gradebook:
            try:
                notebooks = gradebook.find_assignment(unit).notebooks
            except MissingEntry:
                return {}  # nbgrader says so itself
            return {n.name: {c.name: c.max_score for c in (*n.grade_cells, *n.task_cells)} for n in notebooks}

    def _when_unlocked(self, convert: Callable[[], None]) -> None:
        """Convert while no ``carelab mark`` runs: both look for a row of the gradebook before they add it."""
        with course_lock(Course(Path(self._course.root)), lambda: self.log.warning(WAITING_FOR_LOCK)):
            convert()

    def from_filename(self, filename: str, resources: dict[str, Any] | None = None, **settings: Any) -> Any:
        """Return (notebook as JSON text, nbconvert's resources): the tutor's for a path in submitted/, else the path's own."""
        about = (resources or {})["nbgrader"]
        unit = about["assignment"]
        submitted = Path(self._course.format_path(self._course.submitted_directory, about["student"], unit))
        if Path(filename).parent != submitted:
            return super().from_filename(filename, resources=resources, **settings)
        handed_out = self._handed_out(unit, Path(filename).name)
        return self.from_notebook_node(handed_out, resources=resources, **settings)  # type: ignore[no-untyped-call]

    def _take_up(self, assignments: dict[str, list[str]]) -> None:
        course = self._course
        unit = course.assignment_id
        names = sorted(p.name for p in self._source(unit).glob("*.ipynb"))
        asked = [n for n in names if course.notebook_id in ("*", n.removesuffix(".ipynb"))]
        for folder in glob.glob(course.format_path(course.submitted_directory, course.student_id, unit)):  # noqa: PTH207 (as nbgrader)
            if not folder.isprintable():  # a line break in a name would end nbgrader's whole run
                self.log.error("Left out, because its name cannot be a student's: %r. Rename the folder.", folder)
                assignments.pop(folder, None)
            elif not Path(folder).is_symlink() and Path(folder).is_dir():
                assignments[folder] = [str(Path(folder) / name) for name in asked]
                self._set_aside_unusable(Path(folder))
            else:
                assignments.pop(folder, None)

    def _set_aside_unusable(self, folder: Path) -> None:
        """Move away what would stop nbgrader: files that cannot be copied, and a timestamp that cannot be read."""
        target = Path(self._course.root) / SET_ASIDE / folder.parent.name / folder.name
        moved = set_aside(folder, target)
        try:
            self._course.get_existing_timestamp(str(folder))
        except Exception:  # noqa: BLE001 (whatever a student's timestamp.txt holds)
            target.mkdir(parents=True, exist_ok=True)
            moved.append(Path(shutil.move(folder / "timestamp.txt", target / "timestamp.txt")))
        for path in moved:
            self.log.warning("Set aside, because it cannot be used: %s", path)

    def _source(self, unit: str) -> Path:
        return Path(self._course.format_path(self._course.source_directory, ".", unit))

    def _handed_out(self, unit: str, name: str) -> Any:
        released = Path(self._course.format_path(self._course.release_directory, ".", unit)) / name
        if released.is_file():
            return nbformat.read(released, as_version=4)
        notebook = load_notebook(self._source(unit) / name)
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}):
                cell["source"] = ""
        return nbformat.from_dict(notebook)


def set_aside(folder: Path, target: Path) -> list[Path]:
    """Move links, pipes and the like, and folders nested too deep to copy, from a submission to ``target``.

    Return their new paths.
    """
    moved = []
    for entry in sorted(folder.iterdir()):
        for path in _not_to_be_copied(entry):
            place = target / path.relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, place)
            moved.append(place)
    return moved


def _not_to_be_copied(entry: Path) -> list[Path]:
    if entry.is_symlink() or not entry.is_dir():
        return [] if is_ordinary(entry) else [entry]
    try:
        return [path for path in files_in(entry) if not is_ordinary(path)]
    except OSError:
        return [entry]
