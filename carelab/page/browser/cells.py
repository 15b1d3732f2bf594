"""Which cells of a notebook a page runs."""

from __future__ import annotations

from typing import Any


def own_cells(notebook: dict[str, Any]) -> list[tuple[int, str]]:
    """Return (position in the notebook, from 0, code) of the course's own code cells, which the page runs.

    Cells in which a student writes code are left out.
    """
    return [
        (at, "".join(cell["source"]))
        for at, cell in enumerate(notebook["cells"])
        if cell["cell_type"] == "code" and not cell["metadata"].get("nbgrader", {}).get("solution")
    ]
