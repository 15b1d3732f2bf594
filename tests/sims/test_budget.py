from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_checks import settings

from carelab.sims import budget_sums as sums
from carelab.sims.budget import GROUPS, MODEL, MONTHS, PLANNED, QUARTERS
from carelab.sims.budget_year import PLAN_INCOME, PLAN_SPEND, hours_needed, shortfalls, year
from carelab.sims.model import Amount, Chart, Slider

FOOD, SUPPLIES = sums.LARKFIELD["Food"], sums.LARKFIELD["Supplies and PPE"]
HIGH = {control.id: control.high for control in MODEL.controls if isinstance(control, Slider)} | {
    control.id: max(control.options) for control in MODEL.controls if isinstance(control, Amount)
}
any_values = settings(MODEL.controls)


def behind(values: dict[str, Any]) -> float:
    """Return how far the year ends behind its plan."""
    return shortfalls(year(values))[-1]


def charts(values: dict[str, Any]) -> list[Chart]:
    found = [chart for chart in MODEL.run(values).charts if isinstance(chart, Chart)]
    assert len(found) == 3
    return found


def figures(values: dict[str, Any]) -> dict[str, str]:
    return {figure.label: figure.text for figure in MODEL.run(values).figures}


def test_larkfields_budget_adds_up() -> None:
    staffing = ("Care pay", "Management and admin pay", "Catering and domestic pay")
    reserve = sums.contingency(3, PLAN_INCOME)
    assert (sum(sums.LARKFIELD[line] for line in staffing), PLAN_SPEND, PLAN_INCOME) == (1_340_000, 1_845_000, 2_246_400)
    found = (reserve, PLAN_SPEND + reserve, PLAN_INCOME - PLAN_SPEND - reserve)
    assert found == pytest.approx((67_392, 1_912_392, 334_008))


def test_three_empty_beds_lose_far_more_income_than_food() -> None:
    assert sums.fee_income(3, 1_200, 13) == 46_800
    assert pytest.approx((50.75, 24.04), abs=0.005) == (FOOD / 52 / 36, SUPPLIES / 52 / 36)
    assert pytest.approx(1_979, abs=0.5) == 3 * 13 * FOOD / 52 / 36
    home = year(PLANNED | {"residents": 33})
    assert PLAN_INCOME - sum(m.income for m in home) == pytest.approx(4 * 46_800)
    assert FOOD - sum(m.lines["Food"] for m in home) == pytest.approx(4 * 1_979.17, abs=0.1)
    assert sum(m.lines["Care pay"] for m in home) == pytest.approx(980_000)


def test_the_sums_of_a_budget_report() -> None:
    assert sums.occupancy(36, 40) == 0.9
    assert sums.variance(24_600, 15_000) == 9_600
    assert sums.variance_percent(24_600, 15_000) == pytest.approx(64)
    assert sums.straight_line_forecast(24_600, 3) - 60_000 == pytest.approx(38_400)


@pytest.mark.parametrize("of", [sums.occupancy, sums.variance_percent, sums.straight_line_forecast])
def test_sums_without_a_base_are_refused(of: Any) -> None:
    with pytest.raises(ZeroDivisionError):
        of(1, 0)


def test_untouched_the_year_is_on_plan() -> None:
    assert shortfalls(year(PLANNED)) == pytest.approx([0] * 12, abs=0.01)
    figure = figures(PLANNED)
    assert figure["Spending for the year"] == "£1,845,000"
    assert figure["Contingency left in March"] == "£67,392"
    assert figure["Left for rent and finance"] == "£334,008"


@given(any_values)
def test_every_chart_adds_up_to_its_year(values: dict[str, Any]) -> None:
    moved, left, forecast = charts(values)
    months = year(values)
    assert len(left.labels) == len(forecast.labels) == len(MONTHS)
    assert all(min(m.lines.values()) >= 0 and m.income > 0 for m in months)
    fees, *lines = (pounds or 0 for pounds in moved.series[0].values)
    assert sum(lines) - fees == pytest.approx(behind(values), abs=0.01)
    reserve = sums.contingency(values["reserve"], PLAN_INCOME)
    assert all(pounds is not None and pounds <= reserve + 0.01 for pounds in left.series[0].values)
    assert forecast.series[0].values[-1] == pytest.approx(sum(month.spent for month in months)), "in March"


