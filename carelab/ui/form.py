"""The form widget: one question on the screen. Passes answers to whoever saves them; draws nothing and marks nothing itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import anywidget
import traitlets

from carelab.answers import NotSaved
from carelab.data.tokens import tokens
from carelab.questions import BadAnswer, Plan, Question, read_response, show_number
from carelab.questions.plan import live, standing
from carelab.ui.tries import Tries
from carelab.ui.typed import read_typed

HERE = Path(__file__).parent
STYLES = ("carelab.css", "forms.css", "model.css")


def script(*names: str) -> str:
    """Return one JavaScript module made of these files of ``js/``, joined in order, so that no build step is needed."""
    return "\n".join((HERE / "js" / name).read_text(encoding="utf-8") for name in names)


def style() -> str:
    """Return the CSS that all widgets share."""
    return tokens() + "".join((HERE / name).read_text(encoding="utf-8") for name in STYLES)


class Kept(NamedTuple):
    """The result of a save: when the answer was on disk, and the answer from another window that was replaced (None for none)."""

    at: str
    other: dict[str, Any] | None = None


class Form(anywidget.AnyWidget):
    """The widget in which a student answers one question.

    Parameters
    ----------
    question:
        The question.
    unit:
        Name of the unit that the question belongs to.
    save:
        The function that writes an answer to the disk. It is called with each valid answer, or with None when the student clears
        the question; it returns a Kept, or raises NotSaved.
    tries:
        The student's tries at the question and the feedback on each. None where there is no feedback: in marked work, and where
        a lesson lets the student guess a model's result before the model runs.
    practice:
        Whether the question is in a lesson.
    """

    _esm = script(
        "dom.js",
        "links.js",
        "saving.js",
        "dragging.js",
        "choosing.js",
        "board.js",
        "moves.js",
        "typing.js",
        "table_data.js",
        "table.js",
        "plan_box.js",
        "plan_table.js",
        "rota.js",
        "timeline.js",
        "day.js",
        "plan.js",
        "story.js",
        "result.js",
        "coaching.js",
        "form.js",
    )
    _css = style()
    question = traitlets.Dict().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    practice = traitlets.Bool().tag(sync=True)
    checks = traitlets.Bool().tag(sync=True)
    answer = traitlets.Any(None, allow_none=True).tag(sync=True)
    saved_at = traitlets.Unicode("").tag(sync=True)
    met = traitlets.Dict().tag(sync=True)
    live = traitlets.Dict().tag(sync=True)
    beside = traitlets.Dict().tag(sync=True)  # the running totals of a plan, and the bar of its day
    coached = traitlets.Dict().tag(sync=True)  # what is said of the last try; empty before it
    paper = traitlets.Unicode("").tag(sync=True)  # the record of the answer as HTML: what stands here in print

    def __init__(
        self,
        question: Question,
        unit: str,
        save: Callable[[Any], Kept],
        tries: Tries | None = None,
        *,
        practice: bool = False,
    ) -> None:
        self._asked = question
        self._save = save
        self._tries = tries
        self._newest: dict[str, int] = {}  # browser window → sequence number of its newest answer
        super().__init__(question=question.form(), unit=unit, practice=practice, checks=tries is not None)
        self.on_msg(self._hear)

    def show(self, answer: Any, at: str) -> None:
        """Show a saved answer and when it was saved. An answer that no longer fits the question is shown as no answer."""
        try:
            self._tell(read_response(self._asked, answer), at)
        except BadAnswer:
            self._tell(None, "")
        if self._tries is not None:
            self.coached = self._tries.look()

    def _tell(self, value: Any, at: str) -> None:
        with self.hold_sync():
            self.answer = value
            self.saved_at = at if value is not None else ""
            if isinstance(self._asked, Plan):
                self.met = {rule.id: standing(rule, self._asked.tables, value or {}) for rule in self._asked.shown}
                self.live = {part.id: live(part, (value or {}).get(part.id, {})) for part in self._asked.tables}
                self.beside = self._asked.beside(value or {})

    def _hear(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        if message.get("type") == "answer":
            if self._is_overtaken(message):
                return
            self.send({"sequence": message.get("sequence"), **self._take(message.get("value"))})
        elif message.get("type") in ("check", "show") and self._tries is not None:
            self.coached = self._tries.check(self.answer) if message["type"] == "check" else self._tries.show()
            self.send({"type": "coached", "shown": message["type"] == "show"})

    def _is_overtaken(self, message: dict[str, Any]) -> bool:
        """Say whether a newer answer is here already.

        A kernel may hear messages of one browser window out of order; and an answer that waited in the browser since an earlier
        visit (``waited``, in milliseconds) may be older than the one that was saved meanwhile.
        """
        if self._was_saved_since(message.get("waited")):
            return True
        window, sequence = message.get("window"), message.get("sequence")
        if not isinstance(window, str) or not isinstance(sequence, int):
            return False
        newest = self._newest[window] = max(sequence, self._newest.get(window, sequence))
        return sequence < newest

    def _was_saved_since(self, waited: object) -> bool:
        if not isinstance(waited, int | float):
            return False
        try:
            return dt.datetime.fromisoformat(self.saved_at) > dt.datetime.now(dt.UTC) - dt.timedelta(milliseconds=waited)
        except (ValueError, TypeError, OverflowError):  # nothing is saved, or nobody knows when
            return False

    def _take(self, typed: Any) -> dict[str, Any]:
        value, problems = read_typed(self._asked, typed)
        if problems and not isinstance(self._asked, Plan):
            return _not_saved(problems[0] + self._still_there())
        try:
            value = read_response(self._asked, value)
            at, other = self._save(value)
        except BadAnswer as error:
            return _not_saved(error.problem.removeprefix(f"Question {self._asked.id}: "))
        except NotSaved as error:
            return {**_not_saved(str(error)), "again": True}
        self._tell(value, at)
        if problems:
            rest = " The rest of your plan is saved." if value is not None else ""
            return {**_not_saved(" ".join(problems) + rest), "other": other, "at": self.saved_at}
        return {"type": "saved", "at": self.saved_at, "other": other}

    def _still_there(self) -> str:
        return "" if self.answer is None else f" Your last answer, {show_number(self.answer)}, is still the saved one."


def _not_saved(why: str) -> dict[str, Any]:
    return {"type": "not_saved", "text": f"Not saved. {why[:1].upper()}{why[1:]}", "again": False}
