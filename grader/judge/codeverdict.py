"""From a test cell's report to a mark, or to the named reason why there is none. Pure; knows nothing of processes."""

from __future__ import annotations

import ast
from typing import Any

from grader.judge.cellnames import parse
from grader.judge.codeoutputs import clean_outputs, clean_text
from grader.judge.codeplan import Step
from grader.judge.verdict import CellVerdict


def no_mark(step: Step, reason: str, outputs: tuple[Any, ...] = (), *, again: bool = False) -> CellVerdict:
    """Return a verdict without a mark, and why; ``again`` where another run may give one."""
    return CellVerdict(step.grade_id, step.points, None, reason, "no mark", (reason,), again=again, outputs=outputs)


def to_verdict(step: Step, report: dict[str, Any], cell_seconds: float) -> CellVerdict:
    """Turn a test cell's report into a mark, or into the reason why there is none."""
    shown = tuple(clean_outputs(report["outputs"]))
    points = step.points
    if report["late"]:
        said = f"The test took longer than {cell_seconds:g} seconds, so it earned nothing."
        return CellVerdict(step.grade_id, points, 0.0, outcome="wrong", reasons=(said,), outputs=shown)
    if report["needs"]:
        return no_mark(step, f"No mark, needs a person: {clean_text(report['needs'], 500)}.", shown)
    if report["missing_module"]:
        return no_mark(
            step,
            f"No mark: the test needs the module {report['missing_module']}, which is not installed where marking runs.",
            shown,
            again=True,
        )
    if report["error"] is not None:
        if report["live"]:
            kinds = clean_text(", ".join(report["live"]), 300)
            return no_mark(
                step,
                f"No mark, needs a person: the test failed on an object that cannot leave the student's process ({kinds}).",
                shown,
            )
        name, text = clean_text(report["error"][0], 100), report["error"][1]
        said = f"The test failed: {name}: {clean_text(text, 500)}" if text else f"The test failed: {name}."
        return CellVerdict(step.grade_id, points, 0.0, outcome="wrong", reasons=(said,), outputs=shown)
    return _credit(step, report["value"], shown)


def _credit(step: Step, value: tuple[str, Any], shown: tuple[Any, ...]) -> CellVerdict:
    """Give the points of a test that ran through: all, or what its last line says."""
    points = step.points
    kind, content = value
    odd = ""
    if kind == "number" and 0 <= content <= points:
        outcome = "right" if content == points else "partly" if content > 0 else "wrong"
        return CellVerdict(step.grade_id, points, content, outcome=outcome, outputs=shown)
    if kind in ("number", "huge"):
        given = "a huge number" if content is None else content
        odd = f"its last line gave {given}, and a mark is a number from 0 to {points:g}"
    elif kind == "live":
        odd = "its last line gave something of the student's that is not plain data"
    elif kind == "text" and not _ends_in_constant(step.source):
        odd = "its last line gave text, and a mark is a number"
    elif kind == "truth" and not content:
        odd = "its last line gave False, which says neither right nor wrong; use assert"
    if odd:
        return no_mark(step, f"No mark: the test cell {step.grade_id} ran, but {odd}.", shown)
    return CellVerdict(step.grade_id, points, points, outcome="right", outputs=shown)


def _ends_in_constant(source: str) -> bool:
    tree = parse(source)
    last = tree.body[-1] if tree is not None and tree.body else None
    return isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant)
