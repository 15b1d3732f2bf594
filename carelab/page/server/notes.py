"""What the pages keep besides answers: where the student was, receipts, feedback. One file, written whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from filelock import FileLock

from carelab.answers import write_whole

NAME = "notes.json"


class Notes:
    """The student's notes (what the pages save besides answers, such as receipts), in one file: name → JSON data."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def all(self) -> dict[str, Any]:
        """Return name → note; empty when the file cannot be read."""
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def keep(self, name: str, value: Any) -> None:
        """Save a note, in place of an earlier note of the same name. Raises OSError."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self._path.with_name(f".{NAME}.lock"), timeout=10):
            write_whole(self._path, json.dumps({**self.all(), name: value}).encode())
