"""Faults of the computer, put into a notebook as a code cell."""

import errno
from pathlib import Path

import nbformat
from nbformat import v4

FULL_DISK = f"""import os
from pathlib import Path

folder, fsync = Path.cwd(), os.fsync


def full_until_there_is_room(file):
    if not (folder / "room").exists():
        raise OSError({errno.ENOSPC}, "No space left on device")
    fsync(file)


os.fsync = full_until_there_is_room"""
"""What the operating system says when a disk is full, until a file named room appears."""


def add_cell(path: Path, source: str, *, last: bool = False) -> None:
    """Put a code cell after the notebook's first one, or at its end, as a stand-in for a fault of the computer."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(len(notebook.cells) if last else 2, v4.new_code_cell(source))
    nbformat.write(notebook, path)
