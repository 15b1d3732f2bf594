"""What moves made one at a time settle to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelab.sims.model import Steps, settle, starting_values

ITEMS, CHOICES = {"a": "First", "b": "Second", "c": "Third"}, {"do": "Do it", "wait": "Not yet"}
IN_TURN = Steps("day", "Your day", ITEMS, CHOICES, in_order=True)
ANY = Steps("day", "Your day", ITEMS, CHOICES, in_order=False)


def test_it_starts_with_no_move_and_a_list_of_its_own() -> None:
    start = starting_values([ANY])
    start["day"].append(["a", "do"])
    assert starting_values([ANY]) == {"day": []}


@pytest.mark.parametrize(
    ("moves", "in_turn", "in_any_order"),
    [
        ([["a", "do"], ["b", "wait"]], 2, 2),
        ([("a", "do")], 1, 1),
        ([["b", "do"], ["a", "do"]], 0, 2),
        ([["a", "do"], ["a", "wait"]], 1, 1),
        ([["a", "do"], ["c", "do"], ["b", "do"]], 1, 3),
        ([["a", "do"], ["b", "sing"], ["c", "do"]], 1, 1),
        ([["x", "do"]], 0, 0),
        ([["a"]], 0, 0),
        ([["a", ["do"]]], 0, 0),
        ("ab", 0, 0),
        (None, 0, 0),
        ({"a": "do"}, 0, 0),
    ],
)
def test_moves_are_kept_up_to_the_first_that_cannot_be_made(moves: object, in_turn: int, in_any_order: int) -> None:
    for control, kept in ((IN_TURN, in_turn), (ANY, in_any_order)):
        settled = settle([control], {"day": moves})["day"]
        assert len(settled) == kept
        assert kept == 0 or settled == [list(move) for move in moves][:kept]  # type: ignore[attr-defined]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["do", "wait"]))))
def test_what_has_settled_settles_to_itself(moves: list[tuple[str, str]]) -> None:
    for control in (IN_TURN, ANY):
        once = settle([control], {"day": moves})
        assert settle([control], once) == once
        assert len({item for item, _ in once["day"]}) == len(once["day"])
