"""Is what CQC works with told with its dates, and does the arithmetic of 2024 to 2026 give the published results?"""

import itertools

import pytest

from carelab.data.cqc import band, frameworks, key_questions, percentage, ratings, regulations


def test_what_stays() -> None:
    assert key_questions() == ("safe", "effective", "caring", "responsive", "well-led")
    assert ratings() == ("outstanding", "good", "requires improvement", "inadequate")
    assert [one.number for one in regulations()] == ["9", "9A", *map(str, range(10, 21)), "20A"]
    assert all(one.asks.endswith("?") for one in regulations())


def test_every_framework_says_when_and_from_where() -> None:
    assert set(frameworks()) == {"saf_2024", "saf_2024_limiters", "asc_overall_2022", "sector_2026_draft"}
    for one in frameworks().values():
        assert "20" in one.dates
        assert one.state
        assert one.sources
        assert one.rules


def test_what_was_not_confirmed_says_so() -> None:
    assert {id for id, one in frameworks().items() if not one.certain} == {"saf_2024_limiters", "sector_2026_draft"}


def test_statements_and_key_lines_add_up() -> None:
    statements, lines = frameworks()["saf_2024"].rules["statements"], frameworks()["sector_2026_draft"].rules["key_lines"]
    assert (sum(statements.values()), sum(lines.values())) == (34, 24)
    assert tuple(statements) == tuple(lines) == key_questions()


@pytest.mark.parametrize(
    ("scores", "percent", "rating"),
    [
        ([3, 3, 2, 3, 3], 70.0, "good"),
        ([2, 3, 3, 3, 3, 1, 3], 64.3, "good"),
        ([2, 3, 2, 1, 3, 2, 3], 57.1, "requires improvement"),
        ([3, 3, 3, 2, 3, 3, 3, 3], 71.9, "good"),
        ([3, 3, 3, 3, 3, 3, 1, 2], 65.6, "good"),
        ([4, 3, 3, 3, 4, 3], 83.3, "good"),
        ([1, 1, 1, 1, 1], 25.0, "inadequate"),
        ([4, 4, 4, 4, 4], 100.0, "outstanding"),
    ],
)
def test_worked_examples(scores: list[int], percent: float, rating: str) -> None:
    assert round(percentage(scores), 1) == percent
    assert band(percentage(scores)) == rating


def test_only_62_5_and_87_5_are_not_decided() -> None:
    undecided = {
        percentage(scores)
        for count in frameworks()["saf_2024"].rules["statements"].values()
        for scores in itertools.combinations_with_replacement((1, 2, 3, 4), count)
        if band(percentage(scores)) == "not decided"
    }
    assert undecided == {62.5, 87.5}


def test_with_5_or_7_statements_every_total_has_a_band() -> None:
    for count in (5, 7):
        assert all(band(percentage(s)) in ratings() for s in itertools.combinations_with_replacement((1, 2, 3, 4), count))


@pytest.mark.parametrize("scores", [[], [0, 3], [5]])
def test_scores_that_are_none_are_refused(scores: list[int]) -> None:
    with pytest.raises(ValueError, match="1, 2, 3 and 4"):
        percentage(scores)
