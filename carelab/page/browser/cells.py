"""Which cells of a notebook a page runs."""

from __future__ import annotations

from typing import Any


def own_cells(notebook: dict[str, Any]) -> list[tuple[int, str]]:
    """Return the code cells that the page runs, by their place: the course's own, not those in which a student writes code."""
    return [
        (at, "".join(cell["source"]))
        for at, cell in enumerate(notebook["cells"])
        if cell["cell_type"] == "code" and not cell["metadata"].get("nbgrader", {}).get("solution")
    ]
