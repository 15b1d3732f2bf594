"""The record of intake: ``intake.jsonl`` in the course's folder, one line for each upload, and the uploads as they came."""

from __future__ import annotations

import getpass
import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from carelab.answers import now, write_whole
from grader.course import Course, json_lines
from grader.intake.hand_ins import HandIn
from grader.intake.reading import Upload

FILE = "intake.jsonl"
UPLOADS = "uploads"
"""Where each upload is kept as it came, by student and unit."""
_ODD = re.compile(r"[^\w.-]+")


def keep_upload(course: Course, one: HandIn, upload: Upload, data: bytes) -> None:
    """Write an upload unchanged into the course's uploads/, with the start of its SHA-256 in the file name. Raises OSError."""
    folder = course.root / UPLOADS / one.student / (one.unit or "no-unit")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{upload.sha256[:12]}-{_ODD.sub('_', upload.file)[-80:]}"
    if not path.exists():
        write_whole(path, data)


def add_records(course: Course, found: Iterable[tuple[HandIn, str]]) -> None:
    """Add a line to ``intake.jsonl`` for each upload of these hand-ins; the text in each pair says what was done.

    Raises OSError.
    """
    lines = [
        json.dumps(
            {
                "hand_in": of,
                "at": now(),
                "by": _who(),
                "student": one.student,
                "unit": one.unit,
                "file": upload.file,
                "path": upload.shown,
                "sha256": upload.sha256,
                "handed_in": one.at.strftime("%Y-%m-%dT%H:%M:%SZ") if one.at else None,
                "made": one.made,
                "state": state,
                "reason": one.says,
            },
            ensure_ascii=False,
        )
        for one, state, of in ((*pair, secrets.token_hex(6)) for pair in found)
        for upload in one.uploads
    ]
    with (course.root / FILE).open("a", encoding="utf-8") as record:
        record.writelines(f"{line}\n" for line in lines)
        record.flush()
        os.fsync(record.fileno())


def read_records(course: Course) -> Iterator[dict[str, Any]]:
    """Yield the lines of ``intake.jsonl`` as dicts, oldest first, but for any that cannot be read or name no student or unit."""
    for entry in json_lines(course.root / FILE):
        if isinstance(entry.get("student"), str) and isinstance(entry.get("unit"), str):
            yield entry


def forget(course: Course, student: str) -> int:
    """Delete a student's lines from ``intake.jsonl`` and return how many there were. Raises OSError."""
    path: Path = course.root / FILE
    if not path.is_file():
        return 0
    kept = list(read_records(course))
    staying = [entry for entry in kept if entry["student"] != student]
    if len(staying) < len(kept):
        write_whole(path, "".join(f"{json.dumps(entry, ensure_ascii=False)}\n" for entry in staying).encode())
    return len(kept) - len(staying)


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
