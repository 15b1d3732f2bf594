"""The cells of a notebook that we wrote ourselves, read as plain JSON: a hundred times lighter than nbformat. Trusts the file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from carelab.questions import CareLabError


class BadNotebook(CareLabError):
    """A notebook of the tutor's cannot be read, so that nobody's work can be marked by it."""


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes
    ----------
    kind:
        ``code``, ``markdown`` or ``raw``.
    nbgrader:
        Its nbgrader metadata; empty when it has none.
    """

    id: str
    kind: str
    source: str
    metadata: dict[str, Any]

    @property
    def nbgrader(self) -> dict[str, Any]:
        return nbgrader_of({"metadata": self.metadata})


def load_notebook(path: Path) -> dict[str, Any]:
    """Return a notebook of the tutor's as JSON of format 4; nbgrader takes format 3 as well. Raises ValueError, KeyError."""
    text = path.read_text(encoding="utf-8")
    whole: dict[str, Any] = json.loads(text)
    stated = whole["nbformat"]
    if stated == 3:
        import nbformat

        try:
            whole = json.loads(nbformat.writes(nbformat.reads(text, as_version=4)))
        except (nbformat.ValidationError, AttributeError, KeyError, TypeError) as error:
            raise ValueError("its format is 3, and it cannot be brought up to 4") from error
        for cell in whole["cells"]:
            cell.pop("id", None)  # made up each time
    elif stated != 4:
        raise ValueError(f"its format is {stated}, not 4")
    return whole


def read_cells(path: Path) -> list[Cell]:
    """Return the cells of a notebook, in order. Raises ValueError when it is not a notebook of format 4 or 3."""
    try:
        whole = load_notebook(path)
        return [Cell(c.get("id", ""), c["cell_type"], "".join(c["source"]), c["metadata"]) for c in whole["cells"]]
    except (KeyError, TypeError) as error:
        raise ValueError(f"it has no {error}") from error


def read_tutors_cells(source: Path) -> list[Cell]:
    """Return the cells of the notebook that students are marked by. Raises BadNotebook, which says what to do."""
    try:
        return read_cells(source)
    except ValueError as error:
        raise BadNotebook(
            f"{source.parent.name}/{source.name} among the source notebooks cannot be read: {error}. Nobody was marked.",
            "Open it in JupyterLab and save it there, or put an earlier copy back; then mark again.",
        ) from error


def nbgrader_of(cell: Mapping[str, Any]) -> dict[str, Any]:
    """Return nbgrader's metadata of a cell; empty where it has none."""
    metadata = cell.get("metadata")
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return about if isinstance(about, dict) else {}


def grade_id_of(cell: Mapping[str, Any]) -> str:
    """Return a cell's nbgrader id; empty where it has none."""
    found = nbgrader_of(cell).get("grade_id")
    return found if isinstance(found, str) else ""


def text_of(cell: Mapping[str, Any]) -> str:
    """Return the text of a cell, which nbformat keeps as one string or as a list of lines."""
    return "".join(cell.get("source", ""))


@lru_cache(maxsize=256)
def asks_questions(source: Path) -> bool:
    """Say whether a source notebook is one of Care Lab's, whose answers are data. Raises BadNotebook where it cannot be read."""
    return any("carelab.exercise(" in cell.source for cell in read_tutors_cells(source) if cell.kind == "code")
