"""What is missing on this machine, and the command that mends it. Tries things rather than asking what is installed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from grader.college.probe import protections
from grader.sandbox import FEWEST_OPEN_FILES, TooFewFiles, raise_open_files_limit


@dataclass(frozen=True)
class Symptom:
    """One part of the installation that ``carelab doctor`` examined, and whether it works.

    Attributes
    ----------
    mend:
        The command or step that mends it; empty when it works.
    """

    name: str
    well: bool
    detail: str
    mend: str = ""


def examine(course: Path) -> list[Symptom]:
    """Examine Python, the packages, the course folder and the sandbox; return a result for each part."""
    return [*_python(), *_packages(), *_open_files(), *_course(course), *_sandbox()]


def _python() -> Iterator[Symptom]:
    found = ".".join(map(str, sys.version_info[:3]))
    yield Symptom("Python", sys.version_info >= (3, 11), found, "" if sys.version_info >= (3, 11) else "Install Python 3.11.")
    alembic = shutil.which("alembic")
    yield Symptom(
        "alembic, which nbgrader starts", bool(alembic), alembic or "not found", "" if alembic else "pip install alembic"
    )


def _packages() -> Iterator[Symptom]:
    """Look at each package that Care Lab itself asks for."""
    for wanted in map(Requirement, metadata.requires("carelab") or []):
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
            continue
        try:
            found = metadata.version(wanted.name)
        except metadata.PackageNotFoundError:
            found = "missing"
        well = found != "missing" and wanted.specifier.contains(found, prereleases=True)
        needs = f"{wanted.name}{wanted.specifier}"
        yield Symptom(wanted.name, well, f"{found} (needs {needs})", "" if well else f'pip install "{needs}"')


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
