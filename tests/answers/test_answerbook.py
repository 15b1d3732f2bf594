import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from soak import long_proof, times

from carelab.answers.book import LARGEST, Answer, AnswerBook, load, parse
from carelab.answers.errors import AnswerFileError, NewerAnswers, OtherAssignment, UnreadableAnswers

UNIT = "08-budgeting"
PATH = Path("somewhere") / UNIT / "answers.json"
GIVEN = {
    "q1": Answer("choice", "rota", "2026-11-23T10:42:07Z"),
    "q2": Answer("plan", {"budget": {"food": {"amount": 9600.5, "reason": "naïve – £5 ☕"}}}, "2026-11-23T10:43:00Z"),
    "q3": Answer("number", None, ""),
}
BOOK = AnswerBook(UNIT, 3, GIVEN)

numbers = st.one_of(st.integers(-(10**15), 10**15), st.floats(allow_nan=False, allow_infinity=False))
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, st.text(st.characters(exclude_categories=()), max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=6,
)
fields = st.dictionaries(st.text(min_size=1, max_size=8).map("x-{}".format), json_values, max_size=2)
entries = st.builds(
    Answer, st.sampled_from(["choice", "plan"]), json_values, st.sampled_from(["", "2026-11-23T10:42:07Z"]), fields
)
answers = st.dictionaries(st.integers(1, 99).map("q{}".format), entries, max_size=4)
books = st.builds(AnswerBook, st.just(UNIT), st.integers(1, 999), answers, fields)


def text(**changes: Any) -> bytes:
    return json.dumps({**json.loads(BOOK.as_json()), **changes}).encode()


def entry(**changes: Any) -> bytes:
    return text(answers={"q1": {"kind": "choice", "value": "a", "at": "", **changes}})


def refusal(data: bytes) -> AnswerFileError:
    with pytest.raises(AnswerFileError, match=r"^answers\.json ") as caught:
        parse(data, PATH, UNIT)
    assert caught.value.path == PATH
    assert caught.value.next_step.endswith(".")
    assert str(caught.value).encode()
    assert len(str(caught.value)) < 300
    return caught.value


@settings(max_examples=40)
@given(books)
def test_what_is_written_is_read_back(book: AnswerBook) -> None:
    assert parse(book.as_json().encode(), PATH, UNIT) == book


def test_the_text_has_the_shape_that_other_programs_rely_on() -> None:
    assert json.loads(BOOK.as_json())["answers"]["q1"] == {"kind": "choice", "value": "rota", "at": "2026-11-23T10:42:07Z"}
    assert list(json.loads(BOOK.as_json())) == ["schema", "assignment", "variant", "answers"]
    assert BOOK.as_json().isascii()
    assert [BOOK.value(question) for question in ("q1", "q3", "q9")] == ["rota", None, None]


def test_fields_that_a_later_version_added_are_kept() -> None:
    data = json.loads(BOOK.as_json())
    data["tries"] = [1, {"of": "these"}]
    data["answers"]["q1"]["route"] = "table"
    again = json.loads(parse(json.dumps(data).encode(), PATH, UNIT).with_answer("q2", Answer("choice", "b", "")).as_json())
    assert (again["tries"], again["answers"]["q1"]["route"]) == ([1, {"of": "these"}], "table")


def test_a_missing_variant_is_the_first_a_missing_time_is_none_and_a_byte_order_mark_is_passed_over() -> None:
    data = json.loads(text())
    del data["variant"], data["answers"]["q1"]["at"]
    book = parse(json.dumps(data).encode(), PATH, UNIT)
    assert (book.variant, book.answers["q1"].at) == (1, "")
    assert parse(b"\xef\xbb\xbf" + text(), PATH, UNIT) == BOOK


@pytest.mark.parametrize("at", ["<script>", "yesterday", "2026-11-23 10:42", "2" * 41])
def test_a_time_that_is_not_one_is_dropped_and_the_answer_kept(at: str) -> None:
    assert parse(entry(at=at), PATH, UNIT).answers["q1"] == Answer("choice", "a", "")


