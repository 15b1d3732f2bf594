"""Reads a source notebook into its marked questions: what is asked, the key, the points. Runs only the tutor's own cells."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carelab.notebook import Collector, collecting
from carelab.questions import BadAnswer, BadQuestion, CareLabError, Key, Question, Reflection, as_number, check_key, score
from grader.authoring.author_cell import BadCell, located, run_cell
from grader.authoring.cells import Cell, load_notebook, nbgrader_of
from grader.authoring.code_cell import GOES_ON, cell_name, names_asked
from grader.authoring.keys import collecting_keys


class BadSource(CareLabError):
    """A source notebook cannot be read, or its questions and keys do not match."""


@dataclass(frozen=True)
class Marked:
    """One marked question of a unit, with its key and its points.

    Attributes
    ----------
    grade_id:
        The nbgrader id of the cell that marks it, e.g. ``budgeting_q1``.
    prompt:
        The text that the student reads above the question, as plain text.
    code:
        For a question that code can answer: the text of its code cell in the source notebook.
    """

    question: Question
    key: Key
    points: float
    grade_id: str
    prompt: str
    code: str = ""


@dataclass(frozen=True)
class Master:
    """The marked questions of a unit, read from its source notebook for one of its sets of figures (``variant``, from 1).

    Attributes
    ----------
    title:
        The unit's name in words, e.g. *Resource allocation and budgeting*.
    sha256:
        SHA-256 of the source notebook's bytes, which the audit records.
    """

    unit: str
    title: str
    path: Path
    sha256: str
    variant: int
    variants: int
    questions: tuple[Marked, ...]

    def question(self, question_id: str) -> Marked:
        """Return the question with this id; KeyError when there is none."""
        return {m.question.id: m for m in self.questions}[question_id]

    def by_grade_id(self) -> dict[str, Marked]:
        """Return the questions, nbgrader cell id → question."""
        return {m.grade_id: m for m in self.questions}


def short_name(unit: str) -> str:
    """Return a unit's name without its number: ``budgeting``."""
    return re.sub(r"^\d+-", "", unit)


def source_path(course: Path, unit: str) -> Path:
    """Return the path of a unit's source notebook. Raises BadSource when there is none; the message lists the units."""
    path = course / "source" / unit / f"{unit}.ipynb"
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in (course / "source").glob("*/*.ipynb") if p.stem == p.parent.name)) or "none"
        raise BadSource(f"There is no unit {unit} in {course / 'source'}.", f"The units there are: {known}.")
    return path


def read_master(path: Path, variant: int = 1) -> Master:
    """Read the marked questions of a source notebook for one variant. The result is cached until the file changes.

    Raises
    ------
    BadSource, BadQuestion
        When it has an error; the message names the file and the cell or question.
    """
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    found = _KNOWN.get((path, sha256, variant))
    if found is None:
        found = _KNOWN[path, sha256, variant] = _read(path, sha256, variant)
    return found


_KNOWN: dict[tuple[Path, str, int], Master] = {}
"""The masters that this process has read, by path, content and variant."""


def _read(path: Path, sha256: str, variant: int) -> Master:
    unit = path.stem
    try:
        cells: list[Cell] = load_notebook(path)["cells"]
    except ValueError as error:
        raise BadSource(f"{path.name} is not a notebook ({error}).", "Use an earlier copy of it.") from error
    with collecting(variant) as asked, collecting_keys() as keys:
        found = _run(path, cells, asked, keys)
    if asked.units != [unit]:
        raise BadSource(f'{path.name}: its first cell must be ex = carelab.exercise("{unit}").', "Mend the first cell.")
    ids = [m.question.id for m in found]
    for stray in sorted({*asked.questions, *keys} - set(ids)):
        raise BadSource(f"{path.name}: {stray} is asked without a mark, or marked without being asked.", "Give it both.")
    for one in found:
        try:
            check_key(one.question, one.key)
            _check_examples(one)
        except BadQuestion as error:
            raise located(error, path.name) from error
    if not 1 <= variant <= asked.variants:
        raise BadSource(f"{path.name} has {asked.variants} variants of its data; there is no variant {variant}.")
    return Master(unit, _title(cells, unit), path, sha256, variant, asked.variants, tuple(found))


def _title(cells: list[Cell], unit: str) -> str:
    """Return the unit's name as its first heading gives it, without the number and the word exercises."""
    headings = re.findall(r"^# (.+)$", cells[0]["source"] if cells else "", flags=re.MULTILINE)
    return re.sub(r"^\d+\.\s*|:\s*exercises$", "", headings[0]).strip() if headings else unit


