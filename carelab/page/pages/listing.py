"""What the front pages list of each unit: its questions, sections, words to know and minutes. Runs the units' own cells."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from carelab.notebook import collecting
from carelab.page.browser import own_cells, without_pandas
from carelab.page.pages.contents import found_by, minutes, question_label, words_to_know
from carelab.page.pages.markup import words_of
from carelab.questions import Code

ORIGINS = {"notebooks": "notebooks", "exercises": "release"}
"""Where a notebook's answers are kept → the course's folder that the notebook is in."""
PLACES = {"notebooks": "lesson", "exercises": "exercises"}
"""Where a notebook's answers are kept → its folder among the pages."""
Listing = dict[str, dict[str, dict[str, Any]]]


def notebook_of(course: Path, unit: str, place: str) -> Path:
    """Return the path of a unit's lesson (``place``: ``notebooks``) or exercises (``exercises``) in a course folder."""
    return course / ORIGINS[place] / unit / f"{unit}.ipynb"


def listing(course: Path, units: Iterable[str]) -> Listing:
    """Return what each unit has: unit → ``notebooks`` (its lesson) or ``exercises`` → a dict about that notebook.

    The dict: ``asked``, its questions (``id``, ``ask`` and ``label`` of each); ``sections``, ``words`` and ``minutes``, as
    ``found_by``, ``words_to_know`` and ``minutes`` return them.
    """
    without_pandas()
    return {
        unit: {place: _listed(path) for place in PLACES if (path := notebook_of(course, unit, place)).is_file()} for unit in units
    }


def _listed(path: Path) -> dict[str, Any]:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    _, cells = words_of(notebook)
    with collecting() as found:
        names = {"__name__": "__main__"}
        with contextlib.suppress(Exception):  # its own page says what is wrong with it
            for _, source in own_cells(notebook):
                exec(compile(source, str(path), "exec"), names)  # noqa: S102 (the course's own locked cells)
    asked = [question for question in found.questions.values() if not isinstance(question, Code)]
    return {
        "asked": [{"id": one.id, "ask": one.ask, "label": question_label(one.id, one.ask)} for one in asked],
        "sections": found_by(cells),
        "words": words_to_know(notebook),
        "minutes": minutes(notebook),
    }
