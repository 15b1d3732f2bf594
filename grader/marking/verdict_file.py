"""The verdicts on a submission as data: the file beside a marked notebook, and the entry for the audit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from carelab.answers import write_whole
from grader.course import file_hash
from grader.marking.answers import Verdicts
from grader.marking.verdict import CellVerdict

VERDICTS = "verdicts.json"
KEPT = ("grade_id", "points", "score", "outcome", "reason", "reasons", "misconceptions")
"""What is kept of each verdict in the file."""
MOST_REASONS = 12
LONGEST_REASON = 500
"""In characters: twice what the longest reason in the course has."""


def write_verdicts(folder: Path, student: str, unit: str, result: Verdicts) -> None:
    """Write the verdicts on one submission as ``verdicts.json`` into a folder."""
    whole = {
        "student": student,
        "unit": unit,
        "submission": result.sha256,
        "variant": result.master.variant if result.master else 1,
        "repaired": list(result.repaired),
        "verdicts": [{name: getattr(v, name) for name in KEPT} for v in result.verdicts],
    }
    write_whole(folder / VERDICTS, (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode())


def read_verdicts(course: Path, unit: str) -> Iterator[dict[str, Any]]:
    """Yield the content of each ``verdicts.json`` of a unit as a dict, in order of the student ids.

    A file that names another student or unit is left out.
    """
    for path in sorted((course / "autograded").glob(f"*/{unit}/{VERDICTS}")):
        found = json.loads(path.read_text(encoding="utf-8"))
        if (found["student"], found["unit"]) == path.parts[-3:-1]:
            yield found


def audit_entry(student: str, unit: str, source: Path, result: Verdicts) -> Mapping[str, Any]:
    """Return the audit's entry on a submission: hashes of the submission and the tutor's notebook, the marks and reasons.

    Only the beginnings of the first few reasons are kept, because reasons for marks of code may quote the student at length.

    Parameters
    ----------
    source:
        Path of the tutor's notebook by which it was marked.
    """
    return {
        "student": student,
        "unit": unit,
        "notebook": source.stem,
        "submission": result.sha256,
        "source": result.master.sha256 if result.master else file_hash(source).hex(),
        "problem": _short(result.problem),
        "marks": {v.grade_id: _mark(v) for v in result.verdicts},
    }


def _mark(verdict: CellVerdict) -> Mapping[str, Any]:
    why = verdict.reasons or ((verdict.reason,) if verdict.reason else ())
    kept = [_short(reason) for reason in why[:MOST_REASONS]]
    marked = {"score": verdict.score, "points": verdict.points, "outcome": verdict.outcome, "why": kept}
    return {**marked, "shared": True} if verdict.shared else marked


def _short(reason: str) -> str:
    return reason if len(reason) <= LONGEST_REASON else f"{reason[: LONGEST_REASON - 1]}…"
