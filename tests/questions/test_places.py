from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from asked import BUDGET, STEPS, TEAM

from carelab.errors import BadQuestion
from carelab.questions import Rule
from carelab.questions.places import Place, check_rules, places
from carelab.questions.plan import PlanValue
from carelab.questions.rules import (
    AllDifferent,
    AtLeast,
    AtMost,
    Both,
    Cell,
    Chosen,
    Count,
    Days,
    Either,
    EveryRow,
    Filled,
    ReasonForEachChange,
    RiskLeft,
    Ticked,
    Total,
    Worth,
)

ANY = AtLeast(Count("team"), 0)


def refusal(*rules: Rule) -> str:
    with pytest.raises(BadQuestion) as caught:
        check_rules("q7", [BUDGET, TEAM, STEPS], rules)
    assert caught.value.question == "q7"
    return caught.value.problem


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (AtMost(Cell("budget", "food", "amount"), 5), [Place("budget", ("food",), ("amount",))]),
        (AtMost(Total("budget", "amount", ("food", "energy")), 5), [Place("budget", ("food", "energy"), ("amount",))]),
        (AtMost(Worth("team", {"rota": 2.0}), 5), [Place("team", ("rota",), ())]),
        (AtLeast(Count("team", ("rota",)), 1), [Place("team", ("rota",), ())]),
        (Filled("team", "when", ["rota"]), [Place("team", ("rota",), ("when",))]),
        (Chosen("team", "rota", "lead", ["sam"]), [Place("team", ("rota",), ("lead",))]),
        (EveryRow("steps", "what", 2), [Place("steps", (), ("what",))]),
        (AllDifferent("steps", ["what"]), [Place("steps", (), ("what",))]),
        (ReasonForEachChange("budget", "amount", {"food": 1.0}, "reason"), [Place("budget", ("food",), ("amount", "reason"))]),
        (AtMost(Days("team", "rota", "when", "2026-01-01"), 5), [Place("team", ("rota",), ("when",))]),
        (
            AtMost(Days("team", "rota", "when", ("team", "meals", "when")), 5),
            [Place("team", ("rota",), ("when",)), Place("team", ("meals",), ("when",))],
        ),
        (AtMost(Ticked("team", "told", {"rota": 1.0}), 5), [Place("team", ("rota",), ("told",))]),
        (AtMost(RiskLeft("team", "told", {"x": (1, 2)}, {"rota": ("x", 1, 1)}), 5), [Place("team", ("rota",), ("told",))]),
        (Both([Either([ANY]), ANY]), [Place("team", (), ())] * 2),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_places_that_a_condition_reads(condition: Any, found: list[Place]) -> None:
    assert list(places(condition)) == found
    check_rules("q7", [BUDGET, TEAM, STEPS], [Rule("r", "should", condition, "A rule.")])


@pytest.mark.parametrize(
    "condition",
    [
        AtMost(Count("teams"), 5),
        AtMost(Total("budget", "amounts"), 5),
        AtLeast(Cell("budget", "fod", "amount"), 5),
        Both([ANY, Either([AtLeast(Worth("team", {"rotas": 1.0}), 1)])]),
        ReasonForEachChange("budget", "amount", {"food": 1.0}, "why"),
        AtMost(Days("team", "rota", "when", ("team", "meal", "when")), 5),
        EveryRow("budget", "reason", 2, {"foods": "x"}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_rule_that_reads_what_is_not_there_is_refused(condition: Any) -> None:
    assert "rule 'r' reads" in refusal(Rule("r", "should", condition, "A rule."))


@pytest.mark.parametrize(
    "rule",
    [
        Rule("R", "should", ANY, "A rule."),
        Rule("r", "should", ANY, " "),
        Rule("r", "shall", ANY, "A rule."),  # type: ignore[arg-type]
        Rule("r", "should", ANY, "A rule.", weight=-1),
        Rule("r", "should", ANY, "A rule.", weight=float("nan")),
        Rule("r", "should", ANY, "A rule.", weight=float("inf")),
        Rule("r", "should", ANY, "A rule.", weight="1"),  # type: ignore[arg-type]
    ],
)
def test_a_rule_that_cannot_be_marked_or_explained_is_refused(rule: Rule) -> None:
    assert rule.id in refusal(rule)


def test_two_rules_with_one_id_are_refused() -> None:
    assert "same id" in refusal(Rule("r", "must", ANY, "A rule."), Rule("r", "should", ANY, "Another."))


def test_a_free_table_may_have_any_row() -> None:
    check_rules("q7", [STEPS], [Rule("r", "should", AtLeast(Count("steps", ("r3",)), 1), "A rule.")])


def test_an_authors_own_condition_is_trusted_with_its_places() -> None:
    @dataclass(frozen=True)
    class Lucky:
        number: int

        def met(self, plan: PlanValue) -> bool:
            return bool(plan)

    assert list(places(Lucky(7))) == []
    check_rules("q7", [BUDGET], [Rule("r", "should", Lucky(7), "A rule.")])
