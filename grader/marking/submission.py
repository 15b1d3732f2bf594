"""Marks one notebook of one submission, of Care Lab or of any nbgrader course, and makes the marked copy that a tutor opens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from grader.authoring import grade_id_of, nbgrader_of
from grader.course import files_beside
from grader.marking.answers import Verdicts, hash_answer, hash_files, mark_answers
from grader.marking.elsewhere import written_elsewhere
from grader.marking.marked_notebook import marked_code, marked_notebook
from grader.marking.run import AS_USUAL, Options
from grader.marking.shared_tests import mark_test_cells
from grader.marking.tutors_notebook import TutorsNotebook
from grader.marking.verdict import NO_RESPONSE, CellVerdict
from grader.repair import Mended, mended

GONE = "No mark: this cell, where the student writes, is not in the notebook. See whether the answer is elsewhere in it."


def mark_notebook(tutors: TutorsNotebook, folder: Path, options: Options = AS_USUAL) -> tuple[Verdicts, dict[str, Any]]:
    """Mark one notebook of a submission. Nothing in the submission raises an error.

    Parameters
    ----------
    folder:
        The student's folder in submitted/.

    Returns
    -------
    The verdicts, and the marked notebook as nbformat 4 JSON, which is empty when nothing could be marked.
    """
    found = mended(tutors.original, folder)
    if tutors.masters:
        result = mark_answers(tutors, folder, found, options)
        return result, {} if result.problem else marked_notebook(tutors.notebook, found.cells, result)
    return _mark_code(tutors, folder, found, options)


def _mark_code(tutors: TutorsNotebook, folder: Path, found: Mended, options: Options) -> tuple[Verdicts, dict[str, Any]]:
    digest = hash_files([found.path])
    if found.notebook is None:
        return Verdicts((), {}, None, digest, f"{found.problem} {found.next_step}".strip()), {}
    files = {**files_beside(folder), **tutors.files}  # as in nbgrader, the tutor's copy of a file replaces the student's
    outcome = mark_test_cells(tutors.notebook, found.notebook, files, options)
    verdicts = (*outcome.verdicts, *_by_hand(tutors, found))
    result = Verdicts(
        verdicts, {}, None, digest, "", (*found.repaired, *outcome.problems), unmarked=_comments_without_mark(tutors, found)
    )
    return result, marked_code(tutors.notebook, found.cells, {v.grade_id: v for v in verdicts}, outcome.cell_outputs)


def _by_hand(tutors: TutorsNotebook, found: Mended) -> tuple[CellVerdict, ...]:
    """Return verdicts for the cells that a person marks. One that was left as it was handed out earns 0, as in nbgrader."""
    cells = {grade_id_of(c): c for c in found.cells}
    elsewhere = written_elsewhere(tutors.notebook["cells"], found.cells)
    verdicts = []
    for cell in tutors.notebook["cells"]:
        about = nbgrader_of(cell)
        if not (about.get("grade") and about.get("solution")) and not about.get("task"):
            continue
        name, points = about["grade_id"], float(about["points"])
        if about.get("task"):
            verdicts.append(CellVerdict(name, points, None, "A person marks this.", "by hand"))
        elif name not in cells:
            verdicts.append(CellVerdict(name, points, None, GONE, "missing"))
        elif tutors.given.get(name) != cells[name]["source"] or cells[name].get("attachments"):
            answer = hash_answer([cells[name]["source"], cells[name].get("attachments")])
            verdicts.append(CellVerdict(name, points, None, "A person marks this.", "by hand", answer=answer))
        elif elsewhere:
            verdicts.append(CellVerdict(name, points, None, elsewhere, "no mark"))
        else:
            verdicts.append(CellVerdict(name, points, 0.0, "", "not attempted"))
    return tuple(verdicts)


def _comments_without_mark(tutors: TutorsNotebook, found: Mended) -> dict[str, str]:
    """Return the comment for each cell that a student writes in and that earns no points by itself, as nbgrader gives it."""
    written = {grade_id_of(c): c["source"] for c in found.cells}
    about = [nbgrader_of(c) for c in tutors.notebook["cells"]]
    names = [a["grade_id"] for a in about if a.get("solution") and not a.get("grade")]
    return {name: NO_RESPONSE if tutors.given.get(name) == written[name] else "" for name in names if name in written}
