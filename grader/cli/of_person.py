"""The commands about one person's data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.classlist import ClassList
from grader.cli.common import HERE, AsJson, CourseDir, err, out, print_json
from grader.cli.terminal import tell
from grader.course import WAITING_FOR_LOCK, Course

person_app = typer.Typer(no_args_is_help=True, help="One person's data: give all of it to the person, or take it out everywhere.")
Who = Annotated[str, typer.Argument(help="The person's id, as carelab class prints it.")]


@person_app.command()
def export(
    student: Who,
    *,
    to: Annotated[Path | None, typer.Option(help="The zip to write; by default ID.zip in this folder.")] = None,
    course_dir: CourseDir = HERE,
    as_json: AsJson = False,
) -> None:
    """Write everything that the course holds about a person into one zip, for a person who asks for their data."""
    from grader.person import export_person

    made = export_person(Course.at(course_dir), student, to or Path(f"{student}.zip"))
    if as_json:
        print_json({"file": str(made.path), "files": made.files})
    else:
        tell(out, f"{made.files} files are in {made.path}. Give it to the person only; it holds marks and the tutor's comments.")


@person_app.command()
def forget(
    student: Who,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without this it is only said what would be done.")] = False,
    course_dir: CourseDir = HERE,
    as_json: AsJson = False,
) -> None:
    """Remove a person from the course everywhere: work, marks, comments, records. It cannot be undone."""
    from grader.person import forget_person, names_in

    course = Course.at(course_dir)
    if not yes:
        found = names_in(course, student)
        person = ClassList.load(course).get(student)
        shown = f"{person.name} ({person.id})" if person else student
        if as_json:
            print_json({"person": student, "files": [str(path) for path in found], "done": False})
        else:
            tell(out, f"{len(found)} files hold data of {shown}. Nothing was changed. To take it all out, for good: --yes.")
        return
    done = forget_person(course, student, waits=lambda: tell(err, WAITING_FOR_LOCK))
    left = [str(path) for path in done.left]
    if as_json:
        print_json(
            {"person": student, "pseudonym": done.pseudonym, "files": done.files, "lines": done.lines, "left": left, "done": True}
        )
    else:
        tell(
            out,
            f"{done.files} files were deleted, and {done.lines} lines of records. The record of marks says {done.pseudonym} now.",
        )
        for path in left:
            tell(err, path, "Still names the person:")
        if left:
            tell(
                err,
                "Look at these by hand. Back-ups, the VLE's own copies and zips that you downloaded are not reached from here.",
            )
        else:
            tell(
                out, "No file of the course names the person now. Back-ups, the VLE and your downloads are not reached from here."
            )
    if left:
        raise typer.Exit(1)
