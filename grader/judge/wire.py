"""Plain data as bytes, both ways: how a value crosses between a student's process and the judge.

Knows nothing of notebooks or marks.

No pickle and nothing that runs on reading: a type is either in the table of exact types below, or it does not cross. A
subclass is never taken for its base, so a number with a false ``__eq__`` cannot arrive as a number. Whoever sends may be
lying about a value, but what is read is always an honest object of an ordinary type. Depth, size and count are bounded on
writing and on reading.

Anything else can only cross as a *handle*: a plain tuple that the caller's ``outward`` hook gives for an object and the
caller's ``inward`` hook turns into a stand-in on the other side.
"""

from __future__ import annotations

import array
import collections
import struct
from collections.abc import Callable
from typing import Any

from grader.judge import wiretypes

Outward = Callable[[Any], "tuple[Any, ...] | None"]
Inward = Callable[["tuple[Any, ...]"], Any]

MAX_DEPTH = 100
MAX_BYTES = 64 * 1024 * 1024
MAX_ITEMS = 4_000_000
MAX_INT_BYTES = 65_536


class WireError(Exception):
    """A value that does not cross, or bytes that are not a value. The message says which limit or type was in the way."""


def encode(value: Any, outward: Outward | None = None, *, max_bytes: int = MAX_BYTES) -> bytes:
    """Write one value.

    Parameters
    ----------
    value:
        What to send.
    outward:
        Called with any object that is not of an exact plain type; gives a plain tuple to send as a handle, or None to refuse.
    max_bytes:
        The most bytes to write.

    Raises
    ------
    WireError
        The value holds something that is not plain, or is too deep or too large.
    """
    writer = _Writer(outward, max_bytes)
    writer.put(value, 0)
    return b"".join(writer.parts)


def decode(data: bytes, inward: Inward | None = None, *, max_bytes: int = MAX_BYTES) -> Any:
    """Read one value, trusting nothing in ``data``.

    Raises
    ------
    WireError
        The bytes are not exactly one value within the limits, or hold a handle and no ``inward`` was given.
    """
    if len(data) > max_bytes:
        raise WireError(f"the message is larger than {max_bytes:,} bytes")
    reader = _Reader(data, inward)
    try:
        value = reader.get(0)
    except WireError:
        raise
    except Exception as error:
        # numpy, pandas and datetime each refuse bad parts in their own way
        raise WireError(f"the message is damaged ({type(error).__name__})") from error
    if reader.at != len(data):
        raise WireError("the message is damaged (bytes left over)")
    return value


_LENGTH = struct.Struct("<I")
_INT = struct.Struct("<q")
_FLOAT = struct.Struct("<d")
_COMPLEX = struct.Struct("<dd")

_SEQUENCES: dict[type, bytes] = {list: b"l", tuple: b"t", set: b"S", frozenset: b"Z"}
_MAPPINGS: dict[type, bytes] = {dict: b"d", collections.OrderedDict: b"O", collections.Counter: b"C"}
_MAKE_SEQUENCE: dict[int, Callable[[list[Any]], Any]] = {
    ord("l"): list,
    ord("t"): tuple,
    ord("S"): set,
    ord("Z"): frozenset,
}
_MAKE_MAPPING: dict[int, Callable[[], Any]] = {ord("d"): dict, ord("O"): collections.OrderedDict, ord("C"): collections.Counter}
_RUNS = {int: "q", float: "d"}
_RUN_LENGTH = 16


class _Writer:
    def __init__(self, outward: Outward | None, max_bytes: int) -> None:
        self.parts: list[bytes] = []
        self.outward = outward
        self.max_bytes = max_bytes
        self.size = 0
        self.items = 0

    def add(self, *parts: bytes) -> None:
        for part in parts:
            self.parts.append(part)
            self.size += len(part)
        if self.size > self.max_bytes:
            raise WireError(f"the value is larger than {self.max_bytes:,} bytes")

    def blob(self, tag: bytes, data: bytes) -> None:
        if len(data) > self.max_bytes:
            raise WireError(f"the value is larger than {self.max_bytes:,} bytes")
        self.add(tag, _LENGTH.pack(len(data)), data)

    def put(self, value: Any, depth: int) -> None:
        self.items += 1
        if depth > MAX_DEPTH:
            raise WireError(f"the value is nested more than {MAX_DEPTH} deep")
        if self.items > MAX_ITEMS:
            raise WireError(f"the value has more than {MAX_ITEMS:,} parts")
        kind = type(value)
        if value is None or kind is bool:
            self.add(b"N" if value is None else b"T" if value else b"F")
        elif kind is int:
            self.put_int(value)
        elif kind is float:
            self.add(b"f", _FLOAT.pack(value))
        elif kind is str:
            self.blob(b"s", value.encode("utf-8", "surrogatepass"))
        elif kind in _SEQUENCES:
            self.put_sequence(kind, value, depth)
        elif kind in _MAPPINGS:
            self.put_pairs(_MAPPINGS[kind], value, depth)
        else:
            self.put_other(kind, value, depth)

    def put_int(self, value: int) -> None:
        if -(2**63) <= value < 2**63:
            self.add(b"i", _INT.pack(value))
            return
        size = value.bit_length() // 8 + 1
        if size > MAX_INT_BYTES:
            raise WireError(f"the whole number has more than {MAX_INT_BYTES * 2:,} hexadecimal digits")
        self.blob(b"I", value.to_bytes(size, "little", signed=True))

    def put_sequence(self, kind: type, value: Any, depth: int) -> None:
        if kind in (list, tuple) and len(value) >= _RUN_LENGTH and self.put_run(kind, value):
            return
        items = list(value)
        self.add(_SEQUENCES[kind], _LENGTH.pack(len(items)))
        for item in items:
            self.put(item, depth + 1)

    def put_run(self, kind: type, value: Any) -> bool:
        """Write a long list of nothing but ints, or of nothing but floats, in one block."""
        kinds = set(map(type, value))
        code = _RUNS.get(kinds.pop()) if len(kinds) == 1 else None
        if code is None:
            return False
        try:
            block = array.array(code, value).tobytes()
        except OverflowError:
            return False
        self.items += len(value)
        self.blob(b"R" + _SEQUENCES[kind] + code.encode(), block)
        return True

    def put_pairs(self, tag: bytes, value: Any, depth: int) -> None:
        pairs = list(value.items())
        self.add(tag, _LENGTH.pack(len(pairs)))
        for key, item in pairs:
            self.put(key, depth + 1)
            self.put(item, depth + 1)

    def put_other(self, kind: type, value: Any, depth: int) -> None:
        if kind is bytes:
            self.blob(b"b", value)
        elif kind is bytearray:
            self.blob(b"B", bytes(value))
        elif kind is complex:
            self.add(b"c", _COMPLEX.pack(value.real, value.imag))
        elif kind in wiretypes.RECORDS:
            record = wiretypes.RECORDS[kind]
            payload = record.take(value)
            if payload is None:
                self.put_handle(value, depth)
            else:
                self.blob(b"P", record.name.encode())
                self.put(payload, depth + 1)
        else:
            self.put_handle(value, depth)

    def put_handle(self, value: Any, depth: int) -> None:
        handle = self.outward(value) if self.outward is not None else None
        if handle is None:
            raise WireError(f"a {type(value).__name__} is not plain data")
        self.add(b"H")
        self.put(handle, depth + 1)


