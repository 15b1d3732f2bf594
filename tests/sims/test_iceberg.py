from functools import cache
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_checks import settings

from carelab.sims.iceberg import ACTIONS, MODEL, MONTHS, Month, mend, moved, reports, year

YEARS = [*product(ACTIONS, repeat=4)]
SHARES = [n / 10 for n in range(11)]
MENDED = SHARES[1:]
SUPPORT, NOW, BLAME = (["support"] * 4, ["now"] * 4, ["blame"] * 4)
ONE_MEMO = ["support", "blame", "support", "support"]

followed = cache(year)


def shown(quarters: list[str], mended: float = 1) -> list[float]:
    return [round(month.reported, 1) for month in year(quarters, mended)]


@pytest.mark.parametrize(
    ("quarters", "mended", "reported", "events"),
    [
        (SUPPORT, 1, [8.0, 11.8, 15.4, 18.6, 21.4, 23.8, 22.5, 21.2, 20.0, 18.9, 17.8, 16.8], 24.1),
        (NOW, 1, [8.0, 7.9, 7.7, 7.6, 7.5, 7.4, 7.3, 7.1, 7.0, 6.9, 6.8, 6.7], 33.5),
        (BLAME, 1, [8.0, 3.9, 3.9, 3.9, 3.8, 3.8, 3.8, 3.8, 3.7, 3.7, 3.7, 3.6], 36.3),
        (SUPPORT, 0, [8.0] * 12, 40),
    ],
)
def test_the_years_of_the_lesson(quarters: list[str], mended: float, reported: list[float], events: float) -> None:
    assert shown(quarters, mended) == reported
    assert year(quarters, mended)[-1].events == pytest.approx(events, abs=0.051)


def test_one_memo_buys_a_quarter_and_costs_events_and_little_mending_keeps_reports_near_twelve() -> None:
    assert shown(ONE_MEMO)[3:6] == [18.6, 14.3, 10.4]
    ends = [year(quarters, 1)[-1].events for quarters in (SUPPORT, ONE_MEMO)]
    assert [round(end, 1) for end in (*ends, ends[1] - ends[0])] == [24.1, 28.7, 4.6]
    assert shown(SUPPORT, 0.2)[1:] == pytest.approx([11.7] * 11, abs=0.31)
    assert year(SUPPORT, 0.2)[-1].events == pytest.approx(38.0, abs=0.051)


def test_two_months_by_hand() -> None:
    first, second = year(SUPPORT, 0.5)[:2]
    assert first == Month("support", 40, 0.2)
    assert (second.events, second.rate) == pytest.approx((40 * (1 - 0.08 * 0.2 * 0.5), 0.3))


@pytest.mark.parametrize("mended", MENDED)
def test_good_culture_looks_worse_first(mended: float) -> None:
    months = year(SUPPORT, mended)
    assert all(later.reported > months[0].reported for later in months[1:])
    assert all(later.events < sooner.events for sooner, later in pairwise(months))


def test_a_memo_works_on_the_chart_and_nowhere_else() -> None:
    quieter, worse = [], []
    for mended, quarters, n in product(SHARES, YEARS, range(4)):
        if quarters[n] != "support":
            continue
        memo = (*quarters[:n], "blame", *quarters[n + 1 :])
        kept, blamed = followed(quarters, mended), followed(memo, mended)
        quieter.append(reports(blamed[3 * n : 3 * n + 3]) < reports(kept[3 * n : 3 * n + 3]))
        if mended:
            worse.append(blamed[-1].events > kept[-1].events)
    assert (len(quieter), len(worse)) == (1_188, 1_080)
    assert all(quieter)
    assert all(worse)


@pytest.mark.parametrize("mended", MENDED)
def test_the_quietest_year_is_the_most_dangerous(mended: float) -> None:
    months = [followed(quarters, mended) for quarters in YEARS]
    quietest = min(months, key=reports)
    assert quietest[-1].events == pytest.approx(max(each[-1].events for each in months))
    assert reports(followed(("blame",) * 4, mended)) == pytest.approx(reports(quietest))
    assert mended < 1 or reports(quietest) == pytest.approx(49.6, abs=0.051)


def test_thanks_are_not_enough() -> None:
    assert {month.events for quarters in YEARS for month in followed(quarters, 0)} == {40.0}


@given(st.lists(st.sampled_from(list(ACTIONS)), min_size=4, max_size=4), st.floats(0, 1))
def test_a_year_stays_in_bounds(quarters: list[str], mended: float) -> None:
    months = year(quarters, mended)
    assert len(months) == MONTHS
    assert all(0.1 <= month.rate <= 0.2 + 0.5 * mended + 1e-9 or month.rate == 0.2 for month in months)
    assert all(0 < later.events <= sooner.events for sooner, later in pairwise(months))


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 0.2), st.floats(0, 100))
def test_the_rate_moves_a_little_and_never_past_its_goal_and_mending_never_adds_events(
    rate: float, towards: float, most: float, events: float
) -> None:
    after = moved(rate, towards, most)
    assert abs(after - rate) <= most + 1e-9
    assert min(rate, towards) - 1e-9 <= after <= max(rate, towards) + 1e-9
    assert 0 <= mend(events, rate, towards) <= events


@given(settings(MODEL.controls))
def test_nothing_tells_what_lies_under_the_water_until_it_is_asked_for(values: dict[str, Any]) -> None:
    hidden, asked = (MODEL.run(values | {"under": under}) for under in (False, True))
    assert (len(hidden.charts), len(asked.charts)) == (1, 2)
    words = " ".join([hidden.reading, *(f.label for f in hidden.figures), *hidden.notices, *hidden.table.columns])
    assert "near misses" not in words
    assert "Happens" not in words
    assert {len(row) for row in hidden.table.rows} == {3}
    events = f"{year([values[f'quarter{n}'] for n in range(1, 5)], values['mended'] / 100)[-1].events:.1f}"
    seen = [cell for row in hidden.table.rows for cell in row] + [f.text for f in hidden.figures]
    assert events not in seen
