"""Rules for risk plans and records of corrective action."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelab.questions.plan import Days, Entry, Filled, RiskLeft, Ticked
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


def test_days_from_the_latest_date_of_a_column() -> None:
    measure = Days("check", "spring", "on", ("acts", "by"))
    acts = {"a": {"by": "2027-02-12"}, "b": {"by": "2027-02-26"}, "c": {}}
    assert measure.of({"acts": acts, "check": {"spring": {"on": "2027-03-12"}}}) == 14
    assert measure.of({"check": {"spring": {"on": "2027-03-12"}}}) is None


def test_filled_needs_every_row() -> None:
    rule = Filled("register", "owner", ("r1", "r2"))
    assert rule.met({"register": {"r1": {"owner": "deputy"}, "r2": {"owner": "cook"}}})
    assert not rule.met({"register": {"r1": {"owner": "deputy"}, "r2": {}}})
    assert not rule.met({})


def test_an_entry_is_one_of_those_that_fit() -> None:
    rule = Entry("hoist", "hoist", "state", ("out",))
    assert rule.met({"hoist": {"hoist": {"state": "out"}}})
    assert not rule.met({"hoist": {"hoist": {"state": "in"}}})
    assert not rule.met({})