def test_every_line_of_the_budget_is_in_one_bar() -> None:
    assert sorted(line for lines in GROUPS.values() for line in lines) == sorted(sums.LARKFIELD)


@given(any_values, st.sampled_from(["pay", "energy"]), st.data())
def test_higher_prices_never_help(values: dict[str, Any], control: str, data: st.DataObject) -> None:
    higher = data.draw(st.floats(values[control], HIGH[control]))
    assert behind({**values, control: higher}) >= behind(values) - 0.01


@given(any_values)
def test_booking_fewer_hours_than_the_rota_needs_never_saves_money(values: dict[str, Any]) -> None:
    need = hours_needed(values["residents"])
    assert behind(values) >= behind({**values, "agency": need}) - 0.01
    warned = any("Safety floor, staffing" in notice for notice in MODEL.run(values).notices)
    assert warned == (values["agency"] < need)


@given(any_values)
def test_cutting_training_never_saves_money(values: dict[str, Any]) -> None:
    trained = {**values, "training": max(18_000, values["training"])}
    cut = trained["training"] - values["training"]
    assert behind(values) - behind(trained) >= 0.5 * cut - 0.01


@pytest.mark.parametrize("residents", range(28, 36))
@pytest.mark.parametrize("fee", range(1_000, 1_410, 10))
def test_costs_fall_by_little_when_beds_are_empty(residents: int, fee: int) -> None:
    full, fewer = year(PLANNED | {"fee": fee}), year(PLANNED | {"fee": fee, "residents": residents})
    lost = sum(m.income for m in full) - sum(m.income for m in fewer)
    saved = sum(m.spent for m in full) - sum(m.spent for m in fewer)
    assert 0 < saved < lost * (0.08 if residents >= 32 else 0.2)


@given(any_values, st.sampled_from(["residents", "fee"]))
def test_more_residents_or_a_higher_fee_never_hurt(values: dict[str, Any], control: str) -> None:
    assert behind({**values, control: min(values[control] + 1, HIGH[control])}) <= behind(values) + 0.01


@given(any_values, st.sampled_from(list(QUARTERS)), st.sampled_from(["boiler", "outbreak", "price"]))
def test_a_shock_never_helps(values: dict[str, Any], quarter: str, shock: str) -> None:
    assert behind({**values, quarter: shock}) >= behind({**values, quarter: "quiet"}) - 0.01


def test_the_year_opens_with_the_boiler_in_july_which_the_straight_line_forecast_first_makes_too_much_of() -> None:
    for chart in charts({}):
        assert len({round(pounds or 0) for pounds in chart.series[0].values}) > 1, "a flat line"
    july, march = (charts({})[2].series[0].values[at] for at in (3, 11))
    assert (july, march) == pytest.approx((PLAN_SPEND + 14_000 * 3, PLAN_SPEND + 14_000))


@pytest.mark.parametrize(
    ("changes", "cost"),
    [
        ({"q2": "boiler"}, 14_000),
        ({"q3": "outbreak"}, 400 * 25 + 24 * 1_200 - 24 * (FOOD + SUPPLIES) / 52 / 36),
        ({"q1": "price"}, 6_000),
        ({"q4": "price"}, 1_500),
        ({"training": 9_000}, 4_500),
    ],
)
def test_each_shock_and_a_cut_in_training_cost_what_is_said(changes: dict[str, Any], cost: float) -> None:
    assert behind(PLANNED | changes) == pytest.approx(cost)


def test_contingency_shields_the_rent_until_it_is_gone() -> None:
    assert figures(PLANNED | {"q1": "boiler", "q3": "outbreak"})["Left for rent and finance"] == "£334,008"


@pytest.mark.parametrize(("residents", "pay"), [(32, 980_000), (31, 952_000), (28, 952_000)])
def test_one_post_is_saved_below_32_residents_and_no_more(residents: int, pay: float) -> None:
    assert sum(m.lines["Care pay"] for m in year(PLANNED | {"residents": residents})) == pytest.approx(pay)
