"""A lesson as a notebook declares it: models, and self-checks whose keys are for practice and carry no marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from carelab.answers import as_plain
from carelab.data.criteria import caveat, criteria
from carelab.data.pictures import picture
from carelab.data.recall import earlier_units, pick, recalls
from carelab.notebook.base import Asks
from carelab.questions import Key, Scenario, Scene, spec
from carelab.questions.plan import Part, Rule
from carelab.sims.model import Model
from carelab.sims.try_it import TryIt

Hints = Mapping[str, str] | str
"""What to say at a first miss: {option, card, line or step id: its hint}, or one hint for the whole question."""


class Lesson(Asks):
    """A unit's lesson: models to try, and questions that the student can check and try again. Nothing in it is marked.

    Each question method takes the arguments of the question's class in ``carelab.questions.spec``, and its key (the right answer
    and the reasons, see ``carelab.questions.Key``) in ``key``, ``why``, ``hints``, ``slips`` and ``tolerance``.
    """

    def __init__(self, unit: str) -> None:
        super().__init__(unit, 1, practice=True)

    def model(self, model: Model, tasks: Sequence[TryIt] = ()) -> None:
        """Show a teaching model with its controls, its chart and its table, and the tasks that the student can try with it."""
        self._receiver.model(model, tasks)

    def picture(self, name: str) -> None:
        """Show the drawing of this name from ``carelab/data/pictures``, with its description for screen readers."""
        self._receiver.picture(picture(name))

    def remember(self) -> None:
        """Ask three short questions about earlier units; first those that this student did not get right first time."""
        bank = {unit: recalls(unit) for unit in earlier_units(self.unit)}
        missed = {id for unit in bank for id in self._receiver.missed(unit)}
        for recall in pick(bank, here=self._receiver.asked_before(), missed=missed):
            self._ask(recall.question, recall.key)

    def counts(self) -> None:
        """Show which criteria of qualifications and standards this unit helps to meet, and the caveat about them."""
        self._receiver.counts(criteria(self.unit), caveat())

    def sources(self, *ids: str) -> None:
        """List the sources with these ids of ``carelab/data/sources.json``: the address of each, and how much of it was read."""
        self._receiver.sources(ids)

    def guess(self, id: str, options: spec.Texts, *, ask: str) -> None:
        """Ask the student to guess what a model will show, before they try it. A guess has no key: the model gives the answer."""
        self._ask(spec.Guess(id=id, ask=ask, options=options), None)

    def choice(
        self,
        id: str,
        options: spec.Texts,
        *,
        ask: str,
        key: str,
        why: Mapping[str, str],
        hints: Hints = "",
    ) -> None:
        """Ask the student to pick one option, and explain each option in the feedback (``why``: option id → reason).

        ``hints``: as in ``Key``.
        """
        self._ask(spec.Choice(id=id, ask=ask, options=options), Key(key, why, hints=hints))

    def choices(
        self, id: str, options: spec.Texts, *, ask: str, key: Sequence[str], why: Mapping[str, str], hints: Hints = ""
    ) -> None:
        """Ask the student to tick the options that fit, and explain each option in the feedback (``why``: option id → reason).

        ``hints``: as in ``Key``.
        """
        self._ask(spec.Choices(id=id, ask=ask, options=options), Key(tuple(key), why, hints=hints))

    def sort(
        self,
        id: str,
        cards: spec.Texts,
        columns: spec.Texts,
        *,
        ask: str,
        key: Mapping[str, Sequence[str]],
        why: Mapping[str, str],
        hints: Hints = "",
    ) -> None:
        """Ask the student to sort cards into columns, and explain each card in the feedback.

        ``key``: card id → right columns; ``why``: card id → reason; ``hints``: as in ``Key``.
        """
        self._ask(spec.Sort(id=id, ask=ask, cards=cards, columns=columns), Key(key, why, hints=hints))

    def match(
        self,
        id: str,
        left: spec.Texts,
        right: spec.Texts,
        *,
        ask: str,
        key: Mapping[str, str],
        why: Mapping[str, str],
        hints: Hints = "",
    ) -> None:
        """Ask the student to pair two lists, and explain each pair in the feedback.

        ``key``: left id → right id; ``why``: left id → reason; ``hints``: as in ``Key``.
        """
        self._ask(spec.Match(id=id, ask=ask, left=left, right=right), Key(key, why, hints=hints))

    def order(
        self, id: str, steps: spec.Texts, *, ask: str, key: Sequence[str], why: Mapping[str, str] | str = "", hints: Hints = ""
    ) -> None:
        """Ask the student to put steps in order, and explain the order in the feedback.

        ``key``: step ids in the right order; ``why`` and ``hints``: as in ``Key``.
        """
        self._ask(spec.Order(id=id, ask=ask, steps=steps), Key(tuple(key), why, hints=hints))

    def number(
        self,
        id: str,
        *,
        ask: str,
        key: float,
        why: str,
        tolerance: float = 0.0,
        unit: str = "",
        hint: str = "",
        slips: Mapping[str, Any] | None = None,
        hints: str = "",
    ) -> None:
        """Ask for a number, and show in the feedback how it is worked out (``why``).

        ``slips``: slip id → a wrong number with a known cause. ``unit``, ``hint``: as in ``spec.Number``. Others: as in ``Key``.
        """
        self._ask(
            spec.Number(id=id, ask=ask, unit=unit, hint=hint), Key(key, why, tolerance=tolerance, slips=slips or {}, hints=hints)
        )

    def scenario(
        self,
        id: str,
        scenes: Mapping[str, Scene],
        *,
        ask: str,
        key: Sequence[str],
        scores: Mapping[str, float],
        why: Mapping[str, str],
        hints: Hints = "",
    ) -> None:
        """Ask the student to walk through a branching story, and explain each choice in the feedback.

        ``key``: ids of the choices, in order, that earn the full mark. ``scores``: ``scene:choice`` → how much that choice
        counts. ``why``: ``scene:choice`` → reason. ``hints``: as in ``Key``.
        """
        self._ask(Scenario(id=id, ask=ask, scenes=scenes), Key(tuple(key), why, scores=scores, hints=hints))

    def table(
        self,
        id: str,
        caption: str,
        columns: spec.Texts,
        rows: Sequence[Sequence[str | float]],
        *,
        ask: str,
        key: float,
        why: str,
        tolerance: float = 0.0,
        unit: str = "",
        hint: str = "",
        money: Sequence[str] = (),
        totals: Sequence[str] = (),
        slips: Mapping[str, Any] | None = None,
        hints: str = "",
    ) -> None:
        """Show a table, ask for a number from it (``key``), and show in the feedback how to find the number (``why``).

        ``tolerance``, ``slips`` and ``hints`` as in ``Key``; the other arguments as in ``spec.Table``.
        """
        question = spec.Table(
            id=id, ask=ask, unit=unit, hint=hint, caption=caption, columns=columns, rows=rows, money=money, totals=totals
        )
        self._ask(question, Key(key, why, tolerance=tolerance, slips=slips or {}, hints=hints))

    def code(
        self,
        id: str,
        values: spec.Texts,
        *,
        ask: str,
        key: Mapping[str, Any],
        why: Mapping[str, str] | str,
        tolerance: float = 0.0,
        any_order: Sequence[str] = (),
        slips: Mapping[str, Any] | None = None,
    ) -> None:
        """Ask for code that sets variables (``values``: name → what it must hold, in words), and explain each in the feedback.

        ``key``: name → right value, which may be a pandas object. The other arguments are as in ``spec.Code`` and ``Key``.
        """
        wanted = {name: as_plain(value) for name, value in key.items()}
        question = spec.Code(id=id, ask=ask, values=values, any_order=tuple(any_order))
        self._ask(question, Key(wanted, why, tolerance=tolerance, slips=slips or {}))

    def plan(
        self,
        id: str,
        tables: Sequence[Part],
        *,
        ask: str,
        key: Mapping[str, Any],
        rules: Sequence[Rule] = (),
        why: str = "",
        shown: Sequence[Rule] = (),
    ) -> None:
        """Ask the student to build a plan, and explain its rules in the feedback.

        ``shown`` holds the rules that the student sees while building, ``rules`` those that only the check applies. ``key``: a
        plan that keeps all of them, table id → row id → column id → entry. ``why``: one text on the whole plan.
        """
        self._ask(spec.Plan(id=id, ask=ask, tables=tables, shown=shown), Key(key, why, rules=rules))
