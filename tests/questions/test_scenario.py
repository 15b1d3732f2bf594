from typing import Any

import pytest
from asked import QUESTIONS, Case, cases
from hypothesis import given, settings

from carelab.questions import Go, Key, Scenario, Scene, check_key
from carelab.questions.errors import BadQuestion
from carelab.questions.scenario import LONGEST, good_steps, most_from, scenes_of, steps_of, walk_share

STORY = QUESTIONS["scenario"]
END = Scene("The end.")


def refusal(scenes: Any, **rest: Any) -> str:
    with pytest.raises(BadQuestion) as caught:
        Scenario(id="q7", ask="What?", scenes=scenes, **rest)
    assert caught.value.question == "q7"
    return str(caught.value)


GO = {"go": Go("Go", "b")}


@pytest.mark.parametrize(("scenes", "says"), [
    *((few, "two scenes or more") for few in ({}, {"a": END}, [END, END], {"a": Scene("A.", GO), "B": END})),
    ({"a": Scene(" ", GO), "b": END}, "scene 'a' has no words"),
    ({"a": Scene("A.", {"go": Go(" ", "b")}), "b": END}, "a choice without an id or without words"),
    ({"a": Scene("A.", {"Go": Go("Go", "b")}), "b": END}, "a choice without an id or without words"),
    ({"a": Scene("A.", {"go": Go("Go", "c")}), "b": END}, "leads to 'c', which is not there"),
    ({"a": Scene("A.", {**GO, "on": Go(" go ", "b")}), "b": END}, "two choices that read the same"),
    ({"a": Scene("A.", GO), "b": END, "c": END}, "no walk reaches c"), ({"a": END, "b": END}, "no walk reaches b"),
    ({"a": Scene("A.", {"go": Go("Go", "a"), "on": Go("On", "b")}), "b": END}, "more than 12 choices, through a, b"),
    ({"a": Scene("A.", GO), "b": Scene("B.", {"go": Go("Go", "a")})}, "more than 12 choices"),
])  # fmt: skip
def test_a_story_that_cannot_be_walked_is_refused(scenes: Any, says: str) -> None:
    assert says in refusal(scenes)
    assert "Use steps or ending" in refusal({"a": Scene("A.", GO), "b": END}, marking="luck")


def line(length: int, wide: int = 1) -> dict[str, Scene]:
    scenes = {f"s{n}": Scene(f"{n}.", {f"c{i}": Go(f"Go {i}", f"s{n + 1}") for i in range(wide)}) for n in range(length)}
    return {**scenes, f"s{length}": END}


def test_the_longest_story_with_millions_of_walks_is_checked_at_once_and_one_longer_is_refused() -> None:
    question = Scenario(id="q7", ask="What?", scenes=line(LONGEST, wide=4))
    assert 4**LONGEST > 10**7
    check_key(question, Key(["c0"] * LONGEST, {"s1:c3": "No."}, scores={f"s{n}:c0": 1 for n in range(LONGEST)}))
    assert "more than 12 choices" in refusal(line(LONGEST + 1))


@settings(max_examples=60)
@given(cases("scenario"))
def test_every_walk_ends_and_none_beats_the_key_whose_total_is_the_most_that_can_be_earned(case: Case) -> None:
    question, scores = case.question, case.key.scores
    walks = list(question.walks())
    ends = [scenes_of(question, walk)[-1] for walk in walks]
    assert all(question.scenes[end].ends for end in ends)
    assert {step for walk in walks for step in steps_of(question, walk)} == question.steps
    shares = [walk_share(question, scores, case.key.value, walk) for walk in walks]
    assert max(shares) == walk_share(question, scores, case.key.value, case.key.value) == 1
    assert min(shares) >= 0
    earned = [[end] if question.marking == "ending" else steps_of(question, walk) for walk, end in zip(walks, ends, strict=True)]
    most = max(sum(scores.get(step, 0) for step in steps) for steps in earned)
    assert most_from(question, scores)[question.start] == pytest.approx(most)


BY_ENDING = Scenario(id="q7", ask="What?", scenes=STORY.scenes, marking="ending", back=False)


def test_good_steps_under_marking_by_the_ending() -> None:
    scores, best = {"good": 1.0, "bad": 0.25}, ["ask", "swap"]
    check_key(BY_ENDING, Key(best, scores=scores))
    good = {("ask", "swap"): [True, True], ("ask", "warn"): [True, False], ("warn",): [False]}
    assert {walk: good_steps(BY_ENDING, scores, list(walk)) for walk in good} == good
    assert [walk_share(BY_ENDING, scores, best, walk) for walk in (["warn"], ["ask"])] == [0.25, 0]


@pytest.mark.parametrize("scores", [{"good": 0.9}, {"good": 1, "bad": 1.1}, {"bad": 1}, {"late": 1}, {"good": True}])
def test_endings_that_cannot_mark_are_refused(scores: dict[str, Any]) -> None:
    with pytest.raises(BadQuestion):
        check_key(BY_ENDING, Key(["ask", "swap"], scores=scores))


def test_going_back_is_said_where_it_is_allowed() -> None:
    assert ["step back" in story.how_marked for story in (STORY, BY_ENDING)] == [True, False]
    assert (BY_ENDING.rule, STORY.rule) == ("ending", "steps")
