"""The command that takes uploads in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from grader.cli.common import HERE, AsJson, CourseDir, err, out, print_json
from grader.cli.terminal import plain, tell
from grader.course import WAITING_FOR_LOCK, Course

if TYPE_CHECKING:
    from grader.intake import HandIn, Look

STATES = {"new": "", "replaces": "Replaces an earlier one, which is kept.", "same": "It is there already."}


def intake(
    files: Annotated[
        list[Path],
        typer.Argument(help="Zips of a class from any VLE, folders, students' own files; and Moodle's grading worksheet (CSV)."),
    ],
    *,
    student: Annotated[str, typer.Option(help="Whose it is, for one student's own file.")] = "",
    who: Annotated[
        list[str] | None,
        typer.Option(help="An answer to a question, as --who 'Grace O=grace.okafor'."),
    ] = None,
    other_units: Annotated[
        bool, typer.Option("--other-units", help="Take work for another unit than the rest of its zip as that unit.")
    ] = False,
    go: Annotated[bool, typer.Option("--go", help="Take the files in; without this they are only listed.")] = False,
    older: Annotated[
        bool, typer.Option("--replace", help="Take work in although a later one stands in submitted/, which is set aside.")
    ] = False,
    course_dir: CourseDir = HERE,
    as_json: AsJson = False,
) -> None:
    """Take uploads into submitted/. The command first shows what it would do, and asks what is uncertain; --go does it."""
    from grader.intake import look, take

    course = Course.at(course_dir)
    found = look(course, files, student=student, answers=_answers(who or ()), other_units=other_units, newer_stays=not older)
    written = take(course, found, newer_stays=not older, waits=lambda: tell(err, WAITING_FOR_LOCK)) if go else 0
    asked = [one for one in found.hand_ins if one.says]
    if as_json:
        print_json(_as_json(found, written))
    else:
        _show(found, written, go=go)
    if found.problems or asked:
        raise typer.Exit(1)


def _answers(given: Sequence[str]) -> dict[str, str]:
    pairs = [text.rpartition("=") for text in given]
    for shown, sign, _ in pairs:
        if not (shown and sign):
            raise typer.BadParameter("write it as NAME=ID, as in --who 'Grace Okafor=grace.okafor'.", param_hint="--who")
    return {shown: student.strip() for shown, _, student in pairs}


def _as_json(found: Look, written: int) -> dict[str, Any]:
    return {
        "files": [
            {"student": one.student, "unit": one.unit, "file": part.name, "from": upload.shown, "state": one.state}
            for one in found.hand_ins
            if one.state in STATES
            for upload, part in one.parts
        ],
        "problems": [*found.problems, *(one.says for one in found.hand_ins if one.says)],
        "written": written,
        "hand_ins": [
            {
                "student": one.student,
                "name": one.who,
                "unit": one.unit,
                "state": one.state,
                "handed_in": f"{one.at:%Y-%m-%dT%H:%M:%SZ}" if one.at else None,
                "says": one.says,
                "notes": list(one.notes),
                "uploads": [{"file": upload.shown, "sha256": upload.sha256} for upload in one.uploads],
            }
            for one in found.hand_ins
        ],
        "notes": list(found.notes),
    }


def _show(found: Look, written: int, *, go: bool) -> None:
    """Print the table of what can be taken, then the questions, then what must be sent again, then one line a unit."""
    from grader.intake import TIME_NOT_KNOWN
    from grader.vle import in_uk_words

    ready = [one for one in found.hand_ins if one.state in STATES]
    if ready:
        table = Table(title="Taken in" if go else "Ready to take in")
        for heading in ("Who", "Id", "Unit", "Handed in (UK time)", "Good to know"):
            table.add_column(heading, overflow="fold")
        for one in ready:
            notes = [STATES[one.state], *(note for note in one.notes if note != TIME_NOT_KNOWN)]
            when = in_uk_words(one.at) if one.at else "time not known"
            table.add_row(*(Text(plain(text)) for text in (one.who, one.student, one.unit, when, " ".join(filter(None, notes)))))
        out.print(table)
    for problem in found.problems:
        tell(err, problem, "Not read.")
    for state, label in (("question", "Question."), ("not usable", "Must send again."), ("older", "Not taken.")):
        for one in found.hand_ins:
            if one.state == state:
                tell(err, one.says, label)
    for line in _summary(found.hand_ins):
        tell(out, line)
    for note in found.notes:
        tell(out, note)
    out.print(f"{written} files taken in." if go else "Nothing was written. Say --go to take these files in.")


def _summary(found: Sequence[HandIn]) -> list[str]:
    """Return a line for each unit: how many students' work can be marked, and how many wait for an answer or a new upload."""
    lines = []
    for unit in sorted({one.unit for one in found}):
        count = Counter("ready" if one.state in STATES else one.state for one in found if one.unit == unit)
        parts = [
            f"{count['ready']} {'student' if count['ready'] == 1 else 'students'} ready",
            *([f"{count['question']} to ask you about"] if count["question"] else []),
            *([f"{count['not usable']} not usable"] if count["not usable"] else []),
            *([f"{count['older']} not the latest"] if count["older"] else []),
        ]
        lines.append(f"{unit or 'No unit'}: {', '.join(parts)}.")
    return lines
