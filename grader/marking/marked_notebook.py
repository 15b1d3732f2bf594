"""The marked notebook that a tutor opens in formgrader: the tutor's cells, the student's own, and the verdicts as text."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from carelab.questions import Reflection, words
from grader.authoring import Marked, cell_name, grade_id_of, text_of, written
from grader.marking.answers import Verdicts
from grader.marking.safe_markdown import picture_addresses, safe_attachments, safe_cell
from grader.marking.tutors_notebook import is_locked
from grader.marking.verdict import CellVerdict

PLAIN = frozenset(".,;:?!'-()")
"""Punctuation that means nothing to Markdown, HTML or mathematics where ``as_shown`` uses it."""
MARKED_BELOW = "# Marked by Care Lab: the answer, the mark and each reason are below. carelab questions prints the key."
OWN = "# Care Lab's own code."


def marked_notebook(tutors: Mapping[str, Any], submitted: Sequence[dict[str, Any]], result: Verdicts) -> dict[str, Any]:
    """Return the marked notebook that a tutor opens in formgrader, for a unit that uses Care Lab, as nbformat 4 JSON.

    The tutor's cells come from the source notebook; the code in them that asks and marks is cut to one line, so that answers and
    not keys are shown. Cells that the student added (``submitted``: the submission's cells, repaired) follow the tutor's cell
    before them, without outputs. At the top are links to the cells that wait for a person.
    """
    verdicts = {v.grade_id: v for v in result.verdicts}
    marked = result.master.by_grade_id() if result.master else {}
    codes = {cell_name(name): written(submitted, name) for name, one in marked.items() if one.code}
    added = _added(submitted)
    cells: list[dict[str, Any]] = [*_links(result, marked), *added.get("", [])]
    for cell in tutors["cells"]:
        grade_id = grade_id_of(cell)
        own = {**cell, "source": text_of(cell)}
        if grade_id in result.written:
            own["source"] = written_cell(marked[grade_id], result.written[grade_id])
        elif grade_id in verdicts and own["cell_type"] == "code":
            verdict = verdicts[grade_id]
            own["source"] = MARKED_BELOW
            own["outputs"] = list(verdict.outputs) or [_no_mark(verdict)]
        elif grade_id in codes:
            own["source"] = codes[grade_id]
            own["outputs"] = list(result.shown.get(grade_id, ()))
        elif own["cell_type"] == "code" and not codes:
            own["source"] = OWN
        cells.append(own)
        cells += added.get(grade_id, [])
    return _in_format(tutors, cells)


def _links(result: Verdicts, marked: Mapping[str, Marked]) -> list[dict[str, Any]]:
    """Return a cell that leads to each box for a mark that waits for a person; none where none waits."""
    waiting = [v.grade_id for v in result.verdicts if v.score is None and v.grade_id in marked]
    if not waiting:
        return []
    links = "".join(f'<li><a href="#{name}">Question {marked[name].question.id.removeprefix("q")}</a></li>' for name in waiting)
    shown = f"<p><strong>To be marked by a person:</strong></p><ul>{links}</ul>"
    return [{"cell_type": "markdown", "id": "to-be-marked", "metadata": {}, "source": shown}]


def _in_format(notebook: Mapping[str, Any], cells: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return a notebook with these cells in format 4.5, which asks for an id of its own for each cell; none has to have one."""
    used: set[str] = set()
    named = []
    for n, cell in enumerate(cells):
        found = cell.get("id") or f"cell-{n}"
        while found in used:
            found = f"{found[:48]}-{n}"
        used.add(found)
        named.append({**cell, "id": found})
    return {**notebook, "cells": named, "nbformat": 4, "nbformat_minor": 5}


def marked_code(
    tutors: Mapping[str, Any],
    submitted: Sequence[dict[str, Any]],
    verdicts: Mapping[str, CellVerdict],
    outputs: Mapping[int, Sequence[Any]],
) -> dict[str, Any]:
    """Return the marked notebook of a course that does not use Care Lab: the student's, with the tutor's locked cells restored.

    Parameters
    ----------
    verdicts:
        nbgrader id of a marked cell → the verdict to show below it.
    outputs:
        Position of a cell in the submitted notebook, from 0 → what it showed. Test cells are left out.
    """
    own_cells = {grade_id_of(c): c for c in tutors["cells"] if is_locked(c)}
    cells = []
    seen: set[str] = set()
    for at, cell in enumerate(submitted):
        name = grade_id_of(cell)
        if name in seen:
            continue
        seen |= {name} - {""}
        own = copy.deepcopy(own_cells.get(name) or dict(cell))
        own["source"] = "".join(own["source"])
        if own["cell_type"] != "code" and name not in own_cells:
            safe_cell(own)
        if own["cell_type"] == "code":
            verdict = verdicts.get(name)
            own["execution_count"] = None
            own["outputs"] = list(outputs.get(at, ())) if name not in own_cells else []
            if verdict is not None and verdict.score is not None and verdict.outputs:
                own["outputs"] = list(verdict.outputs)
            elif verdict is not None and verdict.score is None:
                own["outputs"] += [_no_mark(verdict)]
        cells.append(own)
    missing = [copy.deepcopy(c) for c in tutors["cells"] if grade_id_of(c) in verdicts and grade_id_of(c) not in seen]
    return _in_format(tutors, cells + missing)


def _no_mark(verdict: CellVerdict) -> dict[str, Any]:
    return {"output_type": "display_data", "metadata": {}, "data": {"text/plain": f"No mark: {verdict.reason}"}}


def _added(submitted: Sequence[dict[str, Any]]) -> Mapping[str, list[dict[str, Any]]]:
    """Return the student's own cells by the grade id of the tutor's cell before them."""
    found: dict[str, list[dict[str, Any]]] = {}
    behind = ""
    for n, cell in enumerate(submitted):
        if name := grade_id_of(cell):
            behind = name
        elif cell["source"].strip():
            found.setdefault(behind, []).append(_own_cell(cell, n))
    return found


def _own_cell(cell: dict[str, Any], n: int) -> dict[str, Any]:
    """Return a student's own cell, Markdown or code alike, as a cell that shows its text letter for letter."""
    pre = f"<pre>{as_shown(cell['source'][:100_000])}</pre>"
    attached = picture_addresses(safe_attachments(dict(cell)))
    pictures = "".join(f'<p><img alt="{as_shown(name)}" src="{address}"></p>' for name, address in attached.items())
    shown = f'<div class="tex2jax_ignore mathjax_ignore"><p><em>The student added:</em></p>{pre}{pictures}</div>'
    about = {"carelab": {"from": "student", "type": str(cell["cell_type"])}}
    return {"cell_type": "markdown", "id": f"student-{n}", "metadata": about, "source": shown}


def written_cell(one: Marked, text: str) -> str:
    """Return the text of the Markdown cell in which a person reads and marks what a student wrote, with the rubric."""
    rubric = one.question.rubric if isinstance(one.question, Reflection) else {}
    lines = "".join(f"<li>{as_shown(line)} (0 to 3)</li>" for line in rubric.values())
    shown = as_shown(text) if text.strip() else "<em>Nothing was written.</em>"
    return (
        f'<div class="tex2jax_ignore mathjax_ignore"><p>{as_shown(one.question.ask)}</p>'
        f"<p><strong>The student wrote ({words(text)} words):</strong></p>"
        f"<blockquote>{shown}</blockquote><p><strong>Rubric</strong></p><ul>{lines}</ul>"
        "<p>To show the student a level for each line, begin your comment with them, such as 3 2 2 1.</p></div>"
    )


def as_shown(text: str) -> str:
    """Return a text as HTML that shows it letter for letter: characters that could be markup become character entities."""
    return "".join("<br>" if c == "\n" else c if c.isalnum() or c == " " or c in PLAIN else f"&#{ord(c)};" for c in text)
