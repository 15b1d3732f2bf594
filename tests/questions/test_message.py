from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelab.questions.message import Differ, Mentions, ReadingAge, WordsIn, reading_age

PLAIN = "The kitchen is shut from Monday. We will bring you hot meals. Please ask us if you need help."
HEAVY = (
    "Refurbishment of the catering facilities necessitates temporary alternative arrangements regarding nutritional provision."
)


def message(**parts: str) -> dict[str, Any]:
    return {"message": {row: {"text": text} for row, text in parts.items()}}


def test_plain_words_read_young_and_heavy_ones_old() -> None:
    plain, heavy = reading_age(PLAIN), reading_age(HEAVY)
    assert plain is not None
    assert heavy is not None
    assert plain < 9
    assert heavy > 20


def test_the_formula_by_hand() -> None:
    assert reading_age("The cat sat on the mat. The dog sat on the log.") == pytest.approx(0.39 * 6 + 11.8 - 15.59 + 5)


@pytest.mark.parametrize("text", ["", "Soup.", "12 34 56 78 90 12 34 56 78 90 12", "!?. !?."])
def test_too_short_a_text_has_no_reading_age(text: str) -> None:
    assert reading_age(text) is None


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    age = reading_age(text)
    assert age is None or age > -10


def test_parts_are_read_as_one_text() -> None:
    plan = message(first="The kitchen is shut", ask="Ask the deputy!")
    rows = ("first", "ask", "gone")
    assert WordsIn("message", rows, "text").of(plan) == 7
    assert ReadingAge("message", rows, "text").of(plan) is None
    assert WordsIn("message", rows, "text").of({}) == 0
    long = message(first="The kitchen is shut from Monday", ask="You can ask the deputy at any time")
    assert ReadingAge("message", rows, "text").of(long) == reading_age(
        "The kitchen is shut from Monday. You can ask the deputy at any time."
    )


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("Closed from 8 March", True),
        ("closed  from 8\nMARCH", True),
        ("from 18 March", False),
        ("It costs £6,400", True),
        ("It costs £16,400", False),
        ("", False),
    ],
)
def test_mentions(text: str, met: bool) -> None:
    assert Mentions("message", ("first",), "text", ("8 March", "£6,400")).met(message(first=text)) is met


def test_first_sentences_that_differ() -> None:
    rule = Differ("message", ("a", "b"), "text")
    assert rule.met(message(a="The kitchen is shut", b="We know that meals matter"))
    assert not rule.met(message(a="The kitchen is shut", b="the kitchen is shut!"))
    assert not rule.met(message(a="The kitchen is shut"))
    assert not rule.met({})
