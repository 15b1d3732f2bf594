"""Late penalties, where a course's nbgrader_config.py sets any: computed by nbgrader's own preprocessor and its plugin."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from carelab.questions import CareLabError
from grader.course import FILE, Course, OtherSettings, settings
from grader.gradebook.problem import AGAIN, GradebookProblem
from grader.gradebook.store import Gradebook

Told = list[tuple[str, str]]
"""A student and a sentence, for each hand-in that there is something to tell of."""


class LatePenalties:
    """Late penalties, computed by nbgrader's ``AssignLatePenalties`` with the course's settings.

    Attributes
    ----------
    sets_any:
        Whether the course has settings for late penalties. Without any, nbgrader takes nothing off.

    Raises
    ------
    OtherSettings
        When the plugin that the course names cannot be loaded.
    """

    def __init__(self, course: Course) -> None:
        self._gradebook: Path = course.gradebook
        self._root = course.root
        self._config: Any = settings(course.root)
        self.sets_any = any("Late" in section for section in self._config)
        self._step: Any = self._made() if self.sets_any else None

    def assign(self, student: str, unit: str, notebook: str) -> None:
        """Compute the late penalty of a student's notebook from its present marks, and write it into the gradebook.

        Raises
        ------
        GradebookProblem
            When the gradebook cannot be used.
        PluginStopped
            When the course's own plugin raises an error. The earlier penalty is then kept.
        """
        if self.sets_any:
            self._assign(student, unit, notebook)

    def recompute(self, gradebook: Gradebook, unit: str) -> tuple[Told, Told]:
        """Compute all late penalties of a unit again; return (changes, failures), each as pairs (student, sentence).

        It is needed because a moved due date, an extension or a new rule changes penalties, but no submission.
        """
        changes, failures = Told(), Told()
        before = gradebook.late(unit, with_penalty=not self.sets_any)
        for student, notebook in before:
            try:
                self._assign(student, unit, notebook)
            except PluginStopped as error:
                failures.append((student, str(error)))
        after = gradebook.late(unit, with_penalty=False) if before else {}
        for (student, notebook), was in before.items():
            now = after.get((student, notebook)) or 0.0
            if abs(now - (was or 0.0)) > 1e-9:
                changes.append((student, f"{notebook}: being late costs {_points(now)} now, before that {_points(was or 0.0)}."))
        return changes, failures

    def _assign(self, student: str, unit: str, notebook: str) -> None:
        import nbformat

        self._step = self._step or self._made()
        about = {"student": student, "assignment": unit, "notebook": notebook, "db_url": f"sqlite:///{self._gradebook}"}
        try:
            with _as_nbgrader(self._root):
                self._step.preprocess(nbformat.v4.new_notebook(), {"nbgrader": about})
        except DBAPIError as error:
            raise GradebookProblem(f"{self._gradebook} cannot be written or read ({error.orig}).", AGAIN) from error
        except Exception as error:
            raise PluginStopped(
                f"What lateness costs {notebook} was not worked out, because the course's plugin for it stopped "
                f"({type(error).__name__}: {error}). Its marks are saved.",
                "Mend the plugin, then mark again.",
            ) from error

    def _made(self) -> Any:
        from nbgrader.preprocessors import AssignLatePenalties
        from traitlets.config import Config

        try:
            with _as_nbgrader(self._root):
                step = AssignLatePenalties(config=Config(self._config))
                step.init_plugin()
        except Exception as error:
            raise OtherSettings(
                f"The plugin for late hand-ins that {FILE} names cannot be loaded ({type(error).__name__}: {error}).",
                "Mend it, or take that setting out; nbgrader needs it too.",
            ) from error
        step.log.setLevel("ERROR")
        return step


class PluginStopped(CareLabError):
    """The plugin that the course sets for late penalties raised an error."""


@contextmanager
def _as_nbgrader(root: Path) -> Iterator[None]:
    """Find modules of the course's own, as nbgrader does, which is started in the course's folder."""
    before = Path.cwd()
    sys.path.insert(0, str(root))
    os.chdir(root)
    try:
        yield
    finally:
        os.chdir(before)
        sys.path.remove(str(root))


def _points(points: float) -> str:
    return f"{points:g} point" if points == 1 else f"{points:g} points"
