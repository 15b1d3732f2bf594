"""What a unit's marked work and its lesson have in common: questions with ids of their own, and an end."""

from __future__ import annotations

from typing import Any

from carelab.notebook.receiver import Collector, Receiver, collector
from carelab.questions import BadQuestion, Key, check_key, spec


def as_frame(table: spec.Table) -> Any:
    """Return the rows of a table question as a pandas DataFrame; its columns are named by the question's column ids."""
    import pandas as pd

    return pd.DataFrame([list(row) for row in table.rows], columns=list(table.columns))


class Asks:
    """The base of ``Exercise`` and ``Lesson``, which have one method for each kind of question.

    The arguments of such a method are the attributes of the class of that kind in ``carelab.questions.spec``.
    """

    def __init__(self, unit: str, variants: int, *, practice: bool) -> None:
        self.unit = unit
        self.asked: dict[str, spec.Question] = {}
        listening = collector()
        self._receiver: Receiver
        if listening is None:
            from carelab.ui import Screen

            self._receiver = Screen(unit, variants, practice=practice)
        else:
            listening.units.append(unit)
            listening.variants = variants
            self._receiver = listening

    @property
    def variant(self) -> int:
        """Which of the unit's sets of figures this student works with, counted from 1."""
        return self._receiver.variant

    def _ask(self, question: spec.Question, key: Key | None) -> None:
        changed = isinstance(self._receiver, Collector) or self.asked.get(question.id) != question
        if question.id in self.asked and changed:
            raise BadQuestion(question.id, "this id is used twice in the unit.", "Give each question an id of its own.")
        if key is not None:
            check_key(question, key)
        self.asked[question.id] = question
        self._receiver.ask(question, key)

    def finish(self) -> None:
        """Show the end of the notebook: which questions are still unanswered, and how to hand in."""
        self._receiver.finish(tuple(self.asked.values()))
