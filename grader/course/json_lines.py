"""Records of one JSON object a line, as intake and return keep them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects of a file with one object a line; lines that cannot be read, as after a crash, are left out."""
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
