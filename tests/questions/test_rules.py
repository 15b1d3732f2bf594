"""What measures read of a plan, and how rules stand while a plan is built, day plans and risk plans among them."""

from dataclasses import replace
from typing import Any

import pytest
from asked import BUDGET, TEAM
from hypothesis import given
from hypothesis import strategies as st

import carelab.questions as q
import carelab.questions.plan as p
from carelab.questions.plan.standing import standing
from carelab.sims.risk_room import MEASURES, RISKS, price, total

PLAN: dict[str, Any] = {
    "budget": {
        "food": {"amount": 90.0, "reason": "Less waste now"}, "energy": {"amount": 50.0}, "agency": {"reason": "None yet"},
    },
    "picked": {"rota": {}, "visits": {"lead": "sam"}}, "ticks": {"a": {"told": True}},
}  # fmt: skip
YES, NO = p.AtLeast(p.Count("picked"), 1), p.AtLeast(p.Count("picked"), 9)


@pytest.mark.parametrize(("measure", "value"), [
    (p.Cell("budget", "food", "amount"), 90), (p.Cell("budget", "agency", "amount"), None),
    (p.Cell("budget", "rent", "amount"), None), (p.Cell("other", "food", "amount"), None),
    (p.Cell("budget", "food", "reason"), None), (p.Cell("ticks", "a", "told"), None),
    (p.Total("budget", "amount", ("food", "energy")), 140), (p.Total("budget", "amount", ("food", "agency")), None),
    (p.Total("budget", "amount"), None), (p.Total("other", "amount"), 0),
    (p.Worth("picked", {"rota": 2.5, "visits": 1.0, "meals": 9.0}), 3.5), (p.Worth("other", {"rota": 2.5}), 0),
    (p.Count("picked"), 2), (p.Count("picked", ("rota", "meals")), 1), (p.Count("picked", fits={"lead": ["sam"]}), 1),
    (p.Count("other"), 0),
])  # fmt: skip
def test_what_a_measure_reads(measure: Any, value: float | None) -> None:
    assert measure.of(PLAN) == value


def test_limits_include_their_ends_and_what_pence_lose_by_rounding() -> None:
    food = p.Cell("budget", "food", "amount")
    assert [p.AtLeast(food, limit).met(PLAN) for limit in (89.9, 90, 90.1)] == [True, True, False]
    assert [p.AtMost(food, limit).met(PLAN) for limit in (89.9, 90, 90.1)] == [False, True, True]
    pence = p.Total("t", "c", ("a", "b"))
    assert all(limit(pence, 0.3).met({"t": {"a": {"c": 0.1}, "b": {"c": 0.2}}}) for limit in (p.AtMost, p.AtLeast))


@pytest.mark.parametrize(
    ("conditions", "both", "either"), [([YES, YES], True, True), ([YES, NO], False, True), ([NO, NO], False, False)]
)
def test_both_and_either(conditions: Any, both: bool, either: bool) -> None:
    assert (p.Both(conditions).met(PLAN), p.Either(conditions).met(PLAN)) == (both, either)


# rules on show


def state(rule: p.Rule, plan: dict[str, Any]) -> str:
    return str(standing(rule, [TEAM, BUDGET], plan)["state"])


def test_what_a_plan_must_not_do_counts_once_there_is_something_of_it() -> None:
    cheap = p.Once(p.AtLeast(p.Count("picked"), 2), p.AtMost(p.Worth("picked", {"rota": 2.0, "visits": 9.0}), 10))
    one, two, dear = ({"picked": {row: {} for row in rows}} for rows in (["rota"], ["rota", "meals"], ["rota", "visits"]))
    assert [cheap.met(plan) for plan in ({}, one, two, dear)] == [False, False, True, False]
    assert [cheap.open(plan) for plan in ({}, one, two, dear)] == [True, True, False, False]
    rule = p.must("cheap", cheap, "It costs 10 or less.")
    assert [state(rule, plan) for plan in ({}, one, two, dear)] == ["open", "open", "met", "not"]
    assert state(p.must("any", YES, "Something is picked."), {}) == "open"
    assert state(p.must("any", YES, "Something is picked."), {"budget": {}}) == "not"
    assert state(p.principle("safe", "Nobody is hurt."), two) == "marked"


