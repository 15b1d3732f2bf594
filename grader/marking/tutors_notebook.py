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
    """One notebook that students are marked by.

    Attributes
    ----------
    sha256:
        Of the source notebook's bytes; kept in the audit.
    notebook:
        In nbformat 4 JSON. Its locked cells hold the text that nbgrader released, with hidden tests and instantiated autotests.
    given:
        The text of each named cell as students received it; empty where that is not known.
    original:
        What repair needs to know of it.
    masters:
        Its questions, for each variant of its data; empty for a notebook that is not Care Lab's.
    files:
        The tutor's files beside it that student code may read.
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
        The text of each locked cell as nbgrader released it, by its id; cells not in it keep the text of the source.
    released:
        The notebook as it was handed out, where it is not in release/ beside source/.

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
    """Say whether a cell is the tutor's, so that its text in a submission counts for nothing."""
    about = nbgrader_of(cell)
    return bool(not about.get("solution") and (about.get("grade") or about.get("locked")))


_known: dict[Path, TutorsNotebook] = {}
"""The notebooks that this process marks by, by the path of their source."""


def remember(notebooks: Iterable[TutorsNotebook]) -> None:
    """Keep the notebooks that this process marks by: each worker process receives them once, when it starts."""
    _known.update({one.path: one for one in notebooks})


def remembered(source: Path) -> TutorsNotebook:
    """Return a notebook that this process was given. Raises KeyError."""
    return _known[source]


def released_hash(tutors: TutorsNotebook) -> bytes:
    """Return the SHA-256 of the text of a notebook's locked cells, which may come from the gradebook and not from source/."""
    texts = [text_of(cell) for cell in tutors.notebook["cells"] if is_locked(cell)]
    return hashlib.sha256(json.dumps(texts).encode()).digest()
