from collections.abc import Sequence
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from soak import long_proof, times

from carelab.sims.erlang import Queue
from carelab.sims.queue_days import BUSY, DAYS, FOUR_HOURS, QUIET, SEED, Rota, Waits, people, rate, serve
from carelab.sims.waiting_room import Room, figures

ARRIVALS = [half / 2 for half in range(8, 29)]
MINUTES = range(10, 31, 2)
GRID = [Queue(*at) for at in product(ARRIVALS, MINUTES, range(1, 9))]
STEADY = [queue for queue in GRID if queue.settles]


@pytest.mark.parametrize(
    ("queue", "busy", "waits", "mean", "over"),
    [
        (Queue(10, 20, 4), 83.3, 65.8, 19.7, 24.2),
        (Queue(10, 20, 5), 66.7, 32.7, 3.9, 2.7),
        (Queue(10, 20, 6), 55.6, 14.8, 1.1, 0.3),
        (Queue(10, 16, 4), 66.7, 37.8, 4.5, 3.1),
        (Queue(7.5, 20, 4), 62.5, 32.0, 4.3, 3.4),
        (Queue(8, 20, 4), 66.7, 37.8, 5.7, 5.1),
        (Queue(10, 22, 4), 91.7, 82.2, 54.2, 52.2),
        (Queue(8, 24, 4), 80.0, 59.6, 17.9, 21.9),
        (Queue(8, 24, 5), 64.0, 28.9, 3.8, 3.0),
        (Queue(8, 24, 6), 53.3, 12.7, 1.1, 0.4),
    ],
)
def test_the_rooms_of_the_lesson(queue: Queue, busy: float, waits: float, mean: float, over: float) -> None:
    shares = (100 * queue.busy, 100 * queue.waits, 100 * queue.over(30))
    assert shares == pytest.approx((busy, waits, over), abs=0.051)
    assert queue.mean_wait == pytest.approx(mean, abs=0.051)


def test_one_clinician_by_the_formula_for_one_and_three_who_never_keep_up() -> None:
    assert (Queue(10, 20, 3).settles, figures(Room(clinicians=3))) == (False, None)
    one = Queue(4, 10, 1)
    assert one.waits == pytest.approx(one.busy)
    assert one.mean_wait == pytest.approx(60 * one.busy / (6 - 4))
    assert 1 - one.done(60) == pytest.approx(2.718281828459045 ** -(6 - 4))


def test_room_on_average_is_not_room_when_people_come_and_the_four_hour_figure_would_never_see_him() -> None:
    assert len(STEADY) == 1_260
    assert min(queue.waits for queue in STEADY if queue.busy >= 0.8) == pytest.approx(0.485, abs=0.001)
    assert 100 * Queue(10, 20, 4).done(240) == pytest.approx(99.93, abs=0.006)


@given(st.sampled_from(STEADY), st.floats(0, 400))
def test_shares_are_shares_and_time_only_helps(queue: Queue, minutes: float) -> None:
    assert 0 <= queue.done(minutes) <= queue.done(minutes + 10) <= 1
    assert queue.over(minutes + 10) <= queue.over(minutes) <= queue.waits <= 1


def waits_by_clinicians(arrivals: float, minutes: float) -> list[float]:
    return [queue.mean_wait for c in range(1, 9) if (queue := Queue(arrivals, minutes, c)).settles]


def test_the_first_spare_pair_of_hands_does_most_of_the_good() -> None:
    cuts = []
    for at in product(ARRIVALS, MINUTES):
        if len(waits := waits_by_clinicians(*at)) >= 3:
            cuts.append(1 - waits[1] / waits[0])
            saved = [before - after for before, after in pairwise(waits)]
            assert all(first > then for first, then in pairwise(saved))
    assert len(cuts) == 222
    assert min(cuts) >= 0.72


def test_and_at_every_setting_of_the_controls_it_cuts_seven_tenths() -> None:
    rooms = [waits_by_clinicians(*at) for at in product([half / 2 for half in range(8, 25)], range(10, 31))]
    assert min(1 - waits[1] / waits[0] for waits in rooms if len(waits) >= 2) >= 0.7


def test_the_last_bit_of_slack_costs_most() -> None:
    seen = 0
    for minutes, c in product(MINUTES, range(1, 9)):
        waits = [queue.mean_wait for arrivals in ARRIVALS if (queue := Queue(arrivals, minutes, c)).settles]
        added = [after - before for before, after in pairwise(waits)]
        seen += max(0, len(added) - 1)
        assert all(first < then for first, then in pairwise(added))
    assert seen == 1_104


def simulated(arrivals: float, minutes: float, real: bool, rota: Rota, days: int = DAYS, seed: int = SEED) -> Waits:
    return serve(people(arrivals, minutes, real, days, seed), rota)


