"""The names that a test cell sees: its own first, then the student's, borrowed as they are asked for. Runs no cell."""

from __future__ import annotations

import builtins
import types
from collections.abc import Iterator
from typing import Any

from grader.judge import wire
from grader.judge.borrowed import Borrower
from grader.judge.raised import Missing
from grader.judge.standins import RemoteType

_BUILTINS = frozenset(dir(builtins))
_ONLY_LOOKS = {"get", "names"}


class Names(dict[str, Any]):
    """The names a test cell sees: its own, the tutor's, and the student's by asking.

    Parameters
    ----------
    borrower:
        The line to the student's process.
    """

    def __init__(self, borrower: Borrower) -> None:
        super().__init__()
        self.borrower = borrower
        self.running = False
        self.students: frozenset[str] = frozenset()
        self.lent: frozenset[str] = frozenset()
        self.used: frozenset[str] = frozenset()
        self.imports: dict[str, str] = {}
        self._found: dict[str, Any] = {}
        self._deleted: set[str] = set()
        self._set: dict[str, Any] = {}
        self._patched: set[str] = set()

    def begin(self, students: list[str], lent: list[str], used: list[str], imports: dict[str, str]) -> None:
        """Start a test cell.

        Parameters
        ----------
        students:
            Names that belong to the student at this point, whatever the tutor's cells made of them before.
        lent:
            Names that this test cell gives back to the student: those it sets in plain sight.
        used:
            Names that the master's own solution uses: of those lent, these are given back while the test runs.
        imports:
            For each name that the master's own solution imports, the statement that does so.
        """
        self.students = frozenset(students)
        self.lent = frozenset(lent)
        self.used = frozenset(used)
        self.imports = imports
        self.forget()
        self._deleted = set()
        self._set.clear()
        for name in students:
            super().pop(name, None)

    def forget(self) -> None:
        """Look the student's names up again: they may have changed."""
        self._found.clear()

    def __missing__(self, name: str) -> Any:
        if not self.running or type(name) is not str or name.startswith("__") or name in self._deleted:
            raise KeyError(name)
        if name not in self._found:
            self._found[name] = self._look(name)
        return self._found[name]

    def _look(self, name: str) -> Any:
        if name in self.imports:
            try:
                exec(self.imports[name], self)  # noqa: S102  an import statement of the master's own
            except ModuleNotFoundError as error:
                return Unimported(error.name or name, self.borrower)
            return dict.__getitem__(self, name)
        if name in _BUILTINS and name not in self.students:
            raise KeyError(name)
        try:
            found = self.borrower.ask("get", name)
        except Missing:
            raise KeyError(name) from None
        if isinstance(found, RemoteType) and found.__name__ == name:
            self.borrower.received.origins.class_by_name(found._judge_class)
        return found

    def tutors_own(self, name: str, *kinds: type) -> Any:
        """Return the class of this name and of these kinds that a cell of the tutor's made here, None where there is none."""
        found: Any = dict.get(self, name)
        is_class = type(found) in kinds and found.__module__ == "__main__" and name not in self.students
        return found if is_class else None

    def __setitem__(self, name: str, value: Any) -> None:
        super().__setitem__(name, value)
        self._deleted.discard(name)
        if self.running and (name in self.students or name in self.lent):
            self._set[name] = value

    def take_set(self, what: str) -> list[tuple[str, Any]]:
        """Return the names that the test has set, and what to, ready to send.

        A name that is the test's own goes when the test is over, for the student's later cells: during it, what the test
        expects would be there to be read.

        Parameters
        ----------
        what:
            What is being asked: student's code that runs may change names, and what is only looked up may not.
        """
        if what not in _ONLY_LOOKS:
            self.forget()
        taken = []
        sent = set()
        for name, value in self._set.items():
            if self.running and not (name in self.students or name in self.used or name in self._patched):
                continue
            sent.add(name)
            try:
                taken.append((name, self.borrower.shared.pack(value)))
            except wire.WireError:
                # something that only the test can use: the student's side goes without
                continue
        self._set = {name: value for name, value in self._set.items() if self.running and name not in sent}
        return taken

    def patch(self, name: str, value: Any) -> None:
        """Set a name as ``patch("__main__.open")`` does: the student's code sees it too, until it is taken away."""
        self[name] = value
        if self.running and name not in self.students:
            self._patched.add(name)
            self._set[name] = value

    def take_away(self, name: str) -> None:
        """Take such a name away again."""
        del self[name]
        if name in self._patched:
            self._patched.discard(name)
            self._deleted.discard(name)
            self.forget()
            self.borrower.ask("del", name)

    def __delitem__(self, name: str) -> None:
        own = dict.__contains__(self, name)
        self._set.pop(name, None)
        if own:
            super().__delitem__(name)
        elif self.running:
            self[name]
        if self.running and name in self.students:
            self._deleted.add(name)
            self.forget()
            self.borrower.ask("del", name)
        elif not own:
            self._deleted.add(name)

    def __contains__(self, name: object) -> bool:
        if super().__contains__(name):
            return True
        if not self.running or type(name) is not str or name.startswith("__"):
            return False
        try:
            self.__missing__(name)
        except KeyError:
            return False
        return True

    def keys(self) -> Any:
        return list(self)

    def get(self, name: str, default: Any = None) -> Any:
        try:
            return self[name]
        except KeyError:
            return default

    def __iter__(self) -> Iterator[str]:
        own = list(super().__iter__())
        if not self.running:
            return iter(own)
        hidden = {*own, *self._deleted}
        return iter([*own, *(n for n in self.borrower.ask("names") if n not in hidden and not n.startswith("__"))])

    def copy(self) -> dict[str, Any]:
        """Copy what is here; the student's names are still asked for one by one. Magics and ``DataFrame.query`` take a copy."""
        return _Copy(self)


class _Copy(dict[str, Any]):
    """The tests' own names as they were, and the student's as they are."""

    def __init__(self, names: Names) -> None:
        super().__init__({name: dict.__getitem__(names, name) for name in dict.__iter__(names)})
        self._names = names

    def __missing__(self, name: str) -> Any:
        return self._names[name]


class Unimported(types.ModuleType):
    """A module that a solution imports and a test cannot, such as one that the exercise is to write. To look at it does no harm.

    Parameters
    ----------
    borrower:
        Told when the test uses it.
    """

    def __init__(self, name: str, borrower: Borrower) -> None:
        super().__init__(name)
        self._borrower = borrower

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._borrower.give_up(f"the test uses the module {self.__name__}, which is not there where tests run")


class Main(types.ModuleType):
    """``__main__`` as tests see it, so that patching one of its names patches the student's."""

    def __init__(self, names: Names) -> None:
        super().__init__("__main__")
        object.__setattr__(self, "_names", names)

    def __getattr__(self, name: str) -> Any:
        try:
            return object.__getattribute__(self, "_names")[name]
        except KeyError:
            raise AttributeError(name) from None

    def __dir__(self) -> list[str]:
        return list(self._names)

    @property
    def __dict__(self) -> Any:  # type: ignore[override]
        return object.__getattribute__(self, "_names")

    def __setattr__(self, name: str, value: Any) -> None:
        self._names.patch(name, value)

    def __delattr__(self, name: str) -> None:
        self._names.take_away(name)
