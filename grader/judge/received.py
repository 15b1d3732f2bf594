"""What a test sees in place of what the student's side names by number: one stand-in for each thing, for as long as both live.

What is said of a class or an object decides how its stand-in looks, and is believed no further. Asks nothing of the student's
side: that is for whoever uses a stand-in.
"""

from __future__ import annotations

import functools
import re
import sys
import types
from abc import ABCMeta
from collections.abc import Callable
from enum import EnumType
from typing import TYPE_CHECKING, Any

from IPython.utils.text import SList

from grader.judge import namable, tutorsobjects, wire
from grader.judge.origins import Origins
from grader.judge.raised import SAFE_FAMILIES
from grader.judge.specialnames import COMPARISONS
from grader.judge.standinenums import RemoteEnum, combined, make_enum
from grader.judge.standinfunctions import stand_in_for_function
from grader.judge.standinmethods import finish, special_method
from grader.judge.standins import RemoteHeir, RemoteObject, RemoteType, read_students, tutors_or
from grader.judge.standinside import make_descriptor

if TYPE_CHECKING:
    from grader.judge.borrowed import Borrower

_KINDS: tuple[type, ...] = (map, filter, zip, enumerate, reversed, functools.partial, re.Match, re.Pattern)
_KINDS += (types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)
_BUILT_IN = {(kind.__module__, kind.__name__): kind for kind in _KINDS}


