"""When a submission was handed in, by the ``timestamp.txt`` of nbgrader's exchange: read as nbgrader reads it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from grader.course.submission_files import start_of

TIMESTAMP = "timestamp.txt"
LONGEST = 200
"""In bytes. The exchange writes 30."""
_USUAL = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?)(?: UTC)?")
_ODD_ZONE = re.compile(r"/|\.\.|.*\s/|.*\.\./", re.DOTALL)
"""A time zone is looked for among files: none is looked for by a path of the student's."""
UNREADABLE_TIMESTAMP = (
    f"Its {TIMESTAMP} holds no time that can be read, so the time of an earlier hand-in counts, if there is one. It may be late."
)


def submission_time(folder: Path) -> tuple[dt.datetime | None, str]:
    """Return (when a folder was handed in, note for the tutor) from its ``timestamp.txt``.

    The time is in UTC and naive, as nbgrader keeps it; None when the file states none. The note is "" when all is well.
    """
    path = folder / TIMESTAMP
    try:
        text = start_of(path, LONGEST + 1).decode().strip()
    except FileNotFoundError:
        return None, UNREADABLE_TIMESTAMP if path.is_symlink() or path.exists() else ""
    except (OSError, ValueError):
        return None, UNREADABLE_TIMESTAMP
    if usual := _USUAL.fullmatch(text):
        text = usual[1]
    try:
        return _read(text), ""
    except Exception:  # noqa: BLE001 (whatever a student's timestamp.txt holds)
        return None, UNREADABLE_TIMESTAMP


def _read(text: str) -> dt.datetime:
    if _USUAL.fullmatch(text):
        return dt.datetime.fromisoformat(text)  # the same, without waiting for nbgrader to load
    if len(text) > LONGEST or _ODD_ZONE.match(text):
        raise ValueError(text)
    from nbgrader.utils import parse_utc

    found: dt.datetime = parse_utc(text)
    return found
