"""Do the models and the made-up data tell of the same home as the lessons?"""

import re
from pathlib import Path

import pytest

from carelab.data.survey import ANSWERED
from carelab.data.world import Fixed, world
from carelab.sims.budget_sums import BEDS, RESIDENTS, WEEKLY_FEE

PACKAGE = Path(__file__).parents[2] / "carelab"
FIGURES = {figure.what: int(figure.is_.replace(",", "")) for figure in world().figures}


def test_the_budget_and_the_survey_are_of_the_same_home() -> None:
    assert (FIGURES["beds"], FIGURES["residents"], FIGURES["weekly fee"]) == (BEDS, RESIDENTS, WEEKLY_FEE)
    assert sum(ANSWERED.values()) <= FIGURES["staff"], "no more staff answer than there are"


@pytest.mark.parametrize("figure", world().figures, ids=lambda figure: figure.what)
def test_a_figure_s_pattern_reads_the_figure(figure: Fixed) -> None:
    samples = {
        "beds": "has 40 beds", "residents": "and 36 residents", "staff": "48 staff", "care plans": "all 36 care plans",
        "weekly fee": "Each pays £1,200 a week",
    }  # fmt: skip
    found = re.search(figure.says, samples[figure.what])
    assert found[1] == figure.is_


def test_no_model_names_somebody_who_is_not_in_the_world() -> None:
    said = [path.read_text(encoding="utf-8") for folder in ("sims", "data") for path in (PACKAGE / folder).glob("*.py")]
    titled = {name for text in said for name in re.findall(r"\b(?:Mr|Mrs|Ms) [A-Z][a-z]+", text)}
    assert titled <= set(world().people)
    assert any("Ana" in text for text in said), "the sample of a name in a model is gone"
