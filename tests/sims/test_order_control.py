"""What a list that a student can reorder settles to."""

import pytest

from carelab.sims.model import Order, settle, starting_values

TASKS = Order("order", "Your list", {"a": "First", "b": "Second", "c": "Third"}, ("c", "a", "b"))


def test_it_starts_as_a_list_of_its_own() -> None:
    start = starting_values([TASKS])
    start["order"].append("d")
    assert starting_values([TASKS]) == {"order": ["c", "a", "b"]}


@pytest.mark.parametrize("order", [["b", "a", "c"], ("b", "a", "c")])
def test_a_full_order_is_kept(order: object) -> None:
    assert settle([TASKS], {"order": order}) == {"order": ["b", "a", "c"]}


@pytest.mark.parametrize("order", [None, "abc", 3, [], ["a", "b"], ["a", "b", "c", "c"], ["a", "b", "x"], [1, 2, 3], {"a": 1}])
def test_anything_else_falls_back_to_the_start(order: object) -> None:
    assert settle([TASKS], {"order": order}) == {"order": ["c", "a", "b"]}
