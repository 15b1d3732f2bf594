"""Writes what was planned: the VLE's own file with the marks in it, the zip of feedback pages, and the record of both."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from carelab.answers import write_whole
from grader.course import Course
from grader.intake import read_records
from grader.reports import FEEDBACK_FILE, give_feedback
from grader.returns.plan import BadReturn, Return, Row
from grader.returns.record import add_records
from grader.vle import fill, formula_safe

FOLDER = "returned"
HEADINGS = ("Id", "Name", "Email", "Group", "Unit", "Mark", "Of", "State")


@dataclass(frozen=True)
class Written:
    """The files that were written for a VLE (Moodle, Canvas …).

    Attributes
    ----------
    feedback:
        Path of the zip with the students' feedback pages and feedback files; None when there is no page.
    marks:
        How many marks are in the file. ``pages``: how many feedback pages are in the zip.
    not_written:
        Sentences on who got no mark in the file although the gradebook has one, and why.
    """

    file: Path
    feedback: Path | None
    marks: int
    pages: int
    not_written: tuple[str, ...] = ()


def write_return(course: Course, plan: Return, *, again: bool = False) -> Written:
    """Write the planned files into ``returned/<unit>/<vle>/``, record each mark, and return what was written.

    Raises BadReturn, BadTable or OSError.

    Parameters
    ----------
    again:
        Whether marks that were returned to this VLE before are written once more. Without it, BadReturn is raised for them.
    """
    if plan.again and not again:
        named = ", ".join(f"{row.person.shown} ({row.again:g})" for row in plan.again[:5])
        more = f" and {len(plan.again) - 5} more" if len(plan.again) > 5 else ""
        raise BadReturn(
            f"{len(plan.again)} of these marks were given to {plan.to} before: {named}{more}.",
            "To write the file once more, with the marks as they are now, say --again.",
        )
    folder = course.root / FOLDER / plan.unit / plan.to
    folder.mkdir(parents=True, exist_ok=True)
    data, refused = _file(plan)
    name = plan.table.name if plan.table else f"marks-{plan.unit}.csv"
    write_whole(folder / name, data)
    give_feedback(course, [plan.unit])
    pages = list(_pages(course, plan))
    packed = folder / f"feedback-{plan.unit}.zip" if pages else None
    if packed:
        write_whole(packed, _zip(pages))
    done = [row for row in plan.rows if row.written and row.row not in refused]
    add_records(
        course,
        (
            {
                "to": plan.to,
                "unit": plan.unit,
                "student": row.person.id,
                "score": round(row.score or 0.0, 4),
                "points": row.points,
                "cell": row.cell,
                "file": name,
                "sha256": hashlib.sha256(data).hexdigest(),
            }
            for row in done
        ),
    )
    told = tuple(f"{row.person.shown}: {refused[row.row]}" for row in plan.rows if row.written and row.row in refused)
    return Written(folder / name, packed, len(done), sum(path.suffix == ".html" for _, path in pages), told)


def _file(plan: Return) -> tuple[bytes, dict[int, str]]:
    if plan.table is not None and plan.column is not None:
        filled = fill(plan.table, plan.entries(), plan.column)
        return filled.table.to_bytes(), dict(filled.not_written)
    text = io.StringIO(newline="")
    write = csv.writer(text)
    write.writerow(HEADINGS)
    for row in plan.rows:
        p = row.person
        cells = (p.id, p.name, p.email, p.group, plan.unit, row.cell, f"{plan.points:g}" if row.written else "", row.why)
        write.writerow([formula_safe(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig"), {}


def _pages(course: Course, plan: Return) -> Iterator[tuple[str, Path]]:
    """Yield the path in the zip, as the VLE takes it, and the file: each feedback page, and the feedback file of its student."""
    paths = _upload_paths(course, plan.unit)
    for row in plan.rows:
        own = course.root / "feedback" / row.person.id
        place = _place(row, plan, paths.get(row.person.id, ""))
        files = {f"feedback-{plan.unit}.html": own / plan.unit / f"{plan.unit}.html", FEEDBACK_FILE: own / FEEDBACK_FILE}
        yield from ((f"{place}{name}", path) for name, path in files.items() if row.written and path.is_file())


def _place(row: Row, plan: Return, uploaded: str) -> str:
    """Return what stands before the page's name in the zip: the form by which each VLE finds the person."""
    plain = "".join(c for c in row.person.shown if c.isalnum() or c in " .-'") or row.person.id
    if plan.to == "moodle" and row.moodle_number:
        return f"{plain}_{row.moodle_number}_assignsubmission_file_/"
    if plan.to == "brightspace" and "/" in uploaded:
        return f"{uploaded.rpartition('/')[0]}/"
    if plan.to == "canvas":
        parts = uploaded.rpartition("/")[2].split("_")
        late = parts[1:2] == ["LATE"]
        if len(parts) > 3 + late:
            return f"{'_'.join(parts[: 3 + late])}_"
    return f"{plain} ({row.person.id})/"


def _upload_paths(course: Course, unit: str) -> dict[str, str]:
    """Return the path in the VLE's zip of the last upload of each student for a unit."""
    return {
        line["student"]: str(line.get("path", ""))
        for line in read_records(course)
        if line["unit"] == unit and line.get("state") == "taken"
    }


def _zip(pages: list[tuple[str, Path]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as packed:
        for name, path in pages:
            packed.write(path, name)
    return made.getvalue()
