from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from asked import BUDGET, STEPS, TEAM

from carelab.questions import Column, PlanTable, Rule
from carelab.questions.errors import BadQuestion
from carelab.questions.plan import (
    AtLeast,
    AtMost,
    Average,
    Between,
    Both,
    Cell,
    Combined,
    Count,
    Days,
    DaysAfter,
    Either,
    Entry,
    Filled,
    Heaviest,
    Holding,
    PlanValue,
    RiskLeft,
    Rows,
    Ticked,
    Total,
    Worth,
    YesOrNo,
    must,
    principle,
    should,
)
from carelab.questions.plan.places import Place, check_principles, check_rules, places, tells_the_key

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
        (Entry("team", "rota", "lead", ["sam"]), [Place("team", ("rota",), ("lead",), fits=(("lead", ["sam"]),))]),
        (
            Rows("team", {"rota": {"lead": ["sam"]}}, each=[{"hours": Between(1)}], at_most_each=("lead", 2)),
            [
                Place("team", ("rota",), ("lead",), fits=(("lead", ["sam"]),)),
                Place("team", (), ("hours",), fits=(("hours", Between(1)),)),
                Place("team", (), ("lead",)),
            ],
        ),
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
        Rows("team", {"rota": {"led": ["sam"]}}),
        AtMost(Days("team", "rota", "when", ("team", "meal", "when")), 5),
        AtLeast(Holding(Rows("team", {"rota": {"lead": ["sam"]}}), among=["rotas"]), 1),
        Average([(1, ANY), (2, AtMost(Count("teams"), 1))]),
        AtMost(Combined([(1, Count("team")), (-1, Count("team", ("rotas",)))]), 1),
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
    acts = PlanTable("acts", "Acts", [Column("by", "By", "date")], mode="free", most=4)
    check_rules("q7", [acts], [Rule("r", "should", AtLeast(Count("acts", ("r3",)), 1), "A rule.")])


def test_an_authors_own_condition_is_trusted_with_its_places() -> None:
    @dataclass(frozen=True)
    class Lucky(YesOrNo):
        number: int

        def met(self, plan: PlanValue) -> bool:
            return bool(plan)

    assert list(places(Lucky(7))) == []
    check_rules("q7", [BUDGET], [Rule("r", "should", Lucky(7), "A rule.")])


def test_something_that_is_no_condition_is_refused() -> None:
    assert "must have a condition, not a int" in refusal(Rule("r", "should", 7, "A rule."))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "condition",
    [
        Filled("budget", "reason", ["food"]),
        Rows("budget", {"food": {"amount": Between(1), "reason": ["yes"]}}),
        AtLeast(Count("steps"), 1),
        AtLeast(Count("budget", fits={"reason": ["yes"]}), 1),
    ],
    ids=lambda value: type(value).__name__,
)
def test_no_rule_marks_what_a_student_wrote(condition: Any) -> None:
    assert "marks the student's own words" in refusal(Rule("r", "should", condition, "A rule."))


@pytest.mark.parametrize(
    "condition",
    [
        Rows("team", {"rota": {"lead": ["sam", "eve"]}}),
        Rows("team", {"rota": {"lead": "sam"}}),
        Entry("team", "rota", "lead", Between(1, 2)),
        Entry("team", "rota", "hours", DaysAfter("2027-02-01", 1, 2)),
        Entry("team", "rota", "told", ["yes"]),
        AtMost(Count("team", fits={"lead": ["eve"]}), 0),
        AtMost(Heaviest("team", "lead", when={"lead": ["eve"]}), 2),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_rule_that_looks_for_what_cannot_be_there_is_refused(condition: Any) -> None:
    assert "for what cannot be there" in refusal(Rule("r", "should", condition, "A rule."))


def test_a_principle_is_decided_by_a_rule_of_its_key_with_the_same_need() -> None:
    shown = [principle("safe", "Nobody is hurt.", need="must")]
    check_principles("q7", shown, [must("safe", ANY)])
    for hidden in ([], [should("safe", ANY)], [must("other", ANY)]):
        with pytest.raises(BadQuestion, match="no rule of its key decides the principle 'safe', a must"):
            check_principles("q7", shown, hidden)


@pytest.mark.parametrize(
    ("condition", "tells"),
    [
        (None, False),
        (ANY, False),
        (Entry("team", "rota", "lead", ["sam"]), True),
        (Entry("team", "rota", "hours", Between(1)), False),
        (Both([ANY, Average([(1, Rows("team", {"rota": {"lead": ["sam"]}}))])]), True),
        (AtLeast(Holding(Rows("team", {"rota": {"lead": ["sam"]}})), 1), True),
        (Rows("team", each={"when": DaysAfter("2027-02-01", 1, 9)}, of=1), False),
    ],
)
def test_a_rule_on_show_that_spells_out_right_options_is_known(condition: Any, tells: bool) -> None:
    assert tells_the_key(condition) is tells
