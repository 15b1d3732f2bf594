"""A lesson as a notebook declares it: models, and self-checks whose keys are for practice and carry no marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from carelab.asks import Asks
from carelab.plainvalue import as_plain
from carelab.questions import spec
from carelab.questions.key import Key
from carelab.questions.plan import Part
from carelab.questions.rule import Rule
from carelab.questions.scenario import Scenario, Scene
from carelab.sims.model import Model


class Lesson(Asks):
    """A unit's lesson: models, and self-checks that answer at once. Their keys are for practice and carry no marks."""

    def __init__(self, unit: str) -> None:
        super().__init__(unit, 1, practice=True)

    def model(self, model: Model) -> None:
        """Show a teaching model with its controls, its reading, its chart and its table."""
        self._stage.model(model)

    def choice(
        self,
        id: str,
        options: spec.Texts,
        *,
        ask: str,
        key: str,
        why: Mapping[str, str],
    ) -> None:
        """Ask to pick one option, and explain each."""
        self._ask(spec.Choice(id=id, ask=ask, options=options), Key(key, why))

    def choices(self, id: str, options: spec.Texts, *, ask: str, key: Sequence[str], why: Mapping[str, str]) -> None:
        """Ask to tick what fits, and explain each."""
        self._ask(spec.Choices(id=id, ask=ask, options=options), Key(tuple(key), why))

    def sort(
        self,
        id: str,
        cards: spec.Texts,
        columns: spec.Texts,
        *,
        ask: str,
        key: Mapping[str, Sequence[str]],
        why: Mapping[str, str],
    ) -> None:
        """Ask to sort cards, and explain each."""
        self._ask(spec.Sort(id=id, ask=ask, cards=cards, columns=columns), Key(key, why))

    def match(
        self,
        id: str,
        left: spec.Texts,
        right: spec.Texts,
        *,
        ask: str,
        key: Mapping[str, str],
        why: Mapping[str, str],
    ) -> None:
        """Ask to pair two lists, and explain each pair."""
        self._ask(spec.Match(id=id, ask=ask, left=left, right=right), Key(key, why))

    def order(self, id: str, steps: spec.Texts, *, ask: str, key: Sequence[str], why: str = "") -> None:
        """Ask to put steps in order, and explain the order."""
        self._ask(spec.Order(id=id, ask=ask, steps=steps), Key(tuple(key), why))

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
    ) -> None:
        """Ask for a number, and show the working."""
        self._ask(spec.Number(id=id, ask=ask, unit=unit, hint=hint), Key(key, why, tolerance=tolerance, slips=slips or {}))

    def scenario(
        self,
        id: str,
        scenes: Mapping[str, Scene],
        *,
        ask: str,
        key: Sequence[str],
        scores: Mapping[str, float],
        why: Mapping[str, str],
    ) -> None:
        """Ask to walk a branching story, and explain each choice."""
        self._ask(Scenario(id=id, ask=ask, scenes=scenes), Key(tuple(key), why, scores=scores))

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
    ) -> None:
        """Ask for a number that a table holds, and show how to find it there."""
        question = spec.Table(
            id=id, ask=ask, unit=unit, hint=hint, caption=caption, columns=columns, rows=rows, money=money, totals=totals
        )
        self._ask(question, Key(key, why, tolerance=tolerance, slips=slips or {}))

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
