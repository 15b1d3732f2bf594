"""Finds writing that a student put elsewhere in the notebook than in its cell, so that a person looks before it earns 0."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from carelab.questions import words
from grader.authoring import grade_id_of

FEWEST_WORDS = 20
"""Fewer words in a student's own cells are taken for a note or a heading."""


def written_elsewhere(tutors: Iterable[Mapping[str, Any]], submitted: Iterable[Mapping[str, Any]]) -> str:
    """Return a sentence when an answer left empty may be in a cell that the student added; "" when there is no such cell.

    Parameters
    ----------
    tutors, submitted:
        The cells of the tutor's notebook, and of the student's after repair.
    """
    given = {"".join(cell["source"]).strip() for cell in tutors}
    own = [c for c in submitted if c["cell_type"] != "code" and not grade_id_of(c) and c["source"].strip() not in given]
    found = sum(words(cell["source"]) for cell in own)
    pictures = sum(bool(cell.get("attachments")) for cell in own)
    if found < FEWEST_WORDS and not pictures:
        return ""
    what = f"{found} words{' and a picture' if pictures else ''}"
    return f"Nothing is in the box for this answer, but added cells hold {what}. A person must look."
