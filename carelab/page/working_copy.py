"""A student's working copy of a unit, in my-work: made from the course's folder, and brought up to date. Never written over."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from carelab.answers import NAME as ANSWERS
from carelab.answers import AnswerFileError, load
from carelab.page.pages import ORIGINS
from carelab.page.renewal import renew
from carelab.questions import CareLabError

WORK = "my-work"
"""The student's own folder, beside notebooks/ and release/. Nothing else is ever written to."""
UNIT = re.compile(r"\d+(-[a-z0-9]+)+")


class CannotOpen(CareLabError):
    """The course, or one of its units, cannot be opened."""


@dataclass(frozen=True)
class Working:
    """A student's working copy of a unit.

    Attributes
    ----------
    root:
        The student's own folder, my-work.
    unit:
        Name of the unit.
    lesson, exercises:
        Paths of the two notebooks, relative to ``root``, as ``exercises/08-budgeting/08-budgeting.ipynb``. None where the unit
        has no such notebook.
    renewed:
        A message to the student when the tutor had corrected the exercises and this copy was brought up to date; else empty.
    """

    root: Path
    unit: str
    lesson: str | None
    exercises: str | None
    renewed: str = ""

    @property
    def first(self) -> str:
        """The notebook to open first: the lesson, or the exercises if there is no lesson or one of them is answered already.

        Raises CannotOpen when the unit has neither.
        """
        begun = self.exercises is not None and _has_answers((self.root / self.exercises).with_name(ANSWERS))
        found = self.exercises if begun or self.lesson is None else self.lesson
        if found is None:
            raise CannotOpen(f"Unit {self.unit} has no notebook.")
        return found


def units_of(course: Path) -> list[str]:
    """Return the names of the units that a student can open, in order."""
    return sorted(_units(course / "notebooks") | _units(course / "release"))


def find_unit(folder: Path, unit: str | None) -> str:
    """Return the full name of a unit: ``08-budgeting`` for ``08-budgeting``, ``08``, ``8`` or ``budgeting``; the first for None.

    Raises CannotOpen when the course has no such unit.
    """
    release, source = folder / "release", folder / "source"
    ready = units_of(folder)
    if not ready or not release.is_dir():
        mend = "Run: carelab build" if source.is_dir() else "Go to the folder of the course pack, and run carelab open there."
        what = "release/ is missing" if ready else "notebooks/ and release/ are missing or empty"
        raise CannotOpen(f"There is no course to open in {folder}: {what}.", mend)
    units = sorted({*ready, *_units(source)})
    named = units[:1] if unit is None else [u for u in units if unit in _names(u)]
    if not named:
        raise CannotOpen(
            f"There is no unit {unit} in {folder}.", f"The units are {', '.join(units)}. Run: carelab open {units[0]}"
        )
    if named[0] in _units(source) - _units(release):
        raise CannotOpen(f"{release / named[0]} is missing.", f"Run: carelab build {named[0]}")
    return named[0]


def make_working_copy(folder: Path, unit: str | None, work: Path | None = None) -> Working:
    """Copy the files of a unit that my-work does not have yet, and bring exercises up to date that the tutor has corrected.

    A file that the student already has is never changed, except corrected exercises (see ``renew``).

    Parameters
    ----------
    folder:
        The folder of the course, with notebooks/ and release/.
    work:
        The student's own folder; my-work beside the course when none is named.

    Raises
    ------
    CannotOpen
        When the folder holds no course, the unit is not in it, or my-work cannot be written.
    """
    folder = folder.resolve()
    name = find_unit(folder, unit)
    root = work or folder / WORK
    renewed = ""
    found: dict[str, str | None] = {}
    for place, origin in ORIGINS.items():
        notebook = f"{place}/{name}/{name}.ipynb"
        try:
            _copy_new(folder / origin / name, root / place / name)
            if place == "exercises":
                renewed = renew(root / notebook, folder / origin / name / f"{name}.ipynb")
        except OSError as error:
            problem = f"{error.filename or root} cannot be written ({error.strerror})."
            raise CannotOpen(problem, f"Copy the folder {folder.name} to your Documents and open it there.") from error
        found[place] = notebook if (root / notebook).is_file() else None
    return Working(root, name, found["notebooks"], found["exercises"], renewed)


def _units(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*/*.ipynb") if path.stem == path.parent.name and UNIT.fullmatch(path.stem)}


def _names(unit: str) -> set[str]:
    number, _, short = unit.partition("-")
    return {unit, number, number.lstrip("0") or "0", short}


def _has_answers(path: Path) -> bool:
    """Say whether a student has begun: the file is made when the exercises are first opened, and holds no answer then."""
    try:
        return bool(load(path, path.parent.name).answers)
    except (AnswerFileError, OSError):
        return path.exists()


def _copy_new(origin: Path, target: Path) -> None:
    if not origin.is_dir():
        return
    for path in sorted(origin.rglob("*")):
        inside = path.relative_to(origin)
        if not path.is_file() or any(part.startswith(".") for part in inside.parts) or path.name == ANSWERS:
            continue
        copy = target / inside
        if copy.exists():
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        part = copy.with_name(f".{copy.name}.part")
        shutil.copyfile(path, part)
        part.replace(copy)
