from collections import Counter
from collections.abc import Mapping

import pytest
from asked import QUESTIONS
from hypothesis import given
from hypothesis import strategies as st

from carelab.answers.book import MOST_SEED
from carelab.questions import BadQuestion, Choice, Choices, Question, arranged, rotations

LISTS = ("options", "cards", "left", "right", "steps", "columns")
seeds = st.integers(0, MOST_SEED)


def listed(question: Question) -> dict[str, list[tuple[str, str]]]:
    found = {name: getattr(question, name, None) for name in LISTS}
    return {name: list(texts.items()) for name, texts in found.items() if isinstance(texts, Mapping)}


@pytest.mark.parametrize("kind", QUESTIONS)
@given(seeds)
def test_one_student_always_sees_the_same_order_of_the_same_words(kind: str, seed: int) -> None:
    question, shown = QUESTIONS[kind], arranged(QUESTIONS[kind], seed)
    assert shown == question
    assert {name: sorted(texts) for name, texts in listed(shown).items()} == {n: sorted(t) for n, t in listed(question).items()}
    assert listed(shown) == listed(arranged(question, seed))
    assert arranged(question, 0) is question


def test_every_place_is_about_equally_often_each_options() -> None:
    first = Counter(next(iter(listed(arranged(QUESTIONS["choice"], seed))["options"]))[0] for seed in range(1, 3_001))
    assert set(first) == {"a", "b", "c"}
    assert min(first.values()) > 850


@given(seeds)
def test_pinned_options_options_about_others_and_figures_keep_their_place(seed: int) -> None:
    options = {"a": "Ay", "b": "Bee", "c": "Sea", "d": "Dee", "z": "None of these"}
    order = listed(arranged(Choices(id="q1", ask="Which?", options=options, pin=("b",)), seed))["options"]
    assert (order[1], order[4]) == (("b", "Bee"), ("z", "None of these"))
    figures = Choice(id="q1", ask="How much?", options={"a": "£5", "b": "£50", "c": "£500"})
    assert listed(arranged(figures, seed)) == listed(figures)


@given(seeds)
def test_steps_start_as_a_turn_of_the_declared_order(seed: int) -> None:
    steps = [step for step, _ in listed(arranged(QUESTIONS["order"], seed))["steps"]]
    assert steps in [list(one) for one in rotations(dict(listed(QUESTIONS["order"])["steps"]))]


def test_a_pin_that_names_nothing_is_refused() -> None:
    with pytest.raises(BadQuestion, match="pin names what is not there: z"):
        Choice(id="q1", ask="Which?", options={"a": "Ay", "b": "Bee"}, pin=("z",))
