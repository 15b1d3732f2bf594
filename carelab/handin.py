"""The hand-in file: one zip of a student's notebook and answers, ready to upload. Reads and writes files; marks nothing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from carelab.answers import NAME, load, write_whole
from carelab.errors import CareLabError, NotSaved

SUFFIX = "-handin.zip"


def make_handin(folder: Path, unit: str) -> Path:
    """Write ``<unit>-handin.zip`` beside the notebook and return its path.

    Raises
    ------
    CareLabError
        When there is no answer yet, the answers cannot be read, or the file cannot be written.
    """
    try:
        load(folder / NAME, unit)
    except FileNotFoundError:
        raise CareLabError("There is nothing to hand in yet.", "Answer at least one question first.") from None
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name in (NAME, f"{unit}.ipynb"):
            if (folder / name).is_file():
                zipped.write(folder / name, f"{unit}/{name}")
    target = folder / f"{unit}{SUFFIX}"
    try:
        write_whole(target, packed.getvalue())
    except OSError as error:
        raise NotSaved(f"{target.name} cannot be written ({error.strerror}).", "Free some space, then try again.") from error
    return target