@pytest.mark.parametrize(("data", "says"), [
    (b"", "is empty"), (b" \n\t", "is empty"), (b"\x00" * 4096, "is not an answer file"),
    (b"PK\x03\x04", "is not an answer file"), (b"\xff\xfe{\x00", "is not an answer file"),
    (b'{"a": "\xff"}', "cut short or is not"), (b"null", "form of an answer file"), (b"[]", "form of an answer file"),
    (b'"answers"', "form of an answer file"), (b"{}", "form of an answer file"), (b'{"schema": 1}', "form of an answer file"),
    (text() + b"}", "cut short or is not"), (text().replace(b'"rota"', b"NaN"), "NaN is not a number"),
    (text().replace(b'"rota"', b"Infinity"), "Infinity is not a number"),
    (text().replace(b'"rota"', b"-Infinity"), "Infinity is not a number"),
    (text().replace(b'"rota"', b"1e999"), "1e999 is not a number"),
    (text().replace(b'"rota"', b"9" * 5_000), "cut short or is not"),
    (text().replace(b'"q2"', b'"q1"'), "the same name stands twice"),
    (b'{"schema": 1, ' + text()[1:], "the same name stands twice"), (b"[" * 100_000, "nested too deeply"),
    (b'{"a":' * 100_000, "nested too deeply"), (entry(value=json.loads("[" * 10 + "]" * 10)), "form of an answer file"),
    (text(answers=[]), "list of answers"), (text(answers=None), "list of answers"),
    (text(answers={f"q{n}": {"kind": "choice", "value": 1} for n in range(501)}), "list of answers"),
    (text(answers={"q1": None}), "'q1' that is not an answer"), (text(answers={"q1": "rota"}), "'q1' that is not an answer"),
    (text(answers={"q1": {"value": 1}}), "'q1' that is not an answer"),
    (text(answers={"../q1": {"kind": "choice", "value": 1}}), "that is not an answer"),
    (text(answers={"\ud800" * 90: {"kind": "choice", "value": 1}}), "that is not an answer"),
    (entry(at=5), "'q1' that is not an answer"), (entry(kind=["choice"]), "'q1' that is not an answer"),
    *((text(schema=s), "does not say which schema") for s in (None, 0, -1, True, False, "1", 1.5, [1], 10**30)),
    *((text(variant=v), "has a variant") for v in (None, 0, -1, 1000, 10**30, True, "1", 1.5, [1])),
])  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_by_name(data: bytes, says: str) -> None:
    error = refusal(data)
    assert isinstance(error, UnreadableAnswers)
    assert says in str(error)


@pytest.mark.parametrize("found", [None, "", "09-evaluation", 8, ["08-budgeting"], "\ud800", "x" * 4_000, "<b>\n\x07"])
def test_another_units_file_says_whose_it_is(found: object) -> None:
    error = refusal(text(assignment=found))
    assert isinstance(error, OtherAssignment)
    assert UNIT in str(error)
    assert str(refusal(text(assignment="02-sorting"))) == (
        "answers.json holds answers to 02-sorting, not to 08-budgeting. Move it back to its own folder."
    )


@pytest.mark.parametrize(
    "rest", [{}, {"answers": BOOK.as_json()}, {"assignment": "else"}, {"deep": json.loads("[" * 40 + "]" * 40)}]
)
def test_a_newer_file_is_told_from_a_damaged_one_whatever_else_it_holds(rest: dict[str, Any]) -> None:
    error = refusal(json.dumps({"schema": 2, **rest}).encode())
    assert isinstance(error, NewerAnswers)
    assert "schema 2" in str(error)
    assert "Update Care Lab" in str(error)


def test_a_file_cut_short_at_any_byte_is_refused() -> None:
    whole = BOOK.as_json().encode().strip()
    for end in range(len(whole)):
        assert isinstance(refusal(whole[:end]), UnreadableAnswers)
    assert parse(whole, PATH, UNIT) == BOOK


@long_proof
@settings(max_examples=times(150, 100_000))
@given(st.one_of(st.binary(), json_values.map(lambda v: json.dumps(v).encode()), st.data()))
def test_no_bytes_can_crash_the_reading(data: Any) -> None:
    if not isinstance(data, bytes):
        whole = bytearray(BOOK.as_json().encode())
        for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=4)):
            whole[at] = data.draw(st.integers(0, 255))
        data = bytes(whole)
    try:
        book = parse(data, PATH, UNIT)
    except AnswerFileError:
        refusal(data)
    else:
        assert parse(book.as_json().encode(), PATH, UNIT) == book


def test_a_file_of_the_largest_size_is_read_and_one_that_is_far_too_large_is_not(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    with pytest.raises(FileNotFoundError):
        load(path, UNIT)
    path.write_bytes(text().ljust(LARGEST))
    assert load(path, UNIT) == BOOK
    with path.open("wb") as sparse:
        sparse.truncate(50_000_000)
    with pytest.raises(UnreadableAnswers, match=r"answers\.json is 50 MB"):
        load(path, UNIT)


@pytest.mark.parametrize("what", ["folder", "link", "dangling link"])
def test_what_is_not_an_ordinary_file_is_refused(tmp_path: Path, what: str) -> None:
    path, other = tmp_path / "answers.json", tmp_path / "other.json"
    if what == "folder":
        path.mkdir()
    else:
        path.symlink_to(other)
    if what == "link":
        other.write_bytes(text())
    with pytest.raises(UnreadableAnswers, match="not an ordinary file"):
        load(path, UNIT)
