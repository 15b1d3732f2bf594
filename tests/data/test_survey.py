from collections import Counter
from statistics import fmean

import pytest

from carelab.data.survey import ANSWERED, COLUMNS, HELP, SPEAK, VARIANTS, survey

EVERY = range(1, VARIANTS + 1)


def scores(variant: int, sentence: str, team: str = "") -> list[int]:
    return [score for t, s, score in survey(variant) if s == sentence and team in ("", t)]


def means(variant: int, sentence: str) -> dict[str, float]:
    return {team: fmean(scores(variant, sentence, team)) for team in ANSWERED}


@pytest.mark.parametrize("variant", EVERY)
def test_sixty_answers_from_thirty_people(variant: int) -> None:
    rows = survey(variant)
    assert len(rows) == 60
    assert rows == survey(variant)
    assert all(len(row) == len(COLUMNS) for row in rows)
    for sentence in (HELP, SPEAK):
        assert Counter(team for team, s, _ in rows if s == sentence) == ANSWERED
    assert all(isinstance(score, int) and 0 <= score <= 100 for _, _, score in rows)
    assert min(ANSWERED.values()) >= 5
    assert len({score for _, _, score in rows}) > 24, "the screen can total the scores"


def test_variants_differ() -> None:
    assert len({tuple(survey(variant)) for variant in EVERY}) == VARIANTS
    assert len({min(ANSWERED, key=means(variant, HELP).__getitem__) for variant in EVERY}) > 1


@pytest.mark.parametrize("variant", EVERY)
def test_one_team_is_clearly_lowest_and_slips_show(variant: int) -> None:
    found = means(variant, HELP)
    lowest, second, *_ = sorted(found, key=found.__getitem__)
    assert found[second] - found[lowest] > 8
    totals = {team: sum(scores(variant, HELP, team)) for team in ANSWERED}
    assert min(totals, key=totals.__getitem__) != lowest
    other = means(variant, SPEAK)
    assert min(other, key=other.__getitem__) != lowest
    whole = fmean(scores(variant, HELP))
    assert abs(whole - fmean(found.values())) > 0.5
    everything = fmean([score for team, _, score in survey(variant) if team == lowest])
    assert abs(everything - found[lowest]) > 1
