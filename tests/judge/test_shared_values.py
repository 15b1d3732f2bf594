"""What both sides hold stays one and the same thing on both, however it is changed, moved and held twice."""

from __future__ import annotations

import collections
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.judge.sharedvalues import SharedValues
from grader.judge.wire import Incoming, Outgoing, WireError, decode, encode
from grader.judge.wire.numpytypes import make_view

CONTAINERS = (list, dict, set, tuple, collections.deque, np.ndarray, pd.Series)


class Sides:
    """Two sides, and what each holds by itself: ``roots[0][n]`` and ``roots[1][n]`` are one thing."""

    def __init__(self) -> None:
        self.values = [SharedValues(first, lambda _: None, lambda _: None) for first in (0, 1)]
        self.roots: list[list[Any]] = [[], []]

    def cross(self, side: int, *given: Any) -> list[Any]:
        """Let control pass from a side, with some values; return what they are on the other."""
        here, there = self.values[side], self.values[1 - side]
        packed = [here.pack(value) for value in given]
        there.accept(here.changes())
        got = [there.unpack(one) for one in packed]
        self.roots[side] += given
        self.roots[1 - side] += got
        return got


def parts_of(value: Any) -> list[Any]:
    """Return what is in a container; of a column, what its attributes are too."""
    if isinstance(value, dict):
        return [part for pair in value.items() for part in pair]
    return [*value, value.attrs] if isinstance(value, pd.Series) else list(value)


def shape(roots: list[Any]) -> list[Any]:
    """Describe values so that two descriptions are equal when the values are, down to which containers are the same."""
    known: dict[int, int] = {}

    def describe(value: Any) -> Any:
        if not isinstance(value, CONTAINERS):
            return value
        if id(value) in known:
            return ("again", known[id(value)])
        if type(value) is not tuple:
            known[id(value)] = len(known)
        return (type(value).__name__, [describe(part) for part in (sorted(value) if isinstance(value, set) else parts_of(value))])

    return [describe(root) for root in roots]


def reached(value: Any, found: dict[int, Any] | None = None) -> dict[int, Any]:
    """Return the containers in a value, and itself, by identity."""
    found = {} if found is None else found
    if isinstance(value, CONTAINERS) and id(value) not in found:
        if type(value) is not tuple:
            found[id(value)] = value
        for part in parts_of(value):
            reached(part, found)
    return found


def change(dice: random.Random, roots: list[Any]) -> None:
    """Change one container that can be reached, as student's code and tests do; nothing comes to hold itself."""
    everything = list(reached(roots).values())[1:]
    target = dice.choice(everything)
    if isinstance(target, pd.Series):
        target = target.attrs
    other = dice.choice(everything)
    objects = np.empty(1, dtype=object)
    objects[0] = [dice.randrange(3)]
    part: Any = dice.choice(
        [dice.randrange(9), [], {}, [[dice.randrange(3)]], ([1],), collections.deque([{}]), objects, pd.Series([[1], {}])]
        + ([] if id(target) in reached(other) else [other, (other, other)])
    )
    if isinstance(target, np.ndarray):
        target[0] = part
    elif isinstance(target, dict):
        target[dice.choice("abc")] = part
        if dice.random() < 0.3:
            target.pop(dice.choice("abc"), None)
    else:
        dice.choice([target.append, target.append, lambda p: target.insert(0, p) if len(target) < 9 else None])(part)
        if dice.random() < 0.4:
            dice.choice([target.reverse, target.clear, target.pop, lambda: target.__setitem__(0, part)])()


@given(st.randoms(use_true_random=False))
def test_both_sides_hold_the_same_however_it_is_changed(dice: random.Random) -> None:
    sides = Sides()
    sides.cross(0, [[0], [1]], {"a": []})

    for _ in range(dice.randrange(1, 8)):
        side = dice.randrange(2)
        for _ in range(dice.randrange(4)):
            change(dice, sides.roots[side])
        everything = list(reached(sides.roots[side]).values())[1:]
        given = [dice.choice([dice.choice(everything), [[]], (dice.choice(everything), [2])]) for _ in range(dice.randrange(3))]
        sides.cross(side, *given)
        assert shape(sides.roots[0]) == shape(sides.roots[1])


def test_what_is_held_twice_arrives_as_one() -> None:
    row = [0]
    grid = Sides().cross(0, [row, row, [0]])[0]

    grid[0].append(1)

    assert grid == [[0, 1], [0, 1], [0]]


def test_a_sorted_list_holds_the_same_tables_in_another_order() -> None:
    sides = Sides()
    people = [{"name": "Bo"}, {"name": "Al"}]
    theirs = sides.cross(0, people)[0]
    bo = people[0]

    theirs.sort(key=lambda person: person["name"])
    sides.cross(1)

    assert people == [{"name": "Al"}, {"name": "Bo"}]
    assert people[1] is bo
    assert bo == {"name": "Bo"}


def test_a_value_that_has_not_changed_is_not_sent_again() -> None:
    sides = Sides()
    row = [1, 2]
    sides.cross(0, [row, row], {"rows": (row, [3])}, collections.deque([row]), np.zeros(3))
    sides.cross(1)

    assert sides.values[0].changes() == ([], [])
    assert sides.values[1].changes() == ([], [])


