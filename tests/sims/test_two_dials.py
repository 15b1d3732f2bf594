import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelab.sims.model import Chart
from carelab.sims.two_dials import HOURS, MODEL, WEEKS, best_split, score, side

hours = st.floats(0, HOURS)
weeks = st.sampled_from(list(WEEKS))


@pytest.mark.parametrize(
    ("managing", "whole"),
    [(0, 0), (5, 55.2), (10, 70.0), (15, 76.4), (18.75, 77.7), (20, 77.5), (30, 64.1), (32.5, 55.2), (37.5, 0)],
)
def test_an_ordinary_week_scores_as_published(managing: float, whole: float) -> None:
    assert score(managing, "ordinary") == pytest.approx(whole, abs=0.05)


@given(hours, weeks)
def test_a_week_scores_between_its_two_sides(managing: float, week: str) -> None:
    low, high = sorted((side(managing), side(HOURS - managing)))
    assert low - 1e-9 <= score(managing, week) <= high + 1e-9
    assert 0 <= low <= high < 100


@given(st.floats(0, HOURS - 2))
def test_more_hours_never_lower_a_side_and_later_hours_add_less_than_earlier_ones(at: float) -> None:
    assert 0 <= side(at + 2) - side(at + 1) < side(at + 1) - side(at)


@given(hours, weeks)
def test_the_score_only_rises_towards_the_best_split(managing: float, week: str) -> None:
    assert score((managing + best_split(week)) / 2, week) >= score(managing, week) - 0.01


def test_all_of_one_and_none_of_the_other_scores_nothing() -> None:
    assert {score(managing, week) for managing in (0, HOURS) for week in WEEKS} == {0}


def test_the_best_split_moves_with_the_week() -> None:
    assert best_split("change") < best_split("ordinary") == HOURS / 2 < best_split("inspection")


@given(hours)
def test_change_mirrors_inspection(managing: float) -> None:
    assert score(managing, "inspection") == pytest.approx(score(HOURS - managing, "change"), abs=1e-6)


def test_the_curve_shows_the_published_points_and_a_point_at_your_hours() -> None:
    curve = MODEL.run({"m": 30}).charts[0]
    assert isinstance(curve, Chart)
    shown = dict(zip(curve.labels, curve.series[0].values, strict=True))
    assert shown["5"] == pytest.approx(55.2, abs=0.05)
    assert shown["15"] == pytest.approx(76.4, abs=0.05)
    (yours,) = curve.flags["Your week"]
    assert curve.labels[yours] == "30"


PLACES = [step / 4 for step in range(151)]


@pytest.mark.parametrize("week", list(WEEKS))
def test_the_best_split_is_never_near_an_end(week: str) -> None:
    assert 15 < best_split(week) < 22.5
    assert max(PLACES, key=lambda m: score(m, week)) == best_split(week)


@pytest.mark.parametrize("managing", [m for m in PLACES if abs(HOURS - 2 * m) >= 2])
def test_an_hour_moved_to_the_side_with_fewer_hours_helps_in_an_ordinary_week(managing: float) -> None:
    nearer = managing - 1 if managing > HOURS / 2 else managing + 1
    assert score(nearer, "ordinary") > score(managing, "ordinary")


@pytest.mark.parametrize("weak", PLACES[:55])
def test_ten_hours_less_of_the_stronger_side_cost_it_less_than_they_give_the_weaker(weak: float) -> None:
    assert side(HOURS - weak) - side(HOURS - weak - 10) < side(weak + 10) - side(weak)
