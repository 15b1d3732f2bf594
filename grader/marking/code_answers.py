"""Runs the code that answers questions, in the sandbox, and returns the values that it made, as plain data.

Starts nothing when nobody wrote code. No key and no test is sent to the process that runs the code.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from carelab.questions import NotPlain, Plain, read_plain
from grader.authoring import Master, attempted, cell_name, grade_id_of, names_asked
from grader.marking.cell_plan import make_plan
from grader.marking.run import Options
from grader.marking.shared_tests import sources_of
from grader.marking.stopped import how_it_stopped
from grader.marking.tutors_notebook import TutorsNotebook
from grader.repair import Mended
from grader.sandbox import Limits, Lost, NoSandbox, Session, check_given_up, warm_template

_DECLARE_ONLY = "import carelab.notebook.receiver\ncarelab.notebook.receiver.collect({variant})"
"""Run first in the student process: questions declared there are then only remembered, and nothing is shown or saved."""
_HIDDEN = re.compile(r"^[^\n]*BEGIN HIDDEN TESTS.*?(?:END HIDDEN TESTS[^\n]*(?:\n|\Z)|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class CodeAnswer:
    """The values that one student's code made for one question.

    Attributes
    ----------
    made:
        Name of a variable → its value, in the plain form of ``carelab.questions.values``; names that the code never set are left
        out.
    stopped:
        A sentence on the error that stopped the code; empty when it ran to its end.
    refused:
        A sentence on why the code could not be run, or its values not be read; empty when they were.
    outputs:
        What the cell showed, as nbformat outputs that are safe to display.
    """

    made: Mapping[str, Any]
    stopped: str = ""
    refused: str = ""
    outputs: tuple[Any, ...] = ()


NOT_ARRIVED = CodeAnswer(
    {}, refused="the notebook, in which the code for this would be, is not in the hand-in or cannot be read."
)
"""What is known of code where a student's notebook is missing or cannot be read."""


def code_answers(tutors: TutorsNotebook, master: Master, found: Mended, options: Options) -> dict[str, CodeAnswer]:
    """Run the student's code and return question id → values that it made, for each question for which there is code.

    ``master`` has the questions, with the figures of this student's variant; ``found`` is the student's notebook.
    """
    tried = {}
    for one in master.questions:
        names = names_asked(one.question)
        if names and attempted(one.code, found.cells, one.grade_id, names):
            tried[one.grade_id] = (one.question.id, names)
    if not tried:
        return {}
    answers: dict[str, CodeAnswer] = {}
    try:
        _run(tutors, master, found, tried, answers, options)
        why = "it was not reached"
    except NoSandbox as error:
        why = str(error)
    except Lost as error:
        why = f"The student's code could not go on: {error}. A person must look."
    except Exception as error:  # noqa: BLE001 (whatever a notebook does, the class goes on)
        why = f"The student's code could not be run ({type(error).__name__}). A person must look."
    check_given_up()
    return {question: answers.get(question, CodeAnswer({}, refused=why)) for question, _ in tried.values()}


def _run(
    tutors: TutorsNotebook,
    master: Master,
    found: Mended,
    tried: Mapping[str, tuple[str, list[str]]],
    answers: dict[str, CodeAnswer],
    options: Options,
) -> None:
    """Run the tutor's own cells and the student's in order, and read each question's values where its mark cell is."""
    plan = make_plan(tutors.notebook, {"cells": found.cells})
    limits = Limits()
    shown: dict[str, tuple[Any, ...]] = {}
    files = {name: path for name, path in tutors.files.items() if not path.name.startswith(("answers", "."))}
    with Session(warm_template(options.trust_code, sources_of(plan, files)), limits, files) as session:
        session.define(_DECLARE_ONLY.format(variant=master.variant))
        for step in plan.steps:
            if step.kind == "student" and step.index is not None:
                shown[grade_id_of(found.cells[step.index])] = session.run_cell(step.source).outputs
                continue
            if step.grade_id in tried:
                question, names = tried[step.grade_id]
                made = {name: _claimed(value) for name, value in session.read(names).items()}
                outputs = shown.get(cell_name(step.grade_id), ())
                answers[question] = CodeAnswer(made, how_it_stopped(outputs, limits.cell_seconds), "", outputs)
            # the part of a mark cell that students see may make names that later cells use
            seen = _HIDDEN.sub("", step.source)
            if not only_asks(seen):
                session.run_cell(seen)


@lru_cache(maxsize=512)
def only_asks(source: str) -> bool:
    """Say whether a tutor's cell, whose code is ``source``, does nothing but call methods of ``ex`` (the exercise).

    Such a cell makes no name that later code could use, so it is not run with the student's code.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return False
    return all(map(_calls_ex, tree.body)) and not any(isinstance(part, ast.NamedExpr) for part in ast.walk(tree))


def _calls_ex(statement: ast.stmt) -> bool:
    called = statement.value.func if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call) else None
    return isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "ex"


def _claimed(value: Any) -> Plain:
    """Return what a student process claims of a value, when it is in the form of plain data."""
    try:
        return read_plain(value)
    except NotPlain:
        return {"is": "other", "type": "something"}
