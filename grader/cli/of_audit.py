"""The commands about the record of every mark given."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from carelab.errors import CareLabError
from grader.cli.common import HERE, AsJson, CourseDir, out, print_json
from grader.course import Course


def verify(
    *,
    seal: Annotated[str, typer.Option(help="A seal of this record that you wrote down earlier.")] = "",
    course_dir: CourseDir = HERE,
    as_json: AsJson = False,
) -> None:
    """Check that the record of marking has not been changed since it was written."""
    from grader import audit

    course = _course(course_dir)
    checked = audit.verify(course.audit, seal)
    if as_json:
        print_json(asdict(checked))
        return
    out.print(f"{checked.entries} entries, none changed.")
    if checked.cut_off:
        out.print(f"{checked.cut_off} lines were cut short by a crash; what they would have said was written again afterwards.")
    out.print(f"Seal: {checked.seal}", soft_wrap=True, highlight=False)
    out.print("Write the seal down elsewhere, and say --seal to check later that nothing up to here was changed or taken away.")


def show(
    student: Annotated[str, typer.Argument(help="A student's name as in submitted/; every student when none is named.")] = "",
    unit: Annotated[str, typer.Argument(help="A unit such as 08-budgeting; all of them when none is named.")] = "",
    *,
    course_dir: CourseDir = HERE,
    as_json: AsJson = False,
) -> None:
    """Show how a mark came about: each marking and each change by hand, oldest first; name a student and a unit to read why."""
    from grader import by_hand

    course = _course(course_dir)
    found = list(by_hand.history(course, student, unit))
    if as_json:
        print_json(found)
        return
    table = Table()
    for heading in ("When (UTC)", "Run by", "Student", "Unit", "What happened"):
        table.add_column(heading, overflow="fold")
    for entry in found:
        who = (entry["at"], entry["by"], entry.get("student", ""), entry.get("unit", ""))
        told = [by_hand.in_words(entry), *(by_hand.marks_in_words(entry) if student and unit else [])]
        table.add_row(*(escape(str(cell)) for cell in (*who, "\n".join(told))))
    out.print(table if found else "The record has nothing about that.")


def _course(folder: Path) -> Course:
    """Return the course, with changes by hand added to its record. Raises CareLabError when nothing was marked yet."""
    from grader.by_hand import note_changes

    course = Course.at(folder)
    note_changes(course)
    if not course.audit.is_file():
        raise CareLabError(f"There is no {course.audit.name} yet.", "It begins with the first marking: run carelab mark.")
    return course
