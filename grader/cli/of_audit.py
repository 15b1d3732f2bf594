"""The commands about the record of every mark given."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from carelab.questions import CareLabError
from grader.audit import Checked
from grader.cli.common import HERE, AsJson, CourseDir, err, out, print_json
from grader.cli.terminal import tell
from grader.course import Course

MOST_TOLD = 20
"""How many marks that are not in the record are named one by one."""


def verify(
    *,
    seal: Annotated[str, typer.Option(help="A seal of this record that you wrote down earlier.")] = "",
    course_dir: CourseDir = HERE,
    as_json: AsJson = False,
) -> None:
    """Check that the record of marking was not changed once written, and that no mark of the gradebook is missing in it."""
    from grader import audit

    course = _course(course_dir)
    checked = audit.verify(course.audit, seal)
    missing = list(audit.marks_not_in_audit(course))
    if as_json:
        listed = [{"student": student, "unit": unit, "grade_id": grade_id} for student, unit, grade_id in missing]
        print_json({**asdict(checked), "not_in_audit": listed})
    else:
        _tell(checked)
        for student, unit, grade_id in missing[:MOST_TOLD]:
            tell(err, f"{student}, {unit}, {grade_id}", "Not in the record as it stands in the gradebook:")
        if missing:
            tell(err, f"{len(missing)} marks are not in the record: lines are missing at its end, or another program set them.")
            tell(err, "Compare with a back-up of both. To mark those students again, and have it on record: carelab mark --all.")
    if missing:
        raise typer.Exit(1)


def _tell(checked: Checked) -> None:
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
    """Show how marks came about: each marking and each change by hand, oldest first.

    Name a student and a unit to see the reasons for each mark too.
    """
    from grader.audit import history, in_words, marks_in_words

    course = _course(course_dir)
    found = list(history(course, student, unit))
    if as_json:
        print_json(found)
        return
    table = Table()
    for heading in ("When (UTC)", "Run by", "Student", "Unit", "What happened"):
        table.add_column(heading, overflow="fold")
    for entry in found:
        who = (entry["at"], entry["by"], entry.get("student", ""), entry.get("unit", ""))
        told = [in_words(entry), *(marks_in_words(entry) if student and unit else [])]
        table.add_row(*(escape(str(cell)) for cell in (*who, "\n".join(told))))
    out.print(table if found else "The record has nothing about that.")


def _course(folder: Path) -> Course:
    """Return the course, with changes by hand added to its record. Raises CareLabError when nothing was marked yet."""
    from grader.audit import note_changes

    course = Course.at(folder)
    note_changes(course)
    if not course.audit.is_file():
        raise CareLabError(f"There is no {course.audit.name} yet.", "It begins with the first marking: run carelab mark.")
    return course
