from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from asked import AUTHORED, QUESTIONS, with_answer
from hypothesis import given, settings
from hypothesis import strategies as st

from carelab.answers.book import MOST_SEED
from carelab.questions import Choice, Choices, Order, Question, score
from carelab.questions.arranged import arranged, rotations
from carelab.questions.errors import BadQuestion

LISTS = ("options", "cards", "left", "right", "steps", "columns")
seeds = st.integers(0, MOST_SEED)


def listed(question: Question) -> dict[str, list[tuple[str, str]]]:
    found = {name: getattr(question, name, None) for name in LISTS}
    return {name: list(texts.items()) for name, texts in found.items() if isinstance(texts, Mapping)}


@pytest.mark.parametrize("kind", AUTHORED)
def test_an_order_changes_no_id_no_word_and_no_mark(kind: str) -> None:
    @settings(max_examples=30, deadline=None)
    @given(with_answer(kind), seeds)
    def same(made: Any, seed: int) -> None:
        case, value = made
        shown = arranged(case.question, seed)
        assert shown == case.question
        if kind != "table":
            assert {n: sorted(v) for n, v in listed(shown).items()} == {n: sorted(v) for n, v in listed(case.question).items()}
        one, two = score(case.question, case.key, value), score(shown, case.key, value)
        assert (one.share, one.outcome, sorted(one.misconceptions)) == (two.share, two.outcome, sorted(two.misconceptions))

    same()


@pytest.mark.parametrize("kind", QUESTIONS)
@given(seeds)
def test_one_student_always_sees_the_same_order(kind: str, seed: int) -> None:
    assert listed(arranged(QUESTIONS[kind], seed)) == listed(arranged(QUESTIONS[kind], seed))


def test_seed_0_is_the_authors_order() -> None:
    for question in QUESTIONS.values():
        assert arranged(question, 0) is question


def test_every_place_is_about_equally_often_each_options() -> None:
    first = Counter(next(iter(listed(arranged(QUESTIONS["choice"], seed))["options"]))[0] for seed in range(1, 3_001))
    assert set(first) == {"a", "b", "c"}
    assert min(first.values()) > 850


@given(seeds)
def test_pinned_options_and_options_about_others_keep_their_place(seed: int) -> None:
    question = Choices(
        id="q1", ask="Which?", options={"a": "Ay", "b": "Bee", "c": "Sea", "d": "Dee", "z": "None of these"}, pin=("b",)
    )
    order = [item for item, _ in listed(arranged(question, seed))["options"]]
    assert (order[1], order[4]) == ("b", "z")


@given(seeds)
def test_figures_stay_in_the_authors_order(seed: int) -> None:
    question = Choice(id="q1", ask="How much?", options={"a": "£5", "b": "£50", "c": "£500"})
    assert listed(arranged(question, seed)) == listed(question)


@given(seeds)
def test_steps_start_as_a_turn_of_the_declared_order(seed: int) -> None:
    question = QUESTIONS["order"]
    assert isinstance(question, Order)
    shown = arranged(question, seed)
    assert isinstance(shown, Order)
    assert list(shown.steps) in [list(one) for one in rotations(question.steps)]


def test_a_pin_that_names_nothing_is_refused() -> None:
    with pytest.raises(BadQuestion, match="pin names what is not there: z"):
        Choice(id="q1", ask="Which?", options={"a": "Ay", "b": "Bee"}, pin=("z",))
