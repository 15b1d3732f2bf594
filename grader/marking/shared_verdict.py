"""From a test cell's report to a mark by nbgrader's own rule, or to the reason why there is none. Pure; runs nothing.

nbgrader's rule (``nbgrader.utils.determine_grade``): an error earns 0; a number as the last value earns that many points;
anything else earns full marks. Two things differ: stderr costs nothing, and a number that is no mark gives no mark.
"""

from __future__ import annotations

from typing import Any

from grader.marking.cell_plan import Step
from grader.marking.verdict import CellVerdict
from grader.sandbox import CellReport

HELD = "No mark yet: this test ran beside the student's code, and such marks wait for a person (--hold-shared). It gave {0:g}."


def no_mark(step: Step, reason: str, *, again: bool = False) -> CellVerdict:
    """Return a verdict without a mark on the test cell ``step``, for this reason. ``again``: marking again may give a mark."""
    return CellVerdict(step.grade_id, step.points, None, reason, "no mark", (reason,), again=again, shared=True)


def to_verdict(step: Step, report: CellReport, cell_seconds: float, *, hold: bool = False) -> CellVerdict:
    """Return the verdict on the test cell ``step`` from the report on its run, by the rule by which nbgrader gives points.

    ``hold``: give no mark, so that a person decides. ``cell_seconds``: the time limit, for the message.
    """
    if not report.late and report.missing_module:
        module = report.missing_module
        return no_mark(
            step, f"No mark: the test needs the module {module}, which is not installed where marking runs.", again=True
        )
    score, reason, refused = _score(step.points, report, cell_seconds)
    if refused:
        return no_mark(step, f"No mark: the test cell {step.grade_id} ran, but {refused}.")
    if hold:
        return no_mark(step, HELD.format(score))
    outcome = "right" if score == step.points else "partly" if score > 0 else "wrong"
    reasons = (reason,) if reason else ()
    return CellVerdict(
        step.grade_id, step.points, score, "", outcome, reasons, outputs=_shown(score, step.points, reason), shared=True
    )


def _score(points: float, report: CellReport, cell_seconds: float) -> tuple[float, str, str]:
    """Return the points earned, a sentence about why they are fewer, and why there is no mark where there is none."""
    kind, content = report.value
    if report.late:
        return 0.0, f"The test took longer than {cell_seconds:g} seconds, so it earned nothing.", ""
    if report.error is not None:
        name, text = report.error
        return 0.0, f"The test failed: {name}: {text}" if text else f"The test failed: {name}.", ""
    if kind == "number" and 0 <= content <= points:
        return content, "" if content == points else "The test gave part of the points.", ""
    if kind in ("number", "huge"):
        given = "a huge number" if content is None else content
        return 0.0, "", f"its last line gave {given}, and a mark is a number from 0 to {points:g}"
    if kind == "own":
        return 0.0, "", "its last line gave an object of the notebook's own, and a mark is a plain number"
    if kind == "truth" and not content:
        return 0.0, "", "its last line gave False, which says neither right nor wrong; use assert"
    return points, "", ""


def _shown(score: float, points: float, reason: str) -> tuple[dict[str, Any], ...]:
    """Return what the marked notebook shows under a test cell: our words only, since what it prints may quote the test."""
    text = f"Mark: {round(score, 2):g} of {points:g}" + (f"\n- {reason}" if reason else "")
    shown = {"output_type": "display_data", "metadata": {}, "data": {"text/plain": text}}
    mark = {"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": {"text/plain": f"{score!r}"}}
    return shown, mark
