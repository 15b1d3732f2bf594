"""From source/ to release/ by nbgrader's own steps, then the proof that nothing of a key went with it."""

from __future__ import annotations

import contextlib
import logging
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import carelab
from carelab.questions import CareLabError
from grader.authoring.cells import asks_questions
from grader.authoring.proof import Leak, prove
from grader.authoring.source_notebook import read_master, source_path
from grader.authoring.tidy import tidy
from grader.course import gradebook_of, scripts_on_path

OWN_ANSWERS = ("answers.json*", "answers-kept-*", "*-handin.zip")
"""What a tutor who tries a question in source/ leaves there. In release/, nbgrader would put it over a student's own."""
WRITTEN_ABOVE = "*Your tutor reads and marks the answer that you wrote above.*"
"""The text of the cell of a written answer, in place of nbgrader's YOUR ANSWER HERE: students write in the form above it."""


CODE_HERE = {"python": "# Write your code here."}
"""The text of the cell of an answer in code. An untouched cell must run, so that the cells after it do, too."""


class BuildFailed(CareLabError):
    """nbgrader could not generate the students' version of a unit."""


@dataclass(frozen=True)
class Built:
    """The result of building a unit's student version: how many questions and points it has, and where a key was found in it.

    ``tidied``: how many cells of the source notebook were locked, hidden or cleared first.
    """

    unit: str
    questions: int
    points: float
    leaks: tuple[Leak, ...]
    tidied: int


def build(course: Path, units: list[str], *, wheel: Path | None = None) -> list[Built]:
    """Make the students' version of units, ``release/<unit>/`` from ``source/<unit>/``, and search it for keys.

    The source notebook is cleaned first: see :func:`grader.authoring.tidy.tidy`.

    Parameters
    ----------
    wheel:
        The Care Lab wheel that students install, which is searched too; None to leave it out.

    Raises
    ------
    BadSource, BadQuestion
        When a source notebook has an error. That unit is then not released.
    BuildFailed
        When nbgrader fails; the message gives its reason.
    """
    for unit in units:
        path = source_path(course, unit)
        for variant in range(1, read_master(path).variants + 1):
            read_master(path, variant)
    tidied = [tidy(source_path(course, unit)) for unit in units]
    generate(course, units)
    built = []
    for unit, cells in zip(units, tidied, strict=True):
        marked = read_master(source_path(course, unit)).questions
        built.append(Built(unit, len(marked), sum(m.points for m in marked), tuple(prove(course, unit, wheel)), cells))
    return built


def make_wheel(folder: Path) -> Path | None:
    """Build the students' wheel, which holds ``carelab`` alone, in ``folder``; return its path, or None without a checkout."""
    root = Path(carelab.__file__).parent
    if not (root / "pyproject.toml").is_file():
        return None
    from hatchling.builders.wheel import WheelBuilder

    made = [Path(p) for p in WheelBuilder(str(root)).build(directory=str(folder), versions=["standard"])]
    if len(made) != 1:
        raise CareLabError(f"Building the wheel gave {len(made)} files.", "Check carelab/pyproject.toml.")
    return made[0]


def generate(course: Path, units: list[str]) -> None:
    """Run nbgrader's ``generate_assignment`` for each unit, into release/ and the gradebook.

    Raises
    ------
    BuildFailed
        When nbgrader fails. The unit's folder in release/ is then unchanged.
    """
    from nbgrader.converters.base import NbGraderException
    from nbgrader.converters.generate_assignment import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    scripts_on_path()
    said = _Errors()
    quiet = logging.Logger("carelab.build", logging.ERROR)
    quiet.addHandler(said)
    for unit in units:
        config = Config()
        config.CourseDirectory.root = str(course)
        config.CourseDirectory.db_url = f"sqlite:///{gradebook_of(course)}"
        config.CourseDirectory.assignment_id = unit
        config.CourseDirectory.course_id = "carelab"
        config.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", *OWN_ANSWERS]
        config.GenerateAssignment.force = True
        config.ClearSolutions.text_stub = WRITTEN_ABOVE
        source = course / "source" / unit / f"{unit}.ipynb"
        if source.is_file() and asks_questions(source):
            config.ClearSolutions.code_stub = CODE_HERE
        converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config, log=quiet)
        try:
            with _kept(course / "release" / unit):
                converter.start()
        except (NbGraderException, RuntimeError) as error:
            reason = said.reason() or str(error)
            raise BuildFailed(f"{unit}: nbgrader could not make its release. {reason}", "Mend it, then build again.") from error


@contextlib.contextmanager
def _kept(release: Path) -> Iterator[None]:
    """Put a release back as it was if making a new one fails: nbgrader takes the old one away first."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / release.name
        if release.is_dir():
            shutil.copytree(release, kept)
        try:
            yield
        except BaseException:
            shutil.rmtree(release, ignore_errors=True)
            if kept.is_dir():
                shutil.copytree(kept, release)
            raise


_ERROR = re.compile(r"[A-Za-z_][\w.]*: .")
"""The line of a traceback that says what went wrong."""


class _Errors(logging.Handler):
    """Keeps what nbgrader logs as errors, since the exception that it raises only points there."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += [line for line in record.getMessage().splitlines() if line.strip() and not line.startswith("There was an")]
        if record.exc_info and record.exc_info[1] is not None:
            self.lines.append(str(record.exc_info[1]))

    def reason(self) -> str:
        """Return the line that says most: the first error of a traceback, which is the cause of the others."""
        named = [line for line in self.lines if _ERROR.match(line)]
        said = named[0].partition(": ")[2] if named else " ".join(line.strip() for line in self.lines)
        return f"{said.strip().rstrip('.')}."
