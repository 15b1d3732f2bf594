"""Takes hand-in files into submitted/: Moodle's zip of a whole class, or a student's own. Looks first, writes after."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from carelab.answers import LARGEST, NAME
from grader.course import Course, is_student
from grader.judge.repair import LARGEST_NOTEBOOK

MOODLE = re.compile(r"^(?P<name>.+)_(?P<id>\d+)_assignsubmission_file(_.*)?$")


@dataclass(frozen=True)
class Taken:
    """One file that intake would put, or has put, into submitted/. ``problem`` says why it was not taken."""

    zip: str
    member: str
    student: str = ""
    unit: str = ""
    name: str = ""
    data: bytes = b""
    problem: str = ""


def read_zip(course: Course, path: Path, *, student: str = "") -> list[Taken]:
    """Return what a zip holds for this course.

    Parameters
    ----------
    student:
        Whose it is, for a student's own hand-in file. In a Moodle zip each folder names its student, as
        ``Amina Khan_12345_assignsubmission_file``, and the participant number becomes the student id.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            return list(_members(course, path.name, packed, student))
    except (zipfile.BadZipFile, OSError) as error:
        return [Taken(path.name, "", problem=f"{path.name} is not a zip that can be read ({error}). Download it again.")]


def _members(course: Course, source: str, packed: zipfile.ZipFile, student: str) -> Iterator[Taken]:
    for info in packed.infolist():
        member = PurePosixPath(info.filename.replace("\\", "/"))
        if info.is_dir():
            continue
        if member.is_absolute() or ".." in member.parts or (info.external_attr >> 16) & 0o170000 == 0o120000:
            yield Taken(source, info.filename, problem=f"{info.filename} points outside the zip. It was not taken.")
            continue
        moodle = MOODLE.match(member.parts[0])
        whose = (
            moodle["id"]
            if moodle
            else student or (member.parts[0] if is_student(member.parts[0]) and len(member.parts) > 2 else "")
        )
        if member.name.endswith(".zip") and whose:
            if info.file_size > LARGEST_NOTEBOOK:
                yield Taken(source, info.filename, whose, problem=f"{info.filename} is too large.")
                continue
            with zipfile.ZipFile(io.BytesIO(packed.read(info))) as inner:
                yield from _members(course, f"{source}!{member.name}", inner, whose)
            continue
        yield _file(course, source, packed, info, member, whose)


def _file(
    course: Course, source: str, packed: zipfile.ZipFile, info: zipfile.ZipInfo, member: PurePosixPath, whose: str
) -> Taken:
    known = course.units()
    unit = next((part for part in reversed(member.parts[:-1]) if part in known), member.stem if member.stem in known else "")
    if not whose:
        problem = f"{info.filename}: nothing says whose it is. Name the student with --student."
    elif not unit:
        problem = f"{info.filename}: no unit of this course is named in its path. Put it in a folder such as {known[0]}."
    elif member.name not in (NAME, f"{unit}.ipynb"):
        problem = f"{info.filename}: not a file that {unit} asks for."
    elif info.file_size > (LARGEST if member.name == NAME else LARGEST_NOTEBOOK):
        problem = f"{info.filename} is {info.file_size / 1e6:,.0f} MB, which is too large."
    else:
        return Taken(source, info.filename, whose, unit, member.name, packed.read(info))
    return Taken(source, info.filename, whose, unit, member.name, problem=problem)


def take(course: Course, found: list[Taken]) -> int:
    """Write what can be taken into ``submitted/<student>/<unit>/`` and return how many files that was."""
    written = 0
    for one in found:
        if not one.problem:
            folder = course.root / "submitted" / one.student / one.unit
            folder.mkdir(parents=True, exist_ok=True)
            (folder / one.name).write_bytes(one.data)
            written += 1
    return written
