"""The special methods of a stand-in: which ask the student's process, which are decided on this side, and which end the test.

No comparison is ever decided by the student's code, unless the exercise itself was to write that comparison. Knows how
neither asking nor the rest of a stand-in works.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.judge.specialnames import COMPARISONS, READS
from grader.judge.standinfunctions import call
from grader.judge.standins import RemoteType


def special_method(cls_name: str, dunder: str, dunders: set[str]) -> Any:
    """Make one special method of a stand-in."""
    if dunder == "__await__":
        return _await
    if dunder == "__iter__":
        return _iterate
    if dunder == "__contains__":
        return _contains
    if dunder == "__len__":
        return _length
    if dunder == "__hash__":
        return object.__hash__ if "__eq__" not in dunders else _hashing(cls_name)
    if dunder in READS:
        return _asking(dunder)
    if dunder in COMPARISONS:
        return _comparing(cls_name, dunder)
    return _reckoning(cls_name, dunder)


def _ask_special(self: Any, dunder: str, arguments: tuple[Any, ...]) -> Any:
    borrower = self._judge_borrower
    return borrower.ask("special", self._judge_number, dunder, [borrower.pack(a) for a in arguments])


def _asking(dunder: str) -> Callable[..., Any]:
    if dunder == "__call__":
        return lambda self, *arguments, **named: call(self._judge_borrower, self._judge_number, arguments, named)
    if dunder == "__enter__":
        return lambda self: _ask_special(self, dunder, ())
    if dunder in ("__exit__", "__aexit__"):
        return lambda self, kind, value, _: _ask_special(
            self, dunder, (None, None, None) if kind is None else (kind, str(value), None)
        )
    return lambda self, *arguments: _ask_special(self, dunder, arguments)


def _await(self: Any) -> Any:
    """Let the student's side finish what is awaited; nothing of the test's runs until then."""
    result = self._judge_borrower.ask("await", self._judge_number)
    yield from ()
    return result


def finish(self: Any, _: Any) -> Any:
    """Do for ``asyncio`` what ``await`` does: it sends to a coroutine until that stops."""
    raise StopIteration(self._judge_borrower.ask("await", self._judge_number))


def _iterate(self: Any) -> Any:
    found = _ask_special(self, "__iter__", ())
    items = found if isinstance(type(found), RemoteType) else iter(found)
    return _counted(self, items) if self._judge_number in self._judge_borrower.lengths else items


def _counted(self: Any, items: Any) -> Any:
    """Give the items of an object that has said how many it has; what it gives must be as many."""
    count = 0
    for item in items:
        count += 1
        yield item
    said = self._judge_borrower.lengths.get(self._judge_number, count)
    if said != count:
        self._judge_borrower.give_up(f"the student's {type(self).__name__} says that it has {said} items, and gives {count}")


def _length(self: Any) -> Any:
    said = _ask_special(self, "__len__", ())
    if type(said) is int:
        self._judge_borrower.lengths[self._judge_number] = said
    return said


def _contains(self: Any, item: Any) -> bool:
    """Look on this side: the student's code is not told what is looked for, unless the exercise is to write the search."""
    if "__contains__" in self._judge_borrower.allowed.get(type(self).__name__, ()):
        return _ask_special(self, "__contains__", (item,)) is True
    if "__iter__" not in self._judge_dunders:
        self._judge_borrower.give_up(
            f"the test looks for a value in a {type(self).__name__}, which the student's own code would have to decide"
        )
    return any(item is other or item == other for other in self)


def _refusing(cls_name: str, dunder: str) -> Callable[..., Any]:
    def refuse(self: Any, *_: Any) -> Any:
        self._judge_borrower.give_up(
            f"the test compares a {cls_name} by the student's own {dunder}, so the student's code would decide the mark"
        )

    return refuse


def _hashing(cls_name: str) -> Callable[..., int]:
    """Ask for a hash only where the exercise is to write it: what has the same hash is still compared as ``_comparing`` says."""

    def hashed(self: Any) -> int:
        if "__hash__" not in self._judge_borrower.allowed.get(cls_name, ()):
            _refusing(cls_name, "__hash__")(self)
        found = _ask_special(self, "__hash__", ())
        if type(found) is not int:
            self._judge_borrower.give_up(f"the hash of the student's {cls_name} is not a whole number")
        return int(found)

    return hashed


def _comparing(cls_name: str, dunder: str) -> Callable[..., Any]:
    def compare(self: Any, other: Any) -> Any:
        if self is other and dunder in ("__eq__", "__ne__") and dunder not in self._judge_borrower.allowed.get(cls_name, ()):
            return dunder == "__eq__"
        if dunder not in self._judge_borrower.allowed.get(cls_name, ()):
            _refusing(cls_name, dunder)(self)
        if type(other) is not type(self) and type(other).__name__ == cls_name:
            _refusing(cls_name, dunder)(self)  # what the exercise asks for goes by a name, and a student may give it twice
        if isinstance(type(other), RemoteType) or type(other) is type(self):
            return _ask_special(self, dunder, (other,))
        if isinstance(type(self), RemoteType) and self._judge_borrower.received.origins.is_tests(self._judge_number):
            return _compared_with_plain(self, dunder, other)
        return _refusing(cls_name, dunder)(self)

    return compare


def _compared_with_plain(self: Any, dunder: str, other: Any) -> Any:
    """Compare an object that the test made with plain data, of which the student's code gets a copy."""
    borrower = self._judge_borrower
    found = borrower.ask("special", self._judge_number, dunder, [borrower.pack(other, copied=True)])
    if type(found) is not bool and found is not NotImplemented:
        borrower.give_up(f"the {dunder} of the student's {type(self).__name__} gives neither True nor False")
    return found


def _reckoning(cls_name: str, dunder: str) -> Callable[..., Any]:
    def reckon(self: Any, *others: Any) -> Any:
        if dunder not in self._judge_borrower.allowed.get(cls_name, ()):
            _refusing(cls_name, dunder)(self)
        result = _ask_special(self, dunder, others)
        involved = (result, *others)
        if not others or result is NotImplemented or any(isinstance(type(value), RemoteType) for value in involved):
            return result
        return _refusing(cls_name, dunder)(self)

    return reckon
