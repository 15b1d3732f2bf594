import math
from itertools import pairwise
from statistics import NormalDist, fmean

import pytest
from soak import long_proof, times

from carelab.sims.shelf import LOOKS, Q, follow, order_point, share_empty

SHOWN = {
    240: [2179 / 4285, 3439 / 4134, 3114 / 3120],
    274: [179 / 4363, 1510 / 4307, 3098 / 3120],
    325: [0, 35 / 4367, 3095 / 3120],
}
"""Order point → empty shelves / deliveries as a simulation of each day counts them: as used, each evening, each Friday."""


@pytest.mark.parametrize("point", SHOWN)
def test_the_shelves_of_the_lesson_are_emptier_the_less_often_somebody_looks(point: int) -> None:
    shares = [share_empty(point, look) for look in LOOKS]
    assert shares == SHOWN[point]
    assert shares[0] < shares[1] < shares[2]


@pytest.mark.parametrize(("use", "spread", "lead", "point"), [(48, 9, 5, 274), (30, 4, 9, 290), (30, 6, 4, 140)])
def test_order_points_of_the_ladder(use: float, spread: float, lead: float, point: int) -> None:
    assert math.ceil(order_point(use, spread, lead)) == point


def test_an_even_fortnight_by_hand() -> None:
    seen, kept = (follow(point, "used", [48.0] * 20) for point in (240, 250))
    assert (seen.stock[4], seen.stock[9]) == pytest.approx((240, 480))
    assert (seen.deliveries, seen.empty) == (2, 2), "at 48 a day the shelf is bare at the moment when the van comes"
    assert (kept.deliveries, kept.empty) == (2, 0)
    assert min(kept.stock) > 0


def test_a_friday_shelf_waits_for_friday() -> None:
    seen = follow(240, "friday", [48.0] * 21)
    assert seen.stock[4] == pytest.approx(240)
    assert seen.deliveries == 1 + (seen.stock[-1] > 0)
    assert follow(239, "friday", [48.0] * 21).stock[10] == 0


@pytest.mark.parametrize("look", LOOKS)
def test_a_higher_point_of_the_table_never_means_more_empty_shelves(look: str) -> None:
    assert all(higher <= lower for lower, higher in pairwise([share_empty(point, look) for point in SHOWN]))


def test_order_points_by_the_normal_law() -> None:
    """Use over 5 days from some time of a day: variance 9² · (4 + a² + b²), a + b = 1, on average 9² · (4 + 2/3)."""
    for point in SHOWN:
        chance = 1 - NormalDist(240, 9 * math.sqrt(4 + 2 / 3)).cdf(point)
        assert share_empty(point, "used") == pytest.approx(chance, abs=0.025)


@long_proof
def test_and_so_it_is_at_every_point() -> None:
    points = range(200, 561, times(60, 10))
    shares = {look: [share_empty(point, look) for point in points] for look in LOOKS}
    for look in LOOKS:
        assert all(higher <= lower + 0.01 for lower, higher in pairwise(shares[look])), look
    assert all(u <= e + 0.005 and e <= f + 0.005 for u, e, f in zip(*shares.values(), strict=True))


def test_a_double_order_does_not_mend_it_but_looking_each_evening_and_covering_the_day_does() -> None:
    assert 100 * share_empty(274, "friday", 2 * Q) == pytest.approx(87, abs=2)
    assert share_empty(325, "evening") < 0.02


@pytest.mark.parametrize("look", LOOKS)
def test_pads_are_neither_lost_nor_made(look: str) -> None:
    uses = [48.0, 60.0, 30.0, 55.0, 41.0] * 30
    seen = follow(330, look, uses)
    if look != "friday":
        assert min(seen.stock) > 0
        assert seen.stock[-1] == pytest.approx(Q * (1 + seen.deliveries) - sum(uses))
    assert 0 <= min(seen.stock) <= max(seen.stock) <= 2 * Q
    assert fmean(seen.stock) < Q