_HANDLES = (
    "function", "object", "class", "library", "enum", "flags", "descriptor", "namedtuple", "test", "slist", "plain", "module",
    "refused",
)  # fmt: skip
"""What the student's side may call what it describes; each is taken by the method of that name."""


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
        self.origins = Origins()

    def inward(self, handle: tuple[Any, ...]) -> Any:
        """Give what stands, on this side, for what the student's side described."""
        if handle[0] not in _HANDLES:
            raise wire.WireError("an unknown handle")
        return getattr(self, f"_take_{handle[0]}")(handle)

    def _take_function(self, handle: tuple[Any, ...]) -> Any:
        return self._stand_in(handle[1], lambda: stand_in_for_function(self.borrower, handle[1], handle[2]))

    def _take_object(self, handle: tuple[Any, ...]) -> Any:
        cls = self._inward_class(handle[2])
        if isinstance(cls, RemoteEnum) and handle[1] not in self._stand_ins:
            raise wire.WireError("an unknown member of an enumeration")
        return self._stand_in(handle[1], lambda: cls.__new__(cls)._judge_bind(handle[1]))

    def _take_descriptor(self, handle: tuple[Any, ...]) -> Any:
        found = self._stand_in(handle[1], lambda: self._checked(make_descriptor, *handle[2]))
        self.borrower.given.know(found, handle[1])
        return found

    def _take_flags(self, handle: tuple[Any, ...]) -> Any:
        return self._checked(combined, self._inward_class(handle[1]), handle[2])

    def _take_namedtuple(self, handle: tuple[Any, ...]) -> Any:
        _, name, fields, values = handle
        return tutorsobjects.make_tuple(name, fields, values, self.borrower.tutors_own(str(name), type))

    def _take_test(self, handle: tuple[Any, ...]) -> Any:
        return self.borrower.given.functions[handle[1]]

    def _take_slist(self, handle: tuple[Any, ...]) -> Any:
        return SList(handle[1])

    def _take_plain(self, handle: tuple[Any, ...]) -> Any:
        if type(handle[1]) not in (list, dict):
            raise wire.WireError("an unknown handle")
        return handle[1]

    def _take_refused(self, handle: tuple[Any, ...]) -> Any:
        return self.borrower.give_up(f"the student's value is a {handle[1]}, which could lie about itself")

    def _take_module(self, handle: tuple[Any, ...]) -> Any:
        """Give the tests' own copy of a module that the student imported."""
        name = handle[1]
        if name in sys.modules and name.partition(".")[0] in namable.LIBRARY | {"matplotlib", "scipy", "sklearn"}:
            return sys.modules[name]
        return self.borrower.give_up(f"the test uses the module {name} through the student's code; import it in the test cell")

    def _stand_in(self, number: Any, make: Callable[[], Any]) -> Any:
        if type(number) is not int:
            raise wire.WireError("an unknown handle")
        self.origins.object_came(number)
        if number not in self._stand_ins:
            self._stand_ins[number] = make()
        return self._stand_ins[number]

    def _checked(self, make: Callable[..., Any], *told: Any) -> Any:
        """Make something of what was told; what cannot be true, no test can use."""
        try:
            return make(*told)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            raise wire.WireError("something that cannot be as it is told") from error

    def _inward_class(self, handle: tuple[Any, ...]) -> Any:
        if handle[0] == "library":
            return self._library_class(handle[1], handle[2])
        number = handle[1]
        if handle[0] == "enum" and number not in self._classes:
            bases = [self._inward_class(base) for base in handle[3]]
            tutors = self.borrower.tutors_own(str(handle[2]), EnumType)
            made, members = self._checked(make_enum, self.borrower, number, str(handle[2]), bases, handle[4])
            if tutors is not None and {m.name: m.value for m in tutors} == {m.name: m.value for m in made}:
                made, members = tutors, {its_number: tutors[member.name] for its_number, member in members.items()}
                for its_number, member in members.items():
                    self.borrower.given.know(member, its_number)
            self._classes[number] = made
            for its_number, member in members.items():
                self._stand_ins.setdefault(its_number, member)
        if handle[0] == "class" and len(handle) > 2 and number not in self._classes:
            _, _, name, bases, dunders, theirs, is_enum, module, is_abc = handle
            real = _BUILT_IN.get((str(module), str(name))) or namable.live_class(str(module), str(name))
            found = [self._inward_class(b) for b in bases]
            self._classes[number] = self._make_class(
                number, str(name), found, set(dunders), real, live=theirs is not True and is_enum is not True
            )
            if is_abc is True and isinstance(self._classes[number], RemoteType):
                type.__setattr__(self._classes[number], "_judge_abc", True)
        return self._classes[number]

    _take_library = _take_enum = _inward_class

    def _take_class(self, handle: tuple[Any, ...]) -> Any:
        self.origins.class_came(handle[1])
        return self._inward_class(handle)

    def _library_class(self, module: str, name: str) -> Any:
        if module.partition(".")[0] not in (
            *SAFE_FAMILIES,
            "collections",
            "datetime",
            "enum",
            "abc",
            "typing",
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
        """Make what stands in for a class."""
        tutors = self.borrower.tutors_own(name, type, ABCMeta)
        if any(isinstance(b, type) and issubclass(b, BaseException) for b in bases):
            own = type(name, tuple(bases), {"__module__": "__main__"})
            return tutors if tutors is not None and issubclass(tutors, BaseException) else own
        kept = tuple(b for b in bases if isinstance(b, RemoteType)) or (RemoteObject,)
        if live:
            self.borrower.live.add(name)
        space: dict[str, Any] = {
            "__module__": "__main__",
            "_judge_borrower": self.borrower,
            "_judge_class": number,
            "_judge_dunders": frozenset(dunders),
            "_judge_bases": tuple(tutors_or(base) for base in bases),
        }
        if tutors is not None:
            real = tutors
            dunders = dunders - {*COMPARISONS, "__hash__"}  # the tutor's own class decides those here
            space.update({"_judge_tutors": tutors, "__getattribute__": read_students})
        elif any(isinstance(base, RemoteHeir) for base in kept):
            space["__class__"] = property(type)
        space.update(_methods(name, dunders, real))
        kind = RemoteHeir if tutors is not None else RemoteType
        try:
            made = kind(name, kept, space)
        except TypeError:
            made = kind(name, (RemoteObject,), space)
        type.__setattr__(made, "_judge_ready", True)
        for base in bases:
            if base in namable.ABSTRACT:
                base.register(made)
        return made


def _methods(name: str, dunders: set[str], real: type | None) -> dict[str, Any]:
    """Return the special methods of what stands in for a class, and what it is said to be."""
    found = {dunder: special_method(name, dunder, dunders) for dunder in dunders}
    space: dict[str, Any] = {dunder: method for dunder, method in found.items() if method is not None}
    if real is not None:
        space["__class__"] = property(lambda _: real)
    if real is types.CoroutineType:
        space["send"] = finish
    return space
