"""The hand-in file: one zip of a student's notebook and answers, ready to upload. Reads and writes files; marks nothing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from carelab.answers.atomic import write_whole
from carelab.answers.book import NAME, load
from carelab.answers.errors import NotSaved
from carelab.questions import CareLabError

SUFFIX = "-handin.zip"


def find_own(folder: Path, unit: str) -> Path | None:
    """Return the path of a unit's notebook in a folder, or None when there is none.

    That is ``<unit>.ipynb``; without it, the newest of the notebooks that open the unit, whatever their names.
    """
    usual = folder / f"{unit}.ipynb"
    if usual.is_file():
        return usual
    opens = (f'exercise(\\"{unit}\\"'.encode(), f"exercise('{unit}'".encode())
    found = [path for path in folder.glob("*.ipynb") if path.is_file() and any(sign in path.read_bytes() for sign in opens)]
    return max(found, key=lambda path: path.stat().st_mtime, default=None)


def make_handin(folder: Path, unit: str, *, coded: bool = False, notebook: Path | None = None) -> Path:
    """Write ``<unit>-handin.zip``, which holds a unit's notebook and answer file, into ``folder`` and return the zip's path.

    Parameters
    ----------
    folder:
        The folder with the notebook and the answer file.
    coded:
        Whether the unit has questions that students answer with code. Such work is in the notebook, so a zip is then made even
        when the answer file holds no answer.
    notebook:
        The notebook's path where its name is not ``<unit>.ipynb``. Inside the zip it gets that name.

    Raises
    ------
    CareLabError
        When there is no answer yet, the answers cannot be read, or the file cannot be written.
    """
    packed = io.BytesIO()
    try:
        book = load(folder / NAME, unit)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as zipped:
            for path, name in ((folder / NAME, NAME), (notebook or folder / f"{unit}.ipynb", f"{unit}.ipynb")):
                if path.is_file():
                    zipped.write(path, f"{unit}/{name}")
    except FileNotFoundError:
        raise _nothing_yet() from None
    except OSError as error:
        named = Path(str(error.filename or folder)).name
        raise CareLabError(f"{named} cannot be read ({error.strerror}).", "Close it elsewhere, then try again.") from error
    if not coded and all(answer.value is None for answer in book.answers.values()):
        raise _nothing_yet()
    target = folder / f"{unit}{SUFFIX}"
    try:
        write_whole(target, packed.getvalue())
    except OSError as error:
        raise NotSaved(f"{target.name} cannot be written ({error.strerror}).", "Free some space, then try again.") from error
    return target


def _nothing_yet() -> CareLabError:
    return CareLabError("There is nothing to hand in yet.", "Answer at least one question first.")
