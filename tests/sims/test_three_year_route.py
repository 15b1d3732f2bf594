import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

import pytest
from soak import long_proof, times

from carelab.sims.three_year_route import LINES, MONEY, THERAPIES, WORLDS, Route, delivery, effect, helped, uptake, wait

START = Route()


def on(**money: float) -> Route:
    return Route({**dict.fromkeys(LINES, 0), **money})


EVEN = on(art=45, mindfulness=45, peer=45, first=45)
HOURS = [*product((0, 5, 10, 15, 20, 25, 30), (0, 5, 10, 15, 20, 25, 30), (5, 10))]
TWELVE = [*product((0, 10, 30), (0, 30), (5, 10))]


def shares(pounds: int, step: int) -> Iterator[dict[str, float]]:
    """Every way to spend this many £1,000 on the six lines in steps."""
    parts = pounds // step
    for bars in combinations(range(parts + len(LINES) - 1), len(LINES) - 1):
        edges = (-1, *bars, parts + len(LINES) - 1)
        yield {line: step * (edges[n + 1] - edges[n] - 1) for n, line in enumerate(LINES)}


def total(route: Route, world: str = "art") -> float:
    return sum(helped(route, world))


@pytest.mark.parametrize(
    ("route", "totals"),
    [
        (START, (164, 87, 87)),
        (replace(START, pilot=True), (154, 136, 100)),
        (EVEN, (154, 154, 107)),
        (replace(EVEN, pilot=True), (155, 155, 113)),
        (on(art=180), (121, 27, 27)),
    ],
)
def test_the_routes_of_the_lesson(route: Route, totals: tuple[int, int, int]) -> None:
    assert [total(route, world) for world in WORLDS] == pytest.approx(totals, abs=0.55)


def test_the_figures_of_the_lesson() -> None:
    assert helped(START, "mindfulness") == pytest.approx((29, 29, 29), abs=0.5)
    assert helped(replace(START, pilot=True), "mindfulness") == pytest.approx((27, 55, 55), abs=0.5)
    listening = [total(replace(START, listening=hours)) for hours in (0, 5, 10, 20, 30)]
    assert listening == pytest.approx([101, 140, 164, 187, 196], abs=0.5)
    assert [total(replace(START, commissioner=hours)) for hours in (5, 6)] == pytest.approx([155, 164], abs=0.5)
    assert (wait(0), wait(60)) == (12, 7)
    assert (wait(45), wait(180)) == (pytest.approx(7.7, abs=0.05), pytest.approx(3.34, abs=0.01))
    assert total(replace(START, pilot=True)) < total(START), "a pilot is not always better"
    assert total(replace(EVEN, pilot=True)) - total(EVEN) < 1.5


def test_one_year_by_hand() -> None:
    peer_only = replace(on(peer=60), listening=0, team=0)
    assert helped(peer_only, "neither") == pytest.approx([36 * 0.4 * 0.6] * 3)


def bets() -> list[dict[str, float]]:
    """Every full plan in steps of £30,000 with one of the two therapies, at £60,000 or more."""
    therapies = [(money, [money[line] for line in THERAPIES if money[line]]) for money in shares(MONEY, 30)]
    return [money for money, spent in therapies if len(spent) == 1 and spent[0] >= 60]


def test_a_pilot_makes_the_worst_case_better_and_the_best_case_worse() -> None:
    assert len(bets()) == 140
    for money, hours in product(bets(), [(10, 10, 10), *TWELVE]):
        straight, piloted = ([total(Route(money, *hours, pilot), world) for world in WORLDS] for pilot in (False, True))
        assert min(piloted) > min(straight), (money, hours)
        assert max(piloted) < max(straight), (money, hours)


@pytest.mark.parametrize("world", WORLDS)
def test_four_shares_beat_one_bet(world: str) -> None:
    assert len(HOURS) == 98
    for hours in HOURS:
        bet = max(total(Route(on(**{line: MONEY}).money, *hours), world) for line in LINES)
        assert total(Route(EVEN.money, *hours), world) > bet, hours


def test_listening_beats_money() -> None:
    plans = [*shares(MONEY, 30)]
    assert len(plans) == 462
    for money, world in product(plans, WORLDS):
        less, all_of_it = Route({line: pounds * 150 / 180 for line, pounds in money.items()}), Route(money, listening=0)
        assert total(less, world) >= total(all_of_it, world)
        if any(pounds for line, pounds in money.items() if line != "staff"):
            assert total(less, world) > total(all_of_it, world)


@long_proof
def test_no_money_buys_listening_back() -> None:
    plans = [*shares(MONEY, times(30, 20))]
    assert len(plans) == times(462, 2_002)
    best = max(total(Route(money, listening=0)) for money in plans)
    assert best == pytest.approx(104, abs=2)
    assert best < total(START)


@pytest.mark.parametrize("world", WORLDS)
def test_without_listening_no_way_of_spending_reaches_110(world: str) -> None:
    """For each sum on staff, the other five lines help at most √(Σ effect²) · √(what is left ÷ 60): Cauchy's inequality."""
    for staff in range(0, MONEY + 1, 5):
        most = math.hypot(*(effect(line, world) for line in LINES)) * math.sqrt((MONEY - staff) / 60)
        assert 3 * most * uptake(0) * delivery(START.team, staff) < 110


@pytest.mark.parametrize("world", WORLDS)
def test_losing_sight_of_the_commissioner_costs_year_three(world: str) -> None:
    for money in shares(MONEY, 30):
        near, far = (helped(Route(money, commissioner=hours), world) for hours in (6, 5))
        assert near[:2] == far[:2]
        assert far[2] < near[2] or near[2] == 0
