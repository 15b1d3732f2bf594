"""What the pages keep besides answers: where the student was, receipts, feedback. One file, written whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from filelock import FileLock

from carelab.answers import write_whole

NAME = "notes.json"


class Notes:
    """The notes in a folder, by name."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def all(self) -> dict[str, Any]:
        """Return every note; none where the file cannot be read."""
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def keep(self, name: str, value: Any) -> None:
        """Keep a note, in place of the one that had its name. Raises OSError."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self._path.with_name(f".{NAME}.lock"), timeout=10):
            write_whole(self._path, json.dumps({**self.all(), name: value}).encode())
