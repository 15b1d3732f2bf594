"""What a test sees in place of what the student's side names by number: one stand-in for each thing, for as long as both live.

What is said of a class or an object decides how its stand-in looks, and is believed no further. Asks nothing of the student's
side: that is for whoever uses a stand-in.
"""

from __future__ import annotations

import collections
import functools
import re
import sys
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from IPython.utils.text import SList

from grader.judge import namable, wire
from grader.judge.raised import SAFE_FAMILIES
from grader.judge.standinfunctions import stand_in_for_function
from grader.judge.standinmethods import finish, special_method
from grader.judge.standins import RemoteObject, RemoteType

if TYPE_CHECKING:
    from grader.judge.borrowed import Borrower

_KINDS: tuple[type, ...] = (map, filter, zip, enumerate, reversed, functools.partial, re.Match, re.Pattern)
_KINDS += (types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)
_BUILT_IN = {(kind.__module__, kind.__name__): kind for kind in _KINDS}


class Received:
    """The stand-ins of one submission.

    Parameters
    ----------
    borrower:
        Whom the stand-ins ask.
    """

    def __init__(self, borrower: Borrower) -> None:
        self.borrower = borrower
        self._classes: dict[int, Any] = {}
        self._stand_ins: dict[int, Any] = {}

    def inward(self, handle: tuple[Any, ...]) -> Any:
        """Give what stands, on this side, for what the student's side described."""
        kind = handle[0]
        if kind == "function":
            return self._stand_in(handle[1], lambda: stand_in_for_function(self.borrower, handle[1], handle[2]))
        if kind == "object":
            cls = self._inward_class(handle[2])
            return self._stand_in(handle[1], lambda: cls.__new__(cls)._judge_bind(handle[1]))
        if kind in ("class", "library"):
            return self._inward_class(handle)
        if kind == "namedtuple":
            return collections.namedtuple(handle[1], handle[2])(*handle[3])
        if kind == "test":
            return self.borrower.given.functions[handle[1]]
        if kind == "slist":
            return SList(handle[1])
        if kind == "plain" and type(handle[1]) in (list, dict):
            return handle[1]
        if kind == "module":
            return self._module(handle[1])
        if kind == "refused":
            self.borrower.give_up(f"the student's value is a {handle[1]}, which could lie about itself")
        raise wire.WireError("an unknown handle")

    def _stand_in(self, number: Any, make: Callable[[], Any]) -> Any:
        if type(number) is not int:
            raise wire.WireError("an unknown handle")
        if number not in self._stand_ins:
            self._stand_ins[number] = make()
        return self._stand_ins[number]

    def _module(self, name: str) -> Any:
        """Give the tests' own copy of a module that the student imported."""
        if name in sys.modules and name.partition(".")[0] in namable.LIBRARY | {"matplotlib", "scipy", "sklearn"}:
            return sys.modules[name]
        return self.borrower.give_up(f"the test uses the module {name} through the student's code; import it in the test cell")

    def _inward_class(self, handle: tuple[Any, ...]) -> Any:
        if handle[0] == "library":
            return self._library_class(handle[1], handle[2])
        number = handle[1]
        if len(handle) > 2 and number not in self._classes:
            _, _, name, bases, dunders, theirs, is_enum, module = handle
            real = _BUILT_IN.get((str(module), str(name))) or namable.live_class(str(module), str(name))
            found = [self._inward_class(b) for b in bases]
            self._classes[number] = self._make_class(
                number, str(name), found, set(dunders), real, live=theirs is not True and is_enum is not True
            )
        return self._classes[number]

    def _library_class(self, module: str, name: str) -> Any:
        if module.partition(".")[0] not in (
            *SAFE_FAMILIES,
            "collections",
            "datetime",
            "fractions",
            "io",
            "pathlib",
            "random",
            "time",
            "uuid",
        ):
            return Exception
        if module not in sys.modules and "." in module:
            # what a module does when it is imported is not for the student's side to choose: IPython.__main__ starts IPython
            return Exception
        found = namable.find(module, name)
        return found if namable.may_be_named(found) else Exception

    def _make_class(self, number: int, name: str, bases: list[Any], dunders: set[str], real: type | None, *, live: bool) -> Any:
        if any(isinstance(b, type) and issubclass(b, BaseException) for b in bases):
            return type(name, tuple(bases), {"__module__": "__main__"})
        kept = tuple(b for b in bases if isinstance(b, RemoteType)) or (RemoteObject,)
        if live:
            self.borrower.live.add(name)
        space: dict[str, Any] = {
            "__module__": "__main__",
            "_judge_borrower": self.borrower,
            "_judge_class": number,
            "_judge_dunders": frozenset(dunders),
        }
        if real is not None:
            space["__class__"] = property(lambda _: real)
        if real is types.CoroutineType:
            space["send"] = finish
        for dunder in dunders:
            method = special_method(name, dunder, dunders)
            if method is not None:
                space[dunder] = method
        try:
            return RemoteType(name, kept, space)
        except TypeError:
            return RemoteType(name, (RemoteObject,), space)
