"""Plain data crosses unchanged; nothing else crosses."""

from __future__ import annotations

import collections
import datetime as dt
import decimal
import fractions
import math
import zoneinfo
from typing import Any

import hypothesis.extra.numpy as hnp
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.judge.wire import MAX_DEPTH, Incoming, Outgoing, WireError, decode, encode

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.complex_numbers(allow_nan=False)
    | st.text(st.characters())
    | st.binary()
    | st.dates()
    | st.datetimes(timezones=st.none() | st.just(dt.UTC) | st.just(zoneinfo.ZoneInfo("Europe/London")))
    | st.times()
    | st.timedeltas()
    | st.decimals(allow_nan=False)
    | st.fractions()
    | st.uuids()
)
hashable = st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.dates()
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=20)
        | st.lists(inner, max_size=5).map(tuple)
        | st.dictionaries(hashable, inner, max_size=5)
        | st.sets(hashable, max_size=5)
        | st.frozensets(hashable, max_size=5)
        | st.lists(inner, max_size=4).map(collections.deque)
    ),
    max_leaves=30,
)


def crossed(value: Any) -> Any:
    """Return a value as it arrives, where both sides count alike what can be changed in place, and as it does otherwise."""
    sent, received = Outgoing(lambda _: None), Incoming(lambda *_: None, lambda _: None)
    arrived = decode(encode(value, held=sent), held=received)
    assert [type(container) for container in received.containers] == [type(container) for container in sent.containers]
    return arrived


def same(one: Any, other: Any) -> bool:
    """Equal, and of the same types all the way down."""
    if type(one) is not type(other):
        return False
    if type(one) in (list, tuple, collections.deque):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[k], other[k]) for k in one)
    return bool(one == other)


@given(values)
def test_what_is_sent_arrives(value: Any) -> None:
    assert same(crossed(value), value)
    assert same(decode(encode(value)), value)


@given(
    hnp.arrays(
        st.sampled_from(["f8", "i4", "u1", "?", "c16", "M8[ns]", "m8[s]", "U3", "S2", "f4"]),
        hnp.array_shapes(min_dims=0, min_side=0),
    )
)
def test_arrays_arrive(array: np.ndarray[Any, Any]) -> None:
    arrived = crossed(array)
    assert arrived.dtype == array.dtype
    np.testing.assert_array_equal(arrived, array)


@given(st.binary(max_size=400))
def test_rubbish_is_refused_or_read_but_never_breaks_out(data: bytes) -> None:
    try:
        decode(data)
    except WireError:
        return


@given(values, st.data())
def test_a_damaged_message_is_refused_or_read_as_plain_data(value: Any, data: st.DataObject) -> None:
    message = bytearray(encode(value))
    place = data.draw(st.integers(0, len(message) - 1))
    message[place] ^= data.draw(st.integers(1, 255))
    try:
        decode(bytes(message))
    except WireError:
        return


