"""The engine of *One Day, Ten Demands*, and the proof of the fewest harm points of any plan."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from soak import WHOLE, long_proof

from carelab.sims.working_day import END, LEAST_HARM, SURPRISES, TASKS, Day, clock, live

GOOD_PLAN = [
    ("hoist", "do"), ("referral", "do"), ("cover", "delegate"), ("complaint", "delegate"), ("supervision", "do"),
    ("break", "do"), ("walk", "do"), ("family", "do"), ("budget", "do"), ("folder", "delay"),
]  # fmt: skip
CHOICES = ("do", "delegate", "delay", "drop")
PLANS = st.permutations(sorted(TASKS)).flatmap(
    lambda order: st.tuples(*(st.tuples(st.just(task), st.sampled_from(CHOICES)) for task in order))
)


def undone(task_id: str) -> float:
    """Least harm of leaving a task undone."""
    return min(live([(task_id, choice)]).harm for choice in ("delay", "drop"))


def cheapest_below(limit: float) -> float:
    """Search every order and every choice for a plan with fewer harm points than ``limit``; return the fewest, or ``limit``.

    A branch is given up when what it has cost, with the least that the tasks still to come must cost, reaches the limit; or
    when the same moment was reached before, with the same tasks to come, at no more harm.
    """
    left_undone = {task_id: undone(task_id) for task_id in TASKS}
    met: dict[tuple[object, ...], float] = {}
    best = limit

    def at_least(task_id: str, now: int) -> float:
        task = TASKS[task_id]
        return min(left_undone[task_id], task.weight * task.late(now, now + task.minutes))

    def search(day: Day, to_come: frozenset[str]) -> None:
        nonlocal best
        moment = (to_come, day.now, max(day.now, day.senior_free), day.waiting, len(day.surprises))
        if met.get(moment, float("inf")) <= day.harm:
            return
        met[moment] = day.harm
        if day.harm + sum(at_least(task_id, day.now) for task_id in to_come) >= best:
            return
        ended = day.copy()
        ended.close()
        best = min(best, ended.harm + sum(left_undone[task_id] for task_id in to_come))
        for task_id in sorted(to_come):
            for choice in ("do", "delegate"):
                tried = day.copy()
                tried.take(task_id, choice)
                search(tried, to_come - {task_id})

    search(Day(), frozenset(TASKS))
    return best


@long_proof
def test_the_published_minimum_is_reached_and_no_plan_has_fewer_harm_points() -> None:
    assert live(GOOD_PLAN).harm == LEAST_HARM
    assert cheapest_below(LEAST_HARM + 0.5 * WHOLE) == LEAST_HARM


def test_the_fixed_set_is_the_units_own() -> None:
    assert {task_id: (task.minutes, task.due, task.starts) for task_id, task in TASKS.items()} == {
        "referral": (60, 120, None), "hoist": (20, 60, None), "cover": (30, 240, None), "supervision": (45, None, 150),
        "family": (45, None, 300), "budget": (90, 480, None), "complaint": (40, 480, None), "folder": (60, None, None),
        "break": (20, 420, None), "walk": (30, None, None),
    }  # fmt: skip
    assert [clock(surprise.at) for surprise in SURPRISES] == ["10:40", "14:10"]
    assert [task_id for task_id, task in TASKS.items() if not task.shared] == ["supervision", "family", "budget", "break"]


def test_a_surprise_stops_the_task_in_hand_and_it_is_finished_afterwards() -> None:
    day = live([("budget", "do"), ("walk", "do")])
    told = [f"{clock(block.start)} {clock(block.end)} {block.short}" for block in day.blocks[:4]]
    assert told == ["09:00 10:30 Budget", "10:30 10:40 Walk-round", "10:40 11:00 A fall", "11:00 11:20 Walk-round"]


def test_lateness_is_weight_times_minutes() -> None:
    late = live([("budget", "do"), ("hoist", "do")]).outcomes["hoist"]
    assert (late.finish, late.late, late.harm) == (130, 70, 70.0)


def test_a_meeting_waits_for_its_time_and_a_surprise_breaks_into_it() -> None:
    family = live([("family", "do")]).outcomes["family"]
    assert (family.start, family.finish, family.late, family.harm) == (300, 370, 0, 10.0)
    assert live([("family", "do")], ()).outcomes["family"].harm == 0


def test_a_supervision_moved_again_costs_people_points() -> None:
    assert live([("supervision", "do")]).outcomes["supervision"].harm == 0
    moved = live([("family", "do"), ("supervision", "do")]).outcomes["supervision"]
    assert moved.harm == pytest.approx(0.2 * moved.late + 40)


def test_a_delegated_task_takes_five_minutes_to_brief_and_five_to_check_and_the_senior_takes_one_at_a_time() -> None:
    day = live([("cover", "delegate")], ())
    assert [(b.start, b.end, b.kind) for b in day.blocks] == [(0, 5, "brief"), (35, 40, "check")]
    assert (day.outcomes["cover"].finish, day.free) == (40, END - 10)
    assert live([("folder", "delegate"), ("cover", "delegate")], ()).outcomes["cover"].finish == 5 + 60 + 30 + 5


def test_what_only_you_may_do_comes_back_undone() -> None:
    day = live([("budget", "delegate")])
    assert day.outcomes["budget"].finish is None
    assert day.outcomes["budget"].harm == live([("budget", "delay")]).harm
    assert sum(b.end - b.start for b in day.blocks if b.task == "budget") == 10


def test_anyone_may_take_a_hoist_out_of_use_and_raise_a_concern() -> None:
    day = live([("hoist", "delegate"), ("referral", "delegate")])
    assert day.outcomes["hoist"].harm == day.outcomes["referral"].harm == 0
    assert clock(day.outcomes["hoist"].finish or 0) == "09:30"


@given(PLANS)
def test_every_day_is_whole_and_a_task_done_in_person_gets_all_its_minutes(plan: tuple[tuple[str, str], ...]) -> None:
    day = live(plan)
    assert set(day.outcomes) == set(TASKS)
    assert day.harm >= LEAST_HARM
    assert 0 <= day.free <= END
    assert all(outcome.harm >= 0 for outcome in day.outcomes.values())
    assert all(first.end <= then.start for first, then in pairwise(day.blocks))
    assert day.blocks[-1].end <= END
    assert sum(block.kind == "surprise" for block in day.blocks) == 2
    for task_id, outcome in day.outcomes.items():
        spent = sum(block.end - block.start for block in day.blocks if block.task == task_id)
        if outcome.choice == "do" and outcome.finish is not None:
            assert spent == TASKS[task_id].minutes
        elif outcome.choice in ("delay", "drop"):
            assert spent == 0
