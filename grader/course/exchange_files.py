"""The two files that nbgrader's exchange adds to a hand-in, and by which it gives feedback back to whoever handed it in."""

from __future__ import annotations

import shutil
from pathlib import Path

from grader.course.submission_files import is_ordinary
from grader.course.timestamp import TIMESTAMP, submission_time

SECRET = "submission_secret.txt"  # noqa: S105 (a file's name)
LONGEST_SECRET = 4096
"""In bytes. The exchange writes 32 or more."""


def copy_exchange_files(folder: Path, target: Path) -> None:
    """Copy ``timestamp.txt`` and ``submission_secret.txt``, which nbgrader's exchange adds to a submission, to another folder.

    A file that is not ordinary, or cannot be read, is left out.

    Raises
    ------
    OSError
        When the target cannot be written.
    """
    time, secret = folder / TIMESTAMP, folder / SECRET
    can_be_read = {
        time: submission_time(folder)[0] is not None,
        secret: is_ordinary(secret) and secret.stat().st_size <= LONGEST_SECRET,
    }
    for path, fit in can_be_read.items():
        (target / path.name).unlink(missing_ok=True)
        if fit:
            shutil.copyfile(path, target / path.name)
