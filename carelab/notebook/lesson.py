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
    """A unit's lesson: models, and self-checks with a second try. Their keys are for practice and carry no marks."""

    def __init__(self, unit: str) -> None:
        super().__init__(unit, 1, practice=True)

    def model(self, model: Model, tasks: Sequence[TryIt] = ()) -> None:
        """Show a teaching model with its controls, its reading, its chart and its table, and what to try with it."""
        self._receiver.model(model, tasks)

    def picture(self, name: str) -> None:
        """Show a drawing of ``carelab/data/pictures``, by its name, with its words for whoever cannot see it."""
        self._receiver.picture(picture(name))

    def remember(self) -> None:
        """Ask three short questions from earlier units; first those that were not right first time on this computer."""
        bank = {unit: recalls(unit) for unit in earlier_units(self.unit)}
        missed = {id for unit in bank for id in self._receiver.missed(unit)}
        for recall in pick(bank, here=self._receiver.asked_before(), missed=missed):
            self._ask(recall.question, recall.key)

    def counts(self) -> None:
        """Show which criteria of qualifications and standards this unit bears on, and the caveat."""
        self._receiver.counts(criteria(self.unit), caveat())

    def sources(self, *ids: str) -> None:
        """List sources by their ids in ``carelab/data/sources.json``, each with its address and what was read of it."""
        self._receiver.sources(ids)

    def guess(self, id: str, options: spec.Texts, *, ask: str) -> None:
        """Ask for a guess before a model. It has no key: the model, and the words after it, answer it."""
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
        """Ask to pick one option, and explain each."""
        self._ask(spec.Choice(id=id, ask=ask, options=options), Key(key, why, hints=hints))

    def choices(
        self, id: str, options: spec.Texts, *, ask: str, key: Sequence[str], why: Mapping[str, str], hints: Hints = ""
    ) -> None:
        """Ask to tick what fits, and explain each."""
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
        """Ask to sort cards, and explain each."""
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
        """Ask to pair two lists, and explain each pair."""
        self._ask(spec.Match(id=id, ask=ask, left=left, right=right), Key(key, why, hints=hints))

    def order(
        self, id: str, steps: spec.Texts, *, ask: str, key: Sequence[str], why: Mapping[str, str] | str = "", hints: Hints = ""
    ) -> None:
        """Ask to put steps in order, and explain the order."""
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
        """Ask for a number, and show the working."""
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
        """Ask to walk a branching story, and explain each choice."""
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
        """Ask for a number that a table holds, and show how to find it there."""
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
        """Ask for code that makes named values, and explain each. ``key``: {name: the value}, pandas and all."""
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
        """Ask to build a plan, and explain each of its rules, those on show and those that only the check looks at."""
        self._ask(spec.Plan(id=id, ask=ask, tables=tables, shown=shown), Key(key, why, rules=rules))
