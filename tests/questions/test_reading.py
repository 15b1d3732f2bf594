import pytest
from asked import any_text
from hypothesis import example, given
from hypothesis import strategies as st

from carelab.questions import EXACT, LONGEST_TEXT, as_number, as_text, is_id, plain, show_number, typed_number, words
from carelab.questions.reading import LARGEST_NUMBER


@pytest.mark.parametrize(("typed", "number"), [
    ("9600", 9600), ("9,600", 9600), ("£9,600", 9600), (" £ 9,600.50 ", 9600.5), ("1,234,567.5", 1234567.5), ("9 600", 9600),
    ("1\u00a0234\u202f567", 1234567), ("64%", 64), ("64 %", 64), ("0.597", 0.597), (".5", 0.5), ("007", 7), ("-9600", -9600),
    ("−9,600", -9600), ("–3.5", -3.5), ("－3.5", -3.5), ("- 3.5", -3.5), ("-£5", -5), ("£-5", -5), ("£ −5", -5), ("+5", 5),
    ("９６００", 9600), ("1000000000000", LARGEST_NUMBER),
])  # fmt: skip
def test_numbers_as_people_type_them(typed: str, number: float) -> None:
    assert typed_number(typed) == number


@pytest.mark.parametrize("typed", [
    "", " ", "£", "%", "-", "−£", ".", ",", "1,5", "1 5", "12,34", "1,2345", "1234,567", ",500", "1,,000", "1, 000",
    "1,000 000", "1.000,5", "1.2.3", "5.", "--5", "-£-5", "+-5", "5-", "5£6", "5%6", "%5", "££5",
    "5%%", "1e5", "0x10", "nan", "inf", "½",
    "²", "9600 pounds", "about 5", "5 to 6", "1/2", "5,", "1000000000001", "9" * 400, "\ud800", "五",
])  # fmt: skip
def test_what_is_not_clearly_one_number_is_refused(typed: str) -> None:
    assert typed_number(typed) is None


@given(any_text)
def test_no_text_can_crash_the_reading_of_a_number(text: str) -> None:
    number = typed_number(text)
    assert number is None or as_number(number) == number


@pytest.mark.parametrize(("number", "unit", "shown"), [
    (9600, "£", "£9,600"), (9600.5, "£", "£9,600.50"), (-9600, "£", "−£9,600"), (59.7, "%", "59.7%"), (18, "days", "18 days"),
    (-0.5, "", "−0.5"), (1234567, "", "1,234,567"), (100, "", "100"), (0, "", "0"), (-0.0, "£", "£0"), (-0.001, "", "0"),
    (0.1 + 0.2, "", "0.3"), (2.675, "", "2.67"), (1e12, "", "1,000,000,000,000"), (5e-324, "%", "0%"),
])  # fmt: skip
def test_numbers_as_a_reader_in_england_expects_them(number: float, unit: str, shown: str) -> None:
    assert show_number(number, unit) == shown


@example(0.1 + 0.2, "")
@given(st.floats(-LARGEST_NUMBER, LARGEST_NUMBER), st.sampled_from(["", "£", "%"]))
def test_a_number_that_is_shown_can_be_typed_again(number: float, unit: str) -> None:
    shown = show_number(number, unit)
    again = typed_number(shown)
    assert again is not None
    assert again == pytest.approx(number, abs=0.0051, rel=1e-11)
    assert show_number(again, unit) == shown
    assert "-" not in shown


@given(st.integers(-(10**11), 10**11), st.integers(0, 5), st.sampled_from(["", "£", "%"]))
def test_a_number_of_up_to_twelve_figures_is_recorded_exactly(figures: int, places: int, unit: str) -> None:
    number = figures / 10**places
    assert typed_number(show_number(number, unit, EXACT)) == number
    assert [show_number(9600.5, "£", EXACT), show_number(1.005, "£", EXACT)] == ["£9,600.50", "£1.005"]


def test_what_is_a_number_that_a_question_may_need() -> None:
    none = [True, False, None, "5", [5], {}, float("nan"), float("inf"), -float("inf"), 1.1e12, 10**13, 10**400]
    assert [as_number(value) for value in none] == [None] * len(none)
    numbers = [0, -5, 0.5, 10**12, -1e12]
    assert [(type(as_number(value)), as_number(value)) for value in numbers] == [(float, value) for value in numbers]


@given(any_text)
def test_kept_text_can_be_stored_and_shown(text: str) -> None:
    kept = as_text(text)
    assert kept is not None
    assert kept.encode() is not None
    assert as_text(kept) == kept
    assert not any(ord(c) < 32 and c not in "\n\t" for c in kept)


def test_text_has_a_longest_length_and_is_text() -> None:
    assert as_text("é" * LONGEST_TEXT) == "é" * LONGEST_TEXT
    assert as_text("é" * (LONGEST_TEXT + 1)) is None
    assert [as_text(value) for value in (None, 5, b"bytes", ["text"])] == [None] * 4
    assert as_text("a\x00b\x1b[0m\ud800c\r\nd\te") == "ab[0mc\nd\te"


def test_words_are_runs_with_a_letter_or_a_digit() -> None:
    counts = {"": 0, "  ": 0, "one": 1, "two words": 2, "one – two": 2, "5 a&e ☕": 2, "a\nb\tc": 3}
    assert {text: words(text) for text in counts} == counts


@given(any_text)
def test_an_id_can_stand_in_a_file_name_and_in_a_page(text: str) -> None:
    assert is_id(text) == (
        0 < len(text) <= 40
        and text[0] in "abcdefghijklmnopqrstuvwxyz"
        and set(text) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    )


def test_plain_data_is_what_json_keeps() -> None:
    assert plain({"a": (1, [{2}]), 3: {"b": ()}}) == {"a": [1, [[2]]], "3": {"b": []}}
