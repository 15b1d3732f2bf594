"""Judges one notebook of one submission, of Care Lab or of any nbgrader course, and makes the marked copy that a tutor opens."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.authoring import asks_questions, load_notebook
from grader.course import files_beside
from grader.judge.answers import Judged, hash_files, judge_answers
from grader.judge.notebook import in_format, marked_notebook
from grader.judge.repair import Mended, handed_out, mended
from grader.judge.shown import safe_attachments, safe_markdown
from grader.judge.verdict import NO_RESPONSE, CellVerdict

GONE = "No mark: this cell, where the student writes, is not in the notebook. See whether the answer stands elsewhere in it."


def judge(source: Path, folder: Path, *, trust_code: bool = False, released: Path | None = None) -> tuple[Judged, dict[str, Any]]:
    """Mark one notebook of a submission. Never raises for anything in the folder.

    Parameters
    ----------
    source:
        The tutor's notebook, with its keys or hidden tests.
    folder:
        What the student handed in.
    trust_code:
        Run a student's code even where no sandbox can be had.
    released:
        The notebook as it was handed out, where it does not stand in release/ beside source/.

    Returns
    -------
    The verdicts, and the marked notebook as nbformat 4 JSON; the latter is empty when there is no mark at all.
    """
    released = released or handed_out(source)
    found = mended(source, folder, released)
    if asks_questions(source):
        judged = judge_answers(source, folder, found, trust_code=trust_code)
        return judged, {} if judged.problem else marked_notebook(source, found.cells, judged)
    return _judge_code(source, released, folder, found, trust_code)


def _judge_code(source: Path, released: Path, folder: Path, found: Mended, trust_code: bool) -> tuple[Judged, dict[str, Any]]:
    from grader.judge.code import judge_code
    from grader.judge.trial import tried

    digest = hash_files([found.path])
    if found.notebook is None:
        return Judged((), {}, None, digest, found.problem), {}
    submitted = found.notebook
    outcome = judge_code(
        load_notebook(source), submitted, files_beside(folder), trust_code=trust_code, tutor_files=files_beside(source.parent)
    )
    by_hand = _by_hand(source, released, submitted)
    verdicts = (*tried(source, released, submitted, outcome.verdicts, trust_code=trust_code), *by_hand)
    repaired = (*found.repaired, *outcome.problems)
    judged = Judged(verdicts, {}, None, digest, "", repaired, unmarked=_unmarked(source, released, submitted))
    return judged, _marked_code(load_notebook(source), submitted, {v.grade_id: v for v in verdicts}, outcome.cell_outputs)


def _by_hand(source: Path, released: Path, submitted: Any) -> tuple[CellVerdict, ...]:
    """Return verdicts for the cells that a person marks. One that was left as it was handed out earns 0, as in nbgrader."""
    given, written = _texts(released), {_grade_id(c): "".join(c["source"]) for c in submitted["cells"]}
    verdicts = []
    for cell in load_notebook(source)["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        if not (about.get("grade") and about.get("solution")) and not about.get("task"):
            continue
        name, points = about["grade_id"], float(about["points"])
        if about.get("task"):
            verdicts.append(CellVerdict(name, points, None, "A person marks this.", "by hand"))
        elif name not in written:
            verdicts.append(CellVerdict(name, points, None, GONE, "missing"))
        elif given.get(name) == written[name]:
            verdicts.append(CellVerdict(name, points, 0.0, "", "not attempted"))
        else:
            verdicts.append(CellVerdict(name, points, None, "A person marks this.", "by hand"))
    return tuple(verdicts)


def _unmarked(source: Path, released: Path, submitted: Any) -> dict[str, str]:
    """Return what to say beside each cell that a student writes in and that earns no points by itself, as nbgrader does."""
    given, written = _texts(released), {_grade_id(c): "".join(c["source"]) for c in submitted["cells"]}
    about = [c["metadata"].get("nbgrader", {}) for c in load_notebook(source)["cells"]]
    names = [a["grade_id"] for a in about if a.get("solution") and not a.get("grade")]
    return {name: NO_RESPONSE if given.get(name) == written[name] else "" for name in names if name in written}


def _texts(released: Path) -> dict[str, str]:
    """Return the text of each named cell as it was handed out; nothing where that is not known."""
    return {_grade_id(c): "".join(c["source"]) for c in load_notebook(released)["cells"]} if released.is_file() else {}


def _grade_id(cell: Mapping[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _marked_code(
    master: dict[str, Any], submitted: Any, verdicts: Mapping[str, CellVerdict], outputs: Mapping[int, list[Any]]
) -> dict[str, Any]:
    """Return the student's notebook with the tutor's cells put back, and under each cell what the judge saw or said."""
    tutors = {_grade_id(c): c for c in master["cells"] if _locked(c)}
    cells = []
    seen: set[str] = set()
    for at, cell in enumerate(submitted["cells"]):
        name = _grade_id(cell)
        if name in seen:
            continue
        seen |= {name} - {""}
        own = copy.deepcopy(tutors.get(name) or json.loads(json.dumps(cell)))
        own["source"] = "".join(own["source"])
        if own["cell_type"] != "code" and name not in tutors:
            own["source"] = safe_markdown(own["source"])
            safe_attachments(own)
        if own["cell_type"] == "code":
            own["execution_count"] = None
            own["outputs"] = list(outputs.get(at, [])) if name not in tutors else []
            if name in verdicts and verdicts[name].score is not None:
                own["outputs"] = list(verdicts[name].outputs)
            elif name in verdicts:
                text = f"No mark: {verdicts[name].reason}"
                own["outputs"] += [{"output_type": "display_data", "metadata": {}, "data": {"text/plain": text}}]
        cells.append(own)
    missing = [copy.deepcopy(c) for c in master["cells"] if _grade_id(c) in verdicts and _grade_id(c) not in seen]
    return in_format(master, cells + missing)


def _locked(cell: Mapping[str, Any]) -> bool:
    about = cell["metadata"].get("nbgrader", {})
    return bool(not about.get("solution") and (about.get("grade") or about.get("locked")))
