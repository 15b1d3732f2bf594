"""Marked work as a notebook declares it: ``ex = carelab.exercise("08-budgeting")``, then ``ex.choice("q1", …)``. Holds no key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from carelab.notebook.base import Asks, as_frame
from carelab.questions import BadQuestion, Scenario, Scene, spec
from carelab.questions.plan import MUST_CAP, Day, Part, Rule, Tally, tells_the_key

_latest: list[Exercise] = []


def latest() -> Exercise:
    """Return the exercise that this Jupyter kernel opened last. Raises LookupError when it has opened none."""
    if not _latest:
        raise LookupError("No exercise is open: run the notebook's first cell.")
    return _latest[-1]


class Exercise(Asks):
    """A unit's marked questions, as its notebook declares them. An exercise holds no right answers: students can read it."""

    def __init__(self, unit: str, *, variants: int = 1) -> None:
        super().__init__(unit, variants, practice=False)
        _latest[:] = [self]

    def choice(self, id: str, options: spec.Texts, *, ask: str, pin: Sequence[str] = ()) -> None:
        """Show a question in which the student picks one option; arguments as in ``spec.Choice``."""
        self._ask(spec.Choice(id=id, ask=ask, options=options, pin=tuple(pin)), None)

    def choices(
        self,
        id: str,
        options: spec.Texts | Sequence[spec.TickTable],
        *,
        ask: str,
        marking: Literal["all", "net", "coverage"] = "net",
        pin: Sequence[str] = (),
    ) -> None:
        """Show a question in which the student ticks every option, or table row, that fits; arguments as in ``spec.Choices``."""
        tables = () if isinstance(options, Mapping) else tuple(options)
        texts = options if isinstance(options, Mapping) else spec.row_words(tables)
        self._ask(spec.Choices(id=id, ask=ask, options=texts, marking=marking, pin=tuple(pin), tables=tables), None)

    def sort(self, id: str, cards: spec.Texts, columns: spec.Texts, *, ask: str, pin: Sequence[str] = ()) -> None:
        """Show a question in which the student puts each card in a column; arguments as in ``spec.Sort``."""
        self._ask(spec.Sort(id=id, ask=ask, cards=cards, columns=columns, pin=tuple(pin)), None)

    def match(self, id: str, left: spec.Texts, right: spec.Texts, *, ask: str, pin: Sequence[str] = ()) -> None:
        """Show a question in which the student pairs the items of two lists; arguments as in ``spec.Match``."""
        self._ask(spec.Match(id=id, ask=ask, left=left, right=right, pin=tuple(pin)), None)

    def order(self, id: str, steps: spec.Texts, *, ask: str, marking: Literal["lcs", "exact"] = "lcs") -> None:
        """Show a question in which the student puts steps in order; arguments as in ``spec.Order``."""
        self._ask(spec.Order(id=id, ask=ask, steps=steps, marking=marking), None)

    def number(self, id: str, *, ask: str, unit: str = "", hint: str = "") -> None:
        """Show a question that the student answers with a number; arguments as in ``spec.Number``."""
        self._ask(spec.Number(id=id, ask=ask, unit=unit, hint=hint), None)

    def table(
        self,
        id: str,
        caption: str,
        columns: spec.Texts,
        rows: Sequence[Sequence[str | float]],
        *,
        ask: str,
        unit: str = "",
        hint: str = "",
        money: Sequence[str] = (),
        totals: Sequence[str] = (),
        pandas: bool = False,
    ) -> Any:
        """Show a table and a question that the student answers with a number from it; arguments as in ``spec.Table``.

        Returns
        -------
        With ``pandas=True`` a DataFrame of the table for the student's code, its columns named by their ids; otherwise None.
        """
        question = spec.Table(
            id=id, ask=ask, unit=unit, hint=hint, caption=caption, columns=columns, rows=rows, money=money, totals=totals,
            pandas=pandas,
        )  # fmt: skip
        self._ask(question, None)
        return as_frame(question) if pandas else None

    def code(self, id: str, values: spec.Texts, *, ask: str, any_order: Sequence[str] = ()) -> None:
        """Show a question that the student answers with Python code that sets named values; arguments as in ``spec.Code``."""
        self._ask(spec.Code(id=id, ask=ask, values=values, any_order=tuple(any_order)), None)

    def plan(
        self,
        id: str,
        tables: Sequence[Part],
        *,
        ask: str,
        shown: Sequence[Rule] = (),
        cap: float = MUST_CAP,
        tallies: Sequence[Tally] = (),
        day: Day | None = None,
    ) -> None:
        """Show a question in which the student builds a plan in one or more tables; arguments as in ``spec.Plan``.

        Raises BadQuestion when a rule of ``shown`` spells out which options are right, because students can read this notebook.
        """
        for rule in shown:
            if tells_the_key(rule.when):
                fix = f'Show principle({rule.id!r}, "…") and keep the condition with the key.'
                raise BadQuestion(id, f"the rule {rule.id!r} on show spells out its right options, which students can read.", fix)
        self._ask(spec.Plan(id=id, ask=ask, tables=tables, shown=shown, cap=cap, tallies=tallies, day=day), None)

    def scenario(
        self, id: str, scenes: Mapping[str, Scene], *, ask: str, marking: Literal["steps", "ending"] = "steps", back: bool = True
    ) -> None:
        """Show a branching story that the student walks through choice by choice; arguments as in ``spec.Scenario``."""
        self._ask(Scenario(id=id, ask=ask, scenes=scenes, marking=marking, back=back), None)

    def reflection(self, id: str, rubric: spec.Texts, *, ask: str, words: tuple[int, int] = (80, 150)) -> None:
        """Ask for a paragraph that a person marks by the ``rubric``; ``words`` is the least and the most number of words."""
        self._ask(spec.Reflection(id=id, ask=ask, rubric=rubric, least_words=words[0], most_words=words[1]), None)