def _run(path: Path, cells: list[Cell], asked: Collector, keys: Mapping[str, Key]) -> list[Marked]:
    """Run the tutor's cells in order and note which question each grade cell asks."""
    space: dict[str, Any] = {"__name__": "__master__"}
    found: list[Marked] = []
    prompt: list[str] = []
    pending: list[tuple[Question, str]] = []
    answers: dict[str, Cell] = {}
    for at, cell in enumerate(cells, 1):
        about = nbgrader_of(cell)
        if cell["cell_type"] == "markdown" and not about.get("grade"):
            prompt.append(cell["source"])
            continue
        if cell["cell_type"] == "code" and about.get("solution"):
            answers[str(about.get("grade_id"))] = cell
        elif cell["cell_type"] == "code":
            before = set(asked.questions)
            try:
                run_cell(cell["source"], f"{path.name}, cell {at}", space)
            except BadCell as error:
                raise BadSource(error.problem, error.next_step) from error
            for known in asked.keys:
                raise BadSource(
                    f"{path.name}, cell {at}: {known} shows students its key, as in a lesson.", "Use carelab.exercise."
                )
            pending = [p for p in pending if names_asked(p[0])]
            pending += [(q, "\n\n".join(prompt)) for i, q in asked.questions.items() if i not in before]
            prompt = []
            if len(pending) > 1:
                raise BadSource(f"{path.name}, cell {at} asks {len(pending)} questions.", "Ask one in each cell.")
        if about.get("grade") and pending:
            question, words = pending.pop()
            found.append(_marked(path, cell, question, keys.get(question.id, Key()), words, answers))
        elif about.get("grade"):
            raise BadSource(f"{path.name}, cell {at} is a grade cell that asks nothing.", "Ask its question in it.")
    return found


def _marked(path: Path, cell: Cell, question: Question, key: Key, prompt: str, answers: Mapping[str, Cell]) -> Marked:
    about = nbgrader_of(cell)
    wanted = f"{short_name(path.stem)}_{question.id}"
    if about.get("grade_id") != wanted:
        found = about.get("grade_id", "missing")
        raise BadQuestion(question.id, f"its cell in {path.name} has the id {found}.", f"Name it {wanted}.")
    by_hand = isinstance(question, Reflection)
    if bool(about.get("solution")) != by_hand or (cell["cell_type"] == "markdown") != by_hand:
        raise BadQuestion(question.id, f"its cell in {path.name} is of the wrong nbgrader type.", "See CONTRIBUTING.md.")
    if not by_hand and key == Key():
        raise BadQuestion(question.id, f"it has no key in {path.name}.", "Add mark(…) in its hidden tests.")
    points = as_number(about.get("points"))
    if points is None or points < 0:
        raise BadQuestion(question.id, f"its cell in {path.name} has no points.", "Set them in the cell's nbgrader settings.")
    code = _code_cell(path, question, answers.get(cell_name(wanted))) if names_asked(question) else ""
    return Marked(question, key, points, wanted, plain_text(f"{prompt}\n\n{question.ask}"), code)


def _code_cell(path: Path, question: Question, cell: Cell | None) -> str:
    """Return the cell in which code answers a question. Raises BadQuestion when it is not there, or would stop the notebook."""
    name = cell_name(f"{short_name(path.stem)}_{question.id}")
    if cell is None or nbgrader_of(cell).get("grade"):
        raise BadQuestion(
            question.id,
            f"{path.name} has no cell for its code.",
            f"Put a code cell between its question and its mark, of the nbgrader type Autograded answer, with the id {name}.",
        )
    if GOES_ON not in cell["metadata"].get("tags", []):
        raise BadQuestion(
            question.id,
            f"in {path.name}, an error in the student's code would stop the whole notebook.",
            f"Give the cell {name} the tag {GOES_ON}.",
        )
    return str(cell["source"])


def _check_examples(one: Marked) -> None:
    if isinstance(one.question, Reflection):
        return
    best = score(one.question, one.key, one.key.best(one.question))
    if best.share != 1:
        broken = "; ".join(r.text for r in best.reasons if r.state == "wrong")
        raise BadQuestion(one.question.id, f"its own key earns {best.share:.0%}. {broken}")
    for n, (value, share) in enumerate(one.key.examples, 1):
        try:
            found = score(one.question, one.key, value).share
        except BadAnswer as error:
            problem = error.problem.removeprefix(f"Question {one.question.id}: ")
            raise BadQuestion(one.question.id, f"example {n} is not a possible answer: {problem}") from error
        if found is None or not abs(found - share) <= 0.005:
            raise BadQuestion(one.question.id, f"example {n} earns {found}, not the {share} it states.")


def plain_text(markdown: str) -> str:
    """Return the words of a Markdown text, without the marks for emphasis, headings and lists, HTML tags and link addresses."""
    text = re.sub(r"<[^>]+>", "", markdown)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^\s*(#+|[-*]|>)\s+", "", text, flags=re.MULTILINE)
    text = re.sub(r"[*_`|]+", "", text)
    return re.sub(r"\n{2,}", "\n", text).strip()
