"""Writes a value as the wire's bytes, within the limits."""

from __future__ import annotations

import array
from collections.abc import Callable
from typing import Any

from grader.judge.wire import table
from grader.judge.wire.form import (
    AGAIN,
    COMPLEX,
    FLOAT,
    INT,
    LENGTH,
    MAPPINGS,
    MAX_DEPTH,
    MAX_INT_BYTES,
    MAX_ITEMS,
    NAME,
    NAMED,
    PART,
    SEQUENCES,
    WireError,
)
from grader.judge.wire.held import Holding, Outgoing

Outward = Callable[[Any], "tuple[Any, ...] | None"]
"""Gives the handle for an object that is not plain, or None to refuse it."""

_RUNS = {int: "q", float: "d"}
_RUN_LENGTH = 16


class Writer:
    """The bytes of one value, as they come together in ``parts``; what is held twice counts twice against the limits."""

    def __init__(self, outward: Outward | None, max_bytes: int, held: Outgoing | None) -> None:
        self.parts: list[bytes] = []
        self.held = held
        self.outward = outward
        self.max_bytes = max_bytes
        self.size = 0
        self.items = 0
        self.deepest = 0

    def add(self, *parts: bytes) -> None:
        for part in parts:
            self.parts.append(part)
            self.size += len(part)
        if self.size > self.max_bytes:
            raise WireError(f"the value is larger than {self.max_bytes:,} bytes")

    def blob(self, tag: bytes, data: bytes) -> None:
        if len(data) > self.max_bytes:
            raise WireError(f"the value is larger than {self.max_bytes:,} bytes")
        self.add(tag, LENGTH.pack(len(data)), data)

    def put(self, value: Any, depth: int) -> None:
        self.items += 1
        if depth > self.deepest or self.items > MAX_ITEMS:
            self.count(0, depth)
        kind = type(value)
        if value is None or kind is bool:
            self.add(b"N" if value is None else b"T" if value else b"F")
        elif kind is int:
            self.put_int(value)
        elif kind is float:
            self.add(b"f", FLOAT.pack(value))
        elif kind is str:
            self.blob(b"s", value.encode("utf-8", "surrogatepass"))
        elif self.held is not None and table.is_mutable(kind):
            self.put_held(self.held, kind, value, depth)
        else:
            self.put_parts(kind, value, depth)

    def count(self, items: int, depth: int) -> None:
        """Count parts, of which the deepest is at ``depth``, and hold the value to the limits."""
        self.items += items
        if depth > self.deepest:
            self.deepest = depth
            if depth > MAX_DEPTH:
                raise WireError(f"the value is nested more than {MAX_DEPTH} deep")
        if self.items > MAX_ITEMS:
            raise WireError(f"the value has more than {MAX_ITEMS:,} parts")

    def put_held(self, held: Outgoing, kind: type, value: Any, depth: int) -> None:
        """Write a container that can be changed in place: whole, or by where it is already."""
        place = held.places.get(id(value))
        name = held.name(value) if place is None else None
        if place is not None:
            parts, size, height = held.size(place)
            self.count(parts - 1, depth + height)
            self.size += size
            self.add(AGAIN, LENGTH.pack(place))
        elif name is not None:
            self.add(NAMED, NAME.pack(*name))
        else:
            items, size, deepest = self.items, self.size, self.deepest
            self.deepest = depth
            part = held.part(value)
            if part is not None:
                self.add(PART)
                self.put_made(part, depth, holds=False)
            else:
                self.put_parts(kind, value, depth)
            held.add(value, (self.items - items + 1, self.size - size, self.deepest - depth))
            self.deepest = max(deepest, self.deepest)

    def put_parts(self, kind: type, value: Any, depth: int) -> None:
        """Write a value part by part."""
        if kind in SEQUENCES:
            self.put_sequence(kind, value, depth)
        elif kind in MAPPINGS:
            self.put_pairs(MAPPINGS[kind], value, depth)
        else:
            self.put_other(kind, value, depth)

    def put_int(self, value: int) -> None:
        if -(2**63) <= value < 2**63:
            self.add(b"i", INT.pack(value))
            return
        size = value.bit_length() // 8 + 1
        if size > MAX_INT_BYTES:
            raise WireError(f"the whole number has more than {MAX_INT_BYTES * 2:,} hexadecimal digits")
        self.blob(b"I", value.to_bytes(size, "little", signed=True))

    def put_sequence(self, kind: type, value: Any, depth: int) -> None:
        if kind in (list, tuple) and len(value) >= _RUN_LENGTH and self.put_run(kind, value):
            return
        items = list(value)
        self.add(SEQUENCES[kind], LENGTH.pack(len(items)))
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
        self.count(len(value), 0)
        self.blob(b"R" + SEQUENCES[kind] + code.encode(), block)
        return True

    def put_pairs(self, tag: bytes, value: Any, depth: int) -> None:
        pairs = list(value.items())
        self.add(tag, LENGTH.pack(len(pairs)))
        for key, item in pairs:
            self.put(key, depth + 1)
            self.put(item, depth + 1)

    def put_other(self, kind: type, value: Any, depth: int) -> None:
        if kind is bytes:
            self.blob(b"b", value)
        elif kind is bytearray:
            self.blob(b"B", bytes(value))
        elif kind is complex:
            self.add(b"c", COMPLEX.pack(value.real, value.imag))
        else:
            record = table.of_type(kind)
            payload = record.take(value) if record is not None else None
            if record is None or payload is None:
                self.put_handle(value, depth)
            else:
                self.blob(b"P", record.name.encode())
                self.put_made(payload, depth, holds=record.holds)

    def put_handle(self, value: Any, depth: int) -> None:
        handle = self.outward(value) if self.outward is not None else None
        if handle is None:
            raise WireError(f"a {type(value).__name__} is not plain data")
        holds = type(handle) is Holding
        self.add(b"K" if holds else b"H")
        self.put_made(tuple(handle), depth, holds=holds)

    def put_made(self, parts: Any, depth: int, *, holds: bool) -> None:
        """Write what was made for the way; with ``holds``, the value's own containers are in it."""
        held, self.held = self.held, self.held if holds else None
        self.put(parts, depth + 1)
        self.held = held
