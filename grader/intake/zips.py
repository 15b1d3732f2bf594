"""Reads zip files that others made: within bounds, one entry at a time, so that a bad entry costs nothing but itself."""

from __future__ import annotations

import datetime as dt
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from carelab.questions import CareLabError
from grader.repair import as_words

MOST_DIRECTORY = 16 * 1024 * 1024
"""Most bytes of a zip's list of entries: about 100,000 of them."""
_END, _END_SIZE = b"PK\5\6", 22
_ZIP64 = b"PK\6\7"
_LINKS_AND_DEVICES = {0o120000, 0o010000, 0o020000, 0o060000, 0o140000}
_UNREADABLE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError, NotImplementedError)


class BadZip(CareLabError):
    """A zip, or a file in it, cannot be read."""


@dataclass(frozen=True)
class Entry:
    """One file in a zip.

    Attributes
    ----------
    shown:
        Its path in the zip, with characters that could mislead a reader replaced.
    parts:
        The parts of its path in the zip, unchanged.
    size:
        Its size in bytes, as the zip states it.
    at:
        When it was last changed, in seconds since 1970. A zip states no time zone; this computer's is used.
    """

    shown: str
    parts: tuple[str, ...]
    size: int
    at: float
    packed: zipfile.ZipFile
    info: zipfile.ZipInfo

    def read(self, most: int) -> bytes:
        """Return the file's content. Raises BadZip when it is larger than ``most`` bytes, or is not as the zip states."""
        if self.info.flag_bits & 1:
            raise BadZip(f"{self.shown} is locked with a password.", "Ask for it without one.")
        try:
            with self.packed.open(self.info) as content:
                data = content.read(most + 1)
        except _UNREADABLE as error:
            problem = f"{self.shown} is damaged in the zip ({as_words(str(error) or type(error).__name__, 120)})."
            raise BadZip(problem, "Download it again, or ask for it again.") from error
        if self.size > most or len(data) > most:
            raise BadZip(f"{self.shown} is {max(self.size, len(data)) / 1e6:,.0f} MB, which is too large.", "Ask for it again.")
        return data


@dataclass(frozen=True)
class FileOnDisk:
    """One file in a folder, or a single file, with the same attributes and methods as ``Entry``."""

    shown: str
    parts: tuple[str, ...]
    size: int
    at: float
    path: Path

    @classmethod
    def at_path(cls, path: Path, folder: Path) -> FileOnDisk:
        """Return the file at a path; its shown path is relative to ``folder``."""
        inner, about = path.relative_to(folder), path.stat()
        return cls(as_words(inner.as_posix(), 160), inner.parts, about.st_size, about.st_mtime, path)

    def read(self, most: int) -> bytes:
        """Return the file's content. Raises BadZip when it is larger than ``most`` bytes or cannot be read."""
        if self.size > most:
            raise BadZip(f"{self.shown} is {self.size / 1e6:,.0f} MB, which is too large.", "Ask for it again.")
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise BadZip(f"{self.shown} cannot be read ({error.strerror}).", "Copy it to this computer's own disk.") from error


def open_zip(content: Path | bytes, name: str, most: int) -> zipfile.ZipFile:
    """Open a zip, which the caller must close. ``name`` is used in messages.

    Parameters
    ----------
    most:
        The largest number of files that is allowed.

    Raises
    ------
    BadZip
        When it is not a zip, or has more files.
    """
    try:
        with content.open("rb") if isinstance(content, Path) else io.BytesIO(content) as file:
            listed = _directory_size(file)
        packed = (
            zipfile.ZipFile(content if isinstance(content, Path) else io.BytesIO(content)) if listed <= MOST_DIRECTORY else None
        )
    except _UNREADABLE as error:
        problem = f"{as_words(name)} is not a zip that can be read ({as_words(str(error), 120)})."
        raise BadZip(problem, "Download it again.") from error
    if packed is None:
        raise BadZip(f"{as_words(name)} holds far too many files.", "Take in fewer at a time.")
    if len(packed.filelist) > most:
        packed.close()
        raise BadZip(f"{as_words(name)} holds {len(packed.filelist):,} files, more than {most:,}.", "Take in fewer at a time.")
    return packed


def entries(packed: zipfile.ZipFile) -> Iterator[Entry | BadZip]:
    """Yield each file of a zip, in its order; for one that must not be read (a link, say), yield a BadZip that says why."""
    for info in packed.infolist():
        name, shown = info.filename.replace("\\", "/"), as_words(info.filename, 160)
        parts = PurePosixPath(name).parts
        if info.is_dir():
            continue
        if not parts or name.startswith("/") or ".." in parts or ":" in parts[0]:
            yield BadZip(f"{shown} points outside the zip.", "It was not taken. Look at who made this zip.")
        elif (info.external_attr >> 16) & 0o170000 in _LINKS_AND_DEVICES:
            yield BadZip(f"{shown} is a link or a device, not a file.", "It was not taken. Ask for the file itself.")
        else:
            yield Entry(shown, parts, info.file_size, _seconds(info.date_time), packed, info)


def _directory_size(file: BinaryIO) -> int:
    """Return the bytes of a zip's list of entries, found as ``zipfile`` finds it. Raises BadZipFile."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = len(tail) - _END_SIZE
    if tail[max(at, 0) :][:4] != _END or tail[-2:] != b"\0\0":
        at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_SIZE:
        raise zipfile.BadZipFile("it has no end, or is another kind of file")
    if tail[max(0, at - 20) : at].startswith(_ZIP64):
        raise zipfile.BadZipFile("it is in the form for more than 4 GB or 65,535 files")
    file.seek(0)
    return int(struct.unpack("<L", tail[at + 12 : at + 16])[0])


def _seconds(moment: tuple[int, int, int, int, int, int]) -> float:
    """Return a zip's time, never later than now; 1980 when it is no time at all."""
    try:
        found = dt.datetime(*moment).astimezone()
    except (ValueError, OverflowError, OSError):
        found = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
    return min(found, dt.datetime.now(dt.UTC)).timestamp()
