"""The containers of a value that can be changed in place, counted alike by whoever writes the value and whoever reads it.

A list that is held twice is written once, and named by its place the second time, so that it arrives as one list. A place is
given when a container is finished, after all that is in it, so that no value can hold itself. A container that the other side
has already is written by its name. What is read can be put into older containers, so that they stay who they are.
"""

from __future__ import annotations

import array
from collections.abc import Callable, Sequence
from typing import Any

from grader.judge.wire import form

Size = tuple[int, int, int]
"""How many parts a container has, how many bytes they take, and how deep they go: each counted as often as it is held."""


class Holding(tuple[Any, ...]):
    """A handle in which the object's own containers are, and no list, set or dictionary that was made for the way."""

    __slots__ = ()


class Held:
    """The containers of one value, in the order of their places; the value itself is the last, if it is one."""

    def __init__(self) -> None:
        self.containers: list[Any] = []
        self._sizes = array.array("q")

    def add(self, container: Any, size: Size) -> None:
        """Give a finished container its place."""
        self.containers.append(container)
        self._sizes.extend(size)

    def size(self, place: int) -> Size:
        """Return the size of a container."""
        parts, size, height = self._sizes[3 * place : 3 * place + 3]
        return parts, size, height


class Outgoing(Held):
    """The containers of a value that is written.

    Parameters
    ----------
    name:
        Gives the name that the other side knows a container by, or None: a number and a place.
    part:
        Gives, for a container that is a part of another which the other side knows, plain parts that say which.
    """

    def __init__(
        self,
        name: Callable[[Any], tuple[int, int] | None],
        part: Callable[[Any], tuple[Any, ...] | None] = lambda container: None,  # noqa: ARG005
    ) -> None:
        super().__init__()
        self.name = name
        self.part = part
        self.places: dict[int, int] = {}

    def add(self, container: Any, size: Size) -> None:
        """Give a finished container its place."""
        self.places[id(container)] = len(self.containers)
        super().add(container, size)


class Incoming(Held):
    """The containers of a value that is read.

    Parameters
    ----------
    named:
        Gives the container that has a name.
    part:
        Gives the part of another container that plain parts tell of.
    older:
        For each place, the container to put into what is read there, or None for a new one.
    fill:
        Puts one container's content into another; says whether it could.
    """

    def __init__(
        self,
        named: Callable[[int, int], Any],
        part: Callable[[Any], Any],
        older: Sequence[Any] = (),
        fill: Callable[[Any, Any], bool] = lambda old, new: False,  # noqa: ARG005
    ) -> None:
        super().__init__()
        self.named = named
        self.part = part
        self._older = older
        self._fill = fill

    def take(self, made: Any, size: Size) -> Any:
        """Give what was read its place; return the container to use for it."""
        place = len(self.containers)
        old = self._older[place] if place < len(self._older) else None
        kept = old if old is not None and type(old) is type(made) and self._fill(old, made) else made
        self.add(kept, size)
        return kept

    def again(self, place: int) -> Any:
        """Return a container that has been read already."""
        if place >= len(self.containers):
            raise form.WireError("the message is damaged (it names what has not come yet)")
        return self.containers[place]