class _Reader:
    def __init__(self, data: bytes, inward: Inward | None) -> None:
        self.data = data
        self.inward = inward
        self.at = 0
        self.items = 0

    def take(self, size: int) -> bytes:
        end = self.at + size
        if end > len(self.data):
            raise WireError("the message is damaged (it ends too soon)")
        part = self.data[self.at : end]
        self.at = end
        return part

    def length(self, least: int) -> int:
        """Read a count of parts that take at least ``least`` bytes each, so that a short message cannot ask for much memory."""
        count: int = _LENGTH.unpack(self.take(4))[0]
        if count * least > len(self.data) - self.at:
            raise WireError("the message is damaged (it ends too soon)")
        return count

    def blob(self) -> bytes:
        return self.take(self.length(1))

    def get(self, depth: int) -> Any:
        self.items += 1
        if depth > MAX_DEPTH + 2:
            raise WireError(f"the value is nested more than {MAX_DEPTH} deep")
        if self.items > MAX_ITEMS:
            raise WireError(f"the value has more than {MAX_ITEMS:,} parts")
        tag = self.take(1)[0]
        simple = _SIMPLE.get(tag)
        if simple is not None:
            return simple(self)
        if tag in _MAKE_SEQUENCE:
            return _MAKE_SEQUENCE[tag]([self.get(depth + 1) for _ in range(self.length(1))])
        if tag in _MAKE_MAPPING:
            mapping = _MAKE_MAPPING[tag]()
            for _ in range(self.length(2)):
                key = self.get(depth + 1)
                mapping[key] = self.get(depth + 1)
            return mapping
        if tag == ord("P"):
            record = wiretypes.NAMED.get(self.blob().decode("ascii"))
            if record is None:
                raise WireError("the message is damaged (an unknown kind of value)")
            return record.make(self.get(depth + 1))
        if tag == ord("H"):
            return self.handle(depth)
        raise WireError("the message is damaged (an unknown mark)")

    def handle(self, depth: int) -> Any:
        handle = self.get(depth + 1)
        if self.inward is None or type(handle) is not tuple:
            raise WireError("the value holds something that is not plain data")
        return self.inward(handle)

    def big(self) -> int:
        data = self.blob()
        if len(data) > MAX_INT_BYTES:
            raise WireError("the whole number is too long")
        return int.from_bytes(data, "little", signed=True)

    def run(self) -> Any:
        make, code = _MAKE_SEQUENCE[self.take(1)[0]], chr(self.take(1)[0])
        if code not in "qd":
            raise WireError("the message is damaged (an unknown run)")
        items = array.array(code)
        items.frombytes(self.blob())
        self.items += len(items)
        return make(items.tolist())


_SIMPLE: dict[int, Callable[[_Reader], Any]] = {
    ord("N"): lambda r: None,  # noqa: ARG005  every entry has one shape
    ord("T"): lambda r: True,  # noqa: ARG005
    ord("F"): lambda r: False,  # noqa: ARG005
    ord("i"): lambda r: _INT.unpack(r.take(8))[0],
    ord("I"): _Reader.big,
    ord("f"): lambda r: _FLOAT.unpack(r.take(8))[0],
    ord("c"): lambda r: complex(*_COMPLEX.unpack(r.take(16))),
    ord("s"): lambda r: r.blob().decode("utf-8", "surrogatepass"),
    ord("b"): _Reader.blob,
    ord("B"): lambda r: bytearray(r.blob()),
    ord("R"): _Reader.run,
}
