"""Rules for risk plans, records of corrective action and team charters."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelab.questions.rules import (
    AllDifferent,
    Chosen,
    Days,
    Filled,
    OpensWithAction,
    RiskLeft,
    ShortRows,
    Ticked,
    Written,
)
from carelab.sims.risk_room import MEASURES, RISKS, price, total

RISK_LEFT = RiskLeft(
    "controls",
    "buy",
    {i: (r.likelihood, r.consequence) for i, r in RISKS.items()},
    {i: (m.risk, m.less_likely, m.less_harm) for i, m in MEASURES.items()},
)


def bought(names: set[str]) -> dict[str, Any]:
    return {"controls": {name: {"buy": True} for name in names}}


@given(st.sets(st.sampled_from(sorted(MEASURES))))
def test_risk_left_and_price_agree_with_the_risk_room(names: set[str]) -> None:
    assert RISK_LEFT.of(bought(names)) == total(names)
    assert Ticked("controls", "buy", {i: m.cost for i, m in MEASURES.items()}).of(bought(names)) == price(names)


def test_a_box_that_is_not_ticked_buys_nothing() -> None:
    assert RISK_LEFT.of({"controls": {"r1a": {"buy": False}, "r2a": {}}}) == total([])
    assert Ticked("controls", "buy", {"r1a": 5.0}).of({"controls": {"r1a": {"buy": False}}}) == 0


@pytest.mark.parametrize(
    ("date", "days"), [("2027-02-01", 0), ("2027-03-01", 28), ("2027-01-31", -1), (None, None), ("soon", None), (7, None)]
)
def test_days_from_a_date(date: object, days: float | None) -> None:
    assert Days("when", "due", "on", "2027-02-01").of({"when": {"due": {"on": date}}}) == days


def test_days_from_another_cell() -> None:
    measure = Days("when", "check", "on", ("when", "due", "on"))
    assert measure.of({"when": {"due": {"on": "2027-02-26"}, "check": {"on": "2027-03-12"}}}) == 14
    assert measure.of({"when": {"check": {"on": "2027-03-12"}}}) is None


def test_filled_needs_every_row() -> None:
    rule = Filled("register", "owner", ("r1", "r2"))
    assert rule.met({"register": {"r1": {"owner": "deputy"}, "r2": {"owner": "cook"}}})
    assert not rule.met({"register": {"r1": {"owner": "deputy"}, "r2": {}}})
    assert not rule.met({})


def test_chosen() -> None:
    rule = Chosen("hoist", "hoist", "state", ("out",))
    assert rule.met({"hoist": {"hoist": {"state": "out"}}})
    assert not rule.met({"hoist": {"hoist": {"state": "in"}}})
    assert not rule.met({})


@pytest.mark.parametrize(
    ("text", "words", "figure"),
    [
        ("At least 34 of 36 plans in date", True, True),
        ("All plans in date", True, False),
        ("34", False, False),
        (None, False, False),
    ],
)
def test_written_counts_words_and_looks_for_a_figure(text: str | None, words: bool, figure: bool) -> None:
    plan: dict[str, Any] = {"record": {"measure": {"says": text}}}
    assert Written("record", "measure", "says", 4).met(plan) == words
    assert Written("record", "measure", "says", 4, figure=True).met(plan) == figure


def promises(*texts: str) -> dict[str, Any]:
    return {"charter": {f"r{n}": {"promise": text, "seen": f"Seen {n}"} for n, text in enumerate(texts, 1)}}


def test_short_rows() -> None:
    rule = ShortRows("charter", "promise", 4)
    assert rule.met(promises("Answer each call bell", "Ask first"))
    assert not rule.met(promises("Answer each call bell quickly"))
    assert not rule.met({"charter": {"r1": {"seen": "Never blank"}}})
    assert not rule.met({})


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Answer each bell", True),
        ("We will answer each bell", True),
        ("Never walk past a bell", True),
        ("Excellence in all we do", False),
        ("We will always", False),
        ("The best care", False),
        ("...", False),
    ],
)
def test_a_promise_opens_with_something_to_do(text: str, acts: bool) -> None:
    assert OpensWithAction("charter", "promise", ("the", "excellence")).met(promises(text)) == acts


def test_a_blank_charter_promises_nothing() -> None:
    assert not OpensWithAction("charter", "promise", ()).met({})
    assert not AllDifferent("charter", ("promise",)).met({})


def test_a_promise_is_not_repeated_nor_its_own_proof() -> None:
    rule = AllDifferent("charter", ("promise", "seen"))
    assert rule.met(promises("Ask first", "Answer each bell"))
    assert not rule.met(promises("Ask first", "ask first!"))
    assert not rule.met({"charter": {"r1": {"promise": "Ask first", "seen": "Ask first"}}})
