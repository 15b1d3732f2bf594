"""A corrected notebook reaches a student who has begun: the old one is set aside whole, and no answer or paragraph is lost."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from carelab.answers import write_whole

Cells = dict[str, dict[str, Any]]
"""Cells of a notebook by their nbgrader id."""


def renew(mine: Path, corrected: Path) -> str:
    """Bring a student's notebook (``mine``) up to date with the notebook that the tutor has released (``corrected``).

    The student's is out of date when a locked cell of the released one is missing from it or differs. Then the old notebook is
    kept under a dated name, and the cells that the student wrote in are copied into the corrected one. ``answers.json`` is not
    changed. A notebook that cannot be read is left unchanged.

    Returns
    -------
    str
        A sentence for the student on what was done; empty when nothing was.

    Raises
    ------
    OSError
        When the new notebook cannot be written. The student's old one is then unchanged.
    """
    try:
        old, new = _read(mine), _read(corrected)
        before, after = _cells(old), _cells(new)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""
    if not before or all(_same(before.get(name), cell) for name, cell in after.items() if _locked(cell)):
        return ""
    kept = 0
    for name, cell in after.items():
        written = before.get(name)
        if not _locked(cell) and written is not None and written["cell_type"] == cell["cell_type"]:
            kept += _text(written) != _text(cell)
            cell["source"] = written["source"]
    aside = _free(mine)
    write_whole(aside, mine.read_bytes())
    write_whole(mine, (json.dumps(new, ensure_ascii=False, indent=1) + "\n").encode())
    cells = {0: "", 1: " One cell that you wrote in was put into it."}.get(
        kept, f" {kept} cells that you wrote in were put into it."
    )
    return (
        f"Your tutor has corrected {mine.name}: you now have the corrected one.{cells} "
        f"Your answers are as they were. Your old copy is kept beside it as {aside.name}."
    )


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _cells(notebook: dict[str, Any]) -> Cells:
    marked = ((cell["metadata"].get("nbgrader"), cell) for cell in notebook["cells"])
    return {str(about["grade_id"]): cell for about, cell in marked if about}


def _locked(cell: dict[str, Any]) -> bool:
    return not cell["metadata"]["nbgrader"].get("solution")


def _same(mine: dict[str, Any] | None, corrected: dict[str, Any]) -> bool:
    return mine is not None and _text(mine) == _text(corrected)


def _text(cell: dict[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _free(mine: Path) -> Path:
    """Return a name with today's date that no file has yet."""
    day, number = dt.datetime.now(dt.UTC).date().isoformat(), 1
    path = mine.with_name(f"{mine.stem}-kept-{day}.ipynb")
    while path.exists():
        number += 1
        path = mine.with_name(f"{mine.stem}-kept-{day}-{number}.ipynb")
    return path
