"""What ``nbgrader generate_feedback`` writes for Care Lab's units: the pages of ``carelab feedback``.

nbgrader's own page shows the marked notebook whole, and with it each unit's keys, which are in its hidden tests.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory

from carelab.questions import CareLabError
from grader.course import Course, copy_exchange_files
from grader.marking import read_verdicts
from grader.reports import Marks, feedback_page, read_marks, read_work


class PagesExporter(HTMLExporter):
    """Makes nbgrader write Care Lab's feedback page on a unit. Set as ``GenerateFeedback.exporter_class``.

    nbgrader makes one exporter for each run, before it looks at any submission. For units that use Care Lab, submissions without
    verdicts are then left out, and no file beside a marked notebook is copied to where students can read it.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)  # type: ignore[no-untyped-call]
        self._folders: CourseDirectory = getattr(self.parent, "coursedir", None) or CourseDirectory(config=self.config)
        self._marks: dict[str, dict[str, Marks]] = {}
        run: Any = self.parent  # nbgrader's converter, where it is one
        if isinstance(getattr(run, "assignments", None), dict) and self._is_own(self._folders.assignment_id):
            self._take_up(run, self._folders.assignment_id)

    def from_filename(self, filename: str, resources: dict[str, Any] | None = None, **settings: Any) -> Any:
        """Return (HTML of a marked notebook's feedback page, resources): Care Lab's for units that use it, else nbgrader's."""
        about = (resources or {})["nbgrader"]
        unit, student = about["assignment"], about["student"]
        if not self._is_own(unit):
            return super().from_filename(filename, resources=resources, **settings)
        course = self._course()
        if unit not in self._marks:
            self._marks[unit] = read_marks(course, unit)
        verdicts = next(v for v in read_verdicts(course.root, unit) if v["student"] == student)
        work = read_work(course, unit, verdicts, self._marks[unit].get(student, Marks()))
        return feedback_page(work), {**(resources or {}), "output_extension": self.file_extension}

    def _course(self) -> Course:
        """Return the course. Raises NbGraderException where its folders are not nbgrader's own, in which no page is made."""
        try:
            return Course.at(Path(self._folders.root))
        except CareLabError as error:
            self.log.critical(str(error))
            raise NbGraderException(str(error)) from error

    def _is_own(self, unit: str) -> bool:
        """Say whether a unit is Care Lab's: also one with a slip in its source, whose keys are no less secret."""
        path = Path(self._folders.format_path(self._folders.source_directory, ".", unit)) / f"{unit}.ipynb"
        return path.is_file() and b"carelab" in path.read_bytes()

    def _take_up(self, run: Any, unit: str) -> None:
        root = self._course().root
        marked = {v["student"] for v in read_verdicts(root, unit)}
        for folder in list(run.assignments):
            student = Path(folder).parent.name
            if student not in marked:
                self.log.warning("%s: there is no mark on %s, so there is no page.", student, unit)
                del run.assignments[folder]

        def init_assignment(unit: str, student: str) -> None:
            target = root / "feedback" / student / unit
            target.mkdir(parents=True, exist_ok=True)
            copy_exchange_files(root / "autograded" / student / unit, target)

        run.init_assignment = init_assignment
