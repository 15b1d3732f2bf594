from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_checks import check_controls, check_view, settings

from carelab.sims import budget_sums as sums
from carelab.sims.budget import GROUPS, MODEL, MONTHS, PLANNED, QUARTERS
from carelab.sims.budget_year import PLAN_INCOME, PLAN_SPEND, hours_needed, shortfalls, year
from carelab.sims.model import Chart, View

any_values = settings(MODEL.controls)
money = st.floats(1, 5_000_000)


def changed(**changes: Any) -> dict[str, Any]:
    return {**PLANNED, **changes}


def behind(**changes: Any) -> float:
    return shortfalls(year(changed(**changes)))[-1]


def figure(view: View, label: str) -> str:
    return next(f.text for f in view.figures if f.label == label)


def test_larkfields_budget_adds_up() -> None:
    staffing = ("Care pay", "Management and admin pay", "Catering and domestic pay")
    assert sum(sums.LARKFIELD[line] for line in staffing) == 1_340_000
    assert PLAN_SPEND == 1_845_000
    assert PLAN_INCOME == 2_246_400
    reserve = sums.contingency(3, PLAN_INCOME)
    assert reserve == pytest.approx(67_392)
    assert PLAN_SPEND + reserve == pytest.approx(1_912_392)
    assert PLAN_INCOME - PLAN_SPEND - reserve == pytest.approx(334_008)


def test_three_empty_beds_lose_far_more_income_than_food() -> None:
    assert sums.fee_income(3, 1_200, 13) == 46_800
    per_resident_week = sums.LARKFIELD["Food"] / 52 / 36
    assert per_resident_week == pytest.approx(50.75, abs=0.005)
    assert sums.LARKFIELD["Supplies and PPE"] / 52 / 36 == pytest.approx(24.04, abs=0.005)
    assert 3 * 13 * per_resident_week == pytest.approx(1_979, abs=0.5)


def test_three_empty_beds_for_a_year_in_the_model() -> None:
    home = year(changed(residents=33))
    assert PLAN_INCOME - sum(m.income for m in home) == pytest.approx(4 * 46_800)
    assert sums.LARKFIELD["Food"] - sum(m.lines["Food"] for m in home) == pytest.approx(4 * 1_979.17, abs=0.1)
    assert sum(m.lines["Care pay"] for m in home) == pytest.approx(980_000)
    reading = MODEL.run(changed(residents=33)).reading
    assert "£187,200" in reading
    assert "£11,667" in reading


def test_the_sums_of_a_budget_report() -> None:
    assert sums.occupancy(36, 40) == 0.9
    assert sums.variance(24_600, 15_000) == 9_600
    assert sums.variance_percent(24_600, 15_000) == pytest.approx(64)
    assert sums.year_to_date_budget(60_000, 3) == 15_000
    assert sums.straight_line_forecast(24_600, 3) - 60_000 == pytest.approx(38_400)
    assert sums.rate_variance(14.10, 13.50, 5_400) == pytest.approx(3_240)
    assert sums.hours_variance(5_400, 5_200, 13.50) == pytest.approx(2_700)


@pytest.mark.parametrize(
    "call", [lambda: sums.occupancy(1, 0), lambda: sums.variance_percent(1, 0), lambda: sums.straight_line_forecast(1, 0)]
)
def test_sums_without_a_base_are_refused(call: Any) -> None:
    with pytest.raises(ZeroDivisionError):
        call()


@given(st.floats(5, 40), st.floats(5, 40), st.floats(0, 10_000), st.floats(0, 10_000))
def test_rate_and_hours_variance_make_the_whole_pay_variance(
    rate: float, planned_rate: float, hours: float, planned: float
) -> None:
    whole = sums.rate_variance(rate, planned_rate, hours) + sums.hours_variance(hours, planned, planned_rate)
    assert whole == pytest.approx(rate * hours - planned_rate * planned, abs=1e-6)


@given(money, st.integers(1, 12))
def test_spending_to_an_even_plan_is_forecast_to_end_on_plan(annual: float, months: int) -> None:
    assert sums.straight_line_forecast(sums.year_to_date_budget(annual, months), months) == pytest.approx(annual)


def test_controls_can_be_drawn() -> None:
    check_controls(MODEL.controls)


