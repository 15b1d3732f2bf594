"""The record of marking: one line of JSON for each submission marked, each with the hash of the line before it."""

from __future__ import annotations

import getpass
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from filelock import FileLock

from carelab import __version__
from carelab.answers import now, write_whole
from carelab.questions import CareLabError

START = "0" * 64
RESTORE = "Restore it from a back-up."
CHUNK = 64 * 1024
FORGOTTEN = "person forgotten"
"""The event that says that a pseudonym took a person's place, and the whole chain was made anew."""
CUT_OFF = "cut off"
"""The event that follows a line which a crash cut short, and says so."""


class BrokenAudit(CareLabError):
    """The audit file was changed after it was written: its chain of hashes is broken."""


class AuditNotWritten(CareLabError):
    """An entry could not be added to the audit file."""


@dataclass(frozen=True)
class Checked:
    """The result of checking an audit file whose chain of hashes is unbroken.

    Attributes
    ----------
    entries:
        How many entries the file has.
    cut_off:
        How many lines were cut short by a crash; their entries were written again afterwards.
    seal:
        SHA-256 of the last line. With it, written down now, ``verify`` can show later that no line up to this one was changed.
    """

    entries: int
    cut_off: int
    seal: str


def append(path: Path, entries: Iterable[Mapping[str, Any]]) -> int:
    """Add entries to the audit file. Each gets the user's name, the time, Care Lab's version and the hash of the line before it.

    A last line that was cut short by a crash stays, and an entry after it says so. ``entries`` is read only once the file is
    locked, so it may be a generator that itself reads the audit.

    Returns
    -------
    int
        How many of ``entries`` there were.

    Raises
    ------
    AuditNotWritten
        When the disk is full or the file is read-only.
    """
    count = 0
    try:
        with FileLock(path.with_name(f".{path.name}.lock")), path.open("a+b") as record:
            before, whole = _last(record)
            if not whole:
                record.write(b"\n")
                entries, count = chain([{"event": CUT_OFF}], entries), -1
            for entry in entries:
                count += 1
                line = _line({"at": now(), "by": _who(), "version": __version__, **entry, "before": before})
                record.write(line)
                before = hashlib.sha256(line).hexdigest()
    except OSError as error:
        raise AuditNotWritten(
            f"{path} cannot be written: {error.strerror or error}.",
            "Mend that, then run the same command again: what is missing in the record is added then.",
        ) from error
    return count


def verify(path: Path, seal: str = "") -> Checked:
    """Check the chain of hashes in an audit file from the first line to the last, and return what was found.

    Parameters
    ----------
    seal:
        The ``Checked.seal`` (hash of the last line) of an earlier check, which must still be in the chain; "" for no such check.

    Raises
    ------
    BrokenAudit
        Names the first line that was changed, or says that lines which the seal covered are gone.
    """
    before, seen, count, cut = START, not seal, 0, 0
    unread = False
    with path.open("rb") as record:
        for number, line in enumerate(record, 1):
            entry = _entry(line)
            if entry is None:
                cut += 1
            elif entry.get("before") != before or (unread and entry.get("event") != CUT_OFF):
                raise BrokenAudit(f"{path.name}, line {number} does not follow from the line before it.", RESTORE)
            else:
                count += 1
            unread = entry is None
            before = hashlib.sha256(line if line.endswith(b"\n") else line + b"\n").hexdigest()
            seen = seen or before == seal
    if not seen:
        raise BrokenAudit(f"{path.name} has no line with the seal {seal}: lines were changed or taken away.", RESTORE)
    return Checked(count, cut, before)


def entries(path: Path, having: str = "") -> Iterator[dict[str, Any]]:
    """Yield the entries of an audit file, oldest first, without checking the chain.

    ``having``: only lines that contain this text.
    """
    if path.is_file():
        with path.open("rb") as record:
            yield from filter(None, (_entry(line) for line in record if having.encode() in line))


def put_pseudonym(path: Path, student: str, pseudonym: str) -> int:
    """Replace a student's id by a pseudonym in the whole audit file, with a new chain of hashes; return how many entries changed.

    A last entry records this, with the seal (hash of the last line) from before. Older seals are no longer in the chain.

    Raises
    ------
    BrokenAudit
        When the chain is broken already; that must be looked into first.
    """
    if not any(entry.get("student") == student for entry in entries(path)):
        return 0
    with FileLock(path.with_name(f".{path.name}.lock")):
        seal = verify(path).seal
        lines, before, changed = [], START, 0
        for entry in entries(path):
            if entry.get("student") == student:
                entry["student"] = pseudonym
                changed += 1
            lines.append(_line({**entry, "before": before}))
            before = hashlib.sha256(lines[-1]).hexdigest()
        about = {"event": FORGOTTEN, "entries": changed, "seal_before": seal}
        lines.append(_line({"at": now(), "by": _who(), "version": __version__, **about, "before": before}))
        write_whole(path, b"".join(lines))
    return changed


def _line(entry: Mapping[str, Any]) -> bytes:
    return (json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _entry(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _last(record: BinaryIO) -> tuple[str, bool]:
    """Return the hash of the last line, and whether it was written to its end."""
    start, tail = record.seek(0, 2), b""
    while start and b"\n" not in tail[:-1]:
        step = min(start, CHUNK)
        start -= step
        record.seek(start)
        tail = record.read(step) + tail
    if not tail:
        return START, True
    whole = tail.endswith(b"\n")
    line = tail.removesuffix(b"\n").rpartition(b"\n")[2] + b"\n"
    return hashlib.sha256(line).hexdigest(), whole


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
