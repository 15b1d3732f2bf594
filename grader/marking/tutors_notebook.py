"""The tutor's notebook of a unit, read once for a class: its cells, its questions, and the notebook that students were given."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.authoring import BadNotebook, Master, asks_questions, grade_id_of, load_notebook, nbgrader_of, read_master, text_of
from grader.course import files_beside
from grader.repair import Original, handed_out, read_original


@dataclass(frozen=True)
class TutorsNotebook:
    """One source notebook, with everything from it that marking needs.

    Attributes
    ----------
    sha256:
        SHA-256 of the source notebook's bytes, which the audit records.
    notebook:
        The notebook as nbformat 4 JSON. Locked cells have the text that nbgrader released: with hidden tests and with autotests
        filled in.
    given:
        nbgrader cell id → text of the cell as students received it; empty when that is not known.
    original:
        What ``grader.repair`` needs in order to repair a student's copy.
    masters:
        Its marked questions, once for each variant of the figures; empty for a notebook that does not use Care Lab.
    files:
        The tutor's files beside it that student code may read: relative path → path.
    """

    path: Path
    sha256: str
    notebook: dict[str, Any]
    given: Mapping[str, str]
    original: Original
    masters: tuple[Master, ...]
    files: Mapping[str, Path]


def read_tutors_notebook(source: Path, locked: Mapping[str, str], released: Path | None = None) -> TutorsNotebook:
    """Read a source notebook, its questions, and the notebook that was released from it.

    Parameters
    ----------
    locked:
        nbgrader cell id → text of the locked cell as nbgrader released it; other cells keep the text of the source notebook.
    released:
        Path of the notebook that students received; by default in release/ beside source/.

    Raises
    ------
    BadSource, BadQuestion, BadNotebook
        The notebook cannot be read, or its questions cannot be marked.
    """
    released = released or handed_out(source)
    data = source.read_bytes()
    try:
        notebook = load_notebook(source)
        original = read_original(source, released)
        given = {grade_id_of(c): text_of(c) for c in load_notebook(released)["cells"]} if released.is_file() else {}
    except ValueError as error:
        raise BadNotebook(
            f"{source.parent.name}/{source.name} or its release cannot be read: {error}. Nobody was marked.",
            "Open it in JupyterLab and save it there, or put an earlier copy back; then mark again.",
        ) from error
    masters: list[Master] = []
    if asks_questions(source):
        masters = [read_master(source)]
        masters += [read_master(source, variant) for variant in range(2, masters[0].variants + 1)]
    else:
        for cell in notebook["cells"]:
            if grade_id_of(cell) in locked and is_locked(cell):
                cell["source"] = locked[grade_id_of(cell)]
    return TutorsNotebook(
        source, hashlib.sha256(data).hexdigest(), notebook, given, original, tuple(masters), files_beside(source.parent)
    )


def is_locked(cell: Mapping[str, Any]) -> bool:
    """Say whether a cell is the tutor's (a test, say), so that marking ignores a student's changes to its text."""
    about = nbgrader_of(cell)
    return bool(not about.get("solution") and (about.get("grade") or about.get("locked")))


_known: dict[Path, TutorsNotebook] = {}
"""The notebooks that this process marks by, by the path of their source."""


def remember(notebooks: Iterable[TutorsNotebook]) -> None:
    """Store the notebooks by which this process marks. Each worker process receives them once, when it starts."""
    _known.update({one.path: one for one in notebooks})


def remembered(source: Path) -> TutorsNotebook:
    """Return the stored notebook with this source path. Raises KeyError."""
    return _known[source]


def released_hash(tutors: TutorsNotebook) -> bytes:
    """Return the SHA-256 of the texts of a notebook's locked cells; these may come from the gradebook instead of source/."""
    texts = [text_of(cell) for cell in tutors.notebook["cells"] if is_locked(cell)]
    return hashlib.sha256(json.dumps(texts).encode()).digest()
