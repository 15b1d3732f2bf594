"""Marks a submission again when nbgrader was killed while marking it, where nbgrader alone would take it for marked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.utils import rmtree


def watch(run: Any) -> None:
    """Make nbgrader keep a marker file beside each folder that it is marking, so that a later run sees which were cut short.

    Parameters
    ----------
    run:
        nbgrader's ``Autograde`` object, before it starts. Three methods that it calls for every submission are wrapped.
    """
    begin, work, end = run.init_destination, run.init_assignment, run.set_permissions

    def init_destination(unit: str, student: str) -> bool:
        marked, sign = _places(run, unit, student)
        if sign.exists():
            run.log.warning("Marking %s was cut short before; it is marked again.", marked)
            if marked.exists():
                rmtree(str(marked))
        return bool(begin(unit, student))

    def init_assignment(unit: str, student: str) -> None:
        _, sign = _places(run, unit, student)
        sign.parent.mkdir(parents=True, exist_ok=True)
        sign.touch()
        work(unit, student)

    def set_permissions(unit: str, student: str) -> None:
        end(unit, student)
        _places(run, unit, student)[1].unlink(missing_ok=True)

    run.init_destination, run.init_assignment, run.set_permissions = init_destination, init_assignment, set_permissions


def _places(run: Any, unit: str, student: str) -> tuple[Path, Path]:
    """Return a submission's marked folder, and the file that shows that it is not complete."""
    marked = Path(run.coursedir.format_path(run.coursedir.autograded_directory, student, unit))
    return marked, marked.with_name(f".{marked.name}.marking")
