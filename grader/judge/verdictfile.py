"""What the judge said of a submission, as data: the file beside a marked notebook, and the line for the audit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from carelab.answers import write_whole
from grader.judge.answers import Judged
from grader.judge.verdict import CellVerdict

NAME = "verdicts.json"


def write_verdicts(folder: Path, student: str, unit: str, judged: Judged) -> None:
    """Write the verdicts of one submission into its autograded folder."""
    whole = {
        "student": student,
        "unit": unit,
        "variant": judged.master.variant if judged.master else 1,
        "repaired": list(judged.repaired),
        "verdicts": [_verdict_json(v) for v in judged.verdicts],
    }
    write_whole(folder / NAME, (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode())


def read_verdicts(course: Path, unit: str) -> Iterator[dict[str, Any]]:
    """Yield the verdicts of every marked submission of a unit, by student."""
    for path in sorted((course / "autograded").glob(f"*/{unit}/{NAME}")):
        yield json.loads(path.read_text(encoding="utf-8"))


def audit_entry(student: str, unit: str, judged: Judged) -> Mapping[str, Any]:
    """Return what the audit keeps of one submission: hashes of what was marked and of what marked it, and each mark."""
    return {
        "student": student,
        "unit": unit,
        "submission": judged.sha256,
        "source": judged.master.sha256 if judged.master else "",
        "problem": judged.problem,
        "marks": {v.grade_id: {"score": v.score, "points": v.points, "outcome": v.outcome} for v in judged.verdicts},
    }


def _verdict_json(verdict: CellVerdict) -> dict[str, Any]:
    return {
        "grade_id": verdict.grade_id,
        "points": verdict.points,
        "score": verdict.score,
        "outcome": verdict.outcome,
        "reason": verdict.reason,
        "reasons": list(verdict.reasons),
        "misconceptions": list(verdict.misconceptions),
    }