def test_a_rule_on_show_says_what_it_limits_comes_to_and_which_rows_are_empty() -> None:
    spent = p.must("money", p.AtMost(p.Total("budget", "amount"), 100), "At most £100.")
    dear: dict[str, Any] = {"budget": {"food": {"amount": 90.0}, "energy": {"amount": 50.0}}}
    assert standing(spent, [BUDGET], dear) == {"state": "not", "said": "It’s £140 now. Agency is empty."}
    spend = p.Total("budget", "amount")
    exact = p.must("exact", p.Both([p.AtLeast(spend, 100), p.AtMost(spend, 100)]), "The amounts come to exactly 100.")
    assert standing(exact, [BUDGET], dear)["said"] == "It’s 140 now. Agency is empty."
    assert standing(spent, [BUDGET], {"budget": {"food": {"amount": 90.0}}})["said"] == "It’s £90 now."


# risks and dates


def bought(names: set[str], **others: Any) -> dict[str, Any]:
    return {"controls": {**{name: {"buy": True} for name in names}, **others}}


@given(st.sets(st.sampled_from(sorted(MEASURES))))
def test_risk_left_and_price_agree_with_the_risk_room(names: set[str]) -> None:
    risks = {name: (risk.likelihood, risk.consequence) for name, risk in RISKS.items()}
    lessen = {name: (one.risk, one.less_likely, one.less_harm) for name, one in MEASURES.items()}
    for plan in (bought(names), bought(names, **{name: {"buy": False} for name in MEASURES if name not in names}, other={})):
        assert p.RiskLeft("controls", "buy", risks, lessen).of(plan) == total(names)
        assert p.Ticked("controls", "buy", {name: one.cost for name, one in MEASURES.items()}).of(plan) == price(names)


def test_days_are_counted_from_a_date_another_cell_or_the_latest_of_a_column() -> None:
    dates = {"2027-02-01": 0, "2027-03-01": 28, "2027-01-31": -1, None: None, "soon": None, 7: None}
    since = p.Days("when", "due", "on", "2027-02-01")
    assert {date: since.of({"when": {"due": {"on": date}}}) for date in dates} == dates
    check = {"check": {"spring": {"on": "2027-03-12"}}}
    cell, latest = (p.Days("check", "spring", "on", other) for other in (("acts", "b", "by"), ("acts", "by")))
    acts = {"a": {"by": "2027-02-12"}, "b": {"by": "2027-02-26"}, "c": {}}
    assert [measure.of({"acts": acts, **check}) for measure in (cell, latest)] == [14, 14]
    assert [measure.of(check) for measure in (cell, latest)] == [None, None]


def test_an_entry_is_one_of_those_that_fit() -> None:
    entry = p.Entry("hoist", "hoist", "state", ("out",))
    assert [entry.met({"hoist": {"hoist": {"state": state}}}) for state in ("out", "in")] == [True, False]
    assert not entry.met({})


# a day: times picked from a list, minutes spent, and tasks that do not overlap

TIMES = {"t0900": 0, "t0930": 30, "t1000": 60}
TASKS = p.Overlapping("day", ("what", "start"), "do", {"hoist": 20, "referral": 60}, TIMES, 120)


def day(hoist: str = "", referral: str = "") -> dict[str, Any]:
    """A day of one or two tasks, each written as what is done and when."""
    written = {"hoist": hoist.split(), "referral": referral.split()}
    return {"day": {task: dict(zip(("what", "start"), words, strict=False)) for task, words in written.items() if words}}


@pytest.mark.parametrize(("start", "minutes"), [("t0930", 30), ("", None), ("t2500", None)])
def test_an_option_stands_for_a_number(start: str, minutes: float | None) -> None:
    assert p.Option("day", "hoist", "start", TIMES).of(day(hoist=f"do {start}")) == minutes


