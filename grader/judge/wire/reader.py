"""Reads the wire's bytes, trusting nothing in them: what comes out is an honest object of an ordinary type, or an error."""

from __future__ import annotations

import array
import collections
from collections.abc import Callable
from typing import Any

from grader.judge.wire import table
from grader.judge.wire.form import (
    AGAIN,
    COMPLEX,
    FLOAT,
    INT,
    LENGTH,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_INT_BYTES,
    MAX_ITEMS,
    NAME,
    NAMED,
    PART,
    WireError,
)
from grader.judge.wire.held import Incoming

Inward = Callable[["tuple[Any, ...]"], Any]
"""Turns a handle into what stands for its object on this side."""

_MAKE_SEQUENCE: dict[int, Callable[[list[Any]], Any]] = {
    ord("l"): list,
    ord("t"): tuple,
    ord("S"): set,
    ord("Z"): frozenset,
}
_MAKE_MAPPING: dict[int, Callable[[], Any]] = {ord("d"): dict, ord("O"): collections.OrderedDict, ord("C"): collections.Counter}

_NOT_SIMPLE = frozenset(b"SZOCPHK")
_MAY_BE_HELD = frozenset(b"lSdOCBRP" + PART)


class Reader:
    """Reads one value from bytes that may come from a liar; ``at`` is how far it has come.

    With ``simple`` nothing is read but None, truths, numbers, text, bytes, lists, tuples, and dictionaries whose keys are text:
    the time and memory that these take grow with the message alone. Of the other types a short message can ask for hours (keys
    that all have one hash) or for all memory there is (a table of a thousand million rows that are only counted).

    What is held twice counts twice against the limits: to compare it takes as long as if it had come twice.
    """

    def __init__(self, data: bytes, inward: Inward | None, held: Incoming | None, *, simple: bool = False) -> None:
        self.data = data
        self.held = held
        self.inward = inward
        self.simple = simple
        self.at = 0
        self.items = 0
        self.repeated = 0
        self.deepest = 0

    def take(self, size: int) -> bytes:
        end = self.at + size
        if end > len(self.data):
            raise WireError("the message is damaged (it ends too soon)")
        part = self.data[self.at : end]
        self.at = end
        return part

    def length(self, least: int) -> int:
        """Read a count of parts that take at least ``least`` bytes each, so that a short message cannot ask for much memory."""
        count: int = LENGTH.unpack(self.take(4))[0]
        if count * least > len(self.data) - self.at:
            raise WireError("the message is damaged (it ends too soon)")
        return count

    def blob(self) -> bytes:
        return self.take(self.length(1))

    def get(self, depth: int) -> Any:
        tag = self.tag(depth)
        if self.held is None:
            return self.parts(tag, depth)
        if tag == AGAIN[0]:
            return self.again(self.held, depth)
        if tag == NAMED[0]:
            return self.held.named(*NAME.unpack(self.take(NAME.size)))
        if tag not in _MAY_BE_HELD:
            return self.parts(tag, depth)
        items, size, deepest = self.items, self.at + self.repeated, self.deepest
        self.deepest = depth
        held = self.held
        value = held.part(self.made(depth, holds=False)) if tag == PART[0] else self.parts(tag, depth)
        if table.is_mutable(type(value)):
            value = held.take(value, (self.items - items + 1, self.at + self.repeated - size + 1, self.deepest - depth))
        self.deepest = max(deepest, self.deepest)
        return value

    def again(self, held: Incoming, depth: int) -> Any:
        """Return a container that has been read already."""
        place = LENGTH.unpack(self.take(4))[0]
        made = held.again(place)
        parts, size, height = held.size(place)
        self.count(parts - 1, depth + height)
        self.repeated += size
        if self.repeated > MAX_BYTES:
            raise WireError(f"the value is larger than {MAX_BYTES:,} bytes")
        return made

    def count(self, items: int, depth: int) -> None:
        """Count parts, of which the deepest is at ``depth``, and hold the value to the limits."""
        self.items += items
        if depth > self.deepest:
            self.deepest = depth
            if depth > MAX_DEPTH + 2:
                raise WireError(f"the value is nested more than {MAX_DEPTH} deep")
        if self.items > MAX_ITEMS:
            raise WireError(f"the value has more than {MAX_ITEMS:,} parts")

    def parts(self, tag: int, depth: int) -> Any:
        """Read a value after its mark, part by part."""
        simple = _SIMPLE.get(tag)
        if simple is not None:
            return simple(self)
        if tag in _MAKE_SEQUENCE:
            return _MAKE_SEQUENCE[tag]([self.get(depth + 1) for _ in range(self.length(1))])
        if tag in _MAKE_MAPPING:
            return self.mapping(_MAKE_MAPPING[tag](), depth)
        if tag == ord("P"):
            record = table.of_name(self.blob().decode("ascii"))
            if record is None:
                raise WireError("the message is damaged (an unknown kind of value)")
            return record.make(self.made(depth, holds=record.holds))
        if tag in b"HK":
            return self.handle(depth, holds=tag == ord("K"))
        raise WireError("the message is damaged (an unknown mark)")

    def tag(self, depth: int) -> int:
        """Read the mark before a value, and hold the value to the limits."""
        self.items += 1
        if depth > self.deepest or self.items > MAX_ITEMS:
            self.count(0, depth)
        tag = self.take(1)[0]
        if self.simple and tag in _NOT_SIMPLE:
            raise WireError("the message holds something that is not simple")
        return tag

    def mapping(self, made: Any, depth: int) -> Any:
        for _ in range(self.length(2)):
            key = self.get(depth + 1)
            if self.simple and type(key) is not str:
                raise WireError("the message holds something that is not simple")
            made[key] = self.get(depth + 1)
        return made

    def made(self, depth: int, *, holds: bool) -> Any:
        """Read what was made for the way; with ``holds``, the value's own containers are in it."""
        held, self.held = self.held, self.held if holds else None
        parts = self.get(depth + 1)
        self.held = held
        return parts

    def handle(self, depth: int, *, holds: bool) -> Any:
        handle = self.made(depth, holds=holds)
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
        self.count(len(items), 0)
        return make(items.tolist())


_SIMPLE: dict[int, Callable[[Reader], Any]] = {
    ord("N"): lambda r: None,  # noqa: ARG005  every entry has one shape
    ord("T"): lambda r: True,  # noqa: ARG005
    ord("F"): lambda r: False,  # noqa: ARG005
    ord("i"): lambda r: INT.unpack(r.take(8))[0],
    ord("I"): Reader.big,
    ord("f"): lambda r: FLOAT.unpack(r.take(8))[0],
    ord("c"): lambda r: complex(*COMPLEX.unpack(r.take(16))),
    ord("s"): lambda r: r.blob().decode("utf-8", "surrogatepass"),
    ord("b"): Reader.blob,
    ord("B"): lambda r: bytearray(r.blob()),
    ord("R"): Reader.run,
}
