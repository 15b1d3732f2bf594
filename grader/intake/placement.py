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

from grader.course import TIMESTAMP, Course, is_ordinary

EARLIER = Path("set-aside", "earlier")
"""Where in the course earlier hand-ins are kept, by student, unit and time."""


def place(course: Course, student: str, unit: str, files: Mapping[str, bytes], at: dt.datetime | None, clock: float) -> None:
    """Write a hand-in's files into ``submitted/<student>/<unit>/``. The caller holds the course lock. Raises OSError.

    Parameters
    ----------
    files:
        File name → content.
    at:
        When it was handed in (UTC), for nbgrader's ``timestamp.txt``; None for no such file.
    clock:
        The modification time to give the files, in seconds since 1970.
    """
    whole = {**files, **({TIMESTAMP: f"{at:%Y-%m-%d %H:%M:%S} UTC".encode()} if at else {})}
    home = course.root / "submitted" / student
    part, new = home / f".{unit}.part", home / f".{unit}.new"
    if _holds(home / unit, whole):
        return
    home.mkdir(parents=True, exist_ok=True)
    if part.exists():
        shutil.rmtree(part)
    part.mkdir()
    for name, data in whole.items():
        with (part / name).open("xb") as writing:
            writing.write(data)
            writing.flush()
            os.fsync(writing.fileno())
        os.utime(part / name, (clock, clock))
    part.rename(new)
    _bring_in(course, new)


def _holds(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Say whether a folder holds just these files: a run that was killed after it had placed them is run again."""
    if not folder.is_dir() or folder.is_symlink():
        return False
    there = list(folder.iterdir())
    return {path.name for path in there} == set(files) and all(
        is_ordinary(path) and path.stat().st_size == len(files[path.name]) and path.read_bytes() == files[path.name]
        for path in there
    )


def finish(course: Course) -> None:
    """Complete or remove hand-ins that a killed run left half written. The caller holds the course lock. Raises OSError."""
    for new in sorted((course.root / "submitted").glob("*/.*.new")):
        _bring_in(course, new)
    for part in sorted((course.root / "submitted").glob("*/.*.part")):
        shutil.rmtree(part)


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
