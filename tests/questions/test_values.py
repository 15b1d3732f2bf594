from typing import Any

import pytest
from asked import values
from hypothesis import given
from hypothesis import strategies as st

from carelab.questions.values import NotPlain, complete, read_plain, same, say

NAN = float("nan")


def pairs(what: str, **named: Any) -> dict[str, Any]:
    return {"is": what, "pairs": [[k, v] for k, v in named.items()]}


def table(columns: list[str], *rows: list[Any], index: list[Any] | None = None) -> dict[str, Any]:
    return {"is": "table", "columns": columns, "index": index, "rows": list(rows)}


ROTA = table(["name", "hours"], ["Ann", 5], ["Bo", 7.5])


@given(values(whole=True))
def test_a_whole_value_is_the_same_as_itself_and_nothing_is_the_same_as_nothing(value: Any) -> None:
    read = read_plain(value)
    assert all((complete(read), same(read, read), same(read, read, any_order=True)))
    assert not any((same(None, read), same(read, None)))


@given(values(whole=False), values(whole=False), st.sampled_from([0, 0.5, 100]), st.booleans())
def test_any_two_values_can_be_compared_and_said(one: Any, other: Any, tolerance: float, any_order: bool) -> None:
    one, other = read_plain(one), read_plain(other)
    assert same(one, other, tolerance, any_order=any_order) in (True, False)
    assert "\n" not in say(one)
    assert len(say(one)) < 400


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 99)), unique_by=lambda row: row[0]), st.randoms())
def test_rows_in_any_order_are_the_same_even_when_numbers_are_only_near(rows: list[Any], chance: Any) -> None:
    wanted = table(["name", "hours"], *map(list, rows))
    moved = [[name, hours + 0.4] for name, hours in rows]
    chance.shuffle(moved)
    assert same(table(["name", "hours"], *moved), wanted, 0.5, any_order=True)
    assert same(table(["name", "hours"], *moved), wanted, 0.5) == ([name for name, _ in moved] == [name for name, _ in rows])


@pytest.mark.parametrize(("made", "wanted", "tolerance", "right"), [
    (12.5, 12.5, 0, True), (0.1 + 0.2, 0.3, 0, True), (12.51, 12.5, 0, False), (12.51, 12.5, 0.01, True),
    (NAN, 12.5, 1e9, False), (float("inf"), 12.5, 1e9, False), (True, 1, 0, False), (1, True, 0, False),
    (True, True, 0, True), ("12.5", 12.5, 0, False), (" monday", "Monday", 0, True), ("Tuesday", "Monday", 0, False),
    ([1, 2], [1, 2], 0, True), ([2, 1], [1, 2], 0, False), ([1, 2, 3], [1, 2], 0, False), ([1, NAN], [1, 2], 0, False),
    (pairs("series", a=1, b=2), [1, 2], 0, True), (pairs("dict", a=1, b=2), [1, 2], 0, False),
    (pairs("dict", b=2, a=1), pairs("series", a=1, b=2), 0, True), (pairs("dict", a=1), pairs("series", a=1, b=2), 0, False),
    (pairs("dict", a=1, c=2), pairs("series", a=1, b=2), 0, False),
    ({"is": "dict", "pairs": [["a", 1], ["A", 2]]}, pairs("dict", a=1, b=2), 0, False),
    (table(["name", "hours"], ["a", 1], ["b", 2]), pairs("series", a=1, b=2), 0, True),
    (table(["hours"], [1], [2], index=["a", "b"]), pairs("series", a=1, b=2), 0, True),
    ({"is": "set", "items": [2, 1]}, {"is": "set", "items": [1, 2]}, 0, True),
    ([2, 1], {"is": "set", "items": [1, 2]}, 0, True), (ROTA, ROTA, 0, True),
    (table(["hours", "name"], [5, "Ann"], [7.5, "Bo"]), ROTA, 0, True),
    (table(["name", "hours"], ["Ann", 5], ["Bo", 7.5], index=[3, 9]), ROTA, 0, True),
    (table(["name", "hours"], ["Bo", 7.5], ["Ann", 5]), ROTA, 0, False),
    (table(["name", "days"], ["Ann", 5], ["Bo", 7.5]), ROTA, 0, False),
    (table(["name", "hours", "x"], ["Ann", 5, 1], ["Bo", 7.5, 1]), ROTA, 0, False),
    ([["Ann", 5], ["Bo", 7.5]], ROTA, 0, False), (5, {"is": "other", "type": "function"}, 0, False),
])  # fmt: skip
def test_what_counts_as_the_value_that_is_wanted(made: Any, wanted: Any, tolerance: float, right: bool) -> None:
    assert same(read_plain(made), read_plain(wanted), tolerance) is right


@pytest.mark.parametrize("data", [{}, {"is": "x"}, object(), {"is": "set", "items": 5}, [[[[[[[[1]]]]]]]]])
def test_what_is_not_a_value_is_refused(data: object) -> None:
    with pytest.raises(NotPlain):
        read_plain(data)


@pytest.mark.parametrize(("value", "words"), [
    (None, "nothing, or not a usable number"), (412.5, "412.5"), (-1234, "−1,234"), (True, "True"), ("Mon\nday", "“Mon day”"),
    ([], "a list of 0"), (list(range(9)), "a list of 9 (0, 1, 2, 3, 4, 5 …)"),
    (pairs("dict", Mon=5), "a dict of 1 (“Mon”: 5)"), (pairs("series", Mon=5), "a column of 1 (“Mon”: 5)"),
    ({"is": "set", "items": [1]}, "a set of 1 (1)"), (ROTA, "a table of 2 rows with the columns name, hours"),
    ({"is": "other", "type": "function"}, "a function, which cannot be marked"),
])  # fmt: skip
def test_a_value_in_words(value: Any, words: str) -> None:
    assert say(read_plain(value)) == words
