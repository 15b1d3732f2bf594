"""Tells a submission that is marked already from one that must be marked, by a record of what was read and which marks it got.

The record lies beside the marked notebook, is written last and removed first, and can be deleted at any time: then the
submission is marked again. A mark is kept only while the submission, the tutor's files, Care Lab's code, the marked notebook
and the gradebook are all unchanged.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import carelab
import grader
from grader.course import FolderState, content, file_hash
from grader.marking.run import Options
from grader.marking.verdict_file import VERDICTS


def rules(source: Path, locked: bytes, options: Options) -> str:
    """Return one SHA-256 of all that marks depend on besides the submission: tutor's files, Care Lab's code, Python, options.

    If it is unchanged since a submission was marked, the marks still hold. It differs each time when the tutor's files cannot all
    be read, so that every submission is marked again.

    Parameters
    ----------
    locked:
        Hash of the notebook's locked cells as nbgrader released them.
    """
    whole = hashlib.sha256(f"{marks_by()} {options.trust_code} {options.hold_shared}".encode() + locked)
    released = source.parents[2] / "release" / source.parent.name
    for folder in (source.parent, released):
        found = content(folder) or secrets.token_hex() if folder.is_dir() else "none"
        whole.update(found.encode())
    whole.update(source.name.encode())
    return whole.hexdigest()


@lru_cache(maxsize=1)
def marks_by() -> str:
    """Return the SHA-256 of Care Lab's code and Python's version in this process: the program by which it marks."""
    whole = hashlib.sha256(sys.version.encode())
    for package in (carelab, grader):
        folder = Path(package.__file__ or "").parent
        for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.json")]):
            whole.update(file_hash(path))
    return whole.hexdigest()


class Record:
    """The file beside a marked notebook that records what was marked, so that the next run can tell whether it has changed.

    Parameters
    ----------
    marked:
        Path of the marked notebook, in autograded/<student>/<unit>/.
    """

    def __init__(self, marked: Path) -> None:
        self.marked = marked
        self.path = marked.with_name(f".{marked.stem}.marked.json")

    def remove(self) -> None:
        """Delete the record, so that the submission counts as not marked."""
        self.path.unlink(missing_ok=True)

    def write(self, rules: str, content: str, state: FolderState, told: Mapping[str, Any]) -> None:
        """Write the record: what was read and which marks it got. A record that a crash cut short is ignored later.

        Raises OSError.

        Parameters
        ----------
        told:
            The outcome, as ``Outcome.told`` returns it.
        rules:
            Hash of all that the marks depend on besides the submission; see ``rules``.
        content, state:
            SHA-256 of the submission's files (``content``), and their names, sizes and times (``state``).
        """
        read = {"rules": rules, "content": content, "files": state.files, "made": self._made()}
        self.path.write_text(json.dumps({**told, **read}), encoding="utf-8")

    def read(self, rules: str, marks: Mapping[str, float | None]) -> Mapping[str, Any] | None:
        """Return the record if ``rules``, the marked notebook and the marks in the gradebook are as recorded; else None.

        ``marks``: the automatic marks in the gradebook, nbgrader cell id → points or None.
        """
        found, made = self.whole(), self._made()
        same = found.get("rules") == rules and found.get("made") == made and found.get("marks") == dict(marks)
        return found if same and made is not None else None

    def whole(self) -> Mapping[str, Any]:
        """Return what was written at the last marking, even if the submission or the tutor's notebook has changed since then.

        Empty when the submission was never marked, or when the record is damaged.
        """
        try:
            found = json.loads(self.path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _made(self) -> list[list[int]] | None:
        """Return sizes and times of the marked notebook and of the verdicts beside it; None when there is no marked notebook."""
        if not self.marked.is_file():
            return None
        made = []
        for path in (self.marked, self.marked.with_name(VERDICTS)):
            found = path.stat() if path.is_file() else None
            made.append([found.st_size, found.st_mtime_ns] if found else [])
        return made
