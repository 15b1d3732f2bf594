"""The widget of a question that is answered with code: says which values are made, and in practice marks them. Runs no code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import anywidget
import traitlets

from carelab.answers import as_plain
from carelab.questions import Code, Plain, Score, say_kind
from carelab.ui.form import script, style


class CodeForm(anywidget.AnyWidget):
    """The widget of a question that the student answers with code in the cell below.

    Parameters
    ----------
    question:
        The question.
    names:
        Returns the notebook's variables: name → present value.
    check:
        For practice: returns the score of the values. None in marked work.
    """

    _esm = script("dom.js", "links.js", "result.js", "code.js")
    _css = style()
    question = traitlets.Dict().tag(sync=True)
    practice = traitlets.Bool().tag(sync=True)
    made = traitlets.Dict().tag(sync=True)

    def __init__(
        self, question: Code, names: Callable[[], Mapping[str, Any]], check: Callable[[dict[str, Plain]], Score] | None = None
    ) -> None:
        self._asked = question
        self._names = names
        self._check = check
        super().__init__(question=question.form(), practice=check is not None)
        self.on_msg(self._hear)
        self.look()

    def look(self) -> dict[str, Plain]:
        """Read the variables that the question asks for, show which of them are set, and return them: name → value."""
        found = self._names()
        values = {name: as_plain(found[name]) for name in self._asked.values if name in found}
        self.made = {name: say_kind(value) for name, value in values.items()}
        return values

    @property
    def complete(self) -> bool:
        """Say whether the student's code has set every variable that the question asks for."""
        return len(self.made) == len(self._asked.values)

    def _hear(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        if message.get("type") != "look":
            return
        values = self.look()
        if self._check is None:
            self.send({"type": "looked"})
            return
        result = self._check(values)
        reasons = [{"item": r.item, "state": r.state, "text": r.text} for r in result.reasons]
        hits, of = sum(r.state == "right" for r in result.reasons), len(self._asked.values)
        says = f"{hits} of {of} right." if values else "Make a value first, then check."
        self.send({"type": "checked", "outcome": result.outcome if values else "not attempted", "says": says, "reasons": reasons})
