from collections import Counter
from statistics import fmean

import pytest

from carelab.data.homes import COLUMNS, HOMES, LARGE, LONG, SHORT, SMALL, VARIANTS, homes

EVERY = range(1, VARIANTS + 1)


def gap(variant: int, *sizes: str) -> float:
    """Mean score with a manager of 3 years or more, minus the mean with a newer one, in homes of these sizes."""
    means = [fmean(score for _, size, stayed, score in homes(variant) if stayed == s and size in sizes) for s in (LONG, SHORT)]
    return means[0] - means[1]


def test_variants_differ() -> None:
    assert len({tuple(homes(variant)) for variant in EVERY}) == VARIANTS


@pytest.mark.parametrize("variant", EVERY)
def test_twenty_eight_homes_of_four_sorts_whose_scores_the_screen_can_total(variant: int) -> None:
    rows = homes(variant)
    assert rows == homes(variant)
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert Counter((size, stayed) for _, size, stayed, _ in rows) == HOMES
    assert len({name for name, *_ in rows}) == len(rows) == 28
    assert all(0 <= score <= 100 for *_, score in rows)
    assert len({score for *_, score in rows}) > 24


@pytest.mark.parametrize("variant", EVERY)
def test_size_explains_most_of_the_gap_but_not_all_of_it_and_slips_show(variant: int) -> None:
    whole, small, large = gap(variant, SMALL, LARGE), gap(variant, SMALL), gap(variant, LARGE)
    assert whole > 5
    assert 1 < large < whole / 2
    assert 0.5 < small < whole / 2
    assert min(abs(whole - large), abs(whole - small), abs(small - large)) > 0.5
