"""What feedback says of each rule of a plan: its share, the rows that do not count and why, and what a cap means."""

from typing import Any

import pytest

from carelab.questions import Key, Plan, PlanTable, score
from carelab.questions.plan import AtLeast, Column, Condition, Count, Once, Rows, Rule, core, must, principle, should

RISKS = {"fire": "Fire", "fall": "A fall", "dose": "A dose", "hoist": "Hoist"}
REGISTER = PlanTable("r", "Register", [Column("act", "Act", "choice", {"do": "Do it", "wait": "Wait"})], RISKS)
PLAN = Plan(id="q1", ask="Plan.", tables=[REGISTER], shown=[principle("acts", "Somebody acts on each.")])
ROWS = Rows("r", {risk: {"act": ["do"]} for risk in RISKS})
ANY = AtLeast(Count("r"), 1)


def filled(**acts: str) -> dict[str, Any]:
    return {"r": {risk: {"act": act} for risk, act in {**dict.fromkeys(RISKS, "do"), **acts}.items()}}


def told(answer: Any, *rules: Rule) -> dict[str, tuple[str, str]]:
    result = score(PLAN, Key(filled(), rules=rules), answer)
    return {r.item: (r.state, r.text) for r in result.reasons}


def acts(condition: Condition = ROWS, **about: Any) -> Rule:
    return should("acts", condition, **about)


def test_a_rule_tells_its_share_its_rows_and_a_reason_for_each_row_where_the_author_gives_one() -> None:
    nobody = "Waiting helps nobody."
    assert told(filled(), acts(why=nobody)) == {"acts": ("right", "Should: Somebody acts on each.")}, "a principle's own words"
    part = f"Should: Somebody acts on each. This earns 75% of its part. Look again at: A fall. {nobody}"
    assert told(filled(fall="wait"), acts(why=nobody))["acts"] == ("part", part)
    why = {"fall": "She has fallen twice.", "overall": nobody}
    _, text = told(filled(fall="wait", dose="wait"), acts(why=why))["acts"]
    assert text.endswith(f"Look again at: A dose. A fall: She has fallen twice. {nobody}")


def test_a_rule_behind_a_gate_says_that_it_waits() -> None:
    state, text = told(filled(), acts(Once(AtLeast(Count("r"), 9), ROWS), why="Why."))["acts"]
    assert state == "wrong"
    assert "It counts once what it depends on is in place." in text


@pytest.mark.parametrize(("slips", "caught"), [(0, False), (1, False), (2, False), (3, True)])
def test_one_slip_shows_no_misconception(slips: int, caught: bool) -> None:
    key = Key(filled(), rules=[acts(why="Why.", catches="MC30")])
    result = score(PLAN, key, filled(**dict.fromkeys(list(RISKS)[:slips], "wait")))
    assert result.misconceptions == (("MC30",) if caught else ())


@pytest.mark.parametrize(("needs", "share", "says"), [
    ((must,), 0.2, "could hurt somebody or break the law. So it can earn at most 20%"),
    ((core,), 0.6, "nobody could use the plan. So it can earn at most 60%"), ((core, must), 0.2, "at most 20%"),
])  # fmt: skip
def test_a_cap_says_what_it_is_for(needs: Any, share: float, says: str) -> None:
    broken = [
        need(f"n{at}", AtLeast(Count("r", ("fire",), {"act": ["wait"]}), 1), "It waits.", why="Why.")
        for at, need in enumerate(needs)
    ]
    result = score(PLAN, Key(filled(), rules=[acts(weight=9), *broken]), filled())
    assert result.share == share
    assert any(says in r.text for r in result.reasons)


def test_weights_whose_sum_is_rounded_still_earn_full_marks() -> None:
    rules = [acts(weight=0.1), *(should(f"s{n}", ANY, "Any.", weight=w) for n, w in enumerate((0.2, 0.7, 1.1, 0.3)))]
    result = score(PLAN, Key(filled(), rules=rules), filled())
    assert (result.share, result.outcome) == (1, "right")