def test_untouched_the_year_is_on_plan() -> None:
    view = MODEL.run(dict(PLANNED))
    check_view(view)
    assert shortfalls(year(PLANNED)) == pytest.approx([0] * 12, abs=0.01)
    assert figure(view, "Spending for the year") == "£1,845,000"
    assert figure(view, "Contingency left in March") == "£67,392"
    assert figure(view, "Left for rent and finance") == "£334,008"
    assert not view.notices
    assert "on plan" in view.reading


@given(any_values)
def test_any_year_can_be_shown(values: dict[str, Any]) -> None:
    view = MODEL.run(values)
    check_view(view)
    assert view == MODEL.run(dict(values))
    moved, *by_month = view.charts
    assert isinstance(moved, Chart)
    assert sorted(line for lines in GROUPS.values() for line in lines) == sorted(sums.LARKFIELD)
    assert all(len(chart.labels) == len(MONTHS) for chart in by_month if isinstance(chart, Chart))
    assert all(min(m.lines.values()) >= 0 and m.income > 0 for m in year(values))


@given(any_values)
def test_contingency_is_never_more_than_what_was_set_aside(values: dict[str, Any]) -> None:
    left = MODEL.run(values).charts[1]
    assert isinstance(left, Chart)
    reserve = sums.contingency(values["reserve"], PLAN_INCOME)
    assert all(pounds is not None and pounds <= reserve + 0.01 for pounds in left.series[0].values)


@given(any_values)
def test_in_march_the_forecast_is_what_was_spent(values: dict[str, Any]) -> None:
    forecast = MODEL.run(values).charts[2]
    assert isinstance(forecast, Chart)
    assert forecast.series[0].values[-1] == pytest.approx(sum(month.spent for month in year(values)))


@given(any_values)
def test_the_bars_of_what_moved_add_up_to_the_shortfall(values: dict[str, Any]) -> None:
    moved = MODEL.run(values).charts[0]
    assert isinstance(moved, Chart)
    fees, *lines = (pounds or 0 for pounds in moved.series[0].values)
    assert sum(lines) - fees == pytest.approx(shortfalls(year(values))[-1], abs=0.01)


@given(any_values, st.sampled_from(["pay", "energy"]), st.data())
def test_higher_prices_never_help(values: dict[str, Any], control: str, data: st.DataObject) -> None:
    higher = data.draw(st.floats(values[control], next(c.high for c in MODEL.controls if c.id == control)))
    assert shortfalls(year({**values, control: higher}))[-1] >= shortfalls(year(values))[-1] - 0.01


# Nothing unsafe pays: neither a rota that is too thin nor training that is cut.


@given(any_values)
def test_booking_fewer_hours_than_the_rota_needs_never_saves_money(values: dict[str, Any]) -> None:
    need = hours_needed(values["residents"])
    safe = shortfalls(year({**values, "agency": need}))[-1]
    assert shortfalls(year(values))[-1] >= safe - 0.01
    view = MODEL.run(values)
    assert any("Safety floor, staffing" in notice for notice in view.notices) == (values["agency"] < need)


@given(any_values)
def test_cutting_training_never_saves_money(values: dict[str, Any]) -> None:
    trained = {**values, "training": max(18_000, values["training"])}
    more = shortfalls(year(values))[-1] - shortfalls(year(trained))[-1]
    cut = trained["training"] - values["training"]
    assert more >= 0.5 * cut - 0.01


# Claim: when a bed is empty, nearly all of the cost stays. Every number of residents and every fee.


@pytest.mark.parametrize("residents", range(28, 36))
@pytest.mark.parametrize("fee", range(1_000, 1_410, 10))
def test_costs_fall_by_little_when_beds_are_empty(residents: int, fee: int) -> None:
    full, fewer = year(changed(fee=fee)), year(changed(fee=fee, residents=residents))
    lost = sum(m.income for m in full) - sum(m.income for m in fewer)
    saved = sum(m.spent for m in full) - sum(m.spent for m in fewer)
    assert 0 < saved < lost * (0.08 if residents >= 32 else 0.2)


