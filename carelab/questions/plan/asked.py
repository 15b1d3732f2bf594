"""The question that asks for a plan: its parts, and the rules that students see. Holds no key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from carelab.questions.errors import BadQuestion
from carelab.questions.plan.limits import AtLeast
from carelab.questions.plan.part import Part, PlanValue
from carelab.questions.plan.places import check_rules
from carelab.questions.plan.rule import CORE_CAP, MUST_CAP, Rule, note
from carelab.questions.plan.tally import Day, Tally
from carelab.questions.plan.times import NoOverlap
from carelab.questions.question import Question
from carelab.questions.reading import as_number


@dataclass(frozen=True, kw_only=True)
class Plan(Question):
    """Build a plan, such as a budget, a rota, a risk register or an action plan, by filling in one or more tables.

    Attributes
    ----------
    tables:
        The tables of the plan.
    shown:
        Rules that the student sees while building, with whether each is met so far. A principle is seen in words only: its
        condition is in the key. Rules that the student does not see are in the key too.
    cap:
        The largest share of the mark, 0 to 1, that a plan can earn when it breaks a *must* rule.
    tallies:
        Running totals that are shown beside the plan while it is built.
    day:
        For a plan of the tasks of one day: how that day is drawn as a bar above the plan; else None.
    """

    kind: ClassVar[str] = "plan"
    how: ClassVar[str] = "Fill in the plan."
    tables: Sequence[Part]
    shown: Sequence[Rule] = ()
    cap: float = MUST_CAP
    tallies: Sequence[Tally] = ()
    day: Day | None = None

    def check(self) -> None:
        cap = as_number(self.cap)
        if cap is None or not 0 <= cap <= 1:
            raise BadQuestion(self.id, "the cap must be a share from 0 to 1, such as 0.2.")
        if not self.tables:
            raise BadQuestion(self.id, "the plan has no table.")
        ids = [t.id for t in self.tables]
        if len(set(ids)) < len(ids):
            raise BadQuestion(self.id, "two of its tables have the same id.")
        for table in self.tables:
            table.check(self.id)
        check_rules(self.id, self.tables, self.shown)
        read = [note(f"tally-{n}", AtLeast(tally.measure, 0), tally.label) for n, tally in enumerate(self.tallies, 1)]
        drawn = [] if self.day is None else [note("day", NoOverlap(self.day.tasks), "The bar of the day.")]
        check_rules(self.id, self.tables, [*read, *drawn])

    @property
    def rule(self) -> str:
        return "rules"

    @property
    def how_marked(self) -> str:
        return (
            "Your plan is checked against rules. Each rule earns its part of the mark, and some earn in proportion. "
            f"A plan that could hurt somebody breaks a Must, and earns {self.cap:.0%} at most. {self._core}"
            "What you write in your own words goes to your tutor and earns no marks here."
        )

    @property
    def _core(self) -> str:
        has_core = any(rule.need == "core" for rule in self.shown)
        return f"One that nobody could use breaks a Core rule, and earns {CORE_CAP:.0%} at most. " if has_core else ""

    def table(self, table_id: str) -> Part:
        """Return the table with this id; KeyError when there is none."""
        return {t.id: t for t in self.tables}[table_id]

    def beside(self, plan: PlanValue) -> dict[str, Any]:
        """Return what the screen shows beside a plan, as JSON data: ``tallies``, each with ``label`` and ``said``; and ``day``.

        ``day`` (left out where the plan is no day of tasks) has the ``spans`` and ``marks`` of the bar; see ``tally.Day``.
        """
        said = [{"label": tally.label, "said": tally.said(plan)} for tally in self.tallies]
        if self.day is None:
            return {"tallies": said}
        spans = self.day.spans(plan, self.table(self.day.tasks.table).rows)
        return {"tallies": said, "day": {"spans": spans, "marks": self.day.marks}}

    def _form(self) -> dict[str, Any]:
        return {
            "tables": [t.form() for t in self.tables],
            "tallies": bool(self.tallies),
            "day": self.day is not None,
            "shown": [{"id": r.id, "need": r.need, "text": r.text, "live": r.when is not None} for r in self.shown],
        }
