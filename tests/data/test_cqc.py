"""Is what CQC works with told with its dates, and does the arithmetic of 2024 to 2026 give the published results?"""

import itertools

import pytest
from classroom import notebook_text

from carelab.data.cqc import band, frameworks, held, key_questions, overall, percentage, ratings, regulations


def test_what_stays() -> None:
    assert key_questions() == ("safe", "effective", "caring", "responsive", "well-led")
    assert ratings() == ("outstanding", "good", "requires improvement", "inadequate")
    assert [one.number for one in regulations()] == ["9", "9A", *map(str, range(10, 21)), "20A"]
    assert all(one.asks.endswith("?") for one in regulations())


def test_every_framework_says_when_and_from_where_and_what_was_not_confirmed() -> None:
    assert set(frameworks()) == {"saf_2024", "saf_2024_limiters", "asc_overall_2022", "sector_2026_draft"}
    assert all(all(("20" in one.dates, one.state, one.sources, one.rules)) for one in frameworks().values())
    assert {id for id, one in frameworks().items() if not one.certain} == {"saf_2024_limiters", "sector_2026_draft"}


def test_statements_and_key_lines_add_up() -> None:
    statements, lines = frameworks()["saf_2024"].rules["statements"], frameworks()["sector_2026_draft"].rules["key_lines"]
    assert (sum(statements.values()), sum(lines.values())) == (34, 24)
    assert tuple(statements) == tuple(lines) == key_questions()


@pytest.mark.parametrize(("scores", "percent", "rating"), [
    ([3, 3, 2, 3, 3], 70.0, "good"), ([2, 3, 3, 3, 3, 1, 3], 64.3, "good"), ([2, 3, 2, 1, 3, 2, 3], 57.1, "requires improvement"),
    ([3, 3, 3, 2, 3, 3, 3, 3], 71.9, "good"), ([3, 3, 3, 3, 3, 3, 1, 2], 65.6, "good"), ([4, 3, 3, 3, 4, 3], 83.3, "good"),
    ([1, 1, 1, 1, 1], 25.0, "inadequate"), ([4, 4, 4, 4, 4], 100.0, "outstanding"),
])  # fmt: skip
def test_worked_examples(scores: list[int], percent: float, rating: str) -> None:
    assert round(percentage(scores), 1) == percent
    assert band(percentage(scores)) == rating


def test_only_62_5_and_87_5_are_not_decided_and_with_5_or_7_statements_every_total_has_a_band() -> None:
    counts = {*frameworks()["saf_2024"].rules["statements"].values(), 5, 7}
    undecided = {
        (count, percentage(scores))
        for count in counts
        for scores in itertools.combinations_with_replacement((1, 2, 3, 4), count)
        if band(percentage(scores)) not in ratings()
    }
    assert {percent for _, percent in undecided} == {62.5, 87.5}
    assert not {5, 7} & {count for count, _ in undecided}


@pytest.mark.parametrize("scores", [[], [0, 3], [5]])
def test_scores_that_are_none_are_refused(scores: list[int]) -> None:
    with pytest.raises(ValueError, match="1, 2, 3 and 4"):
        percentage(scores)


ASH, ELM = [3, 3, 3, 3, 3, 3, 2, 2], [3, 3, 3, 3, 3, 3, 3, 1]
RESPONSIVE = [2, 3, 2, 1, 3, 2, 3]
PAIRS = itertools.product(("good", "outstanding"), repeat=3)


def test_a_sum_can_hide_a_one() -> None:
    assert percentage(ASH) == percentage(ELM) == 68.75
    hides = [2, 3, 3, 3, 3, 1, 3]
    assert [held(scores) for scores in (ASH, ELM, hides)] == ["good", "requires improvement", "requires improvement"]
    assert (band(percentage(hides)), held([4, 4, 4, 4, 2])) == ("good", "good")


def rises(scores: list[int], steps: int) -> set[tuple[int, ...]]:
    """Every result of so many one-step rises."""
    found = {tuple(scores)}
    for _ in range(steps):
        found = {(*s[:i], s[i] + 1, *s[i + 1 :]) for s in found for i in range(len(s)) if s[i] < 4}
    return found


def test_fewest_rises_to_good() -> None:
    assert held(RESPONSIVE) == "requires improvement"
    assert {held(scores) for scores in rises(RESPONSIVE, 1)} == {"requires improvement"}
    two = rises(RESPONSIVE, 2)
    good = {scores for scores in two if held(scores) == "good"}
    assert good == {scores for scores in two if min(scores) > 1}
    assert (len(good), len(two)) == (7, 25)


def test_taken_literally_one_needs_four_everywhere_else() -> None:
    sets = [scores for scores in itertools.product((1, 2, 3, 4), repeat=7) if 1 in scores and held(scores) == "good"]
    assert len(sets) == 7
    assert all(sorted(scores) == [1, 4, 4, 4, 4, 4, 4] for scores in sets)


@pytest.mark.parametrize(("given", "whole"), [
    (["good"] * 5, "good"), (["good"] * 4 + ["requires improvement"], "good"),
    (["outstanding"] * 2 + ["good"] * 3, "outstanding"), (["outstanding"] + ["good"] * 4, "good"),
    (["outstanding"] * 4 + ["requires improvement"], "good"), (["inadequate"] * 2 + ["outstanding"] * 3, "inadequate"),
    (["inadequate"] + ["good"] * 4, "not decided"),
    *((["requires improvement"] * 2 + [*others], "requires improvement") for others in PAIRS),
])  # fmt: skip
def test_overall(given: list[str], whole: str) -> None:
    assert overall(given) == whole


@pytest.mark.parametrize("given", [["good"] * 4, ["fine"] * 5])
def test_no_overall_rating_of_what_are_no_five_ratings(given: list[str]) -> None:
    with pytest.raises(ValueError, match="five ratings"):
        overall(given)


def test_the_lesson_on_compliance_says_what_the_data_says() -> None:
    lesson = notebook_text("notebooks", "09-compliance")
    assert all(f"| **{one.number}** {one.title} | {one.asks} |" in lesson for one in regulations())
    worst, fair, good, best = frameworks()["saf_2024"].rules["bands"]
    assert f"| {worst['most']} or less | Inadequate |" in lesson
    assert f"| {fair['least']} to {fair['most']} | Requires improvement |" in lesson
    assert f"| {good['least']} to {good['most']} | Good |" in lesson
    assert f"| {best['least']} or more | Outstanding |" in lesson
    statements, lines = frameworks()["saf_2024"].rules["statements"], frameworks()["sector_2026_draft"].rules["key_lines"]
    assert f"{sum(statements.values())} quality statements" in lesson
    assert f"{sum(lines.values())} key lines of enquiry" in lesson
    sums = [([3, 3, 2, 3, 3], "70", "good"), ([2, 3, 3, 3, 3, 1, 3], "64.3", "requires improvement")]
    sums += [([4, 3, 3, 3, 4, 3], "83.3", "good"), (RESPONSIVE, "57.1", "requires improvement")]
    for scores, percent, rating in sums:
        assert (f"{percentage(scores):.1f}".removesuffix(".0"), held(scores)) == (percent, rating)
        assert f"{percent}%" in lesson
