from dataclasses import dataclass, replace
from typing import Any

import pytest
from asked import BUDGET, STEPS, TEAM

import carelab.questions.plan as p
from carelab.questions import Column, PlanTable, Rule
from carelab.questions.errors import BadQuestion
from carelab.questions.plan.places import Place, check_principles, check_rules, places, tells_the_key

ANY = p.AtLeast(p.Count("team"), 0)


def refusal(*rules: Rule) -> str:
    with pytest.raises(BadQuestion) as caught:
        check_rules("q7", [BUDGET, TEAM, STEPS], rules)
    assert caught.value.question == "q7"
    return caught.value.problem


@pytest.mark.parametrize(("condition", "found"), [
    (p.AtMost(p.Cell("budget", "food", "amount"), 5), [Place("budget", ("food",), ("amount",))]),
    (p.AtMost(p.Total("budget", "amount", ("food", "energy")), 5), [Place("budget", ("food", "energy"), ("amount",))]),
    (p.AtMost(p.Worth("team", {"rota": 2.0}), 5), [Place("team", ("rota",), ())]),
    (p.AtLeast(p.Count("team", ("rota",)), 1), [Place("team", ("rota",), ())]),
    (p.Entry("team", "rota", "lead", ["sam"]), [Place("team", ("rota",), ("lead",), fits=(("lead", ["sam"]),))]),
    (
        p.Rows("team", {"rota": {"lead": ["sam"]}}, each=[{"hours": p.Between(1)}], at_most_each=("lead", 2)),
        [
            Place("team", ("rota",), ("lead",), fits=(("lead", ["sam"]),)),
            Place("team", (), ("hours",), fits=(("hours", p.Between(1)),)), Place("team", (), ("lead",)),
        ],
    ),
    (p.AtMost(p.Days("team", "rota", "when", "2026-01-01"), 5), [Place("team", ("rota",), ("when",))]),
    (
        p.AtMost(p.Days("team", "rota", "when", ("team", "meals", "when")), 5),
        [Place("team", ("rota",), ("when",)), Place("team", ("meals",), ("when",))],
    ),
    (p.AtMost(p.Ticked("team", "told", {"rota": 1.0}), 5), [Place("team", ("rota",), ("told",))]),
    (p.AtMost(p.RiskLeft("team", "told", {"x": (1, 2)}, {"rota": ("x", 1, 1)}), 5), [Place("team", ("rota",), ("told",))]),
    (p.Both([p.Either([ANY]), ANY]), [Place("team", (), ())] * 2),
], ids=lambda value: type(value).__name__)  # fmt: skip
def test_the_places_that_a_condition_reads(condition: Any, found: list[Place]) -> None:
    assert list(places(condition)) == found
    check_rules("q7", [BUDGET, TEAM, STEPS], [Rule("r", "should", condition, "A rule.")])


REFUSED: dict[str, list[Any]] = {
    "rule 'r' reads": [
        p.AtMost(p.Count("teams"), 5), p.AtMost(p.Total("budget", "amounts"), 5), p.AtLeast(p.Cell("budget", "fod", "amount"), 5),
        p.Both([ANY, p.Either([p.AtLeast(p.Worth("team", {"rotas": 1.0}), 1)])]), p.Rows("team", {"rota": {"led": ["sam"]}}),
        p.AtMost(p.Days("team", "rota", "when", ("team", "meal", "when")), 5),
        p.AtLeast(p.Holding(p.Rows("team", {"rota": {"lead": ["sam"]}}), among=["rotas"]), 1),
        p.Average([(1, ANY), (2, p.AtMost(p.Count("teams"), 1))]),
        p.AtMost(p.Combined([(1, p.Count("team")), (-1, p.Count("team", ("rotas",)))]), 1),
    ],
    "marks the student's own words": [
        p.Rows("budget", {"food": {"amount": p.Between(1), "reason": ["yes"]}}),
        p.AtLeast(p.Count("steps"), 1), p.AtLeast(p.Count("budget", fits={"reason": ["yes"]}), 1),
    ],
    "for what cannot be there": [
        p.Rows("team", {"rota": {"lead": ["sam", "eve"]}}), p.Rows("team", {"rota": {"lead": "sam"}}),
        p.Entry("team", "rota", "lead", p.Between(1, 2)), p.Entry("team", "rota", "hours", p.DaysAfter("2027-02-01", 1, 2)),
        p.Entry("team", "rota", "told", ["yes"]), p.AtMost(p.Count("team", fits={"lead": ["eve"]}), 0),
        p.AtMost(p.Heaviest("team", "lead", when={"lead": ["eve"]}), 2),
    ],
    "must have a condition, not a int": [7],
}  # fmt: skip


@pytest.mark.parametrize(("says", "condition"), [(says, one) for says, conditions in REFUSED.items() for one in conditions])
def test_a_rule_that_cannot_be_read_is_refused(says: str, condition: Any) -> None:
    assert says in refusal(Rule("r", "should", condition, "A rule."))


@pytest.mark.parametrize(
    "wrong",
    [{"id": "R"}, {"text": " "}, {"need": "shall"}, *({"weight": weight} for weight in (-1, float("nan"), float("inf"), "1"))],
)
def test_a_rule_that_cannot_be_marked_or_explained_is_refused(wrong: dict[str, Any]) -> None:
    assert wrong.get("id", "r") in refusal(replace(Rule("r", "should", ANY, "A rule."), **wrong))


def test_two_rules_with_one_id_are_refused() -> None:
    assert "same id" in refusal(Rule("r", "must", ANY, "A rule."), Rule("r", "should", ANY, "Another."))


def test_a_free_table_may_have_any_row() -> None:
    acts = PlanTable("acts", "Acts", [Column("by", "By", "date")], mode="free", most=4)
    check_rules("q7", [acts], [Rule("r", "should", p.AtLeast(p.Count("acts", ("r3",)), 1), "A rule.")])


def test_an_authors_own_condition_is_trusted_with_its_places() -> None:
    @dataclass(frozen=True)
    class Lucky(p.YesOrNo):
        number: int

        def met(self, plan: p.PlanValue) -> bool:
            return bool(plan)

    assert list(places(Lucky(7))) == []
    check_rules("q7", [BUDGET], [Rule("r", "should", Lucky(7), "A rule.")])


def test_a_principle_is_decided_by_a_rule_of_its_key_with_the_same_need() -> None:
    shown = [p.principle("safe", "Nobody is hurt.", need="must")]
    check_principles("q7", shown, [p.must("safe", ANY)])
    for hidden in ([], [p.should("safe", ANY)], [p.must("other", ANY)]):
        with pytest.raises(BadQuestion, match="no rule of its key decides the principle 'safe', a must"):
            check_principles("q7", shown, hidden)


@pytest.mark.parametrize(("condition", "tells"), [
    (None, False), (ANY, False), (p.Entry("team", "rota", "lead", ["sam"]), True),
    (p.Entry("team", "rota", "hours", p.Between(1)), False),
    (p.Both([ANY, p.Average([(1, p.Rows("team", {"rota": {"lead": ["sam"]}}))])]), True),
    (p.AtLeast(p.Holding(p.Rows("team", {"rota": {"lead": ["sam"]}})), 1), True),
    (p.Rows("team", each={"when": p.DaysAfter("2027-02-01", 1, 9)}, of=1), False),
])  # fmt: skip
def test_a_rule_on_show_that_spells_out_right_options_is_known(condition: Any, tells: bool) -> None:
    assert tells_the_key(condition) is tells