TABLE = pd.DataFrame(
    {
        "int": [1, 2, 3],
        "text": ["x", None, "z"],
        "category": pd.Categorical(["u", "v", "u"], categories=["v", "u"], ordered=True),
        "zoned": pd.date_range("2026-01-01", periods=3, tz="Europe/London"),
        "nullable": pd.array([1, None, 3], dtype="Int64"),
        "period": pd.period_range("2026-01", periods=3, freq="M"),
        "interval": pd.interval_range(0, 3),
        "flag": pd.array([True, None, False], dtype="boolean"),
        "float": [1.0, math.nan, 2.0],
        "object": [[1], {"a": 1}, None],
        "day": pd.date_range("2026-01-01", periods=3),
        "span": pd.to_timedelta([1, 2, 3], unit="D"),
        "string": pd.array(["a", None, "b"], dtype=pd.StringDtype(na_value=pd.NA)),
    }
)
TABLES = {
    "plain": TABLE,
    "empty": TABLE.iloc[:0],
    "no columns": TABLE[[]],
    "nothing": pd.DataFrame(),
    "two levels": TABLE.set_index(["int", "text"]),
    "columns of two levels": TABLE.groupby("category", observed=True).agg({"int": ["sum", "mean"]}),
    "numbers": pd.DataFrame(np.eye(3)),
    "same name twice": pd.DataFrame([[1, 2]], columns=["a", "a"]),
    **{
        f"index {name}": TABLE.set_index(name)
        for name in ("text", "category", "zoned", "nullable", "period", "interval", "day", "span")
    },
    "index with a frequency": pd.DataFrame({"n": range(3)}, index=pd.date_range("2026-01-01", periods=3, freq="D")),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_arrive(name: str) -> None:
    arrived = crossed(TABLES[name])
    pd.testing.assert_frame_equal(arrived, TABLES[name])
    assert type(arrived.index) is type(TABLES[name].index)


@pytest.mark.parametrize(
    "value",
    [
        pd.NA,
        pd.NaT,
        pd.Timestamp("2026-01-01 10:00", tz="UTC"),
        pd.Timedelta("1D"),
        pd.Period("2026-01", "M"),
        pd.Interval(0, 1),
        pd.Int64Dtype(),
        pd.CategoricalDtype(["a"], ordered=True),
        np.float64(1.5),
        np.int8(3),
        np.bool_(True),
        np.dtype("f8"),
        np.datetime64("2026-01-01"),
        range(3),
        ...,
        slice(1, 2),
        collections.Counter("aab"),
        collections.OrderedDict(b=1, a=2),
        collections.defaultdict(list, a=[1]),
        collections.deque([1], maxlen=2),
        decimal.Decimal("NaN"),
        fractions.Fraction(1, 3),
    ],
    ids=repr,
)
def test_single_values_arrive(value: Any) -> None:
    arrived = crossed(value)
    assert type(arrived) is type(value)
    assert repr(arrived) == repr(value)


class Int(int):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = int.__hash__


class Text(str):
    pass


class Items(list):  # type: ignore[type-arg]
    pass


class Frame(pd.DataFrame):
    pass


class Array(np.ndarray):  # type: ignore[type-arg]
    pass


@pytest.mark.parametrize(
    "value",
    [
        Int(3),
        Text("x"),
        Items([1]),
        {"a": Int(1)},
        [Text("x")],
        Frame({"a": [1]}),
        np.arange(3).view(Array),
        pd.Series([Int(1)], dtype=object),
        object(),
        print,
        np.array([(1,)], dtype=[("a", "O")]),
        np.clongdouble(1),
        collections.defaultdict(lambda: 1),
        10**200_000,
        type("A", (), {})(),
    ],
    ids=lambda v: type(v).__name__,
)
def test_what_is_not_exactly_plain_does_not_cross(value: Any) -> None:
    with pytest.raises(WireError):
        encode(value)


def test_depth_is_bounded() -> None:
    value: Any = []
    for _ in range(MAX_DEPTH + 5):
        value = [value]
    with pytest.raises(WireError, match="deep"):
        encode(value)
    own: list[Any] = []
    own.append(own)
    with pytest.raises(WireError, match="deep"):
        encode(own)
    with pytest.raises(WireError):
        decode(b"l\x01\x00\x00\x00" * 5000 + b"N")


def test_size_is_bounded_both_ways() -> None:
    with pytest.raises(WireError, match="larger"):
        encode(b"x" * 2000, max_bytes=1000)
    with pytest.raises(WireError, match="larger"):
        decode(encode(b"x" * 2000), max_bytes=1000)


def test_a_short_message_cannot_ask_for_much_memory() -> None:
    with pytest.raises(WireError):
        decode(b"l\xff\xff\xff\xff")
    with pytest.raises(WireError):
        decode(b"s\xff\xff\xff\x7fabc")


def test_rarer_arrays_arrive() -> None:
    table = np.array([("A", True)], dtype=[("ward", "U5"), ("open", "?")])
    arrived = crossed(table)
    assert arrived.dtype == table.dtype
    assert arrived.tolist() == table.tolist()
    masked = crossed(np.ma.masked_array([1, 2], mask=[False, True]))
    assert masked.mask.tolist() == [False, True]
    assert masked.sum() == 1
    assert crossed(np.longdouble(1) / 3) == np.longdouble(1) / 3


def test_random_numbers_go_on_where_they_were() -> None:
    for maker in (np.random.default_rng(3), np.random.Generator(np.random.MT19937(3)), np.random.RandomState(3)):
        assert crossed(maker).normal() == maker.normal()


@pytest.mark.parametrize("place", [-1, 625, 10**9])
def test_a_random_state_that_points_outside_itself_is_refused(place: int) -> None:
    key = np.zeros(624, dtype=np.uint32)
    message = encode(("MT19937", key, place, 0, 0.0))
    with pytest.raises(WireError):
        decode(b"P" + len(b"np.random.RandomState").to_bytes(4, "little") + b"np.random.RandomState" + message)
    state = encode({"bit_generator": "MT19937", "state": {"key": key, "pos": place}})
    with pytest.raises(WireError):
        decode(b"P" + len(b"np.random.Generator").to_bytes(4, "little") + b"np.random.Generator" + state)


def test_a_false_truth_value_becomes_a_real_one() -> None:
    message = encode(np.array([True, False]))
    arrived = decode(message[:-2] + b"\x07\x00")
    assert arrived.tolist() == [True, False]
    assert arrived.view(np.uint8).tolist() == [1, 0]


def test_handles_cross_only_where_both_sides_agree() -> None:
    thing = object()
    message = encode([thing], lambda value: ("thing", 7) if value is thing else None)
    assert decode(message, lambda handle: f"stand-in {handle[1]}") == ["stand-in 7"]
    with pytest.raises(WireError):
        decode(message)
