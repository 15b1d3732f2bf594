"""The student's screen: joins questions and models to their widgets and to the answer file."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import random
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from IPython.display import HTML, DisplayHandle, display

from carelab.answers import MOST_SEED, AnswerFile, AnswerFileError, NotSaved, Saved, find_own, load, make_handin, recover
from carelab.answers import NAME as ANSWERS
from carelab.data.criteria import Criterion
from carelab.data.pictures import Picture
from carelab.questions import BadAnswer, CareLabError, Code, Key, Question, Table, arranged, describe, read_response, score
from carelab.sims.model import Model
from carelab.sims.try_it import TryIt
from carelab.ui.code import CodeForm
from carelab.ui.form import Form, Kept
from carelab.ui.kernel import after_each_run, own_names
from carelab.ui.model import ModelView
from carelab.ui.panel import Finish, Head
from carelab.ui.record import record
from carelab.ui.still import criteria_html, picture_html, sources_html
from carelab.ui.tries import Tries


class Screen:
    """Shows, as widgets, the questions and models that a notebook declares, and saves the student's answers.

    Parameters
    ----------
    unit:
        Name of the unit, which must be that in the answer file.
    variants:
        How many variants (sets of numbers in the questions) the unit has; a new student is given one of them at random.
    practice:
        True in a lesson, where a student can check answers at once.
    """

    def __init__(self, unit: str, variants: int, *, practice: bool) -> None:
        self.unit = unit
        self.practice = practice
        self.folder = Path.cwd()
        variant, seed = random.randint(1, variants), 0 if practice else random.randint(1, MOST_SEED)  # noqa: S311 (no secret)
        self.file = AnswerFile(self.folder, unit, variant=variant, seed=seed)
        self._put_back = "" if practice or self.file.book.answers else self._from_record()
        if not practice:
            self._keep_variant()
        self._forms: dict[str, Form] = {}
        self._records: dict[str, DisplayHandle] = {}
        self._questions: dict[str, Question] = {}
        self._coded: dict[str, CodeForm] = {}
        self._finish: Finish | None = None
        notebook = os.environ.get("JPY_SESSION_NAME", "")
        self._head = Head(self.file.notice or self._put_back, notebook, sibling=self._sibling().is_file(), practice=practice)
        display(self._head)

    @property
    def variant(self) -> int:
        return self.file.book.variant

    def _keep_variant(self) -> None:
        """Write variant and seed down before the first answer, so that another window shows the same data in the same order."""
        try:
            with self.file.path.open("x", encoding="utf-8") as new:
                new.write(self.file.book.as_json())
        except FileExistsError:
            self.file.refresh()
        except OSError:
            return  # the first answer will say why nothing can be saved here

    def _from_record(self) -> str:
        """Put back the answers that the notebook records where its answer file is missing; return what the student must know.

        A notebook that was moved or copied alone has no answer file: what it records must not be written over with nothing.
        """
        notebook = find_own(self.folder, self.unit)
        if notebook is None or self.file.path.exists():
            return ""
        with contextlib.suppress(OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
            found = recover(json.loads(notebook.read_bytes())["cells"], self.unit)
            if found.answers:
                with self.file.path.open("x", encoding="utf-8") as new:
                    new.write(found.as_json())
                self.file.refresh()
                count = f"{len(found.answers)} {'answer was' if len(found.answers) == 1 else 'answers were'}"
                return f"Your answer file was missing, so {count} put back from what this notebook records. Please check them."
        return ""

    def _sibling(self) -> Path:
        other = "exercises" if self.practice else "notebooks"
        return self.folder.parent.parent / other / self.unit / f"{self.unit}.ipynb"

    def ask(self, question: Question, key: Key | None) -> None:
        question = arranged(question, self.file.book.seed)
        self._questions[question.id] = question
        if isinstance(question, Code):
            self._ask_code(question, key)
            return
        tries = None if key is None else self._tries(question, key)
        form = Form(question, self.unit, lambda value: self._save(question, value), tries, practice=self.practice)
        self._forms[question.id] = form
        self._show(question)
        display(form)
        self._records[question.id] = display(self._write_down(question), raw=True, display_id=True)

    def _tries(self, question: Question, key: Key) -> Tries:
        def kept() -> Mapping[str, Any]:
            answer = self.file.book.answers.get(question.id)
            return {} if answer is None else answer.extra

        return Tries(question, key, kept, lambda fields: self.file.add(question.id, question.kind, fields))

    def _ask_code(self, question: Code, key: Key | None) -> None:
        """Show a question that the notebook's own code answers; after each run of a cell it says what is made."""
        check = None if key is None else lambda values: score(question, key, values)
        form = CodeForm(question, own_names, check)
        self._coded[question.id] = form
        after_each_run(self._look)
        display(form)
        display(self._record(question), raw=True)

    def _look(self) -> None:
        for form in self._coded.values():
            form.look()
        if self._finish is not None:
            self._finish.look()

    def model(self, model: Model, tasks: Sequence[TryIt]) -> None:
        done = [task.id for task in tasks if self.file.book.value(_task_entry(task.id)) is True]
        display(ModelView(model, tasks, done, self._tick))

    def _tick(self, task: str) -> None:
        """Keep that a task of a model is done. Where nothing can be saved, the next answer says why."""
        with contextlib.suppress(NotSaved):
            self.file.save(_task_entry(task), "task", True)

    def missed(self, _unit: str) -> Collection[str]:
        try:
            book = load(self.folder.parent / _unit / ANSWERS, _unit)
        except (OSError, AnswerFileError):
            return ()
        return [question for question, answer in book.answers.items() if answer.extra.get("missed") is True]

    def asked_before(self) -> Collection[str]:
        return self.file.book.answers

    def picture(self, drawn: Picture) -> None:
        display(HTML(picture_html(drawn)))

    def counts(self, criteria: Sequence[Criterion], caveat: str) -> None:
        display(HTML(criteria_html(criteria, caveat)))

    def sources(self, ids: Sequence[str]) -> None:
        display(HTML(sources_html(ids)))

    def finish(self, questions: Sequence[Question]) -> None:
        self._finish = Finish(lambda: self._unanswered(questions), self._hand_in, self._head)
        display(self._finish)

    def _stored(self, question: Question) -> Any:
        try:
            return read_response(question, self.file.book.value(question.id))
        except BadAnswer:
            return None

    def _show(self, question: Question) -> None:
        answer = self.file.book.answers.get(question.id)
        self._forms[question.id].show(None if answer is None else answer.value, "" if answer is None else answer.at)

    def _record(self, question: Question) -> dict[str, Any]:
        book = self.file.book
        return record(self.unit, question, self._stored(question), book.answers.get(question.id), book.variant)

    def _write_down(self, question: Question) -> dict[str, Any]:
        """Return the record of an answer, and give its form the same to print: a page cannot change an output."""
        made = self._record(question)
        self._forms[question.id].paper = made["text/html"]
        return made

    def _save(self, question: Question, value: Any) -> Kept:
        try:
            saved = self.file.save(question.id, question.kind, value)
        finally:
            self._head.notice = self.file.notice
        self._records[question.id].update(self._write_down(question), raw=True)
        for other in saved.changed_elsewhere:
            if other in self._forms:
                self._show(self._questions[other])
                self._records[other].update(self._write_down(self._questions[other]), raw=True)
        if self._finish is not None:
            self._finish.look()
        return Kept(saved.at, _other(question, saved))

    def _unanswered(self, questions: Sequence[Question]) -> list[dict[str, str]]:
        return [{"id": q.id, "ask": q.ask} for q in questions if not self._answered(q)]

    def _answered(self, question: Question) -> bool:
        if question.id in self._coded:
            return self._coded[question.id].complete
        coded = isinstance(question, Table) and question.pandas and question.variable in own_names()
        return coded or self._stored(question) is not None

    def _hand_in(self) -> tuple[bool, str]:
        if sys.platform == "emscripten" and self._head.notebook:  # JupyterLab in a browser, where files are no downloads
            return False, "Hand in on the page: open it with the link at the top of this notebook. All your answers are there."
        own = find_own(self.folder, self.unit)
        if own is None and self._has_code and sys.platform != "emscripten":
            missing = f"The notebook {self.unit}.ipynb is not in {self.folder}, and your code is in it."
            return False, f"{missing} Save the notebook into that folder, then make the file again."
        try:
            name = make_handin(self.folder, self.unit, coded=self._has_code, notebook=own).name
        except CareLabError as error:
            return False, str(error)
        where = f"in the same folder as this notebook: {self.folder}{self._code_as_saved()}"
        if sys.platform == "emscripten":
            where = "in your downloads."
        return True, f"Your hand-in file is {name}. It is {where}"

    @property
    def _has_code(self) -> bool:
        return any(isinstance(q, Code) or (isinstance(q, Table) and q.pandas) for q in self._questions.values())

    def _code_as_saved(self) -> str:
        """Say, where code is handed in, that it is the code of the last save."""
        notebook = find_own(self.folder, self.unit)
        if not self._has_code or notebook is None:
            return ""
        at = dt.datetime.fromtimestamp(notebook.stat().st_mtime).astimezone().strftime("%H:%M")
        return f". It holds your code as this notebook was saved at {at}. If you changed it later, save, and make the file again."


def _task_entry(task: str) -> str:
    """Return the id under which a task of a model is kept among the answers."""
    return f"task-{task}"


def _other(question: Question, saved: Saved) -> dict[str, Any] | None:
    """Return what the student must read of another window's answer that this save took the place of."""
    if saved.took_over is None:
        return None
    try:
        value = read_response(question, saved.took_over.value)
    except BadAnswer:
        return None
    if value is None:
        return None
    return {"value": value, "at": saved.took_over.at, "words": "; ".join(describe(question, value))}
