"""Uploads as students and VLEs really make them, each by name, and what must become of each. All people are invented.

``must`` is what becomes of it, then words that the tutor reads: ``taken``, ``asked`` or ``unusable``.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from carelab.answers import MIME

UNIT, OTHER = "08-budgeting", "07-impact"
QUESTIONS = ("q1", "q2a", "q2b", "q2c", "q3", "q4", "q5", "q6", "q7", "q8", "q9")
Files = dict[str, bytes]


def answers(unit: str = UNIT, given: int = 3, day: int = 23) -> bytes:
    """Return an answer file with that many answers, the last at noon of that day of November 2026."""
    made = {name: {"kind": "number", "value": 1, "at": f"2026-11-{day:02d}T12:00:00Z"} for name in QUESTIONS[:given]}
    return json.dumps({"schema": 1, "assignment": unit, "variant": 1, "answers": made}).encode()


def notebook(unit: str = UNIT, recorded: int = 0) -> bytes:
    """Return a notebook as handed out, with that many answers in its own record."""
    short = unit.partition("-")[2]
    cells = []
    for n, name in enumerate(QUESTIONS):
        record = {"assignment": unit, "question": name, "value": 1, "kind": "number", "at": "2026-11-23T12:00:00Z"}
        outputs = [{"output_type": "display_data", "metadata": {}, "data": {MIME: record}}] if n < recorded else []
        metadata = {"nbgrader": {"grade_id": f"{short}_{name}", "grade": True, "schema_version": 3}}
        cells.append({"cell_type": "code", "metadata": metadata, "source": f'ex.number("{name}")', "outputs": outputs})
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def zipped(files: Files) -> bytes:
    """Return a zip of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return made.getvalue()


def handin(unit: str = UNIT, given: int = 3, day: int = 23) -> bytes:
    """Return a hand-in file as *Make my hand-in file* makes it."""
    return zipped({f"{unit}/answers.json": answers(unit, given, day), f"{unit}/{unit}.ipynb": notebook(unit)})


@dataclass(frozen=True)
class Awkward:
    """One student's upload: the files by name, and what must become of it."""

    name: str
    files: Callable[[], Files]
    must: str


