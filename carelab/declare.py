"""What a notebook says: ``ex = carelab.exercise("08-budgeting")``, then ``ex.choice("q1", …)``. Knows no screen and no marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from carelab.errors import BadQuestion
from carelab.questions import spec
from carelab.questions.key import Key, check_key
from carelab.questions.plan import Part
from carelab.questions.rule import Rule
from carelab.questions.scenario import Scenario, Scene
from carelab.sims.model import Model
from carelab.stage import Collector, Stage, collector

_latest: list[Exercise] = []


def latest() -> Exercise:
    """Return the exercise that this kernel opened last. Raises LookupError when there is none."""
    if not _latest:
        raise LookupError("No exercise is open: run the notebook's first cell.")
    return _latest[-1]


class _Asks:
    """One method a kind of question. Arguments are those of the classes in ``carelab.questions.spec``."""

    def __init__(self, unit: str, variants: int, *, practice: bool) -> None:
        self.unit = unit
        self.asked: dict[str, spec.Question] = {}
        listening = collector()
        self._stage: Stage
        if listening is None:
            from carelab.ui.screen import Screen

            self._stage = Screen(unit, variants, practice=practice)
        else:
            listening.units.append(unit)
            listening.variants = variants
            self._stage = listening

    @property
    def variant(self) -> int:
        """Which variant of the unit's data this student has, from 1."""
        return self._stage.variant

    def _ask(self, question: spec.Question, key: Key | None) -> None:
        changed = isinstance(self._stage, Collector) or self.asked.get(question.id) != question
        if question.id in self.asked and changed:
            raise BadQuestion(question.id, "this id is used twice in the unit.", "Give each question an id of its own.")
        if key is not None:
            check_key(question, key)
        self.asked[question.id] = question
        self._stage.ask(question, key)

    def finish(self) -> None:
        """End the notebook: say what is still unanswered, and how to hand in."""
        self._stage.finish(tuple(self.asked.values()))


class Exercise(_Asks):
    """A unit's marked work. Holds no key."""

    def __init__(self, unit: str, *, variants: int = 1) -> None:
        super().__init__(unit, variants, practice=False)
        _latest[:] = [self]

    def choice(self, id: str, options: spec.Texts, *, ask: str, pin: Sequence[str] = ()) -> None:
        """Ask to pick one option."""
        self._ask(spec.Choice(id=id, ask=ask, options=options, pin=tuple(pin)), None)

    def choices(
        self,
        id: str,
        options: spec.Texts,
        *,
        ask: str,
        marking: Literal["all", "net", "coverage"] = "net",
        pin: Sequence[str] = (),
    ) -> None:
        """Ask to tick every option that fits."""
        self._ask(spec.Choices(id=id, ask=ask, options=options, marking=marking, pin=tuple(pin)), None)

    def sort(self, id: str, cards: spec.Texts, columns: spec.Texts, *, ask: str, pin: Sequence[str] = ()) -> None:
        """Ask to put each card in a column."""
        self._ask(spec.Sort(id=id, ask=ask, cards=cards, columns=columns, pin=tuple(pin)), None)

    def match(self, id: str, left: spec.Texts, right: spec.Texts, *, ask: str, pin: Sequence[str] = ()) -> None:
        """Ask to pair two lists."""
        self._ask(spec.Match(id=id, ask=ask, left=left, right=right, pin=tuple(pin)), None)

    def order(self, id: str, steps: spec.Texts, *, ask: str, marking: Literal["lcs", "exact"] = "lcs") -> None:
        """Ask to put steps in order."""
        self._ask(spec.Order(id=id, ask=ask, steps=steps, marking=marking), None)

    def number(self, id: str, *, ask: str, unit: str = "", hint: str = "") -> None:
        """Ask for a number."""
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
    ) -> None:
        """Ask for a number that a table holds."""
        question = spec.Table(
            id=id, ask=ask, unit=unit, hint=hint, caption=caption, columns=columns, rows=rows, money=money, totals=totals
        )
        self._ask(question, None)

    def plan(self, id: str, tables: Sequence[Part], *, ask: str, shown: Sequence[Rule] = ()) -> None:
        """Ask to build a plan."""
        self._ask(spec.Plan(id=id, ask=ask, tables=tables, shown=shown), None)

    def scenario(
        self, id: str, scenes: Mapping[str, Scene], *, ask: str, marking: Literal["steps", "ending"] = "steps", back: bool = True
    ) -> None:
        """Ask to walk a branching story."""
        self._ask(Scenario(id=id, ask=ask, scenes=scenes, marking=marking, back=back), None)

    def reflection(self, id: str, rubric: spec.Texts, *, ask: str, words: tuple[int, int] = (80, 150)) -> None:
        """Ask for a paragraph that a person will mark."""
        self._ask(spec.Reflection(id=id, ask=ask, rubric=rubric, least_words=words[0], most_words=words[1]), None)


class Lesson(_Asks):
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
