"""What the two controls that hold a list settle to: things to put in order, and moves made one at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelab.sims.model import Order, Steps, settle, starting_values

ITEMS, CHOICES = {"a": "First", "b": "Second", "c": "Third"}, {"do": "Do it", "wait": "Not yet"}
ORDER = Order("day", "Your list", ITEMS, ("c", "a", "b"))
IN_TURN, ANY = (Steps("day", "Your day", ITEMS, CHOICES, in_order=in_order) for in_order in (True, False))


@pytest.mark.parametrize(("control", "start"), [(ORDER, ["c", "a", "b"]), (ANY, [])])
def test_it_starts_with_a_list_of_its_own(control: Order | Steps, start: list[str]) -> None:
    starting_values([control])["day"].append("d")
    assert starting_values([control]) == {"day": start}


@pytest.mark.parametrize("order", [["b", "a", "c"], ("b", "a", "c")])
def test_a_full_order_is_kept(order: object) -> None:
    assert settle([ORDER], {"day": order}) == {"day": ["b", "a", "c"]}


@pytest.mark.parametrize("order", [None, "abc", 3, [], ["a", "b"], ["a", "b", "c", "c"], ["a", "b", "x"], [1, 2, 3], {"a": 1}])
def test_any_other_order_falls_back_to_the_start(order: object) -> None:
    assert settle([ORDER], {"day": order}) == {"day": ["c", "a", "b"]}


@pytest.mark.parametrize(
    ("moves", "in_turn", "in_any_order"),
    [
        ([["a", "do"], ["b", "wait"]], 2, 2),
        ([("a", "do")], 1, 1),
        ([["b", "do"], ["a", "do"]], 0, 2),
        ([["a", "do"], ["a", "wait"]], 1, 1),
        ([["a", "do"], ["c", "do"], ["b", "do"]], 1, 3),
        ([["a", "do"], ["b", "sing"], ["c", "do"]], 1, 1),
        *[(moves, 0, 0) for moves in ([["x", "do"]], [["a"]], [["a", ["do"]]], "ab", None, {"a": "do"})],
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
