"""Where the tests' stand-ins came from: which objects a test made itself, by calling a class under the class's own name.

Only such an object may be compared with plain data by the student's own ``==``: the test then asks about that ``==``. What came
of a function or a variable of the student's may be such an object in place of the answer, and so may not. Knows no line.
"""

from __future__ import annotations

from collections import Counter


class Origins:
    """How often, and how, the numbers of one submission have come over the line."""

    def __init__(self) -> None:
        self._objects: Counter[int] = Counter()
        self._classes: Counter[int] = Counter()
        self._by_name: Counter[int] = Counter()
        self._made: dict[int, int] = {}

    def object_came(self, number: int) -> None:
        """Note that an object, or a function, has come."""
        self._objects[number] += 1

    def class_came(self, number: int) -> None:
        """Note that a class has come as a value."""
        self._classes[number] += 1

    def class_by_name(self, number: int) -> None:
        """Note that the class that came last was looked up under its own name."""
        self._by_name[number] += 1

    def made(self, number: int, cls: int) -> None:
        """Note that a test called a class, and that this object came of it."""
        self._made[number] = cls

    def is_tests(self, number: int) -> bool:
        """Say whether an object is one that a test made, and has come in no other way, nor its class under another name."""
        cls = self._made.get(number)
        return cls is not None and self._objects[number] == 1 and self._classes[cls] == self._by_name[cls]
