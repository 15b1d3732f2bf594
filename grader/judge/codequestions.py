"""Runs the code that answers questions, apart from everything, and brings back the values that it made, as plain data.

Starts nothing when nobody wrote code. Knows no key and no mark.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from carelab.questions import NotPlain, Plain, read_plain
from grader.authoring import Master, attempted, cell_name, names_asked
from grader.course import files_beside
from grader.judge.repair import Mended
from grader.judge.stopped import how_it_stopped

_AS_THE_JUDGE_READS_IT = "import carelab.notebook.receiver\ncarelab.stage.collect({variant})"
"""Run first on the student's side: questions are then only remembered there, as on the judge's, and nothing is shown or saved."""


@dataclass(frozen=True)
class CodeAnswer:
    """What came of one student's code for one question.

    Attributes
    ----------
    made:
        {name: value} in the plain form of ``carelab.questions.values``; a name that was never made is not in it.
    stopped:
        How the code stopped, in a sentence; empty when it ran to its end.
    refused:
        Why it could not be run or read, in a sentence; then nothing can be said of its values.
    outputs:
        What the cell showed, as nbformat outputs that are safe to show.
    """

    made: Mapping[str, Any]
    stopped: str = ""
    refused: str = ""
    outputs: tuple[Any, ...] = ()


def code_answers(master: Master, found: Mended, *, trust_code: bool = False) -> dict[str, CodeAnswer]:
    """Return what code came to, by the id of each question for which the student wrote some.

    Parameters
    ----------
    found:
        The student's notebook.
    trust_code:
        Run it even where no sandbox can be had.
    """
    cells = found.cells
    tried = {}
    for one in master.questions:
        names = names_asked(one.question)
        if names and attempted(one.code, cells, one.grade_id, names):
            tried[one.grade_id] = (one.question.id, names)
    if not tried:
        return {}

    from grader.judge.code import Limits, NoSandbox
    from grader.judge.codesession import Lost

    answers: dict[str, CodeAnswer] = {}
    limits = Limits()
    try:
        _run(master, found, tried, answers, limits, trust_code)
        why = "it was not reached"
    except NoSandbox as error:
        why = str(error)
    except Lost as error:
        why = f"The student's code could not go on: {error}. A person must look."
    except Exception as error:  # noqa: BLE001 (whatever a notebook does to the judge, the class goes on)
        why = f"The judge could not run the student's code ({type(error).__name__}). A person must look."
    return {question: answers.get(question, CodeAnswer({}, refused=why)) for question, _ in tried.values()}


def _run(
    master: Master,
    found: Mended,
    tried: Mapping[str, tuple[str, list[str]]],
    answers: dict[str, CodeAnswer],
    limits: Any,
    trust_code: bool,
) -> None:
    """Run the tutor's own cells and the student's in order, and read each question's values where its mark stands."""
    from grader.judge.code import shared_template, sources_of
    from grader.judge.codeplan import make_plan
    from grader.judge.codesession import Session
    from grader.judge.ownership import DEFAULT_HIDDEN, visible_part

    assert found.notebook is not None  # noqa: S101  code was found in it
    cells = found.notebook["cells"]
    plan = make_plan(json.loads(master.path.read_text(encoding="utf-8")), found.notebook, DEFAULT_HIDDEN)
    shown: dict[str, list[Any]] = {}
    files = _tutors_files(master.path.parent)
    with Session(shared_template(trust_code, sources_of(plan, files)), limits, files, {}, tests=False) as session:
        session.ask_student(("define", _AS_THE_JUDGE_READS_IT.format(variant=master.variant)))
        for step in plan.steps:
            if step.kind == "setup" and not only_asks(step.seen):
                session.run_setup(step.source, step.seen)
            elif step.kind == "student" and step.index is not None:
                about = cells[step.index]["metadata"].get("nbgrader", {})
                shown[about.get("grade_id", "")] = session.run_student(step.source)
            elif step.kind == "test":
                if step.grade_id in tried:
                    question, names = tried[step.grade_id]
                    made = {name: _claimed(value) for name, value in session.read(names).items()}
                    outputs = shown.get(cell_name(step.grade_id), [])
                    answers[question] = CodeAnswer(made, how_it_stopped(outputs, limits.cell_seconds), "", tuple(outputs))
                # what a mark's cell shows to students may make what later cells use
                shared = visible_part(step.source, DEFAULT_HIDDEN)
                if not only_asks(shared):
                    session.run_setup("", shared)


@lru_cache(maxsize=512)
def only_asks(source: str) -> bool:
    """Say whether a tutor's cell makes nothing that student code could use: all that it does, if anything, is to call ``ex``."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return False
    return all(map(_calls_ex, tree.body)) and not any(isinstance(part, ast.NamedExpr) for part in ast.walk(tree))


def _calls_ex(statement: ast.stmt) -> bool:
    called = statement.value.func if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call) else None
    return isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "ex"


def _tutors_files(folder: Path) -> dict[str, Path]:
    """Return the tutor's own files beside a source notebook, by relative name: the data that students' code may read."""
    return {name: path for name, path in files_beside(folder).items() if not path.name.startswith(("answers", "."))}


def _claimed(value: Any) -> Plain:
    """Return what a student's process says of a value, when it is in the form of plain data."""
    try:
        return read_plain(value)
    except NotPlain:
        return {"is": "other", "type": "something"}
