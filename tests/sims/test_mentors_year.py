from dataclasses import replace
from itertools import product
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelab.sims.mentors_year import FEEDBACK, MEETINGS, MONTHS, Support, first_ready, staying, year

SETTINGS = [*product((4, 6, 8, 10, 12, 16), (1, 2, 3), FEEDBACK)]
PATTERNS = ["monthly", "alternate", "three", "first"]
FIRST_MONTHS = [None, *range(1, MONTHS + 1)]
ONE = Support(12, 1, "monthly", "specific", None)
TWO = replace(ONE, nurses=2)


def ends(support: Support) -> float:
    return year(support)[-1].confidence


def test_the_figures_of_the_lesson() -> None:
    assert len(SETTINGS) == 54
    by_pattern = [ends(replace(ONE, when=when)) for when in PATTERNS]
    assert by_pattern == pytest.approx([0.73, 0.59, 0.44, 0.27], abs=0.0051)
    assert [100 * staying(end) for end in by_pattern] == pytest.approx([87, 80, 68, 52], abs=0.51)
    first_stretch = [ends(replace(TWO, stretch=stretch)) for stretch in (None, 1, 4)]
    assert first_stretch == pytest.approx([0.61, 0.57, 0.71], abs=0.0051)
    half_and_praise = [ends(replace(ONE, hours=6)), ends(replace(ONE, feedback="praise"))]
    assert half_and_praise == pytest.approx([0.61, 0.56], abs=0.0051)


def test_two_months_by_hand() -> None:
    _, first, second = year(Support(12, 2, "first", "praise", None))[:3]
    met = 0.3 + 0.12 * 0.5 * (1 - exp(-6)) * 0.7
    assert (first.confidence, second.confidence) == pytest.approx((met, met - 0.01))
    assert (first.met, second.met) == (True, False)


@pytest.mark.parametrize(("hours", "nurses", "feedback"), SETTINGS)
def test_little_and_often(hours: float, nurses: int, feedback: str) -> None:
    calm = [ends(Support(hours, nurses, when, feedback, None)) for when in PATTERNS]
    assert calm == sorted(calm, reverse=True)
    assert len(set(calm)) == 4
    for stretch in FIRST_MONTHS:
        monthly, *others = (ends(Support(hours, nurses, when, feedback, stretch)) for when in PATTERNS)
        assert monthly >= max(others)


def test_ready_first() -> None:
    cases = []
    for (hours, nurses, feedback), when in product(SETTINGS, PATTERNS):
        support = Support(hours, nurses, when, feedback, None)
        ready = first_ready(support)
        for month in range(1, ready or 1):
            assert ready is not None
            cases.append((ready, ends(replace(support, stretch=month)) < ends(replace(support, stretch=ready))))
    assert len(cases) == 363
    assert sum(ready <= 10 for ready, _ in cases) == 279
    assert all(lower for _, lower in cases)


def test_more_support_makes_that_month_come_sooner_and_it_is_the_best_month() -> None:
    assert [first_ready(replace(ONE, nurses=nurses)) for nurses in (1, 2, 3)] == [2, 4, 5]
    by_month = {month: ends(replace(TWO, stretch=month)) for month in range(1, MONTHS + 1)}
    assert [month for month, end in by_month.items() if end == pytest.approx(max(by_month.values()))] == [4, 5, 6]


def test_what_you_say_beats_how_long() -> None:
    for hours, nurses, when in product(range(8, 17), (1, 2, 3), MEETINGS):
        assert ends(Support(hours / 2, nurses, when, "specific", None)) > ends(Support(hours, nurses, when, "praise", None))


SUPPORT = st.builds(
    Support,
    st.floats(0.5, 40),
    st.integers(1, 3),
    st.sampled_from(list(MEETINGS)),
    st.sampled_from(list(FEEDBACK)),
    st.sampled_from(FIRST_MONTHS),
)


@given(SUPPORT)
def test_confidence_stays_in_bounds(support: Support) -> None:
    story = year(support)
    assert len(story) == MONTHS + 1
    assert all(0.05 <= month.confidence <= 1 and 0 < staying(month.confidence) < 1 for month in story)
    assert sum(month.met for month in story) == len(MEETINGS[support.when])


def test_a_task_too_early_is_followed_by_others_only_once_ready() -> None:
    told = [month.stretch for month in year(replace(TWO, stretch=1))]
    assert (told[1], told.count("Too early")) == ("Too early", 1)
    assert [n for n, each in enumerate(told) if each == "Went well"] == [10]
