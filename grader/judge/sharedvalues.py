"""Lists, tables and the like that both sides hold: changed on one side, they change on the other, as if they were one object.

A test may hand a list to a student's function and look at it afterwards, or change a student's list and call a function that
reads it. Each side keeps its own copy; before control passes, what has changed since it last passed is sent along and put
into the other copy in place. What is in it stays what it was as well: a list that was sorted holds the same tables as before,
in another order, and a row that a test took out of a grid is still that row of the grid. Knows nothing of names, calls or tests.
"""

from __future__ import annotations

import contextlib
import operator
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.judge import wire
from grader.judge.inplace import put_into
from grader.judge.wire.numpytypes import make_view, take_view

Packed = tuple[Any, ...]
Name = tuple[int, int]
"""What both sides call a container: the number of the copy that it is in and its place there, or ``_WHOLE`` if it is the copy."""
Change = tuple[int, bytes, list[Name]]
"""A copy's number, its content, and the name that every container in it had before: no names if all are where they were."""
Changes = tuple[list[tuple[int, bytes]], list[Change]]
"""The copies that are new, each with its number and content; and those that have changed."""

_MOST = 64
_LARGEST_WHOLE = 1 << 20
"""The most bytes of an array that crosses because a part of it does."""
_WHOLE = -1
_NEW = (-1, -1)


class _Entry:
    """One copy: its containers by place, itself the last, now and before the last change; and how it looked when it crossed."""

    __slots__ = ("earlier", "held", "seen")

    def __init__(self, held: list[Any], seen: bytes) -> None:
        self.earlier = self.held = held
        self.seen = seen

    @property
    def value(self) -> Any:
        return self.held[-1]


