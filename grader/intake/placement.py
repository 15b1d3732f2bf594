"""Puts whole hand-ins into submitted/, so that a run killed at any moment leaves either the old one or the new one.

A hand-in is written beside the old one under a hidden name, and renamed when it is complete: from then on it counts, and
``finish`` brings it to its place. What stood there is never deleted: it goes to ``set-aside/earlier``.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from grader.course import Course, files_in, is_ordinary

EARLIER = Path("set-aside", "earlier")
"""Where in the course earlier hand-ins are kept, by student, unit and time."""


def place(course: Course, student: str, unit: str, files: Mapping[str, bytes], at: float) -> None:
    """Put a hand-in in its place. Only one run at a time may do so. Raises OSError.

    Parameters
    ----------
    files:
        Each file's name and content.
    at:
        When it was handed in, in seconds since 1970; the files carry this as their time.
    """
    home = course.root / "submitted" / student
    part, new = home / f".{unit}.part", home / f".{unit}.new"
    home.mkdir(parents=True, exist_ok=True)
    if part.exists():
        shutil.rmtree(part)
    part.mkdir()
    for name, data in files.items():
        with (part / name).open("xb") as writing:
            writing.write(data)
            writing.flush()
            os.fsync(writing.fileno())
        os.utime(part / name, (at, at))
    part.rename(new)
    _bring_in(course, new)


def finish(course: Course) -> None:
    """Finish or forget what a killed run left half done. Only one run at a time may do so. Raises OSError."""
    for new in sorted((course.root / "submitted").glob("*/.*.new")):
        _bring_in(course, new)
    for part in sorted((course.root / "submitted").glob("*/.*.part")):
        shutil.rmtree(part)


def handed_in_at(folder: Path) -> float | None:
    """Return when a hand-in in submitted/ was made, in seconds since 1970; None where there is none that can be read."""
    try:
        return max((path.stat().st_mtime for path in files_in(folder) if is_ordinary(path)), default=None)
    except OSError:
        return None


def _bring_in(course: Course, new: Path) -> None:
    unit = new.name[1 : -len(".new")]
    target = new.with_name(unit)
    if target.is_symlink() or target.exists():
        kept = course.root / EARLIER / new.parent.name / unit
        kept.mkdir(parents=True, exist_ok=True)
        moment = f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S}"
        times = sum(1 for _ in kept.glob(f"{moment}*"))
        target.rename(kept / (f"{moment}-{times}" if times else moment))
    new.rename(target)