def test_spent_adds_what_each_choice_costs() -> None:
    spent = p.Spent("day", "what", {"hoist": {"do": 20, "hand": 10}, "referral": {"do": 60, "hand": 10}})
    assert [spent.of(plan) for plan in (day("do", "hand"), day("drop"), {})] == [30, 0, 0]


@pytest.mark.parametrize(("plan", "met", "rows"), [
    (day("do t0900", "do t0930"), True, set()), (day("do t1000", "do t0900"), True, set()),
    (day("do t0930", "do t0900"), False, {"hoist", "referral"}), (day("do t0900", "do t0900"), False, {"hoist", "referral"}),
    (day("do t0900", "hand t0900"), True, set()), (day("do t0900", "do"), False, {"referral"}),
    (day("do t1000"), True, set()), (day("hand t0900"), False, set()), ({}, False, set()),
])  # fmt: skip
def test_what_is_done_in_person_does_not_overlap(plan: dict[str, Any], met: bool, rows: set[str]) -> None:
    rule = p.NoOverlap(TASKS)
    assert rule.met(plan) is met
    assert TASKS.rows(plan) == rows
    assert rule.failing(plan) == [("day", row) for row in ("hoist", "referral") if row in rows]


NAMES = {"hoist": "Hoist", "referral": "Referral"}


@pytest.mark.parametrize(("plan", "said"), [
    (day("do t0900", "do t0930"), ""), (day("do t0900", "do"), "“Referral” has no start."),
    (day("do t0930", "do t0900"), "“Referral” and “Hoist” overlap."),
    (day("do t0900", "do t0900"), "“Hoist” and “Referral” start at the same time."),
])  # fmt: skip
def test_a_day_that_cannot_be_done_says_why(plan: dict[str, Any], said: str) -> None:
    assert p.NoOverlap(TASKS).why_not(plan, NAMES) == said


def test_nothing_runs_past_the_end_of_the_day() -> None:
    late = p.NoOverlap(replace(TASKS, end=119))
    assert not late.met(day(referral="do t1000"))
    assert late.why_not(day(referral="do t1000"), NAMES) == "“Referral” runs past the end."


def test_totals_and_the_bar_of_a_day_stand_beside_a_plan() -> None:
    columns = [
        p.Column("what", "What", "choice", {"do": "Do it", "hand": "Hand it over"}),
        p.Column("start", "Start", "choice", {"t0900": "09:00", "t0930": "09:30", "t1000": "10:00"}, only_if=("what", "do")),
        p.Column("back", "Check", "choice", {"t0900": "09:00", "t0930": "09:30", "t1000": "10:00"}, only_if=("what", "hand")),
    ]
    spent = p.Spent("day", "what", {"hoist": {"do": 20}, "referral": {"do": 60, "hand": 10}})
    tallies = [
        p.Tally("Planned", spent, "min", whole=120),
        p.Tally("Free", spent, "min", whole=120, left=True),
        p.Tally("Pounds", p.Cell("day", "hoist", "what"), "£"),
    ]
    bar = p.Day(TASKS, {"t0900": "09:00", "t0930": "09:30", "t1000": "10:00"}, checks="back", names={"hoist": "H"})
    plan = p.Plan(id="q", ask="Plan.", tables=[p.PlanTable("day", "Day", columns, NAMES)], tallies=tallies, day=bar)
    entered = {"day": {"hoist": {"what": "do", "start": "t0930"}, "referral": {"what": "hand", "back": "t0900"}}}
    found = plan.beside(entered)
    assert [total["said"] for total in found["tallies"]] == ["30 of 120 min", "90 min", "–"]
    assert [(s["said"], s["at"], s["kind"], s["name"]) for s in found["day"]["spans"]] == [
        ("09:00 check: Referral", 0, "check", ""),
        ("09:30 Hoist", 0.25, "own", "H"),
    ]
    with pytest.raises(q.BadQuestion, match="reads a table 'night'"):
        replace(plan, tallies=[p.Tally("None", p.Cell("night", "hoist", "what"))])
