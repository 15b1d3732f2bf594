"""The cells of a notebook that we wrote ourselves, read as plain JSON: a hundred times lighter than nbformat. Trusts the file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from carelab.questions import CareLabError

Cell = dict[str, Any]
"""One cell, as nbformat writes it in JSON."""


class BadNotebook(CareLabError):
    """A tutor's notebook cannot be read, so no student's work can be marked by it."""


def load_notebook(path: Path) -> dict[str, Any]:
    """Return a tutor's notebook, of nbformat 3 or 4, as JSON data of nbformat 4. Raises ValueError for any other file."""
    text = path.read_text(encoding="utf-8")
    whole: dict[str, Any] = json.loads(text)
    try:
        if whole["nbformat"] == 3:
            whole = _in_format_4(text)
        elif whole["nbformat"] != 4:
            raise ValueError(f"its format is {whole['nbformat']}, not 4")
        for cell in whole["cells"]:
            cell.update(source="".join(cell["source"]), cell_type=cell["cell_type"], metadata=cell["metadata"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"it has no {error}") from error
    return whole


def _in_format_4(text: str) -> dict[str, Any]:
    import nbformat

    try:
        whole: dict[str, Any] = json.loads(nbformat.writes(nbformat.reads(text, as_version=4)))
    except (nbformat.ValidationError, AttributeError, KeyError, TypeError) as error:
        raise ValueError("its format is 3, and it cannot be brought up to 4") from error
    for cell in whole["cells"]:
        cell.pop("id", None)  # made up each time
    return whole


def read_tutors_cells(source: Path) -> list[Cell]:
    """Return the cells of the tutor's notebook by which students are marked. Raises BadNotebook when it cannot be read."""
    try:
        return list(load_notebook(source)["cells"])
    except ValueError as error:
        raise BadNotebook(
            f"{source.parent.name}/{source.name} among the source notebooks cannot be read: {error}. Nobody was marked.",
            "Open it in JupyterLab and save it there, or put an earlier copy back; then mark again.",
        ) from error


def nbgrader_of(cell: Mapping[str, Any]) -> dict[str, Any]:
    """Return nbgrader's metadata of a cell; an empty dict when it has none."""
    metadata = cell.get("metadata")
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return about if isinstance(about, dict) else {}


def grade_id_of(cell: Mapping[str, Any]) -> str:
    """Return a cell's nbgrader id (``grade_id``); "" when it has none."""
    found = nbgrader_of(cell).get("grade_id")
    return found if isinstance(found, str) else ""


def text_of(cell: Mapping[str, Any]) -> str:
    """Return the text of a cell, which nbformat keeps as one string or as a list of lines."""
    return "".join(cell.get("source", ""))


@lru_cache(maxsize=256)
def asks_questions(source: Path) -> bool:
    """Say whether a source notebook calls ``carelab.exercise``, so that answers to it are data. Raises BadNotebook."""
    return any("carelab.exercise(" in cell["source"] for cell in read_tutors_cells(source) if cell["cell_type"] == "code")
