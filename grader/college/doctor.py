"""What is missing on this machine, and the command that mends it. Tries things rather than asking what is installed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from grader.college.probe import protections
from grader.sandbox import FEWEST_OPEN_FILES, TooFewFiles, raise_open_files_limit

FLOORS = {
    "jupyterlab": (4, 6), "jupyter_server": (2, 20), "nbgrader": (0, 9, 6), "nbconvert": (7, 17, 1), "pandas": (3,),
    "ipywidgets": (8, 1), "anywidget": (0, 11), "voila": (0, 5, 13),
}  # fmt: skip
"""The oldest versions that the course has been seen to work with."""


@dataclass(frozen=True)
class Symptom:
    """One thing that was looked at.

    Attributes
    ----------
    mend:
        The command, or the step, that mends it; empty when it is well.
    """

    name: str
    well: bool
    detail: str
    mend: str = ""


def examine(course: Path) -> list[Symptom]:
    """Look at Python, the packages, the course folder and the sandbox, and return what was found."""
    return [*_python(), *_packages(), *_open_files(), *_course(course), *_sandbox()]


def _python() -> Iterator[Symptom]:
    found = ".".join(map(str, sys.version_info[:3]))
    yield Symptom("Python", sys.version_info >= (3, 11), found, "" if sys.version_info >= (3, 11) else "Install Python 3.11.")
    alembic = shutil.which("alembic")
    yield Symptom(
        "alembic, which nbgrader starts", bool(alembic), alembic or "not found", "" if alembic else "pip install alembic"
    )


def _packages() -> Iterator[Symptom]:
    for name, floor in FLOORS.items():
        wanted = ".".join(map(str, floor))
        try:
            found = metadata.version(name)
        except metadata.PackageNotFoundError:
            found = "missing"
        well = found != "missing" and version_of(found) >= floor
        yield Symptom(name, well, f"{found} (needs {wanted} or newer)", "" if well else f'pip install "{name}>={wanted}"')


def version_of(text: str) -> tuple[int, ...]:
    """Return the numbers at the head of a version: ``4.6.6rc1`` → (4, 6, 6)."""
    numbers = []
    for part in text.split("."):
        digits = "".join(c for c in part[: len(part) - len(part.lstrip("0123456789"))])
        if not digits:
            break
        numbers.append(int(digits))
    return tuple(numbers)


def _open_files() -> Iterator[Symptom]:
    try:
        raise_open_files_limit()
    except TooFewFiles as error:
        yield Symptom("open files", False, error.problem, error.next_step)
    else:
        yield Symptom("open files", True, f"a program may open {FEWEST_OPEN_FILES} or more")


def _course(course: Path) -> Iterator[Symptom]:
    source = sorted(p.stem for p in (course / "source").glob("*/*.ipynb"))
    released = {p.stem for p in (course / "release").glob("*/*.ipynb")}
    if not source:
        return
    missing = [unit for unit in source if unit not in released]
    detail = f"{len(source)} notebooks in source/, {len(released)} in release/"
    yield Symptom("course", not missing, detail, f"carelab build {' '.join(missing[:3])}" if missing else "")


def _sandbox() -> Iterator[Symptom]:
    mend = "Install bubblewrap (apt install bubblewrap). Until then students' code is refused, and answers are still marked."
    for one in protections():
        yield Symptom(f"sandbox: {one.name}", one.holds, one.detail, "" if one.holds else mend)
