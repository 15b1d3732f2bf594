from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelab.sims.scenes import SCENES
from carelab.sims.six_styles import CLIMATE, SAFER, SAFETY, STYLES, WEARS, climate_change, play

SUITED = {scene_id: scene.suits for scene_id, scene in SCENES.items()}
SUITED_WORDS = {scene_id: scene.first for scene_id, scene in SCENES.items()}
OPENINGS = ("task", "feeling", "reason")


def ends(styles: dict[str, str], openings: dict[str, str] = SUITED_WORDS) -> tuple[float, float]:
    """Climate and safety after the last scene."""
    steps = play(styles, openings)
    return CLIMATE + sum(step.climate for step in steps), SAFETY + sum(step.safety for step in steps)


def test_there_are_eight_scenes_and_six_styles_that_each_suit_some_scene() -> None:
    assert len(SCENES) == 8
    assert set(SUITED.values()) == set(STYLES)
    assert all(set(scene.lines) == set(OPENINGS) for scene in SCENES.values())


@pytest.mark.parametrize(
    ("scene", "style", "change"),
    [
        ("merger", "authoritative", 3.0),
        ("alarm", "authoritative", 0.5),
        ("feud", "affiliative", 2.0),
        ("feud", "democratic", 0.5),
        ("alarm", "coercive", 1.0),
        ("alarm", "democratic", -2.0),
        ("feud", "coercive", -2.0),
        ("deadline", "pacesetting", 1.0),
        ("new", "pacesetting", -2.0),
    ],
)
def test_climate_change_of_a_style_in_a_scene(scene: str, style: str, change: float) -> None:
    first = SCENES[scene].first
    other = next(opening for opening in OPENINGS if opening != first)
    assert climate_change(scene, style, first, False) == pytest.approx(change + 0.5)
    assert climate_change(scene, style, other, False) == pytest.approx(change - 0.5)


@pytest.mark.parametrize("style", sorted(STYLES))
def test_only_coercive_and_pacesetting_wear_a_team_down(style: str) -> None:
    once = climate_change("grief", style, "feeling", False) - 0.5
    again = climate_change("grief", style, "feeling", True) - 0.5
    assert again == pytest.approx(2 * once if style in WEARS else once)


def test_the_alarm_moves_safety() -> None:
    moves = {style: play(SUITED | {"alarm": style}, SUITED_WORDS)[0].safety for style in STYLES}
    talk = dict.fromkeys(("democratic", "affiliative", "coaching"), -3)
    assert moves == {"coercive": 3, "authoritative": 0, "pacesetting": 0, **talk}


@pytest.mark.parametrize(("scene_id", "repeated"), list(product(SCENES, [False, True])))
def test_in_each_scene_the_style_that_suits_does_more_for_the_climate_than_any_other(scene_id: str, repeated: bool) -> None:
    change = {style: climate_change(scene_id, style, "task", repeated) for style in STYLES}
    suits = change.pop(SCENES[scene_id].suits)
    assert suits > max(change.values())


STYLED = st.fixed_dictionaries({scene_id: st.sampled_from(sorted(STYLES)) for scene_id in SCENES})
SPOKEN = st.fixed_dictionaries({scene_id: st.sampled_from(OPENINGS) for scene_id in SCENES})


@given(STYLED, SPOKEN)
def test_no_run_beats_the_suited_one_on_climate_or_on_safety(styles: dict[str, str], openings: dict[str, str]) -> None:
    climate, safety = ends(styles, openings)
    best = ends(SUITED)
    assert climate < best[0] or styles == SUITED
    assert safety <= best[1]
    assert best == (59, 13)


@given(SPOKEN)
def test_range_beats_any_favourite_with_the_same_words(openings: dict[str, str]) -> None:
    best = ends(SUITED, openings)
    for style in STYLES:
        climate, safety = ends(dict.fromkeys(SCENES, style), openings)
        assert climate < best[0]
        assert safety <= best[1]


@given(STYLED, SPOKEN)
def test_a_style_that_costs_safety_costs_climate_too(styles: dict[str, str], openings: dict[str, str]) -> None:
    for step, firm in zip(play(styles, openings), play({**styles, "alarm": "coercive"}, openings), strict=True):
        assert (step.safety < 0) <= (step.climate < firm.climate)


def test_only_a_firm_order_in_the_fire_raises_safety_and_it_helps_once_and_harms_as_a_habit() -> None:
    assert {key: points for key, points in SAFER.items() if points > 0} == {("alarm", "coercive"): 3}
    hurried = [scene.story for scene in SCENES.values() if scene.suits == "pacesetting"]
    assert not any(word in story for story in hurried for word in ("medicine", "chart", "hoist", "fire"))

    habit = ends(dict.fromkeys(SCENES, "coercive"))
    assert habit == (17, SAFETY + 3)
    costs = [step.climate for step in play(dict.fromkeys(SCENES, "coercive"), SUITED_WORDS)]
    assert costs == [1.5, *[-3.5] * 7]


def test_climate_and_safety_stay_on_the_chart_at_their_worst() -> None:
    wrong = {scene_id: next(o for o in OPENINGS if o != first) for scene_id, first in SUITED_WORDS.items()}
    for first, rest in product(sorted(WEARS), repeat=2):
        climate, safety = ends({scene_id: first if scene_id == "alarm" else rest for scene_id in SCENES}, wrong)
        assert 0 <= min(climate, safety) <= max(climate, safety) <= 60


@given(STYLED, st.sampled_from(sorted(SCENES)))
def test_words_that_answer_the_scene_are_worth_one_point(styles: dict[str, str], scene_id: str) -> None:
    other = next(opening for opening in OPENINGS if opening != SUITED_WORDS[scene_id])
    worse = ends(styles, SUITED_WORDS | {scene_id: other})
    assert ends(styles)[0] - worse[0] == pytest.approx(1)