@given(any_values, st.sampled_from(["residents", "fee"]))
def test_more_residents_or_a_higher_fee_never_hurt(values: dict[str, Any], control: str) -> None:
    top = next(c.high for c in MODEL.controls if c.id == control)
    higher = min(values[control] + 1, top)
    assert shortfalls(year({**values, control: higher}))[-1] <= shortfalls(year(values))[-1] + 0.01


@given(any_values, st.sampled_from(list(QUARTERS)), st.sampled_from(["boiler", "outbreak", "price"]))
def test_a_shock_never_helps(values: dict[str, Any], quarter: str, shock: str) -> None:
    quiet = {**values, quarter: "quiet"}
    assert shortfalls(year({**quiet, quarter: shock}))[-1] >= shortfalls(year(quiet))[-1] - 0.01


def test_the_year_opens_with_the_boiler_in_july_and_no_flat_line() -> None:
    view = MODEL.run({})
    assert "the boiler: £14,000" in view.reading
    for chart in view.charts:
        assert isinstance(chart, Chart)
        assert len({round(pounds or 0) for pounds in chart.series[0].values}) > 1


def test_a_single_surprise_makes_the_straight_line_forecast_too_high_at_first() -> None:
    forecast = MODEL.run({}).charts[2]
    assert isinstance(forecast, Chart)
    july, march = (forecast.series[0].values[at] or 0 for at in (3, 11))
    assert july == pytest.approx(PLAN_SPEND + 14_000 * 3)
    assert march == pytest.approx(PLAN_SPEND + 14_000)


def test_each_shock_costs_what_its_card_says() -> None:
    assert behind(q2="boiler") == pytest.approx(14_000)
    saved = 24 * (sums.LARKFIELD["Food"] + sums.LARKFIELD["Supplies and PPE"]) / 52 / 36
    assert behind(q3="outbreak") == pytest.approx(400 * 25 + 24 * 1_200 - saved)
    assert behind(q1="price") == pytest.approx(6_000)
    assert behind(q4="price") == pytest.approx(1_500)


def test_cutting_training_costs_more_than_it_saves() -> None:
    assert behind(training=9_000) == pytest.approx(4_500)
    view = MODEL.run(changed(training=9_000))
    assert "saved £9,000" in view.reading
    assert any("training" in notice for notice in view.notices)


def test_contingency_shields_the_rent_until_it_is_gone() -> None:
    covered = MODEL.run(changed(q1="boiler", q3="outbreak"))
    assert figure(covered, "Left for rent and finance") == "£334,008"
    bare = MODEL.run(changed(q1="boiler", q3="outbreak", reserve=0))
    assert any("runs out in April" in notice for notice in bare.notices)
    assert any("at least 2%" in notice for notice in bare.notices)


def test_one_post_is_saved_below_32_residents_and_no_more() -> None:
    care = {n: sum(m.lines["Care pay"] for m in year(changed(residents=n))) for n in (32, 31, 28)}
    assert care[32] == pytest.approx(980_000)
    assert care[31] == pytest.approx(952_000)
    assert care[28] == pytest.approx(952_000)


@pytest.mark.parametrize(("residents", "hours", "short"), [(36, 100, False), (36, 90, True), (40, 190, True), (40, 200, False)])
def test_the_staffing_floor_rises_with_residents(residents: int, hours: int, short: bool) -> None:
    notices = MODEL.run(changed(residents=residents, agency=hours)).notices
    assert any("staffing" in notice for notice in notices) == short


def test_the_reading_names_the_cause() -> None:
    for changes, words in [
        ({"pay": 4.1}, "pay rise of 4.1%"),
        ({"fee": 1_100}, "£100 a week below plan"),
        ({"agency": 300}, "100 more hours"),
        ({"energy": 30}, "prices rose by 30%"),
        ({"q1": "boiler"}, "the boiler: £14,000"),
        ({"q1": "outbreak"}, "the outbreak"),
        ({"q1": "price"}, "the agency's new price"),
        ({"residents": 40}, "having more residents"),
        ({"agency": 100}, "using fewer agency hours"),
        ({"agency": 0}, "Filling the rota at short notice cost £30,000 more"),
        ({"fee": 1_300}, "the higher fee"),
        ({"energy": -20}, "cheaper energy"),
    ]:
        assert words in MODEL.run(changed(**changes)).reading
