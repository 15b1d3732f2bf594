"""Records of one JSON object a line, as intake and return keep them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a record, oldest first; nothing where there is none. A line that a crash cut short is left out."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8", errors="replace") as record:
        for line in record:
            try:
                entry = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(entry, dict):
                yield entry