BUSY_UP_TO_85 = [queue for queue in STEADY if queue.busy <= 0.85 and queue.arrivals in (6, 10) and queue.minutes in (10, 20, 30)]


@pytest.mark.parametrize("queue", BUSY_UP_TO_85, ids=str)
def test_fifty_simulated_days_agree_with_the_formula(queue: Queue) -> None:
    mean = simulated(queue.arrivals, queue.minutes, False, Rota(queue.clinicians)).mean
    assert abs(mean - queue.mean_wait) <= max(0.5, 0.12 * queue.mean_wait)


@long_proof
def test_and_many_more_days_agree_closely() -> None:
    days = times(400, 4_000)
    for queue in (Queue(10, 20, 4), Queue(8, 24, 5)):
        seen = simulated(queue.arrivals, queue.minutes, False, Rota(queue.clinicians), days, seed=3)
        near = times(15, 4) / 100
        assert seen.mean == pytest.approx(queue.mean_wait, rel=near)
        assert seen.waited == pytest.approx(queue.waits, rel=near)
        assert seen.over(30) == pytest.approx(queue.over(30), rel=2 * near)


@pytest.mark.parametrize(("moved", "mean", "over"), [(False, 12.9, 15.6), (True, 5.8, 4.9)])
def test_a_real_day_with_five(moved: bool, mean: float, over: float) -> None:
    seen = figures(Room(clinicians=5, real=True, moved=moved))
    assert seen is not None
    assert (seen.mean, 100 * seen.over) == pytest.approx((mean, over), abs=0.051)


@long_proof
@pytest.mark.parametrize("arrivals", [6, 8, 10, 12])
@pytest.mark.parametrize("minutes", [15, 20, 25])
def test_the_same_hours_better_placed_always_wait_less(arrivals: float, minutes: float) -> None:
    tried = 0
    for c in range(2, 9):
        if Queue(arrivals, minutes, c).busy <= 0.9:
            tried += 1
            usual, moved = (simulated(arrivals, minutes, True, Rota(c, move), times(40, 60)).mean for move in (False, True))
            assert moved < usual, c
    assert tried >= 3


def test_every_rota_has_the_same_hours_and_meets_the_same_people() -> None:
    hours = [hour / 2 for hour in range(48)]
    for c in range(2, 9):
        assert sum(Rota(c, True).on(hour) for hour in hours) == sum(Rota(c).on(hour) for hour in hours)
    assert sum(rate(hour, True) for hour in hours) == len(hours)
    assert QUIET[1] - QUIET[0] == BUSY[1] - BUSY[0]
    came = [came / 60 for came, _ in people(10, 20, True)]
    assert came == sorted(came)
    evening = sum(16 <= at % 24 < 22 for at in came)
    assert evening / len(came) == pytest.approx(1.5 * 6 / 24, abs=0.02)


def one_by_one(came: Sequence[tuple[float, float]], rota: Rota) -> list[float]:
    """Return everybody's wait, in order: each person begins once fewer people are being seen than the rota has clinicians."""
    waits, begin, leave = [], 0.0, list[float]()
    for at, end in came:
        begin = max(begin, at)
        while len(leave := [time for time in leave if time > begin]) >= rota.on(begin / 60 % 24):
            hour = next(edge for edge in (*QUIET, *BUSY, 24 + QUIET[0]) if edge > begin / 60 % 24)
            begin = min(*leave, 60 * (24 * (begin // 1440) + hour))
        waits.append(begin - at)
        leave.append(end + begin - at)
    return waits


@pytest.mark.parametrize(("arrivals", "minutes", "real", "moved"), [(10, 20, 1, 1), (6, 29, 1, 0), (12, 10, 0, 1)])
def test_what_fewer_clinicians_leave_out_changes_no_wait(arrivals: float, minutes: float, real: bool, moved: bool) -> None:
    came = people(arrivals, minutes, real, days=times(10, 100))
    last, before = None, [float("inf")] * len(came)
    for c in range(3, 9):
        rota = Rota(c, moved)
        waits = one_by_one(came, rota)
        last, alone = serve(came, rota, last), serve(came, rota)
        stays = [end - at + wait for (at, end), wait in zip(came, waits, strict=True)]
        for seen in (last, alone):
            assert seen.waits == pytest.approx([wait for wait in waits if wait])
            assert {person for person, wait in zip(came, waits, strict=True) if wait} <= set(seen.near)
            assert seen.mean == pytest.approx(sum(waits) / len(waits))
            assert seen.over(30) == sum(wait > 30 for wait in waits) / len(waits)
            assert seen.done == pytest.approx(sum(stay <= FOUR_HOURS for stay in stays) / len(stays))
        assert len(last.near) <= len(alone.near)
        assert all(more <= fewer + 1e-6 for more, fewer in zip(waits, before, strict=True))
        before = waits