class SharedValues:
    """One side's copies, by number.

    A container that is in two copies, or is one, is written once: in the first of the copies, or as its own; the rest name it.

    Parameters
    ----------
    first:
        0 on one side and 1 on the other, so that both can number without asking.
    outward, inward:
        How what is not plain crosses (see ``wire``).
    wholes:
        When part of an array crosses, the whole does too, so that it is part of it on the other side as well. Not for tests:
        the rest of theirs is not for the student's code to see.
    """

    def __init__(self, first: int, outward: wire.Outward, inward: wire.Inward, *, wholes: bool = False) -> None:
        self._next = first
        self._outward = outward
        self._inward = inward
        self._shares_wholes = wholes
        self._sharing: set[int] = set()
        self._entries: dict[int, _Entry] = {}
        self._wholes: dict[int, Name] = {}
        self._names: dict[int, Name] | None = None
        self._new: list[tuple[int, bytes]] = []

    def pack(self, value: Any) -> Packed:
        """Make a value ready to cross: by name when the other side has it, or will with the next ``changes``, else whole."""
        if wire.is_mutable(type(value)):
            return ("r", *self._shared(value))
        held = self._outgoing(self._shared)
        return ("v", wire.encode(value, self._outward, held=held))

    def pack_copy(self, value: Any) -> Packed:
        """Make a value ready to cross whole, to be the other side's own."""
        return ("v", wire.encode(value, self._outward, held=wire.Outgoing(lambda _: None)))

    def unpack(self, packed: Packed) -> Any:
        """Take a value that has crossed, after the changes that crossed with it."""
        if packed[0] == "r":
            return self._named_before(*packed[1:])
        return wire.decode(packed[1], self._inward, held=wire.Incoming(self._named_before, self._part))

    def new(self) -> Changes:
        """Return the copies that are new, where nothing else can have changed since control last passed."""
        new, self._new = self._new, []
        return new, []

    def changes(self) -> Changes:
        """Return the copies that are new or have changed since they last crossed, and count them as crossed."""
        changed: list[Change] = []
        moved: list[tuple[_Entry, list[Any]]] = []
        names: dict[int, Name] = {}
        for number, entry in list(self._entries.items()):
            data, held = self._written(number, entry.value, names)
            stays = len(held) == len(entry.held) and all(map(operator.is_, held, entry.held))
            if data != entry.seen or not stays:
                changed.append((number, data, [] if stays else self._former(held)))
                entry.seen = data
            if not stays:
                moved.append((entry, held))
        changed += self._left(moved, names)
        for entry, held in moved:
            entry.held = held
            self._names = None
        new, _ = self.new()
        return new, changed

    def _left(self, moved: list[tuple[_Entry, list[Any]]], names: dict[int, Name]) -> list[Change]:
        """Make what is in no copy any more a copy of its own: a test may have taken it out before, and look at it now."""
        changed: list[Change] = []
        left: list[list[Any]] = []
        for container in (container for entry, _ in moved for container in reversed(entry.held)):
            if id(container) in names or id(container) in self._wholes or len(left) == _MOST:
                continue
            try:
                data, held = self._written(self._next, container, names)
            except wire.WireError:
                # it was plain while it was in the copy, and need not be now
                continue
            changed.append((self._next, data, self._former(held)))
            left.append(held)
            self._next += 2
        for (number, data, _), held in zip(changed, left, strict=True):
            self._keep(number, held, data)
        return changed

    def _written(self, number: int, value: Any, names: dict[int, Name]) -> tuple[bytes, list[Any]]:
        """Write a copy that may name what is in those before it; return the containers that are in it first, and name them."""
        outgoing = self._outgoing(self._elsewhere(value, names))
        data = wire.encode(value, self._outward, held=outgoing)
        names.update((id(container), (number, place)) for place, container in enumerate(outgoing.containers))
        return data, outgoing.containers

    def _former(self, held: list[Any]) -> list[Name]:
        return [self._name(container) or _NEW for container in held]

    def accept(self, changes: Changes) -> None:
        """Put the other side's changes into this side's copies, and take its new ones."""
        new, changed = changes
        for number, data in new:
            held = wire.Incoming(self._named, self._part)
            self._check(wire.decode(data, self._inward, held=held), held)
            self._keep(number, held.containers, data)
        self._settle()
        for number, data, before in changed:
            entry = self._entries.get(number)
            older = [None if name == _NEW else self._named_before(*name) for name in before] or (entry.held if entry else [])
            held = wire.Incoming(self._named, self._part, older, put_into)
            value = wire.decode(data, self._inward, held=held)
            self._check(value, held)
            if entry is None:
                self._keep(number, held.containers, data)
            elif value is entry.value:
                entry.held, entry.seen = held.containers, data
                self._names = None
            else:
                raise wire.WireError(f"a {type(value).__name__} was changed in place in a way that cannot be followed")

    def unused(self) -> list[int]:
        """Forget the copies that nothing else here refers to, and the oldest beyond a bound; return their numbers."""
        self._settle()
        # one reference is the entry's own, one is the call's
        gone = [number for number, entry in self._entries.items() if sys.getrefcount(entry.value) <= 2]
        self.drop(gone)
        oldest = list(self._entries)[: max(0, len(self._entries) - _MOST)]
        self.drop(oldest)
        return gone + oldest

    def drop(self, numbers: list[int]) -> None:
        """Forget these copies."""
        for number in numbers:
            entry = self._entries.pop(number, None)
            if entry is not None:
                self._wholes.pop(id(entry.value), None)
                self._names = None

    def _shared(self, container: Any) -> Name:
        """Return what the other side knows a container by, or will with the next changes."""
        return self._name(container) or self._share(container)

    def _share(self, value: Any) -> Name:
        """Let the other side have a copy of a container with the next changes."""
        number, self._next = self._next, self._next + 2
        held = self._outgoing(self._name)
        data = wire.encode(value, self._outward, held=held)
        self._keep(number, held.containers, data)
        self._new.append((number, data))
        return (number, _WHOLE)

    def _share_whole(self, part: Any) -> None:
        """Let the other side have the array first that an array is part of, if anything else here refers to that."""
        # one reference is the part's own, one is the call's
        if not self._shares_wholes or sys.getrefcount(part.base) <= 2:
            return
        whole = part.base
        if type(whole) is not np.ndarray or whole.nbytes > _LARGEST_WHOLE or take_view(part, whole) is None:
            return
        if id(whole) in self._sharing:
            return  # it holds a part of itself
        self._sharing.add(id(whole))
        # it may hold what cannot cross, and then the part crosses alone
        with contextlib.suppress(wire.WireError):
            self._shared(whole)
        self._sharing.discard(id(whole))

    def _keep(self, number: int, held: list[Any], seen: bytes) -> None:
        self._entries[number] = _Entry(held, seen)
        self._wholes[id(held[-1])] = (number, _WHOLE)
        self._names = None

    def _settle(self) -> None:
        for entry in self._entries.values():
            entry.earlier = entry.held

    @staticmethod
    def _check(value: Any, held: wire.Incoming) -> None:
        if not held.containers or value is not held.containers[-1]:
            raise wire.WireError("the message is damaged (it holds nothing that both sides could have)")

    def _name(self, container: Any) -> Name | None:
        """Return what both sides called a container when control last passed."""
        if self._names is None:
            self._names = {
                id(one): (number, place) for number, entry in self._entries.items() for place, one in enumerate(entry.held)
            } | self._wholes
        return self._names.get(id(container))

    def _elsewhere(self, itself: Any, names: dict[int, Name]) -> Callable[[Any], Name | None]:
        """Return what names a container that is not in ``itself`` first: a copy of its own, or one in a copy that came before."""

        def name(container: Any) -> Name | None:
            if container is itself:
                return None
            return self._wholes.get(id(container)) or names.get(id(container))

        return name

    def _outgoing(self, name: Callable[[Any], Name | None]) -> wire.Outgoing:
        return wire.Outgoing(name, self._as_part)

    def _as_part(self, container: Any) -> tuple[Any, ...] | None:
        """Say which part of an older copy an array is, if it shares that one's memory."""
        if type(container) is not np.ndarray or not isinstance(container.base, np.ndarray):
            return None
        self._share_whole(container)
        for number, entry in self._entries.items():
            if entry.value is container:
                return None
            parts = take_view(container, entry.value) if type(entry.value) is np.ndarray else None
            if parts is not None:
                return (number, *parts)
        return None

    def _part(self, parts: Any) -> Any:
        number, *where = parts
        return make_view(where, self._entries[number].value)

    def _named(self, number: int, place: int) -> Any:
        entry = self._entries[number]
        return entry.value if place == _WHOLE else entry.held[place]

    def _named_before(self, number: int, place: int) -> Any:
        entry = self._entries[number]
        return entry.value if place == _WHOLE else entry.earlier[place]
