from statistics import fmean
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_checks import settings

from carelab.sims.model import Chart
from carelab.sims.signal_or_noise import ALL, BASELINE, MODEL, SHOWN, flagged, meetings, rises, series, usual
from carelab.sims.xmr import DRIFT, NEAR, OUTSIDE, SHIFT, Limits, limits, mean_moving_range, signals

FALLS = [4, 6, 5, 7, 5, 6, 4, 5, 6, 4]
numbers = st.lists(st.integers(0, 40), min_size=2, max_size=30)


@pytest.mark.parametrize(
    ("points", "mean", "step", "low", "high"),
    [
        (FALLS, 5.2, 1.556, 1.06, 9.34),
        ([12, 15, 11, 14, 13, 12, 16, 11, 13, 13], 13.0, 2.556, 6.20, 19.80),
        ([20, 24, 21, 23, 19, 22, 25, 21, 23, 22], 22.0, 2.889, 14.32, 29.68),
        ([9, 7, 8, 10, 8, 7, 9, 8, 10, 8], 8.4, 1.667, 3.97, 12.83),
    ],
)
def test_the_limits_of_the_ladder(points: list[float], mean: float, step: float, low: float, high: float) -> None:
    found = limits(points)
    assert (found.mean, found.step) == pytest.approx((mean, step), abs=0.001)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.006)


def test_a_point_within_the_limits_it_helped_to_make_is_hidden() -> None:
    assert mean_moving_range([5, 7, 6, 6, 9]) == 1.5, "a move has no minus sign"
    assert signals([*FALLS, 8], limits(FALLS)) == []
    assert [s.rule for s in signals([*FALLS, 10], limits(FALLS))] == [OUTSIDE]
    wider = limits([*FALLS, 10])
    assert wider.high == pytest.approx(10.96, abs=0.005)
    assert signals([*FALLS, 10], wider) == []


FLAT = Limits(10, 3 / 2.66)
"""Mean 10, limits 7 and 13; two thirds of the way: 8 and 12."""


@pytest.mark.parametrize(
    ("points", "rule"),
    [
        ([13.1], OUTSIDE),
        ([6.9], OUTSIDE),
        ([11, 11, 11, 11, 11, 11, 11], SHIFT),
        ([9, 9, 9, 9, 9, 9, 9], SHIFT),
        ([8.1, 8.4, 9, 9.5, 10.5, 11, 11.5], DRIFT),
        ([11.9, 11, 10.5, 9.5, 9, 8.5, 8.1], DRIFT),
        ([12.1, 10.5, 12.5], NEAR),
        ([9.5, 7.5, 7.9], NEAR),
    ],
)
def test_each_rule(points: list[float], rule: str) -> None:
    assert [s.rule for s in signals(points, FLAT)] == [rule]
    assert signals(points[:-1], FLAT) == []


NEAR_MISSES: list[list[float]] = [
    [13, 7], [11, 11, 11, 11, 11, 11, 10, 11], [8.1, 8.4, 9, 9.5, 9.5, 10.5, 11, 11.5], [12.1, 9.9, 12.5], [12.1, 7.9, 10.5],
    [12, 12, 9],
]  # fmt: skip


@pytest.mark.parametrize("points", NEAR_MISSES)
def test_near_misses_are_no_signals(points: list[float]) -> None:
    assert signals(points, FLAT) == []


@given(numbers, st.floats(0.5, 4), st.integers(-5, 5))
def test_signals_do_not_depend_on_the_unit(points: list[int], times: float, plus: int) -> None:
    moved = [2 * point + plus for point in points]
    found, other = signals(points, limits(points)), signals(moved, limits(moved))
    assert [s for s in found if s.rule == DRIFT] == [s for s in other if s.rule == DRIFT]
    assert limits(moved).high - plus == pytest.approx(2 * limits(points).high)
    assert limits([times * point for point in points]).step == pytest.approx(times * limits(points).step)


def test_meetings_of_four_hundred_series_in_which_nothing_changes_and_a_real_change_that_is_noticed() -> None:
    assert (usual().noticed, usual().month) == (pytest.approx(0.9475), 3)
    assert usual().meetings == pytest.approx((5.225, 3.85, 0.66), abs=0.006)
    assert usual().false_alarm == pytest.approx(0.3125)
    several = [meetings(series(n)) for n in range(1, ALL + 1)]
    assert usual().meetings == pytest.approx([fmean(column) for column in zip(*several, strict=True)])


def test_series_are_poisson_and_a_change_only_adds() -> None:
    everything = [count for n in range(1, ALL + 1) for count in series(n)]
    assert fmean(everything) == pytest.approx(5.2, abs=0.08)
    assert fmean((count - 5.2) ** 2 for count in everything) == pytest.approx(5.2, abs=0.3)
    later = [count for n in range(1, ALL + 1) for count in series(n, True)[BASELINE:]]
    assert fmean(later) == pytest.approx(9, abs=0.15)
    for n in range(1, SHOWN + 1):
        usual_one, changed = series(n), series(n, True)
        assert usual_one[:BASELINE] == changed[:BASELINE]
        assert all(a <= b for a, b in zip(usual_one, changed, strict=True))


@given(settings(MODEL.controls))
def test_any_series_is_marked_where_its_limits_are_shown(values: dict[str, Any]) -> None:
    view = MODEL.run(values)
    chart = view.charts[0]
    assert isinstance(chart, Chart)
    assert bool(chart.marks) == values["limits"]
    points = series(round(values["series"]), values["changed"])
    if values["limits"]:
        assert {at for places in chart.flags.values() for at in places} == {at for s in flagged(points) for at in s.points}
        assert all(len(set(places)) == len(places) for places in chart.flags.values())
        assert str(meetings(points)[2]) == view.figures[2].text
    assert view.figures[0].text == str(len(rises(points)))
