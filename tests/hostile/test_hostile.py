"""Every artefact against plans that must not pay, and against good plans that are unlike its key."""

import importlib
from pathlib import Path
from typing import Any

import pytest
from plans import DANGEROUS, GOOD, Hostile

from carelab.questions import Plan, score
from grader.check import gather, hostile, hostile_course
from grader.check.material import Asked

ROOT = Path(__file__).parents[2]
UNITS: dict[str, dict[str, Hostile]] = {
    module.UNIT: module.PLANS
    for module in (importlib.import_module(path.stem) for path in sorted(Path(__file__).parent.glob("unit_*.py")))
}

MATERIAL = gather(ROOT)
ARTEFACTS: dict[tuple[str, str], Asked] = {
    (page.unit, one.question.id): one
    for page in MATERIAL.exercises
    for one in page.asked
    if isinstance(one.question, Plan) and not page.practice
}
CASES = [(unit, question, plans) for unit, questions in UNITS.items() for question, plans in questions.items()]
IDS = [f"{unit}-{question}" for unit, question, _ in CASES]


LIMITS = {"dangerous": DANGEROUS, "meaningless": hostile.MEANINGLESS, "damaged": hostile.DAMAGED}
MUST_NOT_PAY = [
    pytest.param(unit, question, plan, limit, id=f"{unit}-{question}-{sort}-{name}")
    for unit, question, plans in CASES
    for sort, limit in LIMITS.items()
    for name, plan in getattr(plans, sort).items()
]


@pytest.mark.parametrize(("unit", "question", "plan", "limit"), MUST_NOT_PAY)
def test_a_plan_that_must_not_pay_does_not(unit: str, question: str, plan: Any, limit: float) -> None:
    one = ARTEFACTS[unit, question]
    result = score(one.question, one.key, plan)
    assert (result.share or 0) <= limit + 1e-9, [f"{r.state}: {r.text}" for r in result.reasons]


@pytest.mark.parametrize(("unit", "question", "plans"), CASES, ids=IDS)
def test_each_artefact_has_enough_plans_of_each_sort_and_good_ones_unlike_the_key_pay(
    unit: str, question: str, plans: Hostile
) -> None:
    one = ARTEFACTS[unit, question]
    assert min(len(plans.dangerous), len(plans.meaningless), len(plans.good) - 1) >= 2
    for name, plan in plans.good.items():
        assert plan != one.key.value, name
        result = score(one.question, one.key, plan)
        assert (result.share or 0) >= GOOD, (name, [f"{r.state}: {r.text}" for r in result.reasons])


@pytest.mark.parametrize("unit", UNITS)
def test_no_wreck_of_a_key_pays(unit: str) -> None:
    found = hostile_course(gather(ROOT, (unit,)))
    assert {one.question for one in found} == set(UNITS[unit])
    too_much = [one for one in found if one.too_much]
    assert [f"{one.question}: {one.name} earns {one.share:.1%}, at most {one.limit:.0%}" for one in too_much] == []


def test_every_unit_with_an_artefact_has_its_plans() -> None:
    assert {unit for unit, _ in ARTEFACTS} <= set(UNITS)
