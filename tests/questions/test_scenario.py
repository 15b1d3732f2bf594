from __future__ import annotations

from typing import Any

import pytest
from asked import KEYS, QUESTIONS, Case, cases
from hypothesis import given, settings

from carelab.questions import Go, Key, Scenario, Scene, check_key
from carelab.questions.errors import BadQuestion
from carelab.questions.scenario import LONGEST, good_steps, most_from, scenes_of, steps_of, story_map, walk_share

STORY = QUESTIONS["scenario"]
END = Scene("The end.")


def refusal(scenes: Any, **rest: Any) -> str:
    with pytest.raises(BadQuestion) as caught:
        Scenario(id="q7", ask="What?", scenes=scenes, **rest)
    assert caught.value.question == "q7"
    return str(caught.value)


@pytest.mark.parametrize(
    ("scenes", "says"),
    [
        ({}, "two scenes or more"), ({"a": END}, "two scenes or more"), ([END, END], "two scenes or more"),
        ({"a": Scene("A.", {"go": Go("Go", "B")}), "B": END}, "two scenes or more"),
        ({"a": Scene(" ", {"go": Go("Go", "b")}), "b": END}, "scene 'a' has no words"),
        ({"a": Scene("A.", {"go": Go(" ", "b")}), "b": END}, "a choice without an id or without words"),
        ({"a": Scene("A.", {"Go": Go("Go", "b")}), "b": END}, "a choice without an id or without words"),
        ({"a": Scene("A.", {"go": Go("Go", "c")}), "b": END}, "leads to 'c', which is not there"),
        ({"a": Scene("A.", {"go": Go("Go", "b"), "on": Go(" go ", "b")}), "b": END}, "two choices that read the same"),
        ({"a": Scene("A.", {"go": Go("Go", "b")}), "b": END, "c": END}, "no walk reaches c"),
        ({"a": END, "b": END}, "no walk reaches b"),
        ({"a": Scene("A.", {"go": Go("Go", "a"), "on": Go("On", "b")}), "b": END}, "more than 12 choices, through a, b"),
        ({"a": Scene("A.", {"go": Go("Go", "b")}), "b": Scene("B.", {"go": Go("Go", "a")})}, "more than 12 choices"),
    ],
)  # fmt: skip
def test_a_story_that_cannot_be_walked_is_refused(scenes: Any, says: str) -> None:
    assert says in refusal(scenes)


def test_a_marking_rule_that_is_not_there_is_refused() -> None:
    assert "Use steps or ending" in refusal({"a": Scene("A.", {"go": Go("Go", "b")}), "b": END}, marking="luck")


def line(length: int, wide: int = 1) -> dict[str, Scene]:
    scenes = {f"s{n}": Scene(f"{n}.", {f"c{i}": Go(f"Go {i}", f"s{n + 1}") for i in range(wide)}) for n in range(length)}
    return {**scenes, f"s{length}": END}


def test_the_longest_story_is_accepted_and_one_longer_is_not() -> None:
    assert len(Scenario(id="q7", ask="What?", scenes=line(LONGEST)).scenes) == LONGEST + 1
    assert "more than 12 choices" in refusal(line(LONGEST + 1))


def test_a_story_with_millions_of_walks_is_checked_at_once() -> None:
    question = Scenario(id="q7", ask="What?", scenes=line(LONGEST, wide=4))
    assert 4**LONGEST > 10**7
    check_key(question, Key(["c0"] * LONGEST, {"s1:c3": "No."}, scores={f"s{n}:c0": 1 for n in range(LONGEST)}))


@settings(max_examples=60)
@given(cases("scenario"))
def test_every_walk_ends_and_none_beats_the_key(case: Case) -> None:
    question, scores = case.question, case.key.scores
    assert isinstance(question, Scenario)
    walks = list(question.walks())
    assert all(question.scenes[scenes_of(question, walk)[-1]].ends for walk in walks)
    assert {step for walk in walks for step in steps_of(question, walk)} == question.steps
    shares = [walk_share(question, scores, case.key.value, walk) for walk in walks]
    assert max(shares) == walk_share(question, scores, case.key.value, case.key.value) == 1
    assert min(shares) >= 0


@settings(max_examples=60)
@given(cases("scenario"))
def test_the_most_that_can_be_earned_is_that_of_the_best_walk(case: Case) -> None:
    question, scores = case.question, case.key.scores
    assert isinstance(question, Scenario)
    totals = [
        scores.get(scenes_of(question, walk)[-1], 0)
        if question.marking == "ending"
        else sum(scores.get(s, 0) for s in steps_of(question, walk))
        for walk in question.walks()
    ]
    assert most_from(question, scores)[question.start] == pytest.approx(max(totals))


def test_good_steps_under_marking_by_the_ending() -> None:
    assert isinstance(STORY, Scenario)
    by_ending = Scenario(id="q7", ask="What?", scenes=STORY.scenes, marking="ending")
    scores = {"good": 1.0, "bad": 0.25}
    check_key(by_ending, Key(["ask", "swap"], scores=scores))
    assert good_steps(by_ending, scores, ["ask", "swap"]) == [True, True]
    assert good_steps(by_ending, scores, ["ask", "warn"]) == [True, False]
    assert good_steps(by_ending, scores, ["warn"]) == [False]
    assert walk_share(by_ending, scores, ["ask", "swap"], ["warn"]) == 0.25
    assert walk_share(by_ending, scores, ["ask", "swap"], ["ask"]) == 0


@pytest.mark.parametrize("scores", [{"good": 0.9}, {"good": 1, "bad": 1.1}, {"bad": 1}, {"late": 1}, {"good": True}])
def test_endings_that_cannot_mark_are_refused(scores: dict[str, Any]) -> None:
    assert isinstance(STORY, Scenario)
    by_ending = Scenario(id="q7", ask="What?", scenes=STORY.scenes, marking="ending")
    with pytest.raises(BadQuestion):
        check_key(by_ending, Key(["ask", "swap"], scores=scores))


def test_going_back_is_said_where_it_is_allowed() -> None:
    assert isinstance(STORY, Scenario)
    no_return = Scenario(id="q7", ask="What?", scenes=STORY.scenes, back=False, marking="ending")
    assert "step back" in STORY.how_marked
    assert "step back" not in no_return.how_marked
    assert (no_return.rule, STORY.rule) == ("ending", "steps")


def test_the_map_has_every_scene_and_choice() -> None:
    assert isinstance(STORY, Scenario)
    lines = story_map(STORY)
    assert lines[0] == "late: Sam is late again."
    assert "   ask: Ask Sam why → talk" in lines
    assert lines.count("   (the story ends)") == 2
    assert len(lines) == len(STORY.scenes) + len(STORY.steps) + 2
    assert KEYS["scenario"].value == ["ask", "swap"]
