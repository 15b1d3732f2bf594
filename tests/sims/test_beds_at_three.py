import math
import random
from itertools import pairwise, product
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st
from soak import long_proof, times

from carelab.sims.beds_at_three import BEDS, THREE, Flow, chance_over, day

ADMISSIONS = range(8, 17)
STAYS = [quarters / 4 for quarters in range(16, 37)]
EARLY = [fives / 20 for fives in range(21)]
flows = st.builds(Flow, st.sampled_from(list(ADMISSIONS)), st.sampled_from(STAYS), st.sampled_from(EARLY))


@pytest.mark.parametrize(
    ("flow", "of_the_day", "of_its_hours"),
    [
        (Flow(), (78.0, 92.9, 22.8), (82.9, 83.9, 77.0)),
        (Flow(early=0.6), (76.8, 91.4, 18.9), (78.1, 79.1, 77.0)),
        (Flow(stay=6.0), (72.0, 85.7, 7.3), (76.9, 77.9, 71.0)),
        (Flow(13), (84.5, 100.6, 49.3), (89.8, 90.9, 83.4)),
    ],
)
def test_the_days_of_the_lesson(flow: Flow, of_the_day: tuple[float, ...], of_its_hours: tuple[float, ...]) -> None:
    hours = day(flow)
    average = (flow.average, 100 * flow.average / BEDS, 100 * chance_over(flow.average))
    assert average == pytest.approx(of_the_day, abs=0.051)
    assert (hours[THREE], max(hours), hours[0]) == pytest.approx(of_its_hours, abs=0.06)


def test_the_answer_to_the_guess() -> None:
    assert day(Flow())[THREE] - day(Flow(early=0.6))[THREE] == pytest.approx(4.8)
    assert Flow().average - Flow(early=0.6).average == pytest.approx(1.2)


@given(flows)
def test_an_earlier_hour_frees_four_times_as_many_beds_at_three_as_on_average_and_never_changes_midnight(flow: Flow) -> None:
    assert fmean(day(flow)) == pytest.approx(flow.admissions * flow.stay_now), "Little's law"
    usual = Flow(flow.admissions, flow.stay)
    assert day(flow)[0] == pytest.approx(day(usual)[0])
    fewer = day(usual)[THREE] - day(flow)[THREE]
    assert fewer == pytest.approx((flow.early - 0.2) * flow.admissions)
    assert fewer == pytest.approx(4 * (usual.average - flow.average))


@pytest.mark.parametrize(("admissions", "stay"), [*product(ADMISSIONS, STAYS)])
def test_the_most_in_the_day_never_rises_when_more_leave_early(admissions: int, stay: float) -> None:
    most = [max(day(Flow(admissions, stay, early))) for early in EARLY]
    assert all(after <= before + 1e-9 for before, after in pairwise(most))


@given(flows)
def test_half_a_day_off_frees_half_as_many_beds_as_come_in(flow: Flow) -> None:
    shorter = Flow(flow.admissions, flow.stay - 0.5, flow.early)
    assert flow.average - shorter.average == pytest.approx(flow.admissions / 2)
    assert day(flow)[THREE] - day(shorter)[THREE] == pytest.approx(flow.admissions / 2)


@given(st.floats(20, 150))
def test_needing_more_than_84_is_likelier_the_fuller_it_is(average: float) -> None:
    assert 0 <= chance_over(average) <= chance_over(average + 1) + 1e-12 <= 1 + 1e-11
    assert chance_over(2.0, 1) == pytest.approx(1 - math.exp(-2) * (1 + 2))


def count_through_time(shape: str, seed: int, days: int) -> tuple[list[float], float]:
    """Return the mean count of each block of 50 days, and the share of time over 84, with arrivals by chance."""
    chance, flow, warm = random.Random(seed), Flow(), 60
    events, at = [], 0.0
    while (at := at + chance.expovariate(flow.admissions)) < days + warm:
        stay = chance.expovariate(1 / flow.stay) if shape == "long tail" else chance.uniform(0, 2 * flow.stay)
        events += [(at, 1), (at + stay, -1)]
    blocks, over, now, last = [0.0] * (days // 50), 0.0, 0, float(warm)
    for moment, step in sorted(events):
        end = min(max(moment, warm), days + warm)
        while last < end:
            block = min(int((last - warm) // 50), len(blocks) - 1)
            edge = min(end, warm + 50.0 * (block + 1))
            blocks[block] += now * (edge - last) / 50
            over += (edge - last) * (now > BEDS)
            last = edge
        now += step
    return blocks, over / days


@long_proof
@pytest.mark.parametrize("shape", ["long tail", "even"])
def test_littles_law_holds_in_the_long_run_within_its_confidence_interval(shape: str) -> None:
    days = times(4_000, 40_000)
    blocks, over = count_through_time(shape, 11, days)
    margin = 3.3 * stdev(blocks) / math.sqrt(len(blocks))
    assert abs(fmean(blocks) - Flow().average) < margin
    assert margin < 3
    assert over == pytest.approx(chance_over(Flow().average), abs=0.04)
