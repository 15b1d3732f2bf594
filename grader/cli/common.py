"""What the commands share: where they print, the options that many of them take, and the progress bar."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from grader.cli.terminal import tell
from grader.course import Course

out = Console()
err = Console(stderr=True)

Units = Annotated[list[str] | None, typer.Argument(help="Units such as 08-budgeting; all of them when none is named.")]
CourseDir = Annotated[Path, typer.Option("--course-dir", help="The course folder, with source/ in it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
HERE = Path()


def own_units(course: Course, units: list[str] | None, instead: str) -> list[str]:
    """Return those of ``units`` (None: of all) that use Care Lab. For each other unit, print that ``instead`` is its command."""
    own = course.own_units(units)
    for unit in course.units(units):
        if unit not in own:
            tell(err, f"{unit} is not one of Care Lab's units. For it: {instead} {unit}")
    return own


def print_json(value: Any) -> None:
    """Print a value as JSON for another program, in ASCII, so that no name in it can send commands to a terminal."""
    sys.stdout.write(json.dumps(value, indent=1) + "\n")


def progress_bar() -> Progress:
    """Return a bar of the library Rich, on standard error, that shows how much is done and how long the rest will take."""
    columns = [TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()]
    return Progress(*columns, console=err, transient=True)
