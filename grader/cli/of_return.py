"""The command that gives marks and feedback back to a VLE."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from grader.cli.common import HERE, AsJson, CourseDir, err, out, print_json
from grader.cli.terminal import plain, tell
from grader.course import Course

if TYPE_CHECKING:
    from grader.returns import Return, Written


class Vle(enum.StrEnum):
    """The kinds of file to write marks into: an export of one of four VLEs (virtual learning environments), or Care Lab's CSV."""

    moodle = "moodle"
    canvas = "canvas"
    brightspace = "brightspace"
    blackboard = "blackboard"
    csv = "csv"


def return_(
    unit: Annotated[str, typer.Argument(help="A unit such as 08-budgeting.")],
    file: Annotated[Path | None, typer.Argument(help="The file that you exported from the VLE; none for --to csv.")] = None,
    *,
    to: Annotated[Vle, typer.Option(help="The VLE, or csv for a list of our own.")],
    column: Annotated[str, typer.Option(help="The title of the file's column, where several could be meant.")] = "",
    decimals: Annotated[int, typer.Option(min=0, max=2, help="How many decimals your college gives.")] = 2,
    comments: Annotated[bool, typer.Option(help="Send your comments with the marks, where the file takes them.")] = True,
    go: Annotated[
        bool, typer.Option("--go", help="Write the files; without this it is only shown what would be written.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Write marks once more that were given back before.")] = False,
    course_dir: CourseDir = HERE,
    as_json: AsJson = False,
) -> None:
    """Write a unit's marks into a file that you exported from the VLE, and make the zip of feedback pages to upload there."""
    from grader.audit import note_changes
    from grader.returns import plan_return, write_return

    course = Course.at(course_dir)
    course.own_units([unit])
    note_changes(course)
    plan = plan_return(course, unit, to.value, file, column=column, decimals=decimals, comments=comments)
    written = write_return(course, plan, again=again) if go else None
    if as_json:
        print_json(_as_json(plan, written))
    else:
        _show(plan)
        if written is None:
            out.print("Nothing was written. Say --go to write the files.")
        else:
            _tell(written)


def _show(plan: Return) -> None:
    title = f"{plan.unit} to {plan.to}" + (f", into {plan.column.title}" if plan.column else "")
    table = Table(title=Text(plain(title)))
    own = plan.table is None
    for heading in ("Who", "Mark here", *(() if own else ("In the file now",)), "Will be", "Good to know"):
        table.add_column(heading, overflow="fold", justify="left" if heading in ("Who", "Good to know") else "right")
    for row in plan.rows:
        here = "" if row.score is None else f"{round(row.score, 2):g} of {row.points:g}"
        notes = [row.why, f"{row.again:g} was given back before" if row.again is not None else ""]
        held = () if own else (row.held,)
        cells = (
            row.person.shown,
            here,
            *held,
            row.cell or ("blank" if own else "stays as it is"),
            "; ".join(filter(None, notes)),
        )
        table.add_row(*(Text(plain(cell)) for cell in cells))
    out.print(table)
    for line in (*plan.unknown, *plan.notes):
        tell(err, line, "Look:")


def _tell(written: Written) -> None:
    tell(out, f"{written.marks} marks are in {written.file}. Upload that file as it is: do not open it in Excel.")
    if written.feedback:
        tell(out, f"{written.pages} feedback pages are in {written.feedback}.")
    for line in written.not_written:
        tell(err, line, "Not written.")


def _as_json(plan: Return, written: Written | None) -> dict[str, Any]:
    return {
        "to": plan.to,
        "unit": plan.unit,
        "rows": [
            {
                "student": row.person.id,
                "name": row.person.name,
                "score": row.score,
                "points": row.points,
                "cell": row.cell or None,
                "why": row.why,
                "again": row.again,
            }
            for row in plan.rows
        ],
        "unknown": list(plan.unknown),
        "notes": list(plan.notes),
        "file": str(written.file) if written else None,
        "feedback": str(written.feedback) if written and written.feedback else None,
        "marks": written.marks if written else 0,
        "not_written": list(written.not_written) if written else [],
    }