DOCX = {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<w/>"}
UPLOADS = (
    Awkward("as it should be", lambda: {"08-budgeting-handin.zip": handin()}, "taken 3 of "),
    Awkward("downloaded twice", lambda: {"08-budgeting-handin (1).zip": handin()}, "taken 3 of "),
    Awkward("renamed to anything", lambda: {"my work FINAL v2.zip": handin()}, "taken 3 of "),
    Awkward("name in capitals", lambda: {"HANDIN.ZIP": handin()}, "taken 3 of "),
    Awkward("no ending", lambda: {"handin": handin()}, "taken 3 of "),
    Awkward("wrong ending", lambda: {"handin.docx": handin()}, "taken 3 of "),
    Awkward("answers alone", lambda: {"answers.json": answers()}, "taken 3 of "),
    Awkward("answers as text", lambda: {"answers.json.txt": answers()}, "taken 3 of "),
    Awkward("Google's copy", lambda: {"Copy of answers.json": answers()}, "taken 3 of "),
    Awkward("answers renamed", lambda: {"budget thing.json": answers()}, "taken 3 of "),
    Awkward("answers in UTF-16", lambda: {"answers.json": answers().decode().encode("utf-16")}, "taken 3 of "),
    Awkward("answers cut off", lambda: {"answers.json": answers()[:-20]}, "taken cannot be read as they are"),
    Awkward("answers and notebook as two files", lambda: {"answers.json": answers(), f"{UNIT}.ipynb": notebook()}, "taken 3 of "),
    Awkward("notebook alone, with its record", lambda: {f"{UNIT}.ipynb": notebook(recorded=4)}, "taken 4 of "),
    Awkward(
        "notebook renamed, with its record", lambda: {"Grace.ipynb": notebook(recorded=4)}, "taken the notebook's own record"
    ),
    Awkward("notebook alone, nothing recorded", lambda: {f"{UNIT}.ipynb": notebook()}, "unusable sent only the notebook"),
    Awkward("two answer files", lambda: {"answers.json": answers(given=1, day=20), "answers (1).json": answers()}, "taken 3 of "),
    Awkward("folder in the zip", lambda: {"a.zip": zipped({f"Desktop/care/{UNIT}/answers.json": answers()})}, "taken 3 of "),
    Awkward(
        "zipped again on a Mac",
        lambda: {
            "a.zip": zipped({f"{UNIT}/answers.json": answers(), "__MACOSX/._answers.json": b"x", f"{UNIT}/.DS_Store": b"x"})
        },
        "taken 3 of ",
    ),
    Awkward("Windows' own files beside it", lambda: {"a.zip": handin(), "desktop.ini": b"x", "Thumbs.db": b"x"}, "taken 3 of "),
    Awkward("a photograph beside it", lambda: {"a.zip": handin(), "IMG_0001.HEIC": b"\0\0\0 ftypheic"}, "taken 3 of "),
    Awkward("zipped again", lambda: {"a.zip": zipped({"b.zip": handin()})}, "taken 3 of "),
    Awkward("two zips in the zip", lambda: {"a.zip": zipped({"b.zip": handin(), "c.zip": handin()})}, "unusable a zip inside"),
    Awkward("a PDF", lambda: {"Unit 8 Grace.pdf": b"%PDF-1.7 ..."}, "unusable sent a PDF"),
    Awkward("a PDF in a zip", lambda: {"a.zip": zipped({"Unit 8.pdf": b"%PDF-1.7"})}, "unusable sent a PDF"),
    Awkward("a Word document", lambda: {"answers.docx": zipped(DOCX)}, "unusable sent a Word document"),
    Awkward("an old Word document", lambda: {"answers.doc": b"\xd0\xcf\x11\xe0" + b"x" * 40}, "unusable sent a Word"),
    Awkward("a screenshot", lambda: {"Screenshot.png": b"\x89PNG\r\n"}, "unusable sent a picture"),
    Awkward("a link", lambda: {"course.url": b"[InternetShortcut]\nURL=https://example.org"}, "unusable sent a link"),
    Awkward("a RAR archive", lambda: {"work.rar": b"Rar!\x1a\x07"}, "unusable sent a RAR archive"),
    Awkward("an empty file", lambda: {f"{UNIT}-handin.zip": b""}, "unusable arrived empty"),
    Awkward("an empty zip", lambda: {"a.zip": zipped({})}, "unusable sent an empty zip"),
    Awkward("half a zip", lambda: {"a.zip": handin()[:200]}, "unusable is not a zip that can be read"),
    Awkward("another unit", lambda: {"a.zip": handin(OTHER)}, "asked where the others sent"),
    Awkward("another unit under this one's name", lambda: {f"{UNIT}-handin.zip": handin(OTHER)}, "asked where the others sent"),
    Awkward("a unit of no course", lambda: {"answers.json": answers("99-knitting")}, "unusable does not have"),
    Awkward("every question answered", lambda: {"a.zip": handin(given=11)}, "taken Complete."),
    Awkward("the answers of nobody", lambda: {"answers.json": answers(given=0)}, "taken 0 of "),
    Awkward("a name that is a formula", lambda: {"=cmd|' /C calc'!A0.zip": handin()}, "taken 3 of "),
    Awkward("a name of 200 letters", lambda: {"a" * 196 + ".zip": handin()}, "taken 3 of "),
    Awkward("a name in another script", lambda: {"تمرین ۸.zip": handin()}, "taken 3 of "),
)
"""What one student uploads, in any VLE."""


def moodle(people: dict[str, Files], *, folders: bool = True) -> Files:
    """Return Moodle's zip of a class; numbers from 1234501 on."""
    made = {}
    for n, (name, files) in enumerate(people.items()):
        for file, data in files.items():
            made[f"{name}_{1234501 + n}_assignsubmission_file{'/' if folders else '_'}{file}"] = data
    return made


def canvas(people: dict[str, Files]) -> Files:
    """Return Canvas's zip of a class; users from 40801 on."""
    made = {}
    for n, (name, files) in enumerate(people.items()):
        given, _, family = name.rpartition(" ")
        squashed = "".join(c for c in (family + given).casefold() if c.isalnum())
        for k, (file, data) in enumerate(files.items()):
            made[f"{squashed}{'_LATE' if n % 2 else ''}_{40801 + n}_{901000 + 10 * n + k}_{file}"] = data
    return made


def brightspace(people: dict[str, Files]) -> Files:
    """Return Brightspace's zip of a class, all handed in at 4:41 pm on 23 November 2026."""
    made = {"index.html": b"<html>"}
    for n, (name, files) in enumerate(people.items()):
        made |= {f"{5100 + n}-77 - {name} - Nov 23, 2026 441 PM/{file}": data for file, data in files.items()}
    return made


def blackboard(people: dict[str, Files], *, receipts: bool = True) -> Files:
    """Return Blackboard's zip of a class, with a receipt for each attempt."""
    made = {}
    for n, (name, files) in enumerate(people.items()):
        start = f"Unit_8_Budgeting_t{2201 + n}_attempt_2026-11-23-16-41-07"
        made |= {f"{start}_{file}": data for file, data in files.items()}
        if receipts:
            made[f"{start}.txt"] = f"Name: {name} (t{2201 + n})\nAssignment: Unit 8\nDate Submitted: Monday\n".encode()
    return made


def teams(people: dict[str, Files]) -> Files:
    """Return a folder of Teams: the first version of each is an empty one, the second counts; a draft is nobody's."""
    made = {}
    for name, files in people.items():
        made[f"Student Work/Working files/{name}/Unit 8/draft.zip"] = b"x"
        for file, data in files.items():
            made[f"Student Work/Submitted files/{name}/Unit 8/Version 2/{file}"] = data
            made[f"Student Work/Submitted files/{name}/Unit 8/Version 1/{file}"] = handin(given=1, day=20)
    return made


def students(people: dict[str, Files]) -> Files:
    """Return a folder for each student."""
    return {f"{name}/{file}": data for name, files in people.items() for file, data in files.items()}


FORMS = {
    "moodle": moodle, "moodle flat": lambda people: moodle(people, folders=False), "canvas": canvas, "brightspace": brightspace,
    "blackboard": blackboard, "teams": teams, "folders": students,
}  # fmt: skip


def save_zip(path: Path, files: Files) -> Path:
    """Write these files as a zip."""
    path.write_bytes(zipped(files))
    return path
