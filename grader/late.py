"""What a late hand-in loses, where a course's nbgrader_config.py says so: worked out by nbgrader's own step and its plugin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from grader.course import Course
from grader.gradebook_problem import AGAIN, GradebookProblem
from grader.settings import settings


class LatePenalties:
    """The penalties of a course: nbgrader's ``AssignLatePenalties`` as it is set there.

    Attributes
    ----------
    sets_any:
        Whether the course sets any. nbgrader's default takes nothing off, and then this does nothing.
    """

    def __init__(self, course: Course) -> None:
        self._gradebook: Path = course.gradebook
        self._config: Any = settings(course.root)
        self.sets_any = any("Late" in section for section in self._config)

    def assign(self, student: str, unit: str, notebook: str) -> None:
        """Write what lateness costs this notebook, from the marks that it has now. Raises GradebookProblem."""
        if not self.sets_any:
            return
        import nbformat
        from nbgrader.preprocessors import AssignLatePenalties

        about = {"student": student, "assignment": unit, "notebook": notebook, "db_url": f"sqlite:///{self._gradebook}"}
        step = AssignLatePenalties(config=self._config)
        step.log.setLevel("ERROR")
        try:
            step.preprocess(nbformat.v4.new_notebook(), {"nbgrader": about})
        except DBAPIError as error:
            raise GradebookProblem(f"{self._gradebook} cannot be written or read ({error.orig}).", AGAIN) from error