@pytest.mark.parametrize(
    "changed",
    [
        lambda rows: rows.resize((3, 2), refcheck=False),
        lambda rows: rows.fill(7),
    ],
)
def test_an_array_is_changed_in_place(changed: Callable[[Any], Any]) -> None:
    sides = Sides()
    mine = np.arange(6).reshape(2, 3).copy()
    theirs = sides.cross(0, mine)[0]

    changed(theirs)
    sides.cross(1)

    assert mine.tolist() == theirs.tolist()


def test_an_array_that_grew_in_place_is_refused() -> None:
    sides = Sides()
    theirs = sides.cross(0, np.arange(3))[0]
    theirs.resize((5,), refcheck=False)

    with pytest.raises(WireError, match="ndarray was changed in place in a way that cannot be followed"):
        sides.cross(1)


def doubled(times: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(times):
        value = [value, value]
    return value


def test_what_is_held_many_times_counts_as_often_as_it_is_held() -> None:
    for times in (22, 40):
        with pytest.raises(WireError, match="more than 4,000,000 parts"):
            encode(doubled(times), held=Outgoing(lambda _: None))

    bomb = b"l\0\0\0\0" + b""
    message = bomb
    for place in range(40):
        message = b"l\x02\0\0\0" + message + b"=" + place.to_bytes(4, "little")
    with pytest.raises(WireError, match="more than 4,000,000 parts"):
        decode(message, held=Incoming(lambda *_: None, lambda _: None))


def test_what_is_held_at_great_depth_is_as_deep_as_if_it_were_written_there() -> None:
    deep: list[Any] = []
    for _ in range(60):
        deep = [deep]
    deeper = deep
    for _ in range(60):
        deeper = [deeper]

    with pytest.raises(WireError, match="nested more than 100 deep"):
        encode([deep, deeper], held=Outgoing(lambda _: None))


@pytest.mark.parametrize("message", [b"=\0\0\0\0", b"l\x01\0\0\0=\0\0\0\0", b"=\xff\xff\xff\xff", b"@" + b"\x07" * 16, b"@"])
def test_a_name_of_what_has_not_come_is_refused(message: bytes) -> None:
    def named(number: int, place: int) -> Any:
        raise KeyError(number, place)

    for held in (None, Incoming(named, lambda _: None)):
        with pytest.raises(WireError):
            decode(message, held=held)


@pytest.mark.parametrize(
    "changes",
    [
        ([(1, encode(5))], []),
        ([(1, b"@" + (0).to_bytes(8, "little") + b"\xff" * 8)], []),
        ([], [(0, encode({}), [])]),
        ([], [(0, encode([[]]), [(0, 0), (0, 0)])]),
    ],
)
def test_a_liar_cannot_make_one_thing_into_another(changes: Any) -> None:
    sides = Sides()
    mine = [[1], [2]]
    sides.cross(0, mine)

    with pytest.raises(WireError):
        sides.values[0].accept(changes)
    assert type(mine) is list


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        (np.array(["ab", "cd"]), (4, (2,), (4,), True)),
        (np.array(["ab", "cd"]), (2, (1,), (8,), True)),
        (np.array([[], {}], dtype=object), (4, (1,), (8,), True)),
        (np.array([[], {}], dtype=object), (0, (2,), (4,), True)),
        (np.array([[], {}], dtype=object), (8, (2,), (8,), True)),
        (np.array([[], {}], dtype=object), (-8, (1,), (8,), True)),
        (np.array([1, 2]), (8, (2,), (8,), True)),
        (np.zeros(8), (0, (5,), (2**62,), True)),
        (np.zeros(8), (0, (5,), (-(2**62),), True)),
        (np.zeros(8), (0, (2**19 + 1,), (2**45,), True)),
        (np.zeros(8), (0, (3, 3), (2**63, 2**63), True)),
        (np.zeros(8), (0, (2, -1), (8, 8), True)),
        (np.zeros(8), (0, (2,), (8, 8), True)),
        (np.zeros(8), (0, (True,), (8,), True)),
        (np.zeros(8), (0.0, (2,), (8,), True)),
        (np.zeros(8), (0, (1,) * 40, (8,) * 40, True)),
        (np.array([[], {}], dtype=object), (0, (2**19 + 1,), (2**45,), True)),
        (np.zeros(2, dtype=[("a", "i4"), ("b", "O")]), (0, (1,), (12,), True)),
        (np.array(["", ""]), (1, (1,), (1,), True)),
        ([1, 2], (0, (1,), (8,), True)),
    ],
)
def test_a_liar_cannot_reach_outside_an_array_or_between_its_items(whole: Any, parts: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        make_view(parts, whole)


@pytest.mark.parametrize(
    "part",
    [
        lambda a: a[::1000],
        lambda a: a[2:2],
        lambda a: a[::-1],
        lambda a: a[1::2].reshape(-1, 1),
        lambda a: a[:0],
        lambda a: a[6:],
    ],
)
def test_any_part_of_an_array_arrives_as_that_part(part: Callable[[Any], Any]) -> None:
    sides = Sides()
    mine = np.arange(6)
    theirs = sides.cross(0, mine)[0]

    found = sides.cross(1, part(theirs))[0]

    assert found.tolist() == part(mine).tolist()
    found[...] = 9
    assert mine.tolist() == [9 if n in part(np.arange(6)) else n for n in range(6)]


def test_an_array_with_a_part_of_itself_in_it_is_refused_and_not_written_without_end() -> None:
    whole = np.empty(2, dtype=object)
    whole[1] = whole[:1]
    whole[0] = whole[1:]

    with pytest.raises(WireError):
        SharedValues(1, lambda _: None, lambda _: None, wholes=True).pack(whole[1:])
