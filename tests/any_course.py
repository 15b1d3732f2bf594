"""Work handed in to a course with nothing of Care Lab in it, and the marks that it got."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import nbformat

from grader.course import Course


def hand_in(course: Course, student: str, code: str, essay: str = "") -> Path:
    """Hand in a notebook with this code, and with an essay where there is one; return its path."""
    notebook = nbformat.read(course.root / "release" / "ps1" / "problem1.ipynb", as_version=4)
    notebook.cells[0].source = code
    notebook.cells[2].source = essay or notebook.cells[2].source
    folder = course.root / "submitted" / student / "ps1"
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / "problem1.ipynb")
    return folder / "problem1.ipynb"


def marks(course: Course) -> dict[str, dict[str, tuple[float | None, int]]]:
    found: dict[str, dict[str, tuple[float | None, int]]] = {}
    with sqlite3.connect(course.gradebook) as db:
        for notebook, cell, *mark in db.execute(
            """select k.name, b.name, g.auto_score, g.needs_manual_grade from grade g join base_cell b on b.id = g.cell_id
            join submitted_notebook n on n.id = g.notebook_id join notebook k on k.id = n.notebook_id"""
        ):
            found.setdefault(notebook, {})[cell] = tuple(mark)
    return found
