"""The record of marks given back: ``returns.jsonl`` in the course's folder, one line for each mark that a file was given."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Iterable, Mapping
from typing import Any

from carelab.answers import now, write_whole
from grader.course import Course, json_lines

FILE = "returns.jsonl"


def add_records(course: Course, lines: Iterable[Mapping[str, Any]]) -> None:
    """Add lines to ``returns.jsonl``, each with the user's name and the time. Raises OSError."""
    about = {"at": now(), "by": _who()}
    with (course.root / FILE).open("a", encoding="utf-8") as record:
        record.writelines(json.dumps({**about, **line}, ensure_ascii=False) + "\n" for line in lines)
        record.flush()
        os.fsync(record.fileno())


def returned_before(course: Course, unit: str, to: str) -> dict[str, Mapping[str, Any]]:
    """Return student → the latest record of a mark for this unit that was returned to this VLE before."""
    return {line["student"]: line for line in json_lines(course.root / FILE) if line.get("unit") == unit and line.get("to") == to}


def forget(course: Course, student: str) -> int:
    """Delete a student's lines from ``returns.jsonl`` and return how many there were. Raises OSError."""
    lines = list(json_lines(course.root / FILE))
    staying = [line for line in lines if line.get("student") != student]
    if len(staying) < len(lines):
        write_whole(course.root / FILE, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in staying).encode())
    return len(lines) - len(staying)


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
