"""Do the figures in the lesson and the exercises of 12 come out of the models and the published data?"""

import pytest
from classroom import notebook_text

from carelab.data.published import waiting
from carelab.sims.erlang import Queue
from carelab.sims.xmr import DRIFT, SHIFT, Limits, limits, mean_moving_range, signals

STANDARD = ("standard-2010", "goal-2024", "result-2024", "goal-2025", "result-2025", "goal-2026")


@pytest.mark.parametrize("folder", ["notebooks", "source"])
def test_the_table_of_the_four_hour_standard_is_the_published_one(folder: str) -> None:
    text = notebook_text(folder, "12-quality")
    for row in (waiting()[figure] for figure in STANDARD):
        what, when = row.what.rsplit(": ", 1)[1], f"{row.when[0].upper()}{row.when[1:]}"
        assert f"| {when} | {what} | {row.value:g}% |" in text


@pytest.mark.parametrize(
    ("folder", "arrivals", "minutes", "clinicians"),
    [("notebooks", 6, 30, 4), ("notebooks", 12, 15, 4), ("notebooks", 5, 24, 3), ("source", 8, 24, 4)],
)
def test_the_tables_of_waits_are_those_of_the_formula(folder: str, arrivals: int, minutes: int, clinicians: int) -> None:
    assert not Queue(arrivals, minutes, clinicians - 1).settles
    for count in range(clinicians, clinicians + 3):
        queue = Queue(arrivals, minutes, count)
        wait, over = f"{queue.mean_wait:.1f}", f"{100 * queue.over(30):.1f}"
        unit = "minute" if wait == "1.0" and folder == "notebooks" else "minutes"
        shown = "0" if over == "0.0" else over
        assert f"| {count} | {100 * queue.busy:.0f}% | {wait} {unit} | {shown}% |" in notebook_text(folder, "12-quality")


@pytest.mark.parametrize(("points", "mean", "step", "low", "high"), [
    ([4, 6, 5, 7, 5, 6, 4, 5, 6, 4], 5.2, 1.556, 1.06, 9.34), ([12, 15, 11, 14, 13, 12, 16, 11, 13, 13], 13.0, 2.556, 6.2, 19.8),
    ([20, 24, 21, 23, 19, 22, 25, 21, 23, 22], 22.0, 2.889, 14.32, 29.68),
    ([9, 7, 8, 10, 8, 7, 9, 8, 10, 8], 8.4, 1.667, 3.97, 12.83),
])  # fmt: skip
def test_the_limits_come_out(points: list[int], mean: float, step: float, low: float, high: float) -> None:
    found = limits(points)
    assert [found.mean, found.step, found.low, found.high] == pytest.approx([mean, step, low, high], abs=0.006)


def test_the_limits_hide_a_signal_when_they_are_worked_out_again_with_it_inside() -> None:
    falls = [4, 6, 5, 7, 5, 6, 4, 5, 6, 4]
    assert limits(falls).high < 10 < limits([*falls, 10]).high == pytest.approx(10.96, abs=0.005)
    assert mean_moving_range([5, 7, 6, 6, 9]) == 1.5


@pytest.mark.parametrize(("points", "bounds", "rules"), [
    ([5, 6, 4, 8], Limits(5, 4 / 2.66), set()), ([3, 4, 5, 6, 7, 8, 9], Limits(6, 4), {DRIFT}),
    ([7, 7, 6, 7, 6, 5, 7], Limits(8.4, 1.667), {SHIFT}), ([8, 7, 8, 6, 7, 8, 7], Limits(9, 1.5), {SHIFT}),
    ([3, 5], Limits(4, 4 / 2.66), set()), ([5, 8, 6], Limits(6, 5 / 2.66), set()),
])  # fmt: skip
def test_the_cards_that_ask_for_a_look_are_those_that_meet_a_rule(points: list[int], bounds: Limits, rules: set[str]) -> None:
    assert {signal.rule for signal in signals(points, bounds)} == rules
