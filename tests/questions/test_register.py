from dataclasses import replace

import pytest

from carelab.questions import BadAnswer, Column, Plan, action_plan, describe, read_response, risk_register
from carelab.questions.plan import Complete, DaysAfter, HighRowsHave, Rows
from carelab.questions.plan.live import live

RISKS = {"fall": "A fall at night", "dose": "A missed dose"}
OWNERS, CONTROLS = {"amina": "Amina", "deputy": "The deputy"}, {"mat": "Sensor mats", "check": "A second check"}
WHY = Column("why", "Why", "long", most_words=20)
REGISTER = risk_register("risks", "Risk", RISKS, owners=OWNERS, controls=CONTROLS, ask=[WHY])
WHOLE = {"likelihood": 4, "impact": 5, "control": "mat", "owner": "amina", "review": "2027-03-01"}
FIELDS = ("likelihood", "impact", "control", "owner", "review")
QUESTION = Plan(id="q1", ask="Fill it in.", tables=[REGISTER])


@pytest.mark.parametrize(
    ("likelihood", "impact", "said"), [(1, 3, "3, low"), (2, 2, "4, moderate"), (2, 4, "8, high"), (3, 5, "15, extreme")]
)
def test_a_score_is_likelihood_times_impact_with_its_band(likelihood: int, impact: int, said: str) -> None:
    rows = {"fall": {"likelihood": likelihood, "impact": impact}, "dose": {"likelihood": 5}}
    assert live(REGISTER, rows) == {"scores": {"fall": said}}


def test_a_register_is_told_in_words_with_its_scores() -> None:
    answer = read_response(QUESTION, {"risks": {"fall": {**WHOLE, "why": " It wakes her. "}}})
    said = "Likelihood: 4 Likely; Impact: 5 Catastrophic; Control: Sensor mats; Owner: Amina; "
    said += "Review date: 1 March 2027; Why: It wakes her."
    assert describe(QUESTION, answer) == ["Risk:", f"A fall at night – {said}; Score: 20, extreme"]


@pytest.mark.parametrize("step", [0, 6, 2.5, "4", True, [4], 1e18, float("nan")])
def test_a_step_that_a_scale_does_not_have_is_refused(step: object) -> None:
    with pytest.raises(BadAnswer, match="Question q1: 'Likelihood' cannot be "):
        read_response(QUESTION, {"risks": {"fall": {"likelihood": step}}})


def test_one_whole_row_is_not_a_whole_register() -> None:
    one, both = {"risks": {"fall": WHOLE}}, {"risks": {"fall": WHOLE, "dose": WHOLE}}
    assert [Complete("risks", FIELDS).met(plan) for plan in (one, {})] == [True, False]
    assert [Complete("risks", FIELDS, 2).met(plan) for plan in (one, both)] == [False, True]
    assert not Complete("risks", (*FIELDS, "why"), 2).met(both)


@pytest.mark.parametrize(("reviews", "met"), [
    (("2027-02-02", "2027-05-01"), True),
    (("2027-02-01", "2027-05-01"), False),  # on the day itself
    (("2027-02-02", "2027-05-03"), False),
    (("2027-02-02",), False),
    ((), False),
])  # fmt: skip
def test_dates_within_include_both_ends(reviews: tuple[str, ...], met: bool) -> None:
    plan = {"risks": {risk: {"review": day} for risk, day in zip(RISKS, reviews, strict=False)}}
    assert Rows("risks", each={"review": DaysAfter("2027-02-01", 1, 90)}, of=2).met(plan) == met


def test_the_highest_risks_need_something_and_there_must_be_one() -> None:
    rule = HighRowsHave("risks", ("likelihood", "impact", "control"), 15, ("mat",))
    assert rule.met({"risks": {"fall": WHOLE, "dose": {"likelihood": 1, "impact": 1}}})
    assert not rule.met({"risks": {"fall": {**WHOLE, "control": "check"}}})
    assert not rule.met({"risks": {"dose": {"likelihood": 1, "impact": 1, "control": "mat"}}})
    anything = replace(rule, values=())
    assert anything.met({"risks": {"fall": {**WHOLE, "control": "check"}}})
    assert not anything.met({"risks": {"fall": {"likelihood": 5, "impact": 5}}})
    assert not anything.met({})


def test_a_free_register_lets_the_student_pick_each_risk() -> None:
    free = risk_register("own", "Risks", RISKS, owners=OWNERS, controls=CONTROLS, mode="free", most=3)
    value = {"own": {"r1": {"risk": "fall", "impact": 2}}}
    assert read_response(Plan(id="q1", ask="Fill it in.", tables=[free]), value) == value


def test_an_action_plan_has_a_field_for_each_part_of_smart() -> None:
    actions = action_plan("acts", "Actions", {"fridge": "Mend the fridge"}, owners=OWNERS, most=1)
    assert [c.id for c in actions.columns] == ["owner", "measure", "evidence", "by"]
    own = action_plan("acts", "Actions", {}, owners=OWNERS, mode="free", most=4)
    assert [c.id for c in own.columns] == ["action", "owner", "measure", "evidence", "by"]
    Plan(id="q1", ask="Plan it.", tables=[actions])
    Plan(id="q1", ask="Plan it.", tables=[own])
