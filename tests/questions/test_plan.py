from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from asked import BUDGET, STEPS, TEAM

from carelab.questions import BadQuestion, Column, must, note, should
from carelab.questions.plan import AtLeast, Count

ENOUGH = AtLeast(Count("team"), 1)


@pytest.mark.parametrize("table", [BUDGET, TEAM, STEPS], ids=lambda t: t.id)
def test_a_table_that_can_be_filled_in_is_accepted(table: Any) -> None:
    table.check("q7")


@pytest.mark.parametrize(
    ("table", "changes", "says"),
    [
        (BUDGET, {"id": "The budget"}, "two equal ids, or one with a character"),
        (BUDGET, {"rows": {"Food": "Food"}}, "two equal ids, or one with a character"),
        (BUDGET, {"columns": [Column("a", "A"), Column("a", "B")]}, "two equal ids"),
        (BUDGET, {"columns": [Column("a", "A"), Column("b", " a")]}, "read the same"),
        (BUDGET, {"rows": {"a": "Food", "b": "food "}}, "read the same"),
        (BUDGET, {"label": ""}, "no words"),
        (BUDGET, {"columns": [Column("a", "")]}, "no words"),
        (BUDGET, {"rows": {"a": " "}}, "no words"),
        (BUDGET, {"rows": {}}, "a free table has no rows of its own, any other needs some"),
        (BUDGET, {"columns": []}, "nothing to fill in"),
        (BUDGET, {"mode": "grid"}, "cannot be 'grid'. Use fixed, pick or free"),
        (TEAM, {"most": 0}, "how many rows it may have"),
        (TEAM, {"most": 61}, "how many rows it may have"),
        (TEAM, {"least": 3}, "the fewest rows are 0 or more, and no more than the most"),
        (TEAM, {"columns": [Column("a", "A", "choice", {"b": "B"}, then={"c": "D"})]}, "an option that it does not have"),
        (STEPS, {"rows": {"a": "A row"}}, "a free table has no rows of its own"),
        (STEPS, {"columns": []}, "nothing to fill in"),
        (BUDGET, {"columns": [Column("a", "A", "choice")]}, "a choice has options, and nothing else does"),
        (BUDGET, {"columns": [Column("a", "A", "text", {"b": "Bee"})]}, "a choice has options, and nothing else does"),
        (BUDGET, {"columns": [Column("a", "A", "choice", {"B": "Bee"})]}, "a bad id or no words"),
        (BUDGET, {"columns": [Column("a", "A", "choice", {"b": ""})]}, "a bad id or no words"),
        (BUDGET, {"columns": [Column("a", "A", "pounds")]}, "cannot be 'pounds'. Use text, long, money"),  # type: ignore[arg-type]
        (BUDGET, {"columns": [Column("a", "A", "money", start_from="last-year")]}, "a fact that is not there"),
        (BUDGET, {"columns": [Column("a", "A", only_if=("b", "c"))]}, "waits for a choice that is not in the table"),
        (BUDGET, {"columns": [Column("b", "B", "choice", {"d": "D"}), Column("a", "A", only_if=("b", "c"))]}, "waits for a"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_filled_in_is_refused(table: Any, changes: dict[str, Any], says: str) -> None:
    with pytest.raises(BadQuestion, match=r"^Question q7: (table|column) ") as caught:
        replace(table, **changes).check("q7")
    assert says in str(caught.value)


def test_picking_rows_may_be_all_there_is_to_do() -> None:
    replace(TEAM, columns=[]).check("q7")


def test_facts_go_to_the_screen_beside_the_rows() -> None:
    values = {"food": 100.0, "energy": 50.0, "agency": 80.0}
    assert BUDGET.form()["facts"] == {"now": {"label": "This year", "values": values, "unit": "£"}}
    assert BUDGET.form()["columns"][0]["start_from"] == "now"


def test_rules_are_named_for_what_they_need() -> None:
    assert [r.need for r in (must("a", ENOUGH, "A."), should("b", ENOUGH, "B."), note("c", ENOUGH, "C."))] == [
        "must",
        "should",
        "note",
    ]
    assert note("c", ENOUGH, "C.").weight == 0
    assert must("a", ENOUGH, "A.", weight=2).weight == 2


def test_what_follows_an_option_and_how_many_rows_are_asked_for_go_to_the_screen() -> None:
    how = Column("how", "How", "choice", {"tell": "Tell them", "wait": "Wait"}, then={"wait": "They hear it elsewhere."})
    form = replace(TEAM, columns=[how], least=2).form()
    assert form["columns"][0]["then"] == {"wait": "They hear it elsewhere."}
    assert (form["least"], form["most"]) == (2, 2)
