"""The form widget: one question on the screen. Passes answers to whoever saves them; draws nothing and marks nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from carelab.errors import BadAnswer, NotSaved
from carelab.questions import Plan, Question, Score, read_response
from carelab.questions import spec as kinds
from carelab.questions.reading import typed_number

HERE = Path(__file__).parent


def script(*names: str) -> str:
    """Return one ES module made of the named files of ``js/``, in order: they share one scope, so no build step is needed."""
    return "\n".join((HERE / "js" / name).read_text(encoding="utf-8") for name in names)


def style() -> str:
    """Return the style sheet that every widget shares."""
    return (HERE / "carelab.css").read_text(encoding="utf-8")


class Form(anywidget.AnyWidget):
    """One question.

    Parameters
    ----------
    question:
        What is asked.
    unit:
        The unit it belongs to.
    save:
        Called with a valid answer (None when it was cleared); returns the moment at which it was on disk, or raises NotSaved.
    check:
        For practice: marks a stored answer. None in marked work.
    """

    _esm = script("dom.js", "saving.js", "choosing.js", "typing.js", "table.js", "plan.js", "story.js", "form.js")
    _css = style()
    question = traitlets.Dict().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    practice = traitlets.Bool().tag(sync=True)
    answer = traitlets.Any(None, allow_none=True).tag(sync=True)
    saved_at = traitlets.Unicode("").tag(sync=True)
    met = traitlets.Dict().tag(sync=True)

    def __init__(
        self, question: Question, unit: str, save: Callable[[Any], str], check: Callable[[Any], Score] | None = None
    ) -> None:
        self._asked = question
        self._save = save
        self._check = check
        super().__init__(question=question.form(), unit=unit, practice=check is not None)
        self.on_msg(self._hear)

    def show(self, answer: Any, at: str) -> None:
        """Show a stored answer. One that does not fit the question (any more) is shown as not answered."""
        try:
            self.answer = read_response(self._asked, answer)
        except BadAnswer:
            self.answer = None
        self.saved_at = at if self.answer is not None else ""
        self._show_met()

    def _show_met(self) -> None:
        if isinstance(self._asked, Plan):
            self.met = {rule.id: rule.when.met(self.answer or {}) for rule in self._asked.shown}

    def _hear(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        if message.get("type") == "answer":
            self.send({"sequence": message.get("sequence"), **self._take(message.get("value"))})
        elif message.get("type") == "check" and self._check is not None:
            result = self._check(self.answer)
            reasons = [{"item": r.item, "state": r.state, "text": r.text} for r in result.reasons]
            self.send({"type": "checked", "outcome": result.outcome, "share": result.share, "reasons": reasons})

    def _take(self, typed: Any) -> dict[str, Any]:
        try:
            value = read_response(self._asked, as_typed(self._asked, typed))
            at = self._save(value)
        except BadAnswer as error:
            return {"type": "not_saved", "text": f"Not saved. {error.problem.split(': ', 1)[-1].capitalize()}", "again": False}
        except NotSaved as error:
            return {"type": "not_saved", "text": f"Not saved. {error}", "again": True}
        self.answer = value
        self.saved_at = at if value is not None else ""
        self._show_met()
        return {"type": "saved", "at": self.saved_at}


def as_typed(question: Question, typed: Any) -> Any:
    """Turn what was typed into numbers where the question wants numbers. Raises BadAnswer for text that is not a number."""
    if isinstance(question, kinds.Number) and isinstance(typed, str):
        number = typed_number(typed)
        if number is None:
            raise BadAnswer(question.id, f"“{typed[:30]}” is not a number. Type it like 9600, 9,600 or 12.5.")
        return number
    if isinstance(question, Plan) and isinstance(typed, dict):
        return {name: _typed_table(question, name, rows) for name, rows in typed.items()}
    return typed


def _typed_table(question: Plan, name: str, rows: Any) -> Any:
    tables = {t.id: t for t in question.tables}
    if name not in tables or not isinstance(rows, dict):
        return rows
    numeric = {c.id: c for c in tables[name].columns if c.type in ("money", "number")}
    read: dict[str, Any] = {}
    for row, cells in rows.items():
        read[row] = dict(cells) if isinstance(cells, dict) else cells
        for column, typed in (cells if isinstance(cells, dict) else {}).items():
            if column in numeric and isinstance(typed, str) and typed.strip():
                number = typed_number(typed)
                if number is None:
                    label = f"{tables[name].rows.get(row, row)}, {numeric[column].label}"
                    raise BadAnswer(question.id, f"{label}: “{typed[:30]}” is not a number. Type it like 9600 or 9,600.")
                read[row][column] = number
    return read
