"""The temporary folder of a template process: named by who made it, so that one whose maker was killed can be cleared away."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

_NAME = re.compile(r"judge-([0-9]+)-.*")


def new_folder() -> str:
    """Make a folder for this process, after clearing away those of processes that are no more. Raises OSError."""
    for folder in Path(tempfile.gettempdir()).glob("judge-*"):
        made_by = _NAME.fullmatch(folder.name)
        if made_by and not _runs(int(made_by[1])):
            shutil.rmtree(folder, ignore_errors=True)
    return tempfile.mkdtemp(prefix=f"judge-{os.getpid()}-")


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
