"""One Day, Ten Demands on the screen, and each claim of lesson 05 about it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_working_day import GOOD_PLAN, PLANS

from carelab.sims.model import Grid
from carelab.sims.ten_demands import CHOICES, MODEL, ON_THE_DESK
from carelab.sims.working_day import END, LEAST_HARM, SURPRISES, TASKS, Day, begin, live

Moves = list[tuple[str, str]]
AS_IT_LIES: Moves = [(task_id, "do") for task_id in ON_THE_DESK]
KEPT_SAFE = st.sampled_from(["hoist", "referral"])


def values(moves: Moves) -> dict[str, Any]:
    return {"day": [list(move) for move in moves]}


def first(task_id: str, choice: str, plan: Moves) -> Moves:
    return [(task_id, choice), *(move for move in plan if move[0] != task_id)]


def test_the_figures_tell_a_day_that_breaks_from_a_good_one_and_the_sheet_names_the_surprises() -> None:
    broken, good = MODEL.run(values(AS_IT_LIES)), MODEL.run(values(GOOD_PLAN))
    assert (broken.figures[0].tone, good.figures[0].tone) == ("warn", "good")
    assert any("hoist" in notice for notice in broken.notices)
    assert good.figures[0].text == good.figures[1].text == f"{LEAST_HARM:g}"
    sheet = good.charts[1]
    assert isinstance(sheet, Grid)
    assert "A fall" in sheet.cells[1, 1][1]
    assert "Carer ill" in sheet.cells[5, 0][1]


def test_putting_everything_off_leaves_ten_tasks_not_done() -> None:
    assert MODEL.run(values([(task_id, "delay") for task_id in TASKS])).figures[3].text == "10"


@given(PLANS)
def test_the_points_so_far_never_go_down_as_the_day_goes_on(plan: tuple[tuple[str, str], ...]) -> None:
    so_far = [begin(plan[:n]).harm_so_far for n in range(len(plan) + 1)]
    assert all(sooner <= later + 1e-9 for sooner, later in zip(so_far, [*so_far[1:], live(plan).harm], strict=True))


@given(PLANS, KEPT_SAFE)
def test_leaving_a_danger_never_pays(plan: tuple[tuple[str, str], ...], danger: str) -> None:
    left = [(task_id, "delay" if task_id == danger and choice == "do" else choice) for task_id, choice in plan]
    if dict(left)[danger] not in ("delay", "drop"):
        left = [(task_id, "drop" if task_id == danger else choice) for task_id, choice in left]
    assert live(first(danger, "do", left)).harm < live(left).harm


def test_two_moves_to_the_top_more_than_halve_the_harm_of_the_list_as_it_lies() -> None:
    safe_first = first("hoist", "do", first("referral", "do", AS_IT_LIES))
    assert live(AS_IT_LIES).harm == 592.5
    assert live(safe_first).harm == 272.5
    assert sorted(safe_first) == sorted(AS_IT_LIES)


def test_handing_everything_over_is_worse_than_doing_everything() -> None:
    assert live([(task_id, "delegate") for task_id in ON_THE_DESK]).harm == 691 > live(AS_IT_LIES).harm


@given(PLANS, st.sampled_from([task_id for task_id, task in TASKS.items() if not task.shared]))
def test_handing_over_what_only_you_may_do_is_no_better_than_leaving_it(plan: tuple[tuple[str, str], ...], mine: str) -> None:
    handed, left = (live([(i, c if i != mine else choice) for i, c in plan]) for choice in ("delegate", "delay"))
    assert handed.outcomes[mine].harm >= left.outcomes[mine].harm
    assert handed.outcomes[mine].finish is None


def test_ten_tasks_done_in_person_leave_less_than_the_surprises_take() -> None:
    calm = live(AS_IT_LIES, ())
    assert calm.free == 40 < sum(s.minutes for s in SURPRISES) == 45
    assert sum(task.minutes for task in TASKS.values()) == END - 40
    assert calm.harm < live(AS_IT_LIES).harm


@pytest.mark.parametrize("minute", [0, 30, 59, 300, 400, 401, 420, 440, 460])
def test_a_break_at_either_end_of_the_day_is_no_rest(minute: int) -> None:
    day = Day(())
    day.now = minute
    day.take("break", "do")
    rest = day.outcomes["break"]
    assert rest.start is not None
    assert rest.start >= 60
    assert (rest.harm > 0) == (minute > 400)


def test_what_can_be_chosen_is_what_the_lesson_names() -> None:
    assert list(CHOICES) == ["do", "delegate", "delay", "drop"]
