"""The record of marking: one line of JSON for each submission marked, each with the hash of the line before it."""

from __future__ import annotations

import getpass
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from filelock import FileLock

from carelab import __version__
from carelab.answers import now
from carelab.errors import CareLabError

START = "0" * 64
LONGEST_LINE = 256 * 1024


class BrokenAudit(CareLabError):
    """The record was changed after it was written."""


def append(path: Path, entries: Iterable[Mapping[str, Any]]) -> None:
    """Add entries to the record. Each is given who, when, the judge's version and the hash of the line before."""
    with FileLock(path.with_name(f".{path.name}.lock")), path.open("a+b") as record:
        before = _last_hash(record)
        for entry in entries:
            line = _line({"at": now(), "by": _who(), "version": __version__, **entry, "before": before})
            record.write(line)
            before = hashlib.sha256(line).hexdigest()
        record.flush()


def verify(path: Path) -> int:
    """Return how many entries the record has. Raises BrokenAudit naming the first line that was changed."""
    before = START
    lines = path.read_bytes().splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        try:
            found = json.loads(line).get("before")
        except ValueError:
            found = None
        if found != before:
            raise BrokenAudit(
                f"{path.name}, line {number} does not follow from the line before it.", "Restore it from a back-up."
            )
        before = hashlib.sha256(line).hexdigest()
    return len(lines)


def _line(entry: Mapping[str, Any]) -> bytes:
    return (json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _last_hash(record: BinaryIO) -> str:
    size = record.seek(0, 2)
    record.seek(max(0, size - LONGEST_LINE))
    lines = record.read().splitlines(keepends=True)
    return hashlib.sha256(lines[-1]).hexdigest() if lines else START


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
